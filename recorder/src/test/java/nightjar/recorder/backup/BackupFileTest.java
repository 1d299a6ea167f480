package nightjar.recorder.backup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/// What a file may ask of the recorder that opens it.
class BackupFileTest {
  private static final int BYTES = 200;

  @Test
  void aFileThatAsksForMoreMemoryThanABackUpTakesIsRefusedUnopened() {
    assertThatThrownBy(() -> BackupFile.open(asking(131_073), "whatever it is"))
        .hasMessageContaining("the back-up is damaged");
    assertThatThrownBy(() -> BackupFile.open(asking(131_072), "whatever it is"))
        .hasMessageContaining("the passphrase is wrong");
  }

  private static byte[] asking(int kibibytes) {
    ByteBuffer file = ByteBuffer.allocate(BYTES);
    file.put("NJBACKUP".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 1);
    file.putInt(12, kibibytes);
    var crc = new CRC32();
    crc.update(file.array(), 0, BYTES - 4);
    return file.putInt(BYTES - 4, (int) crc.getValue()).array();
  }
}
