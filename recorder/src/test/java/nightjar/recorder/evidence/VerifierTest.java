package nightjar.recorder.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nightjar.base.Fault;
import nightjar.recorder.evidence.Verdict.How;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifierTest {
  /// A whole piece and a part of one.
  private static final int LENGTH = Seal.PIECE + 50_000;

  @TempDir private Path folder = Path.of("");
  private byte[] media = new byte[0];
  private byte[] file = new byte[0];

  @BeforeEach
  void sealOne() throws IOException {
    media = new byte[LENGTH];
    new Random(7).nextBytes(media);
    file = sealed(media, "door", EvidenceKey.open(folder));
  }

  static Statement statement(String camera) {
    return new Statement(
        new Statement.Recorder("NJR-1", "DEV-1234", "NJ1", "0.1"),
        "Corner shop",
        "America/Toronto",
        camera,
        "Front door",
        "main",
        1_000_000,
        61_000_000,
        Optional.empty(),
        List.of(new Statement.Missing(5_000_000, 6_000_000, "network")),
        false,
        false,
        Optional.empty(),
        "e1",
        List.of("door", "yard"),
        99_000_000,
        "owner",
        "case 12",
        "",
        0,
        "");
  }

  private static byte[] sealed(byte[] media, String camera, EvidenceKey key) throws IOException {
    var out = new ByteArrayOutputStream();
    var sealing = new Sealing(Channels.newChannel(out));
    // In pieces that fit no boundary.
    for (int at = 0; at < media.length; at += 77_777) {
      sealing.write(ByteBuffer.wrap(media, at, Math.min(77_777, media.length - at)));
    }
    sealing.seal(statement(camera), key);
    assertThat(out.size())
        .isEqualTo(media.length + Sealing.overhead(statement(camera), media.length));
    return out.toByteArray();
  }

  private Verdict verify(byte[] bytes) throws IOException {
    Path path = Files.write(folder.resolve("export.mp4"), bytes);
    return Verifier.verify(path).files().values().iterator().next();
  }

  private Verdict.Changed changed(byte[] bytes) throws IOException {
    return (Verdict.Changed) verify(bytes);
  }

  @Test
  void whatWasNotTouchedIsUnchangedAndSaysWhatItIs() throws IOException {
    var verdict = (Verdict.Unchanged) verify(file);
    assertThat(verdict.statement().camera()).isEqualTo("door");
    assertThat(verdict.statement().gaps()).hasSize(1);
    assertThat(verdict.statement().bytes()).isEqualTo(LENGTH);
    assertThat(verdict.key()).isEqualTo(EvidenceKey.open(folder).fingerprint());
  }

  @Test
  void anEmptyFileAndOneOfWholePiecesCanBeSealed() throws IOException {
    EvidenceKey key = EvidenceKey.open(folder);
    assertThat(verify(sealed(new byte[0], "door", key))).isInstanceOf(Verdict.Unchanged.class);
    assertThat(verify(sealed(new byte[2 * Seal.PIECE], "door", key)))
        .isInstanceOf(Verdict.Unchanged.class);
  }

  @Test
  void everyBitOfTheSealCounts() throws IOException {
    for (int at = LENGTH; at < file.length; at++) {
      byte[] other = file.clone();
      other[at] ^= (byte) (1 << at % 8);
      assertThat(verify(other))
          .as("byte %d of the seal", at - LENGTH)
          .isNotInstanceOf(Verdict.Unchanged.class);
    }
  }

  @Test
  void aChangedByteIsFoundWhereItIs() throws IOException {
    for (int at : new int[] {0, 4, Seal.PIECE - 1, Seal.PIECE, LENGTH - 1}) {
      byte[] other = file.clone();
      other[at] ^= 1;
      assertThat(changed(other).stretches())
          .singleElement()
          .satisfies(stretch -> {
            assertThat(stretch.how()).isEqualTo(How.CHANGED);
            assertThat(stretch.from()).isLessThanOrEqualTo(at);
            assertThat(stretch.to()).isGreaterThan(at);
            assertThat(stretch.to() - stretch.from()).isLessThanOrEqualTo(Seal.PIECE);
          });
    }
  }

  @Test
  void aCutEndLosesTheSignatureWhereverItIs() throws IOException {
    for (int length = 0; length < file.length; length += 10_007) {
      assertThat(verify(Arrays.copyOf(file, length))).isInstanceOf(Verdict.Unsigned.class);
    }
    assertThat(verify(Arrays.copyOf(file, file.length - 1))).isInstanceOf(Verdict.Unsigned.class);
  }

  @Test
  void aPieceCutOutOfTheMiddleIsMissed() throws IOException {
    byte[] other = new byte[file.length - 1_000];
    System.arraycopy(file, 0, other, 0, 100_000);
    System.arraycopy(file, 101_000, other, 100_000, other.length - 100_000);
    assertThat(changed(other).stretches())
        .anySatisfy(stretch -> {
          assertThat(stretch.how()).isEqualTo(How.MISSING);
          assertThat(stretch.to() - stretch.from()).isEqualTo(1_000);
        });
  }

  @Test
  void whatWasAppendedIsFound() throws IOException {
    byte[] other = Arrays.copyOf(file, file.length + 5);
    assertThat(changed(other).stretches())
        .containsExactly(new Verdict.Stretch(How.ADDED, file.length, file.length + 5));
  }

  @Test
  void aLongTailDoesNotHideTheSeal() throws IOException {
    byte[] other = Arrays.copyOf(file, file.length + (5 << 20));
    assertThat(changed(other).stretches())
        .containsExactly(new Verdict.Stretch(How.ADDED, file.length, other.length));
  }

  @Test
  void bytesPutInBetweenAreFound() throws IOException {
    byte[] other = new byte[file.length + 10];
    System.arraycopy(file, 0, other, 0, LENGTH);
    System.arraycopy(file, LENGTH, other, LENGTH + 10, file.length - LENGTH);
    assertThat(changed(other).stretches())
        .containsExactly(new Verdict.Stretch(How.ADDED, LENGTH, LENGTH + 10));
  }

  @Test
  void theSealOfAnotherFileDoesNotFit() throws IOException {
    byte[] others = sealed(new byte[LENGTH], "yard", EvidenceKey.open(folder));
    System.arraycopy(media, 0, others, 0, LENGTH);
    assertThat(changed(others).statement().camera()).isEqualTo("yard");
  }

  @Test
  void anEditedStatementIsForged() throws IOException {
    byte[] other = file.clone();
    byte[] was = "\"camera\":\"door\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] now = "\"camera\":\"yard\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    int at = LENGTH;
    while (!Arrays.equals(other, at, at + was.length, was, 0, was.length)) {
      at++;
    }
    System.arraycopy(now, 0, other, at, now.length);
    assertThat(verify(other)).isInstanceOf(Verdict.Forged.class);
  }

  @Test
  void anotherRecordersKeyHasAnotherFingerprint() throws IOException {
    EvidenceKey other = EvidenceKey.open(folder.resolve("other"));
    var verdict = (Verdict.Unchanged) verify(sealed(media, "door", other));
    assertThat(verdict.key())
        .isEqualTo(other.fingerprint())
        .isNotEqualTo(EvidenceKey.open(folder).fingerprint());
  }

  @Test
  void aStatementThatLacksWhatItMustSayIsNone() throws IOException {
    EvidenceKey key = EvidenceKey.open(folder);
    byte[] text = "{\"camera\":\"door\"}".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Seal signed = Seal.of(text, new byte[0], key);
    assertThat(signed.genuine()).isTrue();
    assertThat(verify(signed.box())).isInstanceOf(Verdict.Forged.class);
  }

  @Test
  void aStatementOfBeforeTimesWereInItIsRead() {
    String text =
        new nightjar.base.json.Json()
            .writeLine(statement("door"))
            .replaceFirst("\"start\":[^,]*,", "");
    assertThat(text).doesNotContain("start");
    Statement read = new nightjar.base.json.Json().read(text, Statement.class, "it");
    assertThat(read.start()).isEmpty();
  }

  @Test
  void anArchiveIsCheckedFileByFileAndMissesWhatWasTakenOut() throws IOException {
    EvidenceKey key = EvidenceKey.open(folder);
    Verifier.Report whole = Verifier.verify(zip(file, sealed(media, "yard", key)));
    assertThat(whole.unchanged()).isTrue();
    Verifier.Report less = Verifier.verify(zip(file));
    assertThat(less.unchanged()).isFalse();
    assertThat(less.missing()).containsExactly("yard");
  }

  @Test
  void aChangedByteOfAnArchiveIsFound() throws IOException {
    Path zip = zip(file, sealed(media, "yard", EvidenceKey.open(folder)));
    byte[] bytes = Files.readAllBytes(zip);
    for (int at = 100; at < bytes.length - 400; at += 40_009) {
      byte[] other = bytes.clone();
      other[at] ^= 4;
      assertThat(Verifier.verify(Files.write(zip, other)).unchanged()).as("byte %d", at).isFalse();
    }
  }

  @Test
  void anArchiveWithTwoFilesOfOneNameIsRefused() throws IOException {
    byte[] forged = file.clone();
    forged[100] ^= 1;
    Path zip = zip(forged, file);
    String bytes = new String(Files.readAllBytes(zip), StandardCharsets.ISO_8859_1);
    Files.writeString(zip, bytes.replace("1.mp4", "0.mp4"), StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Verifier.verify(zip))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("two files in it are called 0.mp4");
  }

  private Path zip(byte[]... files) throws IOException {
    Path path = folder.resolve("export.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
      zip.setLevel(0);
      for (int i = 0; i < files.length; i++) {
        zip.putNextEntry(new ZipEntry(i + ".mp4"));
        zip.write(files[i]);
        zip.closeEntry();
      }
    }
    return path;
  }
}
