package nightjar.cameras.scene;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import nightjar.media.codec.CodecConfig.G711.Law;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToneSourceTest {
  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(Law.class)
  void ffmpegHearsTheBeepAtTheFullSecond(Law law) throws IOException {
    Decoders.need("ffmpeg", "-version");
    ByteBuffer out = ByteBuffer.allocate(16_000);
    for (int i = 0; i < 100; i++) {
      ToneSource.g711(law, Recording.START + 500_000 + i * 20_000L, 160, out);
    }
    Path file = Files.write(directory.resolve("tone.raw"), out.array());
    Path pcm = directory.resolve("tone.pcm");
    Decoders.run(
        "ffmpeg",
        "-y",
        "-v",
        "error",
        "-f",
        law == Law.A ? "alaw" : "mulaw",
        "-ar",
        "8000",
        "-i",
        file.toString(),
        "-f",
        "s16le",
        pcm.toString());
    ByteBuffer samples = ByteBuffer.wrap(Files.readAllBytes(pcm)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 16_000; i++) {
      int want = ToneSource.sample(Recording.START + 500_000 + i * 125L);
      // a step of either law is at most a sixteenth of the value, and 8 or 16 near zero
      int step = Math.max(16, Math.abs(want) / 16);
      int heard = samples.getShort(2 * i);
      assertThat(Math.abs(heard - want)).as("sample %d: %d", i, heard).isLessThanOrEqualTo(step);
      boolean beep = (i >= 4_000 && i < 4_800) || (i >= 12_000 && i < 12_800);
      if (i % 8 == 2) {
        assertThat(Math.abs(heard) > 5_000).as("beep at sample %d", i).isEqualTo(beep);
      }
    }
  }

  @Test
  void ffmpegDecodesAacSilence() throws IOException {
    Decoders.need("ffmpeg", "-version");
    ByteArrayOutputStream adts = new ByteArrayOutputStream();
    byte[] frame = ToneSource.aacSilence().toArray();
    int length = frame.length + 7;
    for (int i = 0; i < 20; i++) {
      // ADTS: AAC-LC, 16 kHz, mono
      adts.writeBytes(new byte[] {(byte) 0xff, (byte) 0xf1, 0x60, 0x40});
      adts.writeBytes(
          new byte[] {(byte) (length >> 3), (byte) ((length << 5) | 0x1f), (byte) 0xfc});
      adts.writeBytes(frame);
    }
    Path file = Files.write(directory.resolve("silence.aac"), adts.toByteArray());
    Path pcm = directory.resolve("silence.pcm");
    String said =
        Decoders.run(
            "ffmpeg",
            "-y",
            "-v",
            "error",
            "-xerror",
            "-i",
            file.toString(),
            "-f",
            "s16le",
            pcm.toString());
    assertThat(said).isEmpty();
    assertThat(Files.readAllBytes(pcm)).hasSize(20 * 1_024 * 2).containsOnly(0);
  }

  @Test
  void ffmpegDecodesOpusSilence() throws IOException {
    Decoders.need("ffmpeg", "-version");
    Path file = Files.write(directory.resolve("silence.opus"), ogg(25));
    Path pcm = directory.resolve("silence.pcm");
    String said =
        Decoders.run(
            "ffmpeg",
            "-y",
            "-v",
            "error",
            "-xerror",
            "-i",
            file.toString(),
            "-f",
            "s16le",
            pcm.toString());
    assertThat(said).isEmpty();
    assertThat(Files.readAllBytes(pcm)).hasSize(25 * 960 * 2).containsOnly(0);
  }

  /// The packets in Ogg (RFC 3533, RFC 7845), one a page.
  private static byte[] ogg(int packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
    head.put("OpusHead".getBytes(US_ASCII));
    head.put((byte) 1).put((byte) 1).putShort((short) 0).putInt(48_000);
    page(out, 2, 0, 0, head.array());
    ByteBuffer tags = ByteBuffer.allocate(16);
    tags.put("OpusTags".getBytes(US_ASCII));
    page(out, 0, 0, 1, tags.array());
    for (int i = 0; i < packets; i++) {
      int last = i == packets - 1 ? 4 : 0;
      page(out, last, (i + 1) * 960L, 2 + i, ToneSource.opusSilence().toArray());
    }
    return out.toByteArray();
  }

  private static void page(
      ByteArrayOutputStream out, int flags, long granule, int number, byte[] packet) {
    ByteBuffer page = ByteBuffer.allocate(28 + packet.length).order(ByteOrder.LITTLE_ENDIAN);
    page.putInt(0x5367674f).put((byte) 0).put((byte) flags).putLong(granule);
    page.putInt(1).putInt(number).putInt(0).put((byte) 1).put((byte) packet.length).put(packet);
    int crc = 0;
    for (byte value : page.array()) {
      crc ^= value << 24;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
      }
    }
    page.putInt(22, crc);
    out.writeBytes(page.array());
  }
}
