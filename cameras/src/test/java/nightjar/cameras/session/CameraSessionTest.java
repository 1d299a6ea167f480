package nightjar.cameras.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.base.time.FakeClock;
import nightjar.media.frame.FrameSink;
import nightjar.media.rtsp.Ended;
import nightjar.media.rtsp.RtspOptions;
import nightjar.media.rtsp.RtspOptions.TransportPolicy;
import nightjar.media.rtsp.RtspTarget;
import nightjar.media.rtsp.SessionTrack;
import nightjar.media.rtsp.message.RtspUrl;
import org.junit.jupiter.api.Test;

/// A camera's days and nights in no time: each test scripts what the tries end in, and looks at the waits between them.
class CameraSessionTest {
  private final Fault unreachable = Fault.of(Fault.Kind.UNREACHABLE, "no answer", "");
  private final Fault wrong = Fault.of(Fault.Kind.UNAUTHENTICATED, "wrong password", "");
  private final Fault full = Fault.of(Fault.Kind.REFUSED, "453", "");

  private final FakeClock time = new FakeClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Stop stop = new Stop();
  private final FakeConnections connections = new FakeConnections(time, stop);
  private final List<Duration> waits = new ArrayList<>();
  private final List<SessionStatus> statusWhileWaiting = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private Runnable onWait = () -> {};
  private final CameraSession session =
      new CameraSession(
          target("admin:old"),
          RtspOptions.defaults(),
          connections,
          new Told(),
          (event, subject, detail) -> told.add(event.name()),
          new NotingClock(),
          new Random(5));

  private CameraSession session() {
    return session;
  }

  @Test
  void quirk61_waitsGrowUpToHalfAMinute() {
    for (int i = 0; i < 12; i++) {
      fails(unreachable);
    }
    session.run(stop);
    assertThat(waits).hasSize(12);
    for (int i = 0; i < 12; i++) {
      long most = Math.min(30_000, 1_000L << Math.min(i, 10));
      assertThat(waits.get(i).toMillis()).isBetween(most / 2, most);
    }
  }

  @Test
  void camerasDoNotComeBackInStep() {
    for (int i = 0; i < 40; i++) {
      fails(unreachable);
    }
    session.run(stop);
    assertThat(waits.stream().skip(10).distinct().count()).isGreaterThan(20);
  }

  @Test
  void cameraThatDoesNotAnswerInTimeGetsLongerFromThenOn() {
    fails(full);
    fails(unreachable);
    fails(unreachable);
    plays(3_600, new Ended.PeerClosed("gone"), true);
    fails(unreachable);
    session.run(stop);
    assertThat(connections.asked())
        .extracting(asked -> asked.options().answerTimeout().toSeconds())
        .containsExactly(10L, 10L, 30L, 30L, 30L);
  }

  @Test
  void lastingSessionIsTriedAgainAtOnce() {
    for (int i = 0; i < 5; i++) {
      fails(unreachable);
    }
    plays(3_600, new Ended.PeerClosed("gone"), true);
    session.run(stop);
    assertThat(waits.getLast()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void quirk63_briefSuccessDoesNotResetTheWaitAndHasAFloor() {
    for (int i = 0; i < 8; i++) {
      plays(3, new Ended.PeerClosed("gone"), true);
    }
    session.run(stop);
    assertThat(waits)
        .allSatisfy(wait -> assertThat(wait).isGreaterThanOrEqualTo(Duration.ofSeconds(5)));
    assertThat(waits.getLast()).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void quirk62_wrongPasswordIsTriedOnceAndLatched() {
    fails(wrong);
    onWait =
        () -> {
          if (waits.size() == 3) {
            stop.request();
          }
        };
    session.run(stop);
    assertThat(tried()).hasSize(1);
    assertThat(statusWhileWaiting).hasOnlyElementsOfType(SessionStatus.Latched.class);
    assertThat(told).containsExactly("CAMERA_LOGIN_REFUSED");
  }

  @Test
  void quirk62_newPasswordEndsTheLatchAtOnce() {
    fails(wrong);
    plays(5, new Ended.Stopped(), true);
    onWait =
        () -> {
          if (waits.size() == 3) {
            session.retarget(target("admin:new"));
          }
        };
    session.run(stop);
    assertThat(tried()).containsExactly(target("admin:old"), target("admin:new"));
  }

  @Test
  void quirk64_loginThatWorkedBeforeIsTriedOnceMoreAfterALongWait() {
    plays(100, new Ended.PeerClosed("gone"), true);
    fails(wrong);
    plays(100, new Ended.PeerClosed("gone"), true);
    session.run(stop);
    assertThat(tried()).hasSize(3);
    assertThat(waits.get(1)).isEqualTo(CameraSession.SECOND_LOGIN);
    assertThat(told).doesNotContain("CAMERA_LOGIN_REFUSED");
  }

  @Test
  void quirk64_secondRefusalIsLatched() {
    plays(100, new Ended.PeerClosed("gone"), true);
    fails(wrong);
    fails(wrong);
    onWait =
        () -> {
          if (waits.size() == 5) {
            stop.request();
          }
        };
    session.run(stop);
    assertThat(tried()).hasSize(3);
    assertThat(told).endsWith("CAMERA_LOGIN_REFUSED");
  }

  @Test
  void quirk17_slotOfALostSessionIsWaitedForWhenTheCameraIsFull() {
    plays(100, new Ended.PeerClosed("gone"), false);
    fails(full);
    fails(full);
    session.run(stop);
    assertThat(waits.get(1)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(65));
    assertThat(waits.get(2)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void quirk24_confirmedTeardownLeavesNoSlotToWaitFor() {
    plays(100, new Ended.PeerClosed("gone"), true);
    fails(full);
    session.run(stop);
    assertThat(waits.get(1)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void quirk29_udpIsTriedWhenTcpBringsNothing() {
    plays(0, new Ended.Stalled(Duration.ofSeconds(10), false), true);
    plays(100, new Ended.PeerClosed("gone"), true);
    plays(100, new Ended.PeerClosed("gone"), true);
    plays(0, new Ended.Stalled(Duration.ofSeconds(10), false), true);
    fails(unreachable);
    session.run(stop);
    assertThat(connections.asked().stream().map(a -> a.options().transport()))
        .containsExactly(
            TransportPolicy.AUTO,
            TransportPolicy.UDP,
            TransportPolicy.UDP,
            TransportPolicy.UDP,
            TransportPolicy.AUTO);
  }

  @Test
  void whatAPersonMustChangeIsAskedForRarely() {
    fails(Fault.of(Fault.Kind.NOT_FOUND, "404", ""));
    session.run(stop);
    assertThat(waits.getFirst()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void statusTellsCauseAndNextTry() {
    fails(unreachable);
    session.run(stop);
    SessionStatus.Waiting waiting = (SessionStatus.Waiting) statusWhileWaiting.getFirst();
    assertThat(waiting.why().message()).isEqualTo("no answer");
    assertThat(waiting.nextTryMicros()).isGreaterThan(time.wallMicros() - 1_000_000);
    assertThat(session.status()).isEqualTo(new SessionStatus.Stopped());
  }

  @Test
  void recipientLearnsOfEverySessionAndItsEnd() {
    plays(100, new Ended.Stalled(Duration.ofSeconds(10), true), true);
    session.run(stop);
    assertThat(told)
        .containsExactly("CAMERA_PLAYING", "begin", "end no more video for 10 s", "CAMERA_LOST");
  }

  private void fails(Fault fault) {
    connections.fails(fault);
  }

  private void plays(long seconds, Ended ended, boolean tornDown) {
    connections.plays(Duration.ofSeconds(seconds), ended, tornDown);
  }

  private List<RtspTarget> tried() {
    return connections.asked().stream().map(FakeConnections.Asked::target).toList();
  }

  private static RtspTarget target(String login) {
    return new RtspTarget("door", RtspUrl.parse("rtsp://" + login + "@camera/stream"));
  }

  private final class Told implements Recipient {
    @Override
    public FrameSink begin(List<SessionTrack> tracks) {
      told.add("begin");
      return _ -> {};
    }

    @Override
    public void end(Trouble why) {
      told.add("end " + why.message());
    }
  }

  /// The fake clock, with every wait noted.
  private final class NotingClock implements Clock {
    @Override
    public long wallMicros() {
      return time.wallMicros();
    }

    @Override
    public long nanos() {
      return time.nanos();
    }

    @Override
    public boolean sleep(Duration duration, Stop until) {
      waits.add(duration);
      statusWhileWaiting.add(session().status());
      onWait.run();
      return time.sleep(duration, until);
    }
  }
}
