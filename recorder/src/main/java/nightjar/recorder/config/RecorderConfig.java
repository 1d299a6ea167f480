package nightjar.recorder.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightjar.base.Fault;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/// What the operator decides before the recorder starts. Reference: docs/ref/config.md.
///
/// @param data folder of the recordings, from the file or `--data`
/// @param interval how much of the newest footage a power cut may take, 500 ms to 60 s
/// @param keepFreeBytes footage is deleted, oldest first, to keep this much of the disk free; empty for [#keepFreeOf]
/// @param frameMemoryBytes memory for frames on their way to the disk; when it is used up, frames are dropped and counted
/// @param encrypt whether recordings are encrypted on the disk
/// @param keys an existing folder for their keys; empty for the recorder's own, beside the recordings
/// @param web where the web app is served
/// @param cameras may be empty
public record RecorderConfig(
    Optional<Path> data,
    Duration interval,
    Optional<Long> keepFreeBytes,
    long frameMemoryBytes,
    boolean encrypt,
    Optional<Path> keys,
    WebConfig web,
    List<CameraConfig> cameras) {
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(2);

  private static final long USUAL_KEEP_FREE_BYTES = 5_000_000_000L;

  /// Of a small disk, what is kept free must be a small part.
  private static final int KEEP_FREE_PART = 20;

  /// Two seconds of 2 Gbit/s, twice.
  public static final long DEFAULT_FRAME_MEMORY_BYTES = 1_000_000_000L;

  public RecorderConfig {
    cameras = List.copyOf(cameras);
    if (interval.compareTo(Duration.ofMillis(500)) < 0
        || interval.compareTo(Duration.ofSeconds(60)) > 0) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "interval is " + interval,
          "Choose between \"500ms\" and \"60s\"; \"2s\" is usual.");
    }
    Set<String> ids = new HashSet<>();
    for (CameraConfig camera : cameras) {
      if (!ids.add(camera.id())) {
        throw Fault.of(
            Fault.Kind.INVALID,
            "two cameras are called " + camera.id(),
            "Give each camera its own id.");
      }
    }
  }

  public static RecorderConfig defaults() {
    return new RecorderConfig(
        Optional.empty(),
        DEFAULT_INTERVAL,
        Optional.empty(),
        DEFAULT_FRAME_MEMORY_BYTES,
        false,
        Optional.empty(),
        WebConfig.usual(),
        List.of());
  }

  public RecorderConfig with(List<CameraConfig> others) {
    return new RecorderConfig(
        data, interval, keepFreeBytes, frameMemoryBytes, encrypt, keys, web, others);
  }

  public RecorderConfig with(WebConfig other) {
    return new RecorderConfig(
        data, interval, keepFreeBytes, frameMemoryBytes, encrypt, keys, other, cameras);
  }

  public RecorderConfig withKeepFree(Optional<Long> bytes) {
    return new RecorderConfig(data, interval, bytes, frameMemoryBytes, encrypt, keys, web, cameras);
  }

  public RecorderConfig withEncryption(boolean on, Optional<Path> folder) {
    return new RecorderConfig(
        data, interval, keepFreeBytes, frameMemoryBytes, on, folder, web, cameras);
  }

  /// How much stays free of `bytes` of room: what was asked for, else 5 GB, or a twentieth where that is less.
  public long keepFreeOf(long bytes) {
    return keepFreeBytes.orElse(Math.min(USUAL_KEEP_FREE_BYTES, bytes / KEEP_FREE_PART));
  }

  /// Reads TOML; `where` names it in faults.
  public static RecorderConfig parse(String toml, String where) {
    TomlParseResult result = Toml.parse(toml);
    if (result.hasErrors()) {
      TomlParseError first = result.errors().getFirst();
      throw Fault.of(
          Fault.Kind.INVALID,
          where + ", line " + first.position().line() + ": " + first.getMessage(),
          "The file is TOML: key = value, text in double quotes.");
    }
    var root = new TomlSection(where, result);
    Optional<Path> data = root.text("data").map(Path::of);
    Duration interval = root.duration("interval").orElse(DEFAULT_INTERVAL);
    Optional<Long> keepFree = root.bytes("keep_free");
    long frameMemory = root.bytes("frame_memory").orElse(DEFAULT_FRAME_MEMORY_BYTES);
    boolean encrypt = root.flag("encrypt").orElse(false);
    Optional<Path> keys = root.text("keys").map(Path::of);
    List<CameraConfig> cameras = root.sections("camera").stream().map(CameraConfig::read).toList();
    WebConfig web = root.section("web").map(WebConfig::read).orElse(WebConfig.usual());
    root.finish();
    return new RecorderConfig(data, interval, keepFree, frameMemory, encrypt, keys, web, cameras);
  }
}
