package nightjar.cameras.simulator.program;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import nightjar.cameras.scene.SceneEncoder;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import org.jspecify.annotations.Nullable;

/// Made-up pictures, each with its number and time in it, and a sound beside them. Owned by the simulator's thread.
public final class SyntheticSource implements Source {
  private final Supplier<SceneEncoder> otherSize;
  private final int framesPerSecond;
  private final SyntheticAudio audio;
  private final Scratch scratch;
  private SceneEncoder shown;
  private @Nullable SceneEncoder hidden;
  private long pictures;
  private long sounds;

  /// `otherSize` is asked for when the size shall change for the first time.
  public SyntheticSource(
      SceneEncoder encoder,
      Supplier<SceneEncoder> otherSize,
      int framesPerSecond,
      SyntheticAudio audio,
      Scratch scratch) {
    this.shown = encoder;
    this.otherSize = otherSize;
    this.framesPerSecond = framesPerSecond;
    this.audio = audio;
    this.scratch = scratch;
  }

  @Override
  public List<CodecConfig> tracks() {
    return audio
        .config()
        .<List<CodecConfig>>map(c -> List.of(shown.config(), c))
        .orElse(List.of(shown.config()));
  }

  @Override
  public long nextNanos() {
    return Math.min(pictureNanos(), audio.nanos(sounds));
  }

  private long pictureNanos() {
    return pictures * 1_000_000_000L / framesPerSecond;
  }

  @Override
  public Frame next(long wallMicros) {
    return pictureNanos() <= audio.nanos(sounds) ? picture(wallMicros) : sound(wallMicros);
  }

  private Frame picture(long wallMicros) {
    ByteBuffer room = scratch.room(shown.maxFrameBytes());
    boolean sync = shown.encode(pictures, wallMicros, room);
    long time = pictures * 90_000 / framesPerSecond;
    pictures++;
    return new Frame(
        0, shown.config(), time, time, wallMicros, sync, scratch.slab(), 0, room.position());
  }

  private Frame sound(long wallMicros) {
    ByteBuffer room = scratch.room(SyntheticAudio.MAX_BYTES);
    long time = audio.write(sounds, wallMicros, room);
    sounds++;
    return new Frame(
        1,
        audio.config().orElseThrow(),
        time,
        time,
        wallMicros,
        true,
        scratch.slab(),
        0,
        room.position());
  }

  @Override
  public void restart() {
    shown.requestSync();
  }

  @Override
  public void changeSize() {
    SceneEncoder next = hidden == null ? otherSize.get() : hidden;
    hidden = shown;
    shown = next;
    shown.requestSync();
  }

  @Override
  public void close() {}
}
