package nightjar.store.write;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.mp4.FileHeader;
import nightjar.media.mp4.Fragment;
import nightjar.media.mp4.FragmentWriter;
import org.jspecify.annotations.Nullable;

/// The file a stream is being recorded into, and the frames of its next fragment. Owned by its [RecordingWriter].
final class OpenRecording {
  static final int MAX_TRACKS = 8;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final FilePlan plan;
  private final long createdMicros;
  private final @Nullable CodecConfig[] configs;
  private final long firstDtsMicros;
  private final long floorMicros;
  private List<Frame> frames = new ArrayList<>();

  /// The newest picture and what came after it, while the frames before them are cut.
  private final List<Frame> held = new ArrayList<>();

  private long endMicros;
  private int fragmentBytes;
  private long fileBytes;
  private long arrivedNanos;
  private long pictureNanos;
  private @Nullable FragmentWriter writer;
  private List<CodecConfig> fixed = List.of();
  private int indexTaken;
  private boolean ending;

  /// A session's first file gets between half and all of a file's time, so that cameras that began together do not go on to their next
  /// files together, every minute again.
  private static long lasts(FilePlan plan, WriteLimits limits) {
    long half = limits.fileMicros() / 2;
    return plan.sequence > 0 || half == 0 ? limits.fileMicros() : half + plan.session % half;
  }

  /// `configs` are those of the tracks that earlier files of the session had; `first` is a key frame; `floorMicros` is where the
  /// session's file before it ended.
  OpenRecording(
      FilePlan plan,
      Frame first,
      @Nullable CodecConfig[] configs,
      long floorMicros,
      long createdMicros) {
    this.plan = plan;
    this.createdMicros = createdMicros;
    this.configs = configs.clone();
    this.configs[0] = first.config();
    firstDtsMicros = dtsMicros(first);
    this.floorMicros = floorMicros;
    endMicros = floorMicros;
  }

  /// A frame's decoding time in microseconds of its own origin.
  static long dtsMicros(Frame frame) {
    int scale = frame.config().timescale();
    return Math.floorDiv(frame.dts(), scale) * 1_000_000
        + Math.floorMod(frame.dts(), scale) * 1_000_000L / scale;
  }

  FilePlan plan() {
    return plan;
  }

  @Nullable CodecConfig[] configs() {
    return configs;
  }

  boolean hasFrames() {
    return !frames.isEmpty();
  }

  /// How long the oldest frame has been in memory only.
  long waiting(long nowNanos) {
    return frames.isEmpty() ? 0 : nowNanos - arrivedNanos;
  }

  /// How long no picture has come.
  long silent(long nowNanos) {
    return nowNanos - pictureNanos;
  }

  /// Puts the newest picture and what came after it aside, so that the frames before it can be cut; false when there are none.
  boolean holdBack() {
    int at = frames.size() - 1;
    while (at > 0 && frames.get(at).track() != 0) {
      at--;
    }
    if (at <= 0) {
      return false;
    }
    List<Frame> newest = frames.subList(at, frames.size());
    held.addAll(newest);
    newest.clear();
    return true;
  }

  /// The picture put aside.
  Frame held() {
    return held.getFirst();
  }

  /// What was put aside begins the next fragment.
  void goOn() {
    for (Frame frame : held) {
      if (frame.track() < fixed.size()) {
        frames.add(frame);
        fragmentBytes += frame.length();
      } else {
        frame.release();
      }
    }
    held.clear();
    arrivedNanos = pictureNanos;
  }

  /// Whether the file can hold the frame: its tracks are fixed by the first fragment.
  @SuppressWarnings(
      "ReferenceEquality") // A stream hands out the same instance until its parameters change.
  boolean takes(Frame frame) {
    CodecConfig known = configs[frame.track()];
    if (known == null) {
      return writer == null;
    }
    return known == frame.config() || known.equals(frame.config());
  }

  /// Whether its first fragment is cut, which settles when its media time begins.
  boolean hasBegun() {
    return writer != null;
  }

  /// When its last fragment ends, on its own timeline.
  long endMicros() {
    return endMicros;
  }

  void endAtNextKey() {
    ending = true;
  }

  /// Whether the file should end before this key frame; `drift` is how far its timeline may be from the wall clock.
  boolean isFull(Frame key, WriteLimits limits, long drift) {
    FragmentWriter begun = writer;
    return ending
        || dtsMicros(key) - firstDtsMicros >= lasts(plan, limits)
        || fileBytes >= limits.fileBytes()
        || (begun != null && Math.abs(begun.driftMicros(key)) > drift);
  }

  /// Whether the file must end although no key frame comes.
  boolean isOverfull(Frame frame, WriteLimits limits) {
    return dtsMicros(frame) - firstDtsMicros >= 2 * limits.fileMicros() + 10_000_000
        || fileBytes >= 2 * limits.fileBytes();
  }

  boolean isFragmentFull() {
    return fragmentBytes >= WriteLimits.FRAGMENT_BYTES
        || frames.size() >= WriteLimits.FRAGMENT_FRAMES;
  }

  void add(Frame frame, long nowNanos) {
    frame.retain();
    if (frames.isEmpty()) {
      arrivedNanos = nowNanos;
    }
    if (frame.track() == 0) {
      pictureNanos = nowNanos;
    }
    frames.add(frame);
    configs[frame.track()] = frame.config();
    fragmentBytes += frame.length();
    fileBytes += frame.length();
  }

  /// Makes the frames so far one fragment. `following` is the frame that comes next, where one is known.
  PendingFragment cut(@Nullable Frame following, DiskQueue.Share share) {
    ByteBuffer init = NOTHING;
    FragmentWriter current = writer;
    if (current == null) {
      fixed = known();
      current = new FragmentWriter(header(), fixed, floorMicros);
      writer = current;
      init = current.init();
    }
    long[] nextDts = new long[MAX_TRACKS];
    Arrays.fill(nextDts, FragmentWriter.UNKNOWN);
    if (following != null) {
      nextDts[following.track()] = following.dts();
    }
    Fragment fragment = current.write(frames, nextDts);
    endMicros = fragment.endWallMicros();
    ByteBuffer[] buffers = fragment.buffers();
    // The head's memory is the writer's, for its next fragment.
    buffers[0] = ByteBuffer.allocateDirect(buffers[0].remaining()).put(buffers[0]).flip();
    PendingFragment pending =
        new PendingFragment(
            plan,
            fixed,
            init,
            List.of(buffers),
            init.remaining() + fragment.length(),
            frames,
            newIndex(current),
            fragment.sequence(),
            fragment.startWallMicros(),
            fragment.endWallMicros(),
            arrivedNanos,
            share);
    frames = new ArrayList<>();
    fragmentBytes = 0;
    return pending;
  }

  /// Lets go of frames that will not be recorded.
  void forget() {
    frames.forEach(Frame::release);
    frames = new ArrayList<>();
    held.forEach(Frame::release);
    held.clear();
  }

  private FileHeader header() {
    return new FileHeader(
        plan.key.camera().name(),
        plan.key.stream().name(),
        plan.session,
        plan.sequence,
        createdMicros);
  }

  /// Tracks 0, 1, 2... up to the first nobody has heard of; frames of tracks behind that are let go.
  private List<CodecConfig> known() {
    List<CodecConfig> known = new ArrayList<>();
    for (CodecConfig config : configs) {
      if (config == null) {
        break;
      }
      known.add(config);
    }
    frames.removeIf(frame -> {
      boolean strange = frame.track() >= known.size();
      if (strange) {
        frame.release();
      }
      return strange;
    });
    Arrays.fill(configs, known.size(), configs.length, null);
    return known;
  }

  private Bytes newIndex(FragmentWriter current) {
    ByteBuffer all = current.index();
    int from = indexTaken;
    indexTaken = all.remaining();
    return Bytes.copyOf(all, from, indexTaken - from);
  }
}
