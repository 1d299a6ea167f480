package nightjar.media.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class GoFuzzCorpusTest {
  @Test
  void everyEscapeBecomesItsBytes() {
    GoFuzzCorpus.Entry entry =
        GoFuzzCorpus.parse(
            "e",
            "go test fuzz v1\n[]byte(\"a\\x00\\xff\\101\\n\\\"\\\\\\u00e9\u00e9)\")\nint(-5)\n");
    assertThat(entry.arguments().getFirst())
        .containsExactly('a', 0, 0xff, 'A', '\n', '"', '\\', 0xc3, 0xa9, 0xc3, 0xa9, ')');
    assertThat(entry.input()).isEqualTo("-5".getBytes(StandardCharsets.US_ASCII));
  }
}
