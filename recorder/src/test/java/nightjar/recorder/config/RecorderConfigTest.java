package nightjar.recorder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import nightjar.base.Fault;
import org.junit.jupiter.api.Test;

class RecorderConfigTest {
  @Test
  void ofASmallDiskASmallPartIsKeptFree() {
    RecorderConfig usual = RecorderConfig.defaults();
    assertThat(usual.keepFreeOf(4_000_000_000_000L)).isEqualTo(5_000_000_000L);
    assertThat(usual.keepFreeOf(8_000_000_000L)).isEqualTo(400_000_000L);
  }

  @Test
  void anEmptyFileIsTheDefaults() {
    assertThat(RecorderConfig.parse("", "test.toml")).isEqualTo(RecorderConfig.defaults());
  }

  @Test
  void everyKeyIsRead() {
    var config =
        RecorderConfig.parse(
            """
            data = "/srv/footage"
            interval = "1s"
            keep_free = "20GB"
            frame_memory = "300MB"
            encrypt = true
            keys = "/var/lib/nightjar"
            [[camera]]
            id = "front-door"
            url = "rtsp://10.0.0.5/stream1"
            sub_url = "rtsp://10.0.0.5/stream2"
            transport = "udp"
            password_file = "/run/secrets/front-door"
            keep = "30d"
            keep_bytes = "1.5TB"
            """,
            "test.toml");
    assertThat(config.data()).contains(Path.of("/srv/footage"));
    assertThat(config.interval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.keepFreeOf(64_000_000_000L)).isEqualTo(20_000_000_000L);
    assertThat(config.frameMemoryBytes()).isEqualTo(300_000_000L);
    assertThat(config.encrypt()).isTrue();
    assertThat(config.keys()).contains(Path.of("/var/lib/nightjar"));
    assertThat(config.cameras())
        .containsExactly(
            new CameraConfig(
                "front-door",
                "rtsp://10.0.0.5/stream1",
                Optional.of("rtsp://10.0.0.5/stream2"),
                CameraConfig.TransportChoice.UDP,
                Optional.of(Path.of("/run/secrets/front-door")),
                Optional.of(Duration.ofDays(30)),
                OptionalLong.of(1_500_000_000_000L)));
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestName() {
    assertRefused("intervall = \"2s\"", "no key is called intervall", "Did you mean interval?");
  }

  @Test
  void anUnknownKeyOfACameraIsRefused() {
    assertRefused(
        "[[camera]]\nid=\"a\"\nurl=\"rtsp://h/\"\nkeeep=\"1d\"", "camera 1", "Did you mean keep?");
  }

  @Test
  void aSyntaxErrorNamesItsLine() {
    assertRefused("data = \"/a\"\ninterval = = 3", "line 2", "TOML");
  }

  @Test
  void aNumberForADurationIsRefused() {
    assertRefused("interval = 2", "should be text", "It is now: 2");
  }

  @Test
  void twoCamerasOfOneNameAreRefused() {
    String camera = "[[camera]]\nid=\"a\"\nurl=\"rtsp://h/\"\n";
    assertRefused(camera + camera, "two cameras are called a", "its own id");
  }

  @Test
  void aNameThatIsAPathIsRefused() {
    assertRefused("[[camera]]\nid=\"../etc\"\nurl=\"rtsp://h/\"", "cannot be called", "lower-case");
  }

  @Test
  void anIntervalOutOfBoundsIsRefused() {
    assertRefused("interval = \"2h\"", "interval is", "Choose between");
  }

  private static void assertRefused(String toml, String message, String advice) {
    assertThatThrownBy(() -> RecorderConfig.parse(toml, "test.toml"))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
              assertThat(fault).hasMessageContaining(message);
              assertThat(fault.advice()).contains(advice);
            });
  }
}
