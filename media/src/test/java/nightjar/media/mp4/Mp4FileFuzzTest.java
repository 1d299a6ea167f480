package nightjar.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import nightjar.base.Fault;
import nightjar.base.testing.Fixtures;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class Mp4FileFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void samplesLieInTheFileWhateverItClaims(byte[] input) {
    Mp4File file;
    try {
      file = Mp4File.read(Source.of(ByteBuffer.wrap(input)));
    } catch (Fault fault) {
      assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
      return;
    }
    for (Mp4Track track : file.tracks()) {
      SampleTable samples = track.samples();
      assertThat(samples.count()).isLessThanOrEqualTo(input.length);
      for (int i = 0; i < samples.count(); i++) {
        if (samples.offset(i) < 0
            || samples.offset(i) + samples.size(i) > input.length
            || samples.config(i) >= track.configs().size()) {
          throw new AssertionError("sample " + i + " at " + samples.offset(i));
        }
      }
    }
  }

  @Test
  void damagedRecordingsDoNoHarm() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    SyntheticRecording recording = new SyntheticRecording(random).fragments(3, 4, true);
    byte[] whole = recording.file().array();
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      samplesLieInTheFileWhateverItClaims(damaged);
    }
  }

  @Test
  void othersFuzzingCorpusDoesNoHarm() throws IOException {
    Path corpus = Fixtures.find("mp4/mediacommon_fuzz").orElse(null);
    Assumptions.assumeTrue(corpus != null, "no fixtures here");
    int inputs = 0;
    try (Stream<Path> files = Files.walk(corpus)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
          if (line.startsWith("[]byte(\"")) {
            samplesLieInTheFileWhateverItClaims(unquoted(line.substring(8, line.length() - 2)));
            inputs++;
          }
        }
      }
    }
    assertThat(inputs).isGreaterThan(300);
  }

  /// The bytes of a Go string literal, as far as corpora use its escapes.
  private static byte[] unquoted(String literal) {
    ByteBuffer out = ByteBuffer.allocate(literal.length());
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c != '\\' || i + 1 == literal.length()) {
        out.put((byte) c);
        continue;
      }
      char escape = literal.charAt(++i);
      switch (escape) {
        case 'x' -> {
          out.put((byte) Integer.parseInt(literal.substring(i + 1, i + 3), 16));
          i += 2;
        }
        case 'a' -> out.put((byte) 7);
        case 'b' -> out.put((byte) 8);
        case 'f' -> out.put((byte) 12);
        case 'n' -> out.put((byte) 10);
        case 'r' -> out.put((byte) 13);
        case 't' -> out.put((byte) 9);
        case 'v' -> out.put((byte) 11);
        default -> out.put((byte) escape);
      }
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }
}
