package nightjar.cameras.simulator;

import java.nio.file.Path;
import nightjar.cameras.simulator.program.AudioKind;

/// What one stream of a simulated camera shows.
public sealed interface SimulatedStream {
  /// Made-up pictures with the time, the camera's and the frame's number in them.
  record Synthetic(
      Video video,
      int width,
      int height,
      int framesPerSecond,
      int bitsPerSecond,
      int framesPerGroup,
      AudioKind audio)
      implements SimulatedStream {
    /// Two seconds between key frames, as most cameras have it.
    public static Synthetic of(Video video, int width, int height, int bitsPerSecond) {
      return new Synthetic(video, width, height, 25, bitsPerSecond, 50, AudioKind.NONE);
    }

    public Synthetic with(AudioKind audio) {
      return new Synthetic(
          video, width, height, framesPerSecond, bitsPerSecond, framesPerGroup, audio);
    }
  }

  /// An MP4 file, over and over with timestamps that go on, or `once` from the first frame to the last and then RTCP BYE.
  record Mp4File(Path file, boolean once) implements SimulatedStream {}

  /// How pictures are coded.
  enum Video {
    H264,
    H265
  }
}
