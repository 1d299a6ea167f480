package nightjar.cameras.session;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.media.rtsp.Ended;
import nightjar.media.rtsp.RtspOptions;
import nightjar.media.rtsp.RtspOptions.TransportPolicy;
import nightjar.media.rtsp.RtspTarget;
import org.jspecify.annotations.Nullable;

/// Keeps one camera playing: [#run] loops over [#runOnce], each try a fresh connection, with waits that do not wear the
/// camera out and never lock its account.
///
/// Run it on a platform thread of its own with a small stack. 64 sockets of 4 Mbit/s on two cores cost, reading and writing to
/// files, 7.7 CPU seconds per GB on virtual threads (the scheduler's hand-over) and 2.5 on platform threads.
///
/// Owned by the thread in [#run]; [#status], [#retarget] and the [Stop] are safe for any thread because what they touch is
/// volatile.
public final class CameraSession {
  /// A 401 from credentials that worked before may be a full camera or a password change under way (quirks 33, 64): asked once
  /// more after this. Two tries are far from what locks an account, five minutes far from a hammer.
  static final Duration SECOND_LOGIN = Duration.ofMinutes(5);

  /// Beyond the session time-out the camera named, for a slot to be free again (live555's stale sessions: 65 s for 60 s).
  private static final Duration SLOT_SLACK = Duration.ofSeconds(5);

  private static final Duration LONGEST_SLOT = Duration.ofMinutes(2);

  /// Times as long, a camera that was not reached may take to answer from then on: some take 20 s behind their start. It costs
  /// nothing with one that answers at once.
  private static final int PATIENCE = 3;

  private static final Duration LATCH_NAP = Duration.ofHours(1);

  private final Connection.Opener opener;
  private final RtspOptions options;
  private final Recipient recipient;
  private final EventLog log;
  private final Clock clock;
  private final Backoff backoff;

  private volatile RtspTarget target;
  private volatile Stop wake = new Stop();
  private volatile SessionStatus status = new SessionStatus.Stopped();
  private volatile @Nullable Connection playing;
  private boolean loginWorked;
  private boolean loginDoubted;
  private boolean overUdp;
  private boolean slow;
  private long slotFreeNanos;
  private boolean slotTaken;

  public CameraSession(
      RtspTarget target,
      RtspOptions options,
      Connection.Opener opener,
      Recipient recipient,
      EventLog log,
      Clock clock,
      RandomGenerator random) {
    this.target = target;
    this.options = options;
    this.opener = opener;
    this.recipient = recipient;
    this.log = log;
    this.clock = clock;
    backoff = new Backoff(random);
  }

  public SessionStatus status() {
    SessionStatus now = status;
    Connection connection = playing;
    return now instanceof SessionStatus.Playing p && connection != null
        ? new SessionStatus.Playing(p.sinceMicros(), p.tracks(), connection.counters())
        : now;
  }

  /// Another address or other credentials, for the next try, which begins at once unless the camera plays.
  public void retarget(RtspTarget changed) {
    target = changed;
    wake.request();
  }

  /// Tries until `stop` is requested.
  public void run(Stop stop) {
    try {
      while (!stop.requested()) {
        RtspTarget tried = target;
        Try result = runOnce(stop);
        if (!stop.requested()) {
          pause(result, tried, stop);
        }
      }
    } finally {
      status = new SessionStatus.Stopped();
    }
  }

  /// What became of one try.
  record Try(Trouble why, Duration played) {}

  /// One connection, from its opening to its end.
  Try runOnce(Stop stop) {
    status = new SessionStatus.Connecting(backoff.failures() + 1);
    RtspOptions how = overUdp ? options.with(TransportPolicy.UDP) : options;
    if (slow) {
      Duration answer = options.answerTimeout().multipliedBy(PATIENCE);
      how = how.withTimeouts(options.connectTimeout(), answer, options.stallTimeout());
    }
    try {
      return runOnce(opener.open(target, how, stop), stop);
    } catch (Fault fault) {
      slow |= fault.kind() == Fault.Kind.UNREACHABLE;
      return new Try(Trouble.of(fault), Duration.ZERO);
    }
  }

  private Try runOnce(Connection connection, Stop stop) {
    long began = clock.nanos();
    try {
      Ended ended = play(connection, stop);
      boolean started = !(ended instanceof Ended.Stalled stalled) || stalled.started();
      chooseTransport(ended, connection.udp());
      Duration played = started ? Duration.ofNanos(clock.nanos() - began) : Duration.ZERO;
      return new Try(Trouble.of(ended), played);
    } finally {
      playing = null;
      connection.close();
      slotTaken = !connection.tornDown();
      slotFreeNanos = clock.nanos() + connection.timeout().plus(SLOT_SLACK).toNanos();
    }
  }

  private Ended play(Connection connection, Stop stop) {
    status =
        new SessionStatus.Playing(clock.wallMicros(), connection.tracks(), connection.counters());
    playing = connection;
    loginWorked = true;
    log.log(CameraEvent.CAMERA_PLAYING, target.camera(), summary(connection));
    Ended ended = new Ended.Stopped();
    try {
      ended = connection.play(recipient.begin(connection.tracks()), stop);
      return ended;
    } finally {
      recipient.end(Trouble.of(ended));
    }
  }

  private static String summary(Connection connection) {
    return connection.tracks().stream()
            .map(track -> track.encoding().name())
            .collect(Collectors.joining(" and "))
        + (connection.udp() ? " over UDP" : " over TCP");
  }

  /// A camera that connects but sends nothing by TCP may send by UDP (quirk 29), and the other way round.
  private void chooseTransport(Ended ended, boolean wasUdp) {
    boolean nothing = ended instanceof Ended.Stalled stalled && !stalled.started();
    boolean free = options.transport() == TransportPolicy.AUTO && !target.url().secure();
    overUdp = free && nothing != wasUdp;
  }

  private void pause(Try result, RtspTarget tried, Stop stop) {
    Stop alarm = new Stop();
    wake = alarm;
    AutoCloseable link = stop.onRequest(alarm::request);
    try {
      if (!target.equals(tried)) {
        return;
      }
      if (result.why().kind() == Fault.Kind.UNAUTHENTICATED) {
        refused(result.why(), alarm);
      } else {
        loginDoubted &= result.played().compareTo(Backoff.LASTING) < 0;
        wait(result.why(), delay(result), CameraEvent.CAMERA_LOST, alarm);
      }
      if (!target.equals(tried)) {
        loginWorked = false;
        loginDoubted = false;
      }
    } finally {
      forget(link);
    }
  }

  private void refused(Trouble why, Stop alarm) {
    if (loginWorked && !loginDoubted) {
      loginDoubted = true;
      wait(why, SECOND_LOGIN, CameraEvent.CAMERA_LOST, alarm);
      return;
    }
    status = new SessionStatus.Latched(why);
    log.log(CameraEvent.CAMERA_LOGIN_REFUSED, target.camera(), why.message());
    while (!clock.sleep(LATCH_NAP, alarm)) {
      // Only a change of credentials or a stop ends this.
    }
  }

  private Duration delay(Try result) {
    Duration delay = backoff.next(result.played(), result.why().kind());
    if (slotTaken && result.why().kind() == Fault.Kind.REFUSED) {
      // The slot our last session holds is freed by the camera's own time-out (quirks 17, 24).
      Duration slot = Duration.ofNanos(slotFreeNanos - clock.nanos());
      slot = slot.compareTo(LONGEST_SLOT) > 0 ? LONGEST_SLOT : slot;
      slotTaken = false;
      return slot.compareTo(delay) > 0 ? slot : delay;
    }
    return delay;
  }

  private void wait(Trouble why, Duration delay, CameraEvent event, Stop alarm) {
    status = new SessionStatus.Waiting(why, clock.wallMicros() + delay.toNanos() / 1_000);
    log.log(event, target.camera(), why.message() + "; next try in " + delay.toMillis() + " ms");
    clock.sleep(delay, alarm);
  }

  private static void forget(AutoCloseable link) {
    try {
      link.close();
    } catch (Exception e) {
      throw new IllegalStateException("forgetting an action cannot fail", e);
    }
  }
}
