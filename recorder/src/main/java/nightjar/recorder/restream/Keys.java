package nightjar.recorder.restream;

import java.util.Optional;

/// Who may fetch which camera's stream. Asked at every request and once a second while a stream goes out, so that a key that was
/// ended ends what it began.
public interface Keys {
  /// The password that belongs to a name.
  Optional<String> password(String name);

  boolean may(String name, String camera);

  /// Writes down that a stream began or ended.
  void note(String name, String address, String act, String stream);
}
