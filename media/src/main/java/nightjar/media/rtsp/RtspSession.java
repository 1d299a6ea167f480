package nightjar.media.rtsp;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.media.frame.FrameSink;
import nightjar.media.frame.SlabPool;
import nightjar.media.rtsp.auth.Authenticator;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.RtspUrl;

/// One session with one camera, from its connection to TEARDOWN; never used again. See docs/design/rtsp-session.md.
///
/// Owned by the thread that opens, plays and closes it, which should be a platform thread: a virtual thread's hand-over costs
/// three times the read itself. [#counters] is safe for any thread because the snapshot is volatile.
public final class RtspSession implements AutoCloseable {
  /// How long TEARDOWN may take: it only frees the camera's slot earlier.
  private static final Duration TEARDOWN_TIME = Duration.ofSeconds(1);

  private final RtspOptions options;
  private final RandomGenerator random;
  private final SlabPool frames;
  private final Line line;
  private final Handshake handshake;
  private volatile SessionCounters counters = SessionCounters.none();
  private boolean closed;
  private boolean tornDown;

  private RtspSession(
      Line line, RtspUrl url, RtspOptions options, RandomGenerator random, SlabPool frames) {
    this.line = line;
    this.options = options;
    this.random = random;
    this.frames = frames;
    handshake = new Handshake(line, url, options, random);
  }

  static RtspSession open(
      RtspTarget target,
      RtspOptions options,
      Stop stop,
      Clock clock,
      RandomGenerator random,
      SlabPool frames,
      Watchdog watchdog) {
    RtspUrl url = target.url();
    Where where = new Where(target.camera(), url.host() + ":" + url.port());
    SocketChannel channel = new Connector(where, url, stop).connect(options.connectTimeout());
    Watchdog.Guard guard = watchdog.guard(channel, options.answerTimeout());
    RtspSession session = null;
    boolean open = false;
    try (Registration _ = Registration.of(stop, () -> guard.hurry(Duration.ZERO))) {
      Wire wire = url.secure() ? secure(channel, url, where) : new PlainWire(channel);
      Inbound inbound = new Inbound(where, options.receiveBufferBytes());
      Authenticator authenticator = new Authenticator(url.credentials(), url.secure(), random);
      Dialogue dialogue = new Dialogue(wire, inbound, guard, where, authenticator, clock);
      Line line = new Line(where, wire, guard, inbound, dialogue, clock);
      session = new RtspSession(line, url, options, random, frames);
      session.handshake.run();
      open = true;
      return session;
    } finally {
      if (!open && session != null) {
        session.close();
      } else if (!open) {
        guard.close();
        Connector.closeQuietly(channel);
      }
    }
  }

  private static Wire secure(SocketChannel channel, RtspUrl url, Where where) {
    CameraCertificate certificate = new CameraCertificate(url);
    try {
      return new TlsWire(channel, certificate.engine());
    } catch (SSLException e) {
      throw certificate.refused(where, e);
    } catch (IOException e) {
      throw where.fault(
          Fault.Kind.UNREACHABLE,
          "the connection ended during the TLS handshake",
          "Check that the port is that of rtsps.",
          e);
    }
  }

  /// What will be played; 0 is the video track.
  public List<SessionTrack> tracks() {
    return handshake.prepared().stream().map(Prepared::track).toList();
  }

  /// How long the camera keeps the session without a sign of life: after an end without TEARDOWN its slot is taken so long.
  public Duration timeout() {
    return handshake.timeout();
  }

  public boolean udp() {
    return handshake.udp();
  }

  /// What was received so far, at most a second old.
  public SessionCounters counters() {
    return counters;
  }

  /// Plays until the end, which it returns; frames go to `sink` in this thread. Call once.
  public Ended play(FrameSink sink, Stop stop) {
    try (Playing playing = new Playing(line, options, handshake, random.nextInt(), frames, sink)) {
      playing.publishTo(snapshot -> counters = snapshot);
      return playing.run(stop);
    } catch (Fault fault) {
      return stop.requested() ? new Ended.Stopped() : new Ended.Failed(fault);
    }
  }

  /// Whether the camera confirmed that the session is gone; false before [#close].
  public boolean tornDown() {
    return tornDown;
  }

  /// Says TEARDOWN, waits for the answer at most a second, and closes the connection.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    line.dialogue().ignoreMedia();
    if (!handshake.sessionId().isEmpty()) {
      tearDown();
    }
    handshake.close();
    line.guard().close();
    Connector.closeQuietly(line.wire().channel());
  }

  private void tearDown() {
    try {
      if (line.guard().expired()) {
        line.dialogue().tell("TEARDOWN", handshake.baseUrl(), Headers.EMPTY);
      } else {
        tornDown =
            line.dialogue().ask("TEARDOWN", handshake.baseUrl(), Headers.EMPTY, TEARDOWN_TIME).ok();
      }
    } catch (IOException | Fault _) {
      // The camera will find out by its own time-out.
    }
  }
}
