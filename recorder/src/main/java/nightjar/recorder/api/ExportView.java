package nightjar.recorder.api;

import java.util.List;
import java.util.Optional;
import nightjar.recorder.live.Why;

/// One export, from the wish to the file.
///
/// @param byId who asked, and alone may fetch it besides administrators
/// @param bytes of all footage; 0 until it is known
/// @param sha256 of the file, in hexadecimal
/// @param masked which masks its pictures have, told apart by this; absent without any
/// @param timeBurntIn whether the time stands in its pictures; absent where nobody asked
/// @param signed whether each MP4 file in it carries this recorder's seal
record ExportView(
    String id,
    State state,
    List<String> cameras,
    long from,
    long to,
    long made,
    String by,
    String byId,
    Optional<String> reference,
    long bytes,
    long doneBytes,
    Optional<String> file,
    Optional<String> sha256,
    boolean signed,
    Optional<Why> why,
    List<Missing> gaps,
    Optional<String> masked,
    Optional<Boolean> timeBurntIn) {
  enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    ENDED
  }

  /// A stretch without footage inside the span.
  record Missing(String camera, long from, long to, nightjar.store.recording.GapCause cause) {}

  ExportView with(State now, long total, long done) {
    return with(now, total, done, file, sha256, signed, why);
  }

  ExportView done(String name, String hash, long length, boolean sealed) {
    return with(State.DONE, length, length, Optional.of(name), Optional.of(hash), sealed, why);
  }

  ExportView failed(Why because) {
    return with(State.FAILED, bytes, doneBytes, file, sha256, signed, Optional.of(because));
  }

  private ExportView with(
      State state,
      long bytes,
      long doneBytes,
      Optional<String> file,
      Optional<String> sha256,
      boolean signed,
      Optional<Why> why) {
    return new ExportView(
        id,
        state,
        cameras,
        from,
        to,
        made,
        by,
        byId,
        reference,
        bytes,
        doneBytes,
        file,
        sha256,
        signed,
        why,
        gaps,
        masked,
        timeBurntIn);
  }
}
