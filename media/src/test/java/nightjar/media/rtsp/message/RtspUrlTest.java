package nightjar.media.rtsp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import nightjar.base.Fault;
import nightjar.media.rtsp.auth.Credentials;
import nightjar.media.rtsp.auth.Fingerprint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtspUrlTest {
  @Test
  void plainUrl() {
    RtspUrl url = RtspUrl.parse(" rtsp://192.168.1.10/Streaming/Channels/101?a=b&c#d ");
    assertThat(url)
        .isEqualTo(
            new RtspUrl(
                false,
                "192.168.1.10",
                554,
                "/Streaming/Channels/101?a=b&c#d",
                Optional.empty(),
                Optional.empty()));
    assertThat(url).hasToString("rtsp://192.168.1.10/Streaming/Channels/101?a=b&c#d");
  }

  @Test
  void usualPortsAreImplied() {
    assertThat(RtspUrl.parse("RTSPS://cam").port()).isEqualTo(322);
    assertThat(RtspUrl.parse("rtsp://cam:").port()).isEqualTo(554);
    assertThat(RtspUrl.parse("rtsp://cam:554/x")).hasToString("rtsp://cam/x");
    assertThat(RtspUrl.parse("rtsps://cam:554/x")).hasToString("rtsps://cam:554/x");
  }

  @Test
  void ipv6() {
    assertThat(RtspUrl.parse("rtsp://[fe80::1%eth0]:8554/x").host()).isEqualTo("fe80::1%eth0");
    assertThat(RtspUrl.parse("rtsp://[::1]:8554/x")).hasToString("rtsp://[::1]:8554/x");
    assertThat(RtspUrl.parse("rtsp://u:p@::ffff:10.0.0.1/x"))
        .hasToString("rtsp://[::ffff:10.0.0.1]/x");
  }

  @ParameterizedTest
  @CsvSource({
    "u:p@cam/x, u, p, cam",
    "u@cam/x, u, '', cam",
    "u:@cam/x, u, '', cam",
    "u:p@ss@cam/x, u, p@ss, cam",
    "u:p:w@cam:554/x, u, p:w, cam",
    "u:p/w@cam/x, u, p/w, cam",
    "u:p/w@x@cam/x, u, p/w@x, cam",
    "u:p#w@cam/x, u, p#w, cam",
    "u:1234#5@cam/x, u, 1234#5, cam",
    "u:p?w@cam/x, u, p?w, cam",
    "u:100%@cam/x, u, 100%, cam",
    "u:a%40b%3A@cam/x, u, a@b:, cam",
    "u:50%zz%40@cam/x, u, 50%zz%40, cam",
    "u:p w@cam/x, u, p w, cam",
    "u:p@10.0.0.1/x, u, p, 10.0.0.1",
    "d\u00e9:p\u00e9%C3%A9@cam/x, d\u00e9, p\u00e9\u00e9, cam",
  })
  void passwordsMayHoldAnything(String rest, String user, String password, String host) {
    RtspUrl url = RtspUrl.parse("rtsp://" + rest);
    assertThat(url.credentials()).contains(new Credentials(user, password));
    assertThat(url.host()).isEqualTo(host);
    assertThat(url.target()).isEqualTo("/x");
    assertThat(url).hasToString("rtsp://" + host + "/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rtsps://u:p#w@cam/x", "rtsps://u:p#w@cam/x?y=1#z", "rtsps://cam"})
  void fingerprintStandsAtTheEndAndIsNeverSent(String address) {
    String digits = "0a".repeat(32);
    RtspUrl url = RtspUrl.parse(address + "#sha256=" + "0A:".repeat(31) + "0A");
    assertThat(url.certificate()).map(Fingerprint::toString).contains(digits);
    assertThat(url).hasToString(RtspUrl.parse(address).toString());
    assertThat(url.credentials()).isEqualTo(RtspUrl.parse(address).credentials());
    assertThat(RtspUrl.parse(url.address()).certificate()).isEqualTo(url.certificate());
    assertThat(url.address()).doesNotContain("p#w");
    assertThat(RtspUrl.parse("rtsps://u:#sha256=zz@cam/x").credentials())
        .map(Credentials::password)
        .contains("#sha256=zz");
  }

  @Test
  void atSignsBehindThePathAreNoCredentials() {
    RtspUrl url = RtspUrl.parse("rtsp://cam/live/me@home?mail=a@b");
    assertThat(url.host()).isEqualTo("cam");
    assertThat(url.credentials()).isEmpty();
    assertThat(RtspUrl.parse("rtsp://u:p@cam/x@y").target()).isEqualTo("/x@y");
  }

  @ParameterizedTest
  @CsvSource({
    "http://cam/video, web address",
    "HTTPS://cam, web address",
    "192.168.1.10/stream, does not begin with rtsp://",
    "rtsp//cam/stream, does not begin with rtsp://",
    "rstp://cam/stream, does not begin with rtsp://",
    "'', does not begin with rtsp://",
    "rtsp:/cam/stream, no // behind rtsp:",
    "rtsp://, host is missing",
    "rtsp:///stream, host is missing",
    "rtsp://:554/stream, host is missing",
    "rtsp://u:p@/stream, host is missing",
    "rtsp://cam:0/stream, 'port \"0\"'",
    "rtsp://cam:99999/stream, 'port \"99999\"'",
    "rtsp://cam:99999999999999/stream, 'port \"99999999999999\"'",
    "rtsp://cam:x/stream, 'port \"x\"'",
    "rtsp://my cam/stream, not a camera's name",
    "rtsp://cam/my stream, a space",
    "rtsp://[fe0%eth0]:1/, not a camera's name",
    "rtsps://cam/x#sha256=0a, no fingerprint",
    "rtsps://cam/x#sha256=, no fingerprint",
    "rtsp://cam/x#sha256=0a, without TLS",
  })
  void whatPeopleMistypeIsExplained(String typed, String said) {
    Fault fault = catchThrowableOfType(Fault.class, () -> RtspUrl.parse(typed));
    assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
    assertThat(fault).hasMessageContaining(said);
    assertThat(fault.advice()).endsWith(".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://admin:hunter2@cam/",
        "admin:hunter2@cam/",
        "rtsp://admin:hunter2@/x",
        "rtsp://admin:hunter2@cam:0/x",
        "rtsp://admin:hunter2@bad_host!/x",
        "rtsp://admin:hunter2@cam/a b",
        "rtsp://admin:12/hunter2 x@cam/",
        "rtsp://admin:hunter2/x@bad host!/y",
        "rtsp://admin:hunter2\n@cam/",
        "rtsp://admin:hunter2@ca m/x",
      })
  void noMessageNamesThePassword(String typed) {
    Fault fault = catchThrowableOfType(Fault.class, () -> RtspUrl.parse(typed));
    assertThat(fault.getMessage() + fault.advice()).doesNotContain("hunter2");
  }

  @Test
  void printedUrlHidesCredentials() {
    assertThat(RtspUrl.parse("rtsp://admin:hunter2@cam/x").toString()).doesNotContain("hunter2");
    assertThat(new Credentials("admin", "hunter2").toString()).doesNotContain("hunter2");
  }
}
