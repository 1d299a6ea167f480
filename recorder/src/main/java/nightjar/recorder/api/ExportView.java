package nightjar.recorder.api;

import java.util.List;
import java.util.Optional;

/// One export, from the wish to the file.
///
/// @param byId who asked, and alone may fetch it besides administrators
/// @param bytes of all footage; 0 until it is known
/// @param sha256 of the file, in hexadecimal
/// @param signed always false until exports are signed by the device's key
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
    Optional<CameraViews.Why> why,
    List<Missing> gaps) {
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
    return with(now, total, done, file, sha256, why);
  }

  ExportView done(String name, String hash, long length) {
    return with(State.DONE, length, length, Optional.of(name), Optional.of(hash), why);
  }

  ExportView failed(CameraViews.Why because) {
    return with(State.FAILED, bytes, doneBytes, file, sha256, Optional.of(because));
  }

  private ExportView with(
      State state,
      long bytes,
      long doneBytes,
      Optional<String> file,
      Optional<String> sha256,
      Optional<CameraViews.Why> why) {
    return new ExportView(
        id, state, cameras, from, to, made, by, byId, reference, bytes, doneBytes, file, sha256,
        signed, why, gaps);
  }
}
