package nightjar.media.nal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.bits.AnnexB;
import org.jspecify.annotations.Nullable;

/// Parameter sets in SDP: NAL units in base64, separated by commas (RFC 6184, 8.1; RFC 7798, 7.1).
public final class SpropSets {
  private static final int MAX_CHARACTERS = 65_536;
  private static final int MAX_SETS = 256;

  private SpropSets() {}

  /// What can be read of `text`; nothing when it is absent.
  public static List<Bytes> parse(@Nullable String text) {
    List<Bytes> sets = new ArrayList<>();
    if (text == null || text.length() > MAX_CHARACTERS) {
      return sets;
    }
    for (String part : text.split(",", MAX_SETS)) {
      try {
        addUnits(Base64.getDecoder().decode(part.strip()), sets);
      } catch (IllegalArgumentException _) {
        // tolerate: invalid sets (retina#42); the camera sends them in the stream as well.
      }
    }
    return sets;
  }

  public static String format(List<Bytes> sets) {
    StringBuilder text = new StringBuilder();
    for (Bytes set : sets) {
      text.append(text.isEmpty() ? "" : ",");
      text.append(Base64.getEncoder().encodeToString(set.toArray()));
    }
    return text.toString();
  }

  /// tolerate: start codes before and between the sets (V380, CostarHD).
  private static void addUnits(byte[] bytes, List<Bytes> sets) {
    ByteBuffer source = ByteBuffer.wrap(bytes);
    int from = AnnexB.skipStartCode(source, 0, bytes.length);
    while (from < bytes.length) {
      int to = AnnexB.find(source, from, bytes.length);
      int end = AnnexB.withoutTrailingZeros(source, from, to);
      if (end > from) {
        sets.add(Bytes.copyOf(source, from, end - from));
      }
      from = to + AnnexB.START_CODE;
    }
  }
}
