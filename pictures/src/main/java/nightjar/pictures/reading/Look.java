package nightjar.pictures.reading;

import java.util.Optional;

/// A glance at one frame of a live camera.
public sealed interface Look {
  /// `code` is the QR code's text.
  record Seen(Optional<String> code, Quality quality) implements Look {}

  /// Not looked at: other frames were in hand. The next one will be.
  record Skipped() implements Look {}

  record Refused(Refusal why) implements Look {}
}
