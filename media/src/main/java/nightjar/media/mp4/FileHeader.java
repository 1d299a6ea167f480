package nightjar.media.mp4;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Who a recording file belongs to: enough to rebuild the catalog from the files alone.
///
/// A `uuid` box between `ftyp` and `moov`, big-endian, lengths in bytes:
///
/// ```text
///  0  4   box size = 64 + C + S
///  4  4   'uuid'
///  8  16  4e696768-746a-6172-8001-66696c652e31
/// 24  1   format version = 1
/// 25  1   C, length of the camera's name
/// 26  1   S, length of the stream's name
/// 27  1   0
/// 28  8   session: one connection to the camera; decoding times go on from file to file within it
/// 36  8   file sequence within the session, from 0
/// 44  8   created, microseconds since 1970 UTC
/// 52  4   size of the moov box that follows
/// 56  4   CRC32C of that moov box
/// 60  C   camera, UTF-8
///     S   stream, UTF-8
///     4   CRC32C of everything from the format version up to here
/// ```
///
/// @param camera at most 255 bytes of UTF-8
/// @param stream at most 255 bytes of UTF-8
public record FileHeader(
    String camera, String stream, long session, long fileSequence, long createdWallMicros) {
  static final long UUID_HIGH = 0x4e696768746a6172L;
  static final long UUID_LOW = 0x800166696c652e31L;
  private static final int VERSION = 1;
  private static final int NAMES_AT = 60;

  public FileHeader {
    if (utf8(camera).length > 255 || utf8(stream).length > 255) {
      throw new IllegalArgumentException("name longer than 255 bytes: " + camera + " " + stream);
    }
  }

  /// A header read back, with what it says about the `moov` behind it.
  record Read(FileHeader header, int moovSize, int moovCrc) {}

  void write(BoxWriter out, ByteBuffer moov) {
    byte[] cameraName = utf8(camera);
    byte[] streamName = utf8(stream);
    int box = out.begin(BoxType.UUID);
    out.u64(UUID_HIGH);
    out.u64(UUID_LOW);
    int covered = out.size();
    out.u8(VERSION);
    out.u8(cameraName.length);
    out.u8(streamName.length);
    out.u8(0);
    out.u64(session);
    out.u64(fileSequence);
    out.u64(createdWallMicros);
    out.u32(moov.remaining());
    out.u32(crc(moov, moov.position(), moov.limit()));
    out.bytes(cameraName);
    out.bytes(streamName);
    out.u32(crc(out.written(), covered, out.size()));
    out.end(box);
  }

  /// The header in `box`, a whole box from its size field on; null when it is not one, or damaged.
  static @Nullable Read read(ByteBuffer box) {
    int size = box.limit();
    if (size < NAMES_AT + 4
        || box.getInt(4) != BoxType.UUID
        || box.getLong(8) != UUID_HIGH
        || box.getLong(16) != UUID_LOW
        || box.get(24) != VERSION) {
      return null;
    }
    int cameraLength = box.get(25) & 0xff;
    int streamLength = box.get(26) & 0xff;
    if (size != NAMES_AT + cameraLength + streamLength + 4
        || crc(box, 24, size - 4) != box.getInt(size - 4)) {
      return null;
    }
    String camera = text(box, NAMES_AT, cameraLength);
    String stream = text(box, NAMES_AT + cameraLength, streamLength);
    if (camera == null || stream == null) {
      return null;
    }
    FileHeader header =
        new FileHeader(camera, stream, box.getLong(28), box.getLong(36), box.getLong(44));
    return new Read(header, box.getInt(52), box.getInt(56));
  }

  static int crc(ByteBuffer bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().limit(to).position(from));
    return (int) crc.getValue();
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /// Null when it is not UTF-8: replacement characters could grow past what a name may have.
  private static @Nullable String text(ByteBuffer box, int at, int length) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(box.slice(at, length)).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }
}
