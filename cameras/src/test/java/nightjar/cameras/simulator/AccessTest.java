package nightjar.cameras.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import nightjar.base.time.SystemClock;
import nightjar.cameras.simulator.fault.CameraFault;
import nightjar.cameras.simulator.fault.DialogueFault;
import nightjar.media.rtsp.auth.Authenticator;
import nightjar.media.rtsp.auth.Credentials;
import nightjar.media.rtsp.message.RtspResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who is let in.
class AccessTest {
  private static final Credentials RIGHT = new Credentials("admin", "p%40ss w\u00f6rd");
  private static final Credentials WRONG = new Credentials("admin", "12345");

  @ParameterizedTest
  @EnumSource(Access.Scheme.class)
  void rightPasswordIsLetInAndAWrongOneCounted(Access.Scheme scheme) throws IOException {
    try (Simulator simulator = with(scheme, List.of())) {
      assertThat(describe(simulator, Optional.empty()).status()).isEqualTo(401);
      assertThat(describe(simulator, Optional.of(RIGHT)).status()).isEqualTo(200);
      assertThat(simulator.counters().refusedLogins()).isZero();
      assertThat(describe(simulator, Optional.of(WRONG)).status()).isEqualTo(401);
      assertThat(simulator.counters().refusedLogins()).isEqualTo(1);
    }
  }

  @Test
  void wrongPasswordFaultRefusesTheRightOne() throws IOException {
    List<CameraFault> faults = List.of(new DialogueFault.WrongPassword());
    try (Simulator simulator = with(Access.Scheme.DIGEST_MD5, faults)) {
      assertThat(describe(simulator, Optional.of(RIGHT)).status()).isEqualTo(401);
    }
  }

  @Test
  void quirk62_afterWrongPasswordsTheRightOneIsLockedOut() throws IOException {
    List<CameraFault> faults = List.of(new DialogueFault.AuthenticationLock(2));
    try (Simulator simulator = with(Access.Scheme.DIGEST_MD5, faults)) {
      describe(simulator, Optional.of(WRONG));
      assertThat(describe(simulator, Optional.of(RIGHT)).status()).isEqualTo(200);
      describe(simulator, Optional.of(WRONG));
      assertThat(describe(simulator, Optional.of(RIGHT)).status()).isEqualTo(401);
    }
  }

  private static Simulator with(Access.Scheme scheme, List<CameraFault> faults) {
    SimulatedCamera camera =
        new SimulatedCamera(
            7, Streams.SMALL, Optional.empty(), new Access.Password(RIGHT, scheme), faults);
    return Simulator.start(
        SimulatorConfig.of(List.of(camera)), new SystemClock(), new SplittableRandom(1));
  }

  /// Asks, and once again with what the challenge wants.
  private static RtspResponse describe(Simulator simulator, Optional<Credentials> credentials)
      throws IOException {
    String url = simulator.url(7, StreamName.MAIN);
    Authenticator authenticator = new Authenticator(credentials, true, new SplittableRandom(2));
    try (RtspTestClient client = RtspTestClient.of(url)) {
      RtspResponse first = client.ask("DESCRIBE", url);
      assertThat(first.status()).isEqualTo(401);
      authenticator.challenged(first.headers().all("WWW-Authenticate"));
      Optional<String> answer = authenticator.authorization("DESCRIBE", url);
      return answer.isEmpty() ? first : client.ask("DESCRIBE", url, "Authorization", answer.get());
    }
  }
}
