package nightjar.pictures.worker;

import nightjar.base.Bytes;
import nightjar.pictures.reading.Look;
import nightjar.pictures.reading.Reading;
import nightjar.pictures.reading.Refusal;
import org.jspecify.annotations.Nullable;

/// What a worker says, and the re-encoded picture behind it.
public record Answer(Said said, Bytes jpeg) {
  /// Exactly one of `refused`, `reading` and `look` is there, or none in the answer to HELLO.
  public record Said(
      boolean readsText,
      @Nullable Refusal refused,
      int width,
      int height,
      @Nullable Reading reading,
      Look.@Nullable Seen look) {}
}
