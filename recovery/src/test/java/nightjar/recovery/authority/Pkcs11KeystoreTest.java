package nightjar.recovery.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import nightjar.base.Fault;
import nightjar.base.time.FakeClock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A token in software, made for this test, that answers by PKCS#11 as those of metal do.
class Pkcs11KeystoreTest extends AuthorityKeysContract {
  private static final String TOKEN = "nightjar maker";
  private static SoftHsm hsm;
  private static Path file = Path.of("");
  private static Path pulledToken = Path.of("");
  private static AuthorityKeys keys;

  @BeforeAll
  static void make(@TempDir Path folder) throws IOException, InterruptedException {
    hsm = SoftHsm.in(folder);
    hsm.token("some other");
    hsm.token("locked");
    hsm.token("twin");
    hsm.token("twin");
    pulledToken = hsm.token("pulled");
    hsm.token(TOKEN);
    file = folder.resolve("token.json");
    Pkcs11Keystore.create(file, hsm.library, TOKEN, KID, pin(), new Random(1));
    keys = Pkcs11Keystore.open(file, pin());
  }

  @Override
  AuthorityKeys keys() {
    return keys;
  }

  @Test
  void tokenGivesNoKeyOutNeitherBareNorWrapped() throws GeneralSecurityException {
    Pkcs11Token token = Pkcs11Token.open(hsm.library, TOKEN, pin(), Pkcs11Token.Use.WORK);
    KeyGenerator generator = KeyGenerator.getInstance("AES", token.provider());
    generator.init(128);
    SecretKey wrapping = generator.generateKey();
    List<String> names = Collections.list(token.keys().aliases());
    assertThat(names)
        .containsExactlyInAnyOrder(
            "nightjar-authority-7-agreement",
            "nightjar-authority-7-audit",
            "nightjar-authority-7-pseudonym");
    for (String name : names) {
      Key key = token.keys().getKey(name, null);
      assertThat(key.getEncoded()).as(name).isNull();
      assertThat(key.toString()).as(name).contains("token object, sensitive, unextractable");
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding", token.provider());
      assertThatThrownBy(
              () -> {
                cipher.init(Cipher.WRAP_MODE, wrapping);
                cipher.wrap(key);
              })
          .as(name)
          .isInstanceOf(Exception.class);
    }
  }

  @Test
  void folderHoldsNothingSecret() throws IOException {
    assertThat(Files.readString(file))
        .contains("\"token\"")
        .doesNotContain(SoftHsm.PIN)
        .doesNotContainIgnoringCase("private");
  }

  @Test
  void wrongPinSaysSoAndDoesNotSayIt(@TempDir Path folder) {
    Path other = folder.resolve("token.json");
    assertThatThrownBy(() ->
            Pkcs11Keystore.create(
                other, hsm.library, "locked", 1, "000000-wrong".toCharArray(), new Random(1)))
        .isInstanceOfSatisfying(
            Fault.class,
            f -> {
              assertThat(f.kind()).isEqualTo(Fault.Kind.UNAUTHENTICATED);
              assertThat(f).hasMessage("the PIN does not open the token locked");
            });
    assertThat(other).doesNotExist();
  }

  @Test
  void missingAndForeignLibrariesSaySo(@TempDir Path folder) {
    Path none = folder.resolve("none.so");
    refused(none, TOKEN, Fault.Kind.NOT_FOUND, "no PKCS#11 library at " + none);
    Path foreign = Path.of(System.getProperty("java.home"), "lib", "libzip.so");
    refused(foreign, TOKEN, Fault.Kind.INVALID, foreign + " is no PKCS#11 library");
    refused(Path.of("/usr/lib/x\"y.so"), TOKEN, Fault.Kind.INVALID, "quotes or control characters");
    refused(hsm.library, "x\nslot=1", Fault.Kind.INVALID, "quotes or control characters");
  }

  @Test
  void tokenThatIsNotThereSaysSo() {
    refused(hsm.library, "nowhere", Fault.Kind.NOT_FOUND, "shows no token named nowhere");
  }

  @Test
  void twoTokensOfOneNameAreRefused() {
    refused(hsm.library, "twin", Fault.Kind.INVALID, "shows two tokens named twin");
  }

  @Test
  void keysOfANumberAreNeverReplaced(@TempDir Path folder) {
    assertThatThrownBy(() ->
            Pkcs11Keystore.create(
                folder.resolve("token.json"), hsm.library, TOKEN, KID, pin(), new Random(1)))
        .hasMessageContaining("holds the authority’s keys number 7 already");
    assertThat(Pkcs11Keystore.open(file, pin()).publicKey()).isEqualTo(keys.publicKey());
  }

  @Test
  void tokenWithOtherKeysIsRefused(@TempDir Path folder) throws IOException {
    String text = Files.readString(file);
    Path changed = folder.resolve("token.json");
    String other = HexFormat.of().formatHex(keys.auditPublic().toArray());
    String own = HexFormat.of().formatHex(keys.publicKey().toArray());
    assertThat(text).contains(own);
    Files.writeString(changed, text.replace(own, other));
    assertThatThrownBy(() -> Pkcs11Keystore.open(changed, pin()))
        .isInstanceOfSatisfying(
            Fault.class, f -> assertThat(f.kind()).isEqualTo(Fault.Kind.CORRUPT));
  }

  @Test
  void tokenTakenOutInTheMiddleIssuesNothingAndTheChainStaysWhole(@TempDir Path temporary)
      throws IOException {
    Path own = temporary.resolve("token.json");
    Pkcs11Keystore.create(own, hsm.library, "pulled", KID, pin(), new Random(1));
    AuthorityKeys pulled = Pkcs11Keystore.open(own, pin());
    var clock = new FakeClock(Instant.parse("2026-03-14T06:00:00Z"));
    try (var story = new AuthorityKeysContract.Story(temporary, pulled, clock)) {
      story.authority.submit(story.request("R-1", List.of()));
      List<String> before = Files.readAllLines(temporary.resolve("audit.jsonl"));
      Path away = temporary.resolve("away");
      Files.move(pulledToken, away);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> story.authority.issue(story.request("R-1", List.of())))
            .isInstanceOfSatisfying(
                Fault.class,
                f -> {
                  assertThat(f.kind()).isEqualTo(Fault.Kind.UNREACHABLE);
                  assertThat(f).hasMessageContaining("the token pulled does not do");
                  assertThat(f).hasMessageContaining("CKR_");
                });
      }
      assertThat(Files.readAllLines(temporary.resolve("audit.jsonl"))).isEqualTo(before);
      Files.move(away, pulledToken);
    }
  }

  private static void refused(Path library, String label, Fault.Kind kind, String words) {
    assertThatThrownBy(() -> Pkcs11Token.open(library, label, pin(), Pkcs11Token.Use.WORK))
        .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.kind()).isEqualTo(kind))
        .hasMessageContaining(words);
  }

  private static char[] pin() {
    return SoftHsm.PIN.toCharArray();
  }
}
