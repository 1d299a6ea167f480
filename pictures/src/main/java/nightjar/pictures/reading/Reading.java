package nightjar.pictures.reading;

import java.util.List;
import java.util.Objects;

/// All that was found on one picture. Plain data: [nightjar.base.json.Json] writes and reads it.
/// `codes`: the QR codes' texts. `textTried`: false when the program was built without the reader, and then `lines` is empty.
public record Reading(
    Hashes hashes,
    Camera camera,
    Quality quality,
    List<String> codes,
    boolean textTried,
    List<TextLine> lines) {
  public Reading {
    Objects.requireNonNull(hashes);
    Objects.requireNonNull(camera);
    Objects.requireNonNull(quality);
    codes = List.copyOf(codes);
    lines = List.copyOf(lines);
  }
}
