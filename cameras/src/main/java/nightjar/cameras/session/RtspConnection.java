package nightjar.cameras.session;

import java.time.Duration;
import java.util.List;
import nightjar.base.tasks.Stop;
import nightjar.media.frame.FrameSink;
import nightjar.media.rtsp.Ended;
import nightjar.media.rtsp.RtspClient;
import nightjar.media.rtsp.RtspSession;
import nightjar.media.rtsp.SessionCounters;
import nightjar.media.rtsp.SessionTrack;

/// The real one.
public record RtspConnection(RtspSession session) implements Connection {
  public static Opener opener(RtspClient client) {
    return (target, options, stop) -> new RtspConnection(client.open(target, options, stop));
  }

  @Override
  public List<SessionTrack> tracks() {
    return session.tracks();
  }

  @Override
  public Ended play(FrameSink sink, Stop stop) {
    return session.play(sink, stop);
  }

  @Override
  public SessionCounters counters() {
    return session.counters();
  }

  @Override
  public boolean udp() {
    return session.udp();
  }

  @Override
  public Duration timeout() {
    return session.timeout();
  }

  @Override
  public boolean tornDown() {
    return session.tornDown();
  }

  @Override
  public void close() {
    session.close();
  }
}
