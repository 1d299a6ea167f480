package nightjar.cli.demo;

import java.nio.ByteBuffer;
import java.util.Optional;
import nightjar.cameras.scene.SceneEncoder;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.SlabPool;
import nightjar.store.recording.GapCause;
import nightjar.store.write.RecordingWriter;

/// One camera of the past: its pictures, each with the past instant burnt in, go where a camera's frames go. Owned by [Past].
final class PastCamera implements AutoCloseable {
  static final int FRAMES_PER_SECOND = 1;

  /// Seconds between key frames.
  static final int GROUP_SECONDS = 20;

  private final int number;
  private final SceneEncoder encoder;
  private final RecordingWriter writer;
  private final FrameBuilder builder;
  private final ByteBuffer room;
  private long frames;
  private Optional<GapCause> missing = Optional.empty();

  PastCamera(int number, SceneEncoder encoder, RecordingWriter writer, SlabPool memory) {
    this.number = number;
    this.encoder = encoder;
    this.writer = writer;
    builder = new FrameBuilder(memory, encoder.maxFrameBytes());
    room = ByteBuffer.allocate(encoder.maxFrameBytes());
  }

  int number() {
    return number;
  }

  /// Records the group of pictures that begins at `micros`, or books why there is none.
  void group(long micros, Optional<GapCause> lacks) {
    if (lacks.isPresent()) {
      if (!lacks.equals(missing)) {
        writer.gap(lacks.get());
      }
      missing = lacks;
      frames += (long) GROUP_SECONDS * FRAMES_PER_SECOND;
      return;
    }
    missing = lacks;
    encoder.requestSync();
    for (int i = 0; i < GROUP_SECONDS * FRAMES_PER_SECOND; i++) {
      picture(micros + i * 1_000_000L / FRAMES_PER_SECOND);
    }
  }

  private void picture(long micros) {
    room.clear();
    boolean sync = encoder.encode(frames, micros, room);
    builder.append(room, 0, room.position());
    long ticks = frames * 90_000 / FRAMES_PER_SECOND;
    frames++;
    Frame frame = builder.finish(0, encoder.config(), ticks, ticks, micros, sync);
    writer.frame(frame);
  }

  @Override
  public void close() {
    builder.close();
  }
}
