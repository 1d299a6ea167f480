package nightjar.cameras.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import nightjar.cameras.scene.SceneFormat.Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockReaderTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "H264, 1920, 1080, 960, 540",
    "H265, 1280, 720, 640, 360",
    "H264, 640, 360, 320, 180",
    "H265, 1920, 1080, 1280, 720",
    "H264, 1280, 720, 1920, 1080"
  })
  void readsEveryFrameOfAScaledAndRecodedStream(
      Codec codec, int width, int height, int scaledWidth, int scaledHeight) {
    Decoders.need("ffmpeg", "-version");
    SceneFormat format = new SceneFormat(codec, width, height, 25, 10, Place.CAR_PARK, 2_000_000);
    Recording recording = new Recording(Tuner.backdrop(format), 1_234, 6, false);
    Path stream = recording.write(directory);
    Path recoded = directory.resolve("recoded.mp4");
    String scale = "scale=" + scaledWidth + ":" + scaledHeight;
    Decoders.run(
        "ffmpeg",
        "-y",
        "-v",
        "error",
        "-i",
        stream.toString(),
        "-vf",
        scale,
        "-c:v",
        "libx264",
        "-threads",
        "1",
        "-preset",
        "veryfast",
        "-crf",
        "28",
        recoded.toString());
    byte[] decoded = Decoders.ffmpeg(recoded);
    int picture = scaledWidth * scaledHeight * 3 / 2;
    assertThat(decoded).hasSize(6 * picture);
    for (int i = 0; i < 6; i++) {
      byte[] one = Arrays.copyOfRange(decoded, i * picture, (i + 1) * picture);
      assertThat(ClockReader.read(one, scaledWidth, scaledWidth, scaledHeight))
          .contains(new ClockReading(1_234, i, recording.wall(i)));
    }
  }

  @Test
  void wrongCellMakesNoReading() {
    SceneFormat format = new SceneFormat(Codec.H264, 640, 360, 25, 10, Place.DOOR, 0);
    byte[] luma = new Recording(Tuner.backdrop(format), 9, 1, true).pictures();
    assertThat(ClockReader.read(luma, 640, 640, 360)).isPresent();
    for (int y = 16; y < 32; y++) {
      for (int x = 48; x < 64; x++) {
        luma[y * 640 + x] ^= (byte) 0xff;
      }
    }
    assertThat(ClockReader.read(luma, 640, 640, 360)).isEmpty();
  }

  @Test
  void blankPictureMakesNoReading() {
    assertThat(ClockReader.read(new byte[640 * 360], 640, 640, 360)).isEmpty();
    assertThat(ClockReader.read(new byte[1], 1, 1, 1)).isEmpty();
  }
}
