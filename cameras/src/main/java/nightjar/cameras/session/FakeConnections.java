package nightjar.cameras.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.base.time.FakeClock;
import nightjar.media.frame.FrameSink;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtsp.Ended;
import nightjar.media.rtsp.RtspOptions;
import nightjar.media.rtsp.RtspTarget;
import nightjar.media.rtsp.SessionCounters;
import nightjar.media.rtsp.SessionTrack;

/// Tries with scripted ends and no camera, for tests: time passes on the [FakeClock] only. When the script is at its end the
/// next try asks for a stop. Owned by the test's thread.
public final class FakeConnections implements Connection.Opener {
  /// What was asked for.
  public record Asked(RtspTarget target, RtspOptions options) {}

  private sealed interface Step {
    record Fails(Fault fault) implements Step {}

    record Plays(Duration length, Ended ended, boolean tornDown) implements Step {}
  }

  private final FakeClock clock;
  private final Stop atEnd;
  private final Deque<Step> script = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();

  public FakeConnections(FakeClock clock, Stop atEnd) {
    this.clock = clock;
    this.atEnd = atEnd;
  }

  public FakeConnections fails(Fault fault) {
    script.add(new Step.Fails(fault));
    return this;
  }

  public FakeConnections plays(Duration length, Ended ended, boolean tornDown) {
    script.add(new Step.Plays(length, ended, tornDown));
    return this;
  }

  public List<Asked> asked() {
    return asked;
  }

  @Override
  public Connection open(RtspTarget target, RtspOptions options, Stop stop) {
    Step step = script.pollFirst();
    if (step == null) {
      atEnd.request();
      throw Fault.of(Fault.Kind.UNREACHABLE, "the script is at its end", "");
    }
    asked.add(new Asked(target, options));
    return switch (step) {
      case Step.Fails(Fault fault) -> throw fault;
      case Step.Plays plays ->
          new Fake(clock, plays, options.transport() == RtspOptions.TransportPolicy.UDP);
    };
  }

  private record Fake(FakeClock clock, Step.Plays plays, boolean udp) implements Connection {
    @Override
    public List<SessionTrack> tracks() {
      return List.of(new SessionTrack(0, true, new Encoding("H264", 96, 90_000, 0, Map.of())));
    }

    @Override
    public Ended play(FrameSink sink, Stop stop) {
      clock.advance(plays.length());
      return plays.ended();
    }

    @Override
    public SessionCounters counters() {
      return SessionCounters.none();
    }

    @Override
    public Duration timeout() {
      return Duration.ofSeconds(60);
    }

    @Override
    public boolean tornDown() {
      return plays.tornDown();
    }

    @Override
    public void close() {}
  }
}
