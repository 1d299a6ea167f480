package nightjar.recorder.evidence;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a recorder says of a file it made. Times are microseconds since 1970-01-01T00:00:00Z.
///
/// @param start when that was recorded which plays first
/// @param export all files of one export have the same; empty for one made on the command line
/// @param cameras of the whole export, so that a file that was left out is missed
/// @param gapsLeftOut whether the picture jumps over gaps instead of standing still
/// @param masked whether a privacy mask covers part of it: then its pictures are not those that the camera sent
/// @param timeBurntIn whether the time stands in the pictures: then they are not those that the camera sent; files of before this was
///     possible say nothing
/// @param bytes of the file before the signature
/// @param sha256 of those bytes, in hexadecimal
public record Statement(
    Recorder recorder,
    String site,
    String zone,
    String camera,
    String cameraName,
    String stream,
    long from,
    long to,
    Optional<Long> start,
    List<Missing> gaps,
    boolean gapsLeftOut,
    boolean masked,
    Optional<Boolean> timeBurntIn,
    String export,
    List<String> cameras,
    long exportedAt,
    String exportedBy,
    String reference,
    String reason,
    long bytes,
    String sha256) {
  /// Which recorder, by the names on its sticker; empty where it does not know them.
  public record Recorder(String model, String deviceId, String serial, String software) {
    public Recorder {
      Objects.requireNonNull(model);
      Objects.requireNonNull(deviceId);
      Objects.requireNonNull(serial);
      Objects.requireNonNull(software);
    }
  }

  /// A stretch without footage, and why.
  public record Missing(long from, long to, String cause) {
    public Missing {
      Objects.requireNonNull(cause);
    }
  }

  private static final String UNKNOWN = "0".repeat(64);

  /// Anybody can sign a statement that lacks something: then it is none.
  public Statement {
    Objects.requireNonNull(recorder);
    Objects.requireNonNull(site);
    Objects.requireNonNull(zone);
    Objects.requireNonNull(camera);
    Objects.requireNonNull(cameraName);
    Objects.requireNonNull(stream);
    Objects.requireNonNull(start);
    Objects.requireNonNull(timeBurntIn);
    Objects.requireNonNull(export);
    Objects.requireNonNull(exportedBy);
    Objects.requireNonNull(reference);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(sha256);
    gaps = List.copyOf(gaps);
    cameras = List.copyOf(cameras);
  }

  /// The same of a file whose bytes are known by their number alone.
  Statement with(long length) {
    return with(length, UNKNOWN);
  }

  Statement with(long length, String hash) {
    return new Statement(
        recorder,
        site,
        zone,
        camera,
        cameraName,
        stream,
        from,
        to,
        start,
        gaps,
        gapsLeftOut,
        masked,
        timeBurntIn,
        export,
        cameras,
        exportedAt,
        exportedBy,
        reference,
        reason,
        length,
        hash);
  }
}
