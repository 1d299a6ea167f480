package nightjar.recovery.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import nightjar.base.time.SystemClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines that no portal sends: each has an answer, and what is asked of the authority stays as it was.
class AuthorityDeskTest {
  private static final char[] PASSPHRASE = "correct horse battery staple".toCharArray();
  private static final String REQUEST =
      "{\"requestId\":\"R-1\",\"qr\":\"x\",\"dayOffset\":0,\"purpose\":\"KEEP\",\"tier\":\"OWNER\","
          + "\"requester\":\"u\",\"answerKey\":\"\",\"approvals\":[]}";

  private final AuthorityDesk desk;

  AuthorityDeskTest(@TempDir Path folder) {
    FileKeystore.create(folder.resolve("keys.json"), 7, PASSPHRASE, new Random(1));
    AuthorityKeys keys = FileKeystore.open(folder.resolve("keys.json"), PASSPHRASE);
    Registry registry = Registry.open(folder.resolve("registry.json"));
    desk = new AuthorityDesk(Authority.open(folder, keys, registry, new SystemClock()));
  }

  private String ask(String request) {
    return desk.answer("{\"v\":1,\"ask\":\"ISSUE\",\"request\":" + request + "}");
  }

  @Test
  void wholeRequestIsRefusedForWhatItSays() {
    assertThat(ask(REQUEST)).contains("REFUSED", "NOT_A_SIGNED_SCREEN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"requestId\":\"R-1\"",
        "\"qr\":\"x\"",
        "\"purpose\":\"KEEP\"",
        "\"tier\":\"OWNER\"",
        "\"requester\":\"u\"",
        "\"answerKey\":\"\"",
        "\"approvals\":[]"
      })
  void everyMemberIsNeeded(String member) {
    String name = member.substring(0, member.indexOf(':'));
    assertThat(ask(REQUEST.replace(member, name + ":null"))).contains("NOT_UNDERSTOOD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{\"approver\":\"a\",\"signature\":null}",
        "{\"approver\":null,\"signature\":\"b\"}"
      })
  void halfAnApprovalIsNone(String approval) {
    assertThat(ask(REQUEST.replace("[]", "[" + approval + "]"))).contains("NOT_UNDERSTOOD");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, Integer.MAX_VALUE})
  void pageThatTheBookHasNotIsEmpty(int page) {
    assertThat(desk.answer("{\"v\":1,\"ask\":\"BOOK\",\"page\":" + page + "}"))
        .contains("\"is\":\"BOOK\"", "\\\"more\\\":false");
  }
}
