package nightjar.pictures.reading;

/// Why an upload was not taken. What it is called or declared to be plays no part.
public enum Refusal {
  /// More bytes than [nightjar.pictures.Pictures#LARGEST_UPLOAD].
  TOO_LARGE,
  /// Nothing that looks like a picture: no bytes at all, text, SVG, PDF, a program.
  NOT_A_PICTURE,
  /// A picture, but neither PNG nor a JPEG as cameras write them: HEIC, WebP, GIF, TIFF, BMP, AVIF, JPEG of 12 bits.
  OTHER_KIND,
  /// More than one picture in one file (APNG).
  ANIMATED,
  /// A picture with something else behind it, or in the shape of two kinds at once.
  POLYGLOT,
  /// More than 60 million pixels, by its header.
  TOO_MANY_PIXELS,
  /// Fewer than 320 by 240 pixels: nobody can read a label on it.
  TOO_SMALL,
  /// Cut off or broken.
  DAMAGED,
  /// Its decoding was stopped because it took too long or too much memory.
  TOO_HARD,
  /// Too many uploads at once. The same upload can be tried again.
  BUSY,
  /// No worker can be started on this machine now. The same upload can be tried again.
  NO_WORKER;

  /// Whether the upload itself has nothing wrong, as far as anybody knows: it was not looked at.
  public boolean passes() {
    return switch (this) {
      case BUSY, NO_WORKER -> true;
      case TOO_LARGE,
          NOT_A_PICTURE,
          OTHER_KIND,
          ANIMATED,
          POLYGLOT,
          TOO_MANY_PIXELS,
          TOO_SMALL,
          DAMAGED,
          TOO_HARD ->
          false;
    };
  }
}
