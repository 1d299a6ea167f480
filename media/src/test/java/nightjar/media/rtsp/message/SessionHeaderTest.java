package nightjar.media.rtsp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionHeaderTest {
  @Test
  void blanksAnywhere() {
    assertThat(SessionHeader.parse("        708345999;timeout=61"))
        .contains(new SessionHeader("708345999", Duration.ofSeconds(61)));
    assertThat(SessionHeader.parse("9a90de54; timeout = 121"))
        .contains(new SessionHeader("9a90de54", Duration.ofSeconds(121)));
  }

  @Test
  void unreadableTimeoutIsTheDefault() {
    assertThat(SessionHeader.parse("a;timeout=0;x").orElseThrow().timeout()).hasSeconds(60);
    assertThat(SessionHeader.parse("a;timeout=-5").orElseThrow().timeout()).hasSeconds(60);
    assertThat(SessionHeader.parse("a").orElseThrow().timeout()).hasSeconds(60);
    assertThat(SessionHeader.parse(" ;timeout=5")).isEmpty();
  }

  @Test
  void writtenHeaderReadsBackTheSame() {
    SessionHeader header = new SessionHeader("abc", Duration.ofSeconds(8));
    assertThat(SessionHeader.parse(header.write())).contains(header);
  }

  @Test
  void publicMethodsInAnyCase() {
    PublicMethods methods =
        PublicMethods.of(
            Headers.of("Public", "OPTIONS, Describe ,SETUP", "public", "GET_PARAMETER"));
    assertThat(methods.methods())
        .containsExactlyInAnyOrder("OPTIONS", "DESCRIBE", "SETUP", "GET_PARAMETER");
    assertThat(PublicMethods.of(Headers.EMPTY).has("OPTIONS")).isFalse();
  }
}
