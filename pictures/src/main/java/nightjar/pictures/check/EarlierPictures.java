package nightjar.pictures.check;

import java.util.List;
import nightjar.pictures.reading.Hashes;
import nightjar.pictures.reading.Shot;

/// The hashes of pictures of other requests; the caller's store. With PostgreSQL the distance is
/// `least(bit_count((d_hash # ?)::bit(64)), bit_count((p_hash # ?)::bit(64)))`.
public interface EarlierPictures {
  record Seen(String request, String account, String deviceId, Shot shot, Hashes hashes) {}

  /// Pictures of the same kind with the same `sha256` or pose, or at most `bits` away by [Hashes#distance]
  /// and of no pose that [nightjar.pictures.reading.Pose#differs].
  List<Seen> near(Shot shot, Hashes hashes, int bits);
}
