package nightjar.pictures.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// By what a picture is known again after it was cut, turned, scaled or saved again: which QR code is on it, and how the camera stood to
/// it. Of the code's three large squares, the step from the corner to the lower one is `lean` and `length` thousandths of the step to
/// the right one, along it and at a right angle to it; a camera held straight gives 0 and 1000. Cutting, turning and scaling leave both as they
/// are; another photograph of the same code, as hands take them, changes them.
///
/// @param code the first 16 hexadecimal digits of the SHA-256 of its text; empty where none was read
public record Pose(String code, int lean, int length) {
  public static final Pose UNKNOWN = new Pose("", 0, 0);

  /// In thousandths: the copies that were measured differ by 9 at most, see docs/design/pictures.md.
  public static final int SAME = 10;

  public static Pose of(String text, double lean, double length) {
    boolean measured = Math.abs(lean) < 2 && Math.abs(length) < 2;
    return measured
        ? new Pose(hash(text), (int) Math.round(1000 * lean), (int) Math.round(1000 * length))
        : UNKNOWN;
  }

  /// Whether both are of one photograph.
  public boolean same(Pose other) {
    return !code.isEmpty() && code.equals(other.code) && !differs(other);
  }

  /// Whether they are not of one photograph, whatever they look like: every label looks like every other. A code that was put over
  /// another one stands where that stood, and does not differ.
  public boolean differs(Pose other) {
    return !code.isEmpty()
        && !other.code.isEmpty()
        && (Math.abs(lean - other.lean) > SAME || Math.abs(length - other.length) > SAME);
  }

  private static String hash(String text) {
    try {
      byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(all, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
