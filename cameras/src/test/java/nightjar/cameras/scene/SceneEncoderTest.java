package nightjar.cameras.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import nightjar.cameras.scene.SceneFormat.Codec;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SceneEncoderTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "H264, 320, 208, 10, 5, DOOR, 0",
    "H264, 352, 288, 25, 7, SHOP, 300000",
    "H264, 638, 362, 12, 30, LANE_AT_NIGHT, 0",
    "H264, 640, 360, 25, 1, CAR_PARK, 0",
    "H264, 642, 478, 30, 9, CAR_PARK, 1000000",
    "H264, 1280, 720, 25, 10, DOOR, 2000000",
    "H264, 1920, 1080, 25, 6, SHOP, 4000000",
    "H264, 2560, 1440, 20, 5, LANE_AT_NIGHT, 6000000",
    "H265, 320, 208, 10, 5, DOOR, 0",
    "H265, 352, 288, 25, 7, SHOP, 300000",
    "H265, 638, 362, 12, 30, LANE_AT_NIGHT, 0",
    "H265, 640, 360, 25, 1, CAR_PARK, 0",
    "H265, 642, 478, 30, 9, CAR_PARK, 1000000",
    "H265, 1280, 720, 25, 10, DOOR, 2000000",
    "H265, 1920, 1080, 25, 6, SHOP, 4000000"
  })
  void ffmpegShowsExactlyThePicturesTheEncoderMeant(
      Codec codec, int width, int height, int fps, int gop, Place place, long rate) {
    Decoders.need("ffmpeg", "-version");
    Backdrop backdrop =
        Tuner.backdrop(new SceneFormat(codec, width, height, fps, gop, place, rate));
    Recording recording = new Recording(backdrop, 41, 8, true);
    byte[] decoded = Decoders.ffmpeg(recording.write(directory));
    byte[] meant = recording.pictures();
    assertThat(decoded).hasSameSizeAs(meant);
    assertThat(Arrays.mismatch(decoded, meant)).isEqualTo(-1);
    int picture = width * height * 3 / 2;
    for (int i = 0; i < 8; i++) {
      byte[] luma = Arrays.copyOfRange(decoded, i * picture, i * picture + width * height);
      assertThat(ClockReader.read(luma, width, width, height))
          .contains(new ClockReading(41, i, recording.wall(i)));
    }
  }

  @ParameterizedTest
  @CsvSource({"H264, DOOR", "H264, CAR_PARK", "H265, SHOP", "H265, LANE_AT_NIGHT"})
  void slicesCodedOnceAreThoseCodedAfresh(Codec codec, Place place) {
    Backdrop backdrop = Tuner.backdrop(new SceneFormat(codec, 640, 480, 25, 8, place, 1_000_000));
    Recording cached = new Recording(backdrop, 3, 20, false);
    Recording fresh = new Recording(backdrop, 3, 20, true);
    for (int i = 0; i < 20; i++) {
      assertThat(cached.frames.get(i)).as("frame %d", i).isEqualTo(fresh.frames.get(i));
      assertThat(cached.syncs.get(i)).isEqualTo(i % 8 == 0);
    }
  }

  @ParameterizedTest
  @EnumSource(Codec.class)
  void clockCellsAreExactInside(Codec codec) {
    Backdrop backdrop = Tuner.backdrop(new SceneFormat(codec, 640, 360, 25, 5, Place.SHOP, 0));
    Recording recording = new Recording(backdrop, 65_535, 9, true);
    byte[] pictures = recording.pictures();
    ClockCells cells = new ClockCells();
    for (int frame = 0; frame < 9; frame++) {
      cells.set(65_535, frame, recording.wall(frame));
      for (int y = 0; y < 64; y++) {
        for (int x = 0; x < 640; x++) {
          int luma = pictures[frame * 640 * 540 + y * 640 + x] & 0xff;
          int want = cells.bit(y / 16 * 40 + x / 16) ? Panel.WHITE : Panel.BLACK;
          // H.265 smooths the upper and left edge of its DC prediction
          boolean edge = codec == Codec.H265 && (x % 16 == 0 || y % 16 == 0);
          assertThat(luma)
              .as("frame %d at %d,%d", frame, x, y)
              .isCloseTo(want, within(edge ? 64 : 0));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"H264, openh264dec", "H265, libde265dec"})
  void anotherDecoderShowsTheSame(Codec codec, String decoder) throws IOException {
    Decoders.need("gst-inspect-1.0", decoder);
    SceneFormat format = new SceneFormat(codec, 640, 480, 25, 6, Place.LANE_AT_NIGHT, 1_000_000);
    Recording recording = new Recording(Tuner.backdrop(format), 5, 15, true);
    Path decoded = directory.resolve("gst.yuv");
    String parser = codec == Codec.H264 ? "h264parse" : "h265parse";
    Decoders.run(
        "gst-launch-1.0",
        "-q filesrc location=%s ! %s ! %s ! video/x-raw,format=I420 ! filesink location=%s"
            .formatted(recording.write(directory), parser, decoder, decoded)
            .split(" "));
    assertThat(Arrays.mismatch(Files.readAllBytes(decoded), recording.pictures())).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"H264, 640, 360, 1000000", "H265, 704, 576, 2000000"})
  void bitRateIsNearTheOneAskedFor(Codec codec, int width, int height, long rate) {
    SceneFormat format = new SceneFormat(codec, width, height, 25, 50, Place.CAR_PARK, rate);
    Recording recording = new Recording(Tuner.backdrop(format), 5, 100, false);
    long bytes = recording.frames.stream().mapToLong(frame -> frame.length).sum();
    assertThat(bytes * 8.0 / 4).isBetween(rate * 0.85, rate * 1.15);
    double mean = (bytes - recording.frames.get(0).length - recording.frames.get(50).length) / 98.0;
    assertThat(recording.frames.get(0).length / mean).isBetween(6.0, 12.0);
  }
}
