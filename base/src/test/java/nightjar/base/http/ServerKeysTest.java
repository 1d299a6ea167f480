package nightjar.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import nightjar.base.Fault;
import nightjar.base.time.FakeClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerKeysTest {
  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-01T00:00:00Z"));
  @TempDir Path folder;

  private ServerKey own() {
    return ServerKeys.own(folder.resolve("https.pem"), clock, new SecureRandom());
  }

  private static Certificate certificate(ServerKey key) throws Exception {
    return key.store().getCertificate("nightjar");
  }

  @Test
  void isMadeOnceAndOnlyItsOwnerMayReadIt() throws Exception {
    Certificate first = certificate(own());
    assertThat(certificate(own())).isEqualTo(first);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("https.pem"))))
        .isEqualTo("rw-------");
  }

  @Test
  void isMadeAnewBeforeItEndsAndWhenItIsDamaged() throws Exception {
    Certificate first = certificate(own());
    clock.advance(Duration.ofDays(780));
    Certificate second = certificate(own());
    assertThat(second).isNotEqualTo(first);
    Files.writeString(folder.resolve("https.pem"), "nonsense");
    assertThat(certificate(own())).isNotEqualTo(second);
  }

  @Test
  void ownersCertificateIsReadAndABrokenOneSaysWhy() throws Exception {
    ServerKey made = own();
    Path chain = pem("chain.pem", "CERTIFICATE", certificate(made).getEncoded());
    Path key =
        pem("key.pem", "PRIVATE KEY", made.store().getKey("nightjar", new char[0]).getEncoded());
    assertThat(ServerKeys.read(chain, key, clock).isTrusted()).isTrue();

    Files.delete(folder.resolve("https.pem"));
    ServerKey other = own();
    Path otherKey =
        pem("other.pem", "PRIVATE KEY", other.store().getKey("nightjar", new char[0]).getEncoded());
    assertThatThrownBy(() -> ServerKeys.read(chain, otherKey, clock))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("does not belong");
    assertThatThrownBy(() -> ServerKeys.read(key, key, clock)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> ServerKeys.read(chain, chain, clock)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> ServerKeys.read(folder.resolve("none"), key, clock))
        .isInstanceOf(Fault.class);
    clock.advance(Duration.ofDays(2_000));
    assertThatThrownBy(() -> ServerKeys.read(chain, key, clock)).hasMessageContaining("ended");
  }

  private Path pem(String name, String kind, byte[] bytes) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }
}
