package nightjar.accounts.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import nightjar.base.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
  private static final byte[] PLAIN = "the camera's password".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private Vault open(String name) {
    return Vault.open(folder.resolve(name), new SecureRandom());
  }

  @Test
  void whatWasSealedOpensWithTheSameKeyAndContextOnly() {
    String sealed = open("a").seal("totp u_1", PLAIN);
    assertThat(open("a").unseal("totp u_1", sealed)).hasValue(PLAIN);
    assertThat(open("a").unseal("totp u_2", sealed)).isEmpty();
    assertThat(open("b").unseal("totp u_1", sealed)).isEmpty();
    assertThat(open("a").seal("totp u_1", PLAIN)).as("another nonce").isNotEqualTo(sealed);
  }

  @Test
  void everyChangedLetterIsNoticed() {
    Vault vault = open("a");
    String sealed = vault.seal("x", PLAIN);
    for (int i = 0; i < sealed.length(); i++) {
      var changed = new StringBuilder(sealed);
      changed.setCharAt(i, sealed.charAt(i) == 'A' ? 'Q' : 'A');
      assertThat(vault.unseal("x", changed.toString())).as("letter %s", i).isEmpty();
    }
    assertThat(vault.unseal("x", "")).isEmpty();
    assertThat(vault.unseal("x", "not base64 !")).isEmpty();
  }

  @Test
  void aSignatureIsOfOneContext() {
    Vault vault = open("a");
    byte[] signature = vault.sign("head", PLAIN);
    assertThat(vault.signed("head", PLAIN, signature)).isTrue();
    assertThat(vault.signed("seal", PLAIN, signature)).isFalse();
    assertThat(vault.signed("head", PLAIN, new byte[0])).isFalse();
  }

  @Test
  void theKeyFileIsItsOwnersOnlyAndADamagedOneIsSaidSo() throws Exception {
    open("a");
    assertThat(Files.getPosixFilePermissions(folder.resolve("a")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    Files.writeString(folder.resolve("a"), "half a k");
    assertThatThrownBy(() -> open("a"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.CORRUPT));
  }
}
