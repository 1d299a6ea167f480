package nightjar.media.audio;

import java.nio.ByteBuffer;
import java.util.Map;
import nightjar.media.bits.BitReader;
import nightjar.media.rtp.Encoding;

/// The AU header section of a payload (RFC 3640, 3.2.1), as `fmtp` describes it. Owned by one [AacDepacketizer].
final class AacUnits {
  /// Of AAC-hbr (RFC 3640, 3.3.6), what nearly every camera sends.
  private static final int SIZE_BITS = 13;

  private static final int INDEX_BITS = 3;
  private static final int MAX_FIELD_BITS = 31;

  /// A payload of 64 KiB has room for no more, headers of 16 bits and units of one byte.
  private static final int MAX_UNITS = 512;

  private final int sizeBits;
  private final int indexBits;
  private final int indexDeltaBits;
  private final boolean indexSaid;
  private final int ctsDeltaBits;
  private final int dtsDeltaBits;
  private final int stateBits;
  private final int auxiliarySizeBits;
  private final int constantSize;
  private final boolean randomAccess;
  private final BitReader reader = new BitReader();
  private final int[] sizes = new int[MAX_UNITS];
  private int count;
  private int dataOffset;

  AacUnits(Encoding encoding) {
    Map<String, String> said = encoding.parameters();
    boolean lowBitRate = "AAC-lbr".equalsIgnoreCase(said.getOrDefault("mode", "").strip());
    constantSize = number(said, "constantsize", 0);
    sizeBits = constantSize > 0 ? 0 : number(said, "sizelength", lowBitRate ? 6 : SIZE_BITS);
    indexSaid = said.containsKey("indexlength") || lowBitRate;
    indexBits = number(said, "indexlength", lowBitRate ? 2 : INDEX_BITS);
    indexDeltaBits = number(said, "indexdeltalength", lowBitRate ? 2 : INDEX_BITS);
    ctsDeltaBits = number(said, "ctsdeltalength", 0);
    dtsDeltaBits = number(said, "dtsdeltalength", 0);
    stateBits = number(said, "streamstateindication", 0);
    auxiliarySizeBits = number(said, "auxiliarydatasizelength", 0);
    randomAccess = number(said, "randomaccessindication", 0) != 0;
  }

  /// Reads the section in front of `length` bytes at `offset`; false when it cannot be one.
  boolean read(ByteBuffer source, int offset, int length) {
    count = 0;
    dataOffset = offset;
    if (sizeBits == 0 && indexBits == 0) {
      return split(length);
    }
    if (length < 2) {
      return false;
    }
    int headerBits = source.getShort(offset) & 0xffff;
    int headerBytes = (headerBits + 7) / 8;
    if (headerBits == 0 || headerBytes > length - 2) {
      return false;
    }
    reader.set(source, offset + 2, headerBytes);
    dataOffset = offset + 2 + headerBytes;
    boolean bare =
        !indexSaid && headerBits % (SIZE_BITS + INDEX_BITS) != 0 && headerBits % sizeBits == 0;
    while (reader.position() < headerBits && count < MAX_UNITS) {
      unit(bare);
    }
    if (auxiliarySizeBits > 0) {
      auxiliary(source, offset + length);
    }
    return !reader.overrun() && reader.position() <= headerBits && dataOffset <= offset + length;
  }

  int count() {
    return count;
  }

  int size(int i) {
    return sizes[i];
  }

  /// Absolute index of the first unit's bytes.
  int dataOffset() {
    return dataOffset;
  }

  /// One `AU-header`. tolerate: neither indexlength nor its bits there (gortsplib 2022-04-15), or only the words missing.
  private void unit(boolean bare) {
    int size = sizeBits > 0 ? reader.number(sizeBits) : constantSize;
    if (!bare) {
      reader.skip(count == 0 ? indexBits : indexDeltaBits);
    }
    if (ctsDeltaBits > 0 && reader.flag()) {
      reader.skip(ctsDeltaBits);
    }
    if (dtsDeltaBits > 0 && reader.flag()) {
      reader.skip(dtsDeltaBits);
    }
    reader.skip((randomAccess ? 1 : 0) + stateBits);
    sizes[count++] = size;
  }

  private void auxiliary(ByteBuffer source, int end) {
    BitReader auxiliary = new BitReader().set(source, dataOffset, end - dataOffset);
    int bits = auxiliary.number(auxiliarySizeBits);
    dataOffset += (int) (((long) auxiliarySizeBits + bits + 7) / 8);
  }

  /// Without headers: units of one size, or one unit.
  private boolean split(int length) {
    int size = constantSize > 0 ? constantSize : length;
    for (int used = 0; used + size <= length && size > 0 && count < MAX_UNITS; used += size) {
      sizes[count++] = size;
    }
    return count > 0;
  }

  private static int number(Map<String, String> said, String name, int otherwise) {
    try {
      String text = said.get(name);
      return text == null
          ? otherwise
          : Math.clamp(
              Integer.parseInt(text.strip()),
              0,
              name.equals("constantsize") ? 1 << 13 : MAX_FIELD_BITS);
    } catch (NumberFormatException _) {
      return otherwise;
    }
  }
}
