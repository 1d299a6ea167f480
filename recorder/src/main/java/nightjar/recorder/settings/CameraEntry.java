package nightjar.recorder.settings;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import nightjar.recorder.config.CameraConfig.TransportChoice;

/// A camera that was added while the recorder ran, without its password.
///
/// @param address main stream, `rtsp://` or `rtsps://`, without user and password
/// @param order place among the others, smallest first
public record CameraEntry(
    String id,
    String name,
    String address,
    Optional<String> subAddress,
    Optional<String> user,
    TransportChoice transport,
    RecordPlan record,
    Optional<Integer> keepDays,
    Optional<Long> keepBytes,
    boolean enabled,
    int order) {
  private static final Pattern NOT_ID = Pattern.compile("[^a-z0-9]+");
  private static final int LONGEST_ID = 63;

  /// An id made of a name: `Front Door` gives `front-door`, or with a number behind it when that is taken.
  public static String idOf(String name, List<String> taken) {
    String plain =
        java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(java.util.Locale.ROOT);
    String stem = NOT_ID.matcher(plain).replaceAll("-").replaceAll("^-+|-+$", "");
    stem = stem.isEmpty() ? "camera" : stem.substring(0, Math.min(stem.length(), LONGEST_ID - 4));
    stem = stem.replaceAll("-+$", "");
    String id = stem;
    for (int n = 2; taken.contains(id); n++) {
      id = stem + "-" + n;
    }
    return id;
  }
}
