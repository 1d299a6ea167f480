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
/// @param keepFreeBytes footage is deleted, oldest first, to keep this much of the disk free
/// @param frameMemoryBytes memory for frames on their way to the disk; when it is used up, frames are dropped and counted
/// @param web where the web app is served
/// @param cameras may be empty
public record RecorderConfig(
    Optional<Path> data,
    Duration interval,
    long keepFreeBytes,
    long frameMemoryBytes,
    WebConfig web,
    List<CameraConfig> cameras) {
  public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(2);
  public static final long DEFAULT_KEEP_FREE_BYTES = 5_000_000_000L;

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
        DEFAULT_KEEP_FREE_BYTES,
        DEFAULT_FRAME_MEMORY_BYTES,
        WebConfig.usual(),
        List.of());
  }

  public RecorderConfig with(List<CameraConfig> others) {
    return new RecorderConfig(data, interval, keepFreeBytes, frameMemoryBytes, web, others);
  }

  public RecorderConfig with(WebConfig other) {
    return new RecorderConfig(data, interval, keepFreeBytes, frameMemoryBytes, other, cameras);
  }

  public RecorderConfig withKeepFree(long bytes) {
    return new RecorderConfig(data, interval, bytes, frameMemoryBytes, web, cameras);
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
    long keepFree = root.bytes("keep_free").orElse(DEFAULT_KEEP_FREE_BYTES);
    long frameMemory = root.bytes("frame_memory").orElse(DEFAULT_FRAME_MEMORY_BYTES);
    List<CameraConfig> cameras = root.sections("camera").stream().map(CameraConfig::read).toList();
    WebConfig web = root.section("web").map(WebConfig::read).orElse(WebConfig.usual());
    root.finish();
    return new RecorderConfig(data, interval, keepFree, frameMemory, web, cameras);
  }
}
