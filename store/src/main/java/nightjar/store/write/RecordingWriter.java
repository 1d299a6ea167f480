package nightjar.store.write;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import nightjar.base.time.Clock;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameSink;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.StoreEvent;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// Takes one stream's frames in and decides what goes into which file.
///
/// A session is recording without a break; it begins at a key frame, and ends when frames are missing, decoding time runs
/// backwards, the wall clock steps, or the disk lets us down. A file holds part of one session, and begins at a key frame too.
/// After a break, frames up to the next key frame are of no use to a decoder, and are left out.
///
/// Safe for any thread because of its lock: the camera's thread hands frames in, and the disk's flushes what has waited.
public final class RecordingWriter implements FrameSink, AutoCloseable {
  /// More than this between two pictures' wall times and decoding times is a step of the clock, if our clock did step.
  private static final long STEP_MICROS = 2_000_000;

  /// A new file is begun when its timeline is this far from the wall clock.
  // tolerate: cameras that stamp 25 frames a second and send 21 (open-nvr 229).
  private static final long DRIFT_MICROS = 1_000_000;

  /// A hole this long between pictures is a gap, whatever the session thinks.
  private static final long HOLE_MICROS = 10_000_000;

  /// Once said that a camera is held back, it is not said again for so long.
  private static final long TELL_NANOS = 60_000_000_000L;

  private final StreamKey key;
  private final DiskQueue queue;
  private final WriteLimits limits;
  private final Clock clock;
  private final RandomGenerator random;
  private final DiskQueue.Share share;
  private final FileBudget budget;
  private final ReentrantLock lock = new ReentrantLock();
  private final @Nullable CodecConfig[] configs = new CodecConfig[OpenRecording.MAX_TRACKS];
  private final long[] previousDts = new long[OpenRecording.MAX_TRACKS];
  private @Nullable OpenRecording open;
  private long session;
  private long sequence;
  private long previousPictureMicros;
  private long previousWallMicros;

  /// Our wall clock less our monotonic one when the file began; another now means that somebody set the clock.
  private long clockMicros;

  /// The wall clock has stepped since the last key frame: up to the next one, frames keep the time of before.
  private boolean stepped;

  /// The budget is used up: nothing is recorded until there is a file in it again.
  private boolean heldBack;

  /// A fragment was full before its time, and the disk has not caught up since: if there is no room, that is the camera's doing.
  private boolean flooding;

  private long toldNanos;
  private boolean closed;

  RecordingWriter(
      StreamKey key, DiskQueue queue, WriteLimits limits, Clock clock, RandomGenerator random) {
    this.key = key;
    this.queue = queue;
    this.limits = limits;
    this.clock = clock;
    this.random = random;
    this.share = queue.join();
    this.budget = new FileBudget(limits.filesAtOnce(), clock.nanos());
    this.toldNanos = clock.nanos() - TELL_NANOS;
  }

  public StreamKey key() {
    return key;
  }

  /// Takes the frame in, and holds its memory until it is written. Never waits for the disk.
  @Override
  public void frame(Frame frame) {
    lock.lock();
    try {
      if (!closed && frame.track() < OpenRecording.MAX_TRACKS) {
        accept(frame);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Frames are missing from here on, and why. Say it again with another cause when that changes.
  public void gap(GapCause cause) {
    lock.lock();
    try {
      if (!closed) {
        endSession(cause);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Ends the recording of this stream; what was handed in becomes durable in the next pass.
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        endSession(GapCause.US);
        closed = true;
        queue.add(new DiskCommand.Leave(this));
      }
    } finally {
      lock.unlock();
    }
  }

  /// Hands over what has come so far; all but the newest picture, whose end the next one tells, unless none came for
  /// `silenceNanos`. A session's beginning waits so long too: its first fragment fixes which tracks there are.
  void flush(long silenceNanos) {
    lock.lock();
    try {
      OpenRecording current = open;
      if (current == null || !current.hasFrames()) {
        return;
      }
      long now = clock.nanos();
      if (current.silent(now) >= silenceNanos) {
        send(current, null);
      } else if ((sequence > 1 || current.waiting(now) >= silenceNanos) && current.holdBack()) {
        send(current, current.held());
        if (open == null) {
          current.forget();
        } else {
          current.goOn();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lets go of what waits, unrecorded.
  void abandon() {
    lock.lock();
    try {
      closed = true;
      if (open != null) {
        open.forget();
        open = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void accept(Frame frame) {
    boolean picture = frame.track() == 0;
    boolean start = picture && frame.sync();
    forgetBroken();
    GapCause why = open == null ? null : breakBefore(open, frame, start);
    if (why != null) {
      endSession(why);
      mayBeginAnother();
    }
    OpenRecording current = open;
    if (current != null
        && start
        && (!current.takes(frame) || current.isFull(frame, limits, DRIFT_MICROS))) {
      current = mayBeginAnother() ? nextFile(current, frame) : null;
    }
    if (current == null) {
      if (!start
          || queue.waiting(share) >= limits.streamFragments()
          || (heldBack && !mayBeginAnother())) {
        return;
      }
      session = random.nextLong() >>> 1;
      sequence = 0;
      current = begin(frame, Long.MIN_VALUE);
    }
    // The cut comes first: it fixes the file's tracks, and the frame may be the first of a further
    // one.
    cutWhenDue(current, frame);
    if (open == null) {
      return;
    }
    configs[frame.track()] = frame.config();
    if (!current.takes(frame)) {
      current.endAtNextKey();
      return;
    }
    current.add(frame, clock.nanos());
    previousDts[frame.track()] = frame.dts();
    if (picture) {
      previousPictureMicros = OpenRecording.dtsMicros(frame);
      previousWallMicros = frame.wallMicros();
    }
  }

  private @Nullable OpenRecording nextFile(OpenRecording current, Frame first) {
    endFile(current, first);
    return open == null ? null : begin(first, current.endMicros());
  }

  /// Whether the camera may have a further file; if not, its session is over until it may.
  private boolean mayBeginAnother() {
    long now = clock.nanos();
    boolean may = budget.take(now);
    if (!may && !heldBack) {
      endSession(GapCause.CAMERA);
      if (now - toldNanos >= TELL_NANOS) {
        toldNanos = now;
        queue.add(new DiskCommand.Tell(new StoreEvent.HeldBack(key)));
      }
    }
    heldBack = !may;
    return may;
  }

  private void forgetBroken() {
    if (open != null && open.plan().broken()) {
      open.forget();
      open = null;
    }
  }

  /// Why the session cannot go on with this frame; null when it can.
  private @Nullable GapCause breakBefore(OpenRecording current, Frame frame, boolean start) {
    if (frame.dts() <= previousDts[frame.track()]) {
      return GapCause.CAMERA;
    }
    if (frame.track() != 0) {
      return null;
    }
    long decoded = OpenRecording.dtsMicros(frame) - previousPictureMicros;
    long passed = frame.wallMicros() - previousWallMicros;
    if (decoded > HOLE_MICROS || (!start && !current.takes(frame))) {
      return GapCause.CAMERA;
    }
    stepped |= Math.abs(passed - decoded) > STEP_MICROS && clockWasSet();
    if (start) {
      return stepped ? GapCause.CLOCK : null;
    }
    return current.isOverfull(frame, limits) ? GapCause.CAMERA : null;
  }

  /// A camera that sends an old key frame first, or its last seconds at once, jumps as far, and nothing of it is missing.
  private boolean clockWasSet() {
    return Math.abs(clock.wallMicros() - clock.nanos() / 1_000 - clockMicros) > STEP_MICROS / 2;
  }

  private OpenRecording begin(Frame frame, long floorMicros) {
    stepped = false;
    clockMicros = clock.wallMicros() - clock.nanos() / 1_000;
    if (sequence == 0) {
      Arrays.fill(previousDts, Long.MIN_VALUE);
    }
    OpenRecording next =
        new OpenRecording(
            new FilePlan(key, session, sequence++),
            frame,
            configs,
            floorMicros,
            clock.wallMicros());
    open = next;
    return next;
  }

  private void cutWhenDue(OpenRecording current, Frame following) {
    boolean due = current.waiting(clock.nanos()) >= limits.fragmentNanos();
    // Frames of two times of ours would disagree about when the file begins.
    boolean mixed = stepped && !current.hasBegun();
    if (current.hasFrames() && (due || mixed || current.isFragmentFull())) {
      send(current, current.takes(following) ? following : null);
    }
  }

  /// Ends the file, the session going on with `following`.
  private void endFile(OpenRecording current, Frame following) {
    if (current.hasFrames()) {
      send(current, following);
    }
    if (open != null) {
      queue.add(new DiskCommand.End(current.plan()));
    }
  }

  private void endSession(GapCause cause) {
    forgetBroken();
    OpenRecording current = open;
    if (current != null && current.hasFrames()) {
      send(current, null);
    }
    if (open != null && current != null) {
      queue.add(new DiskCommand.End(current.plan()));
      open = null;
    }
    queue.add(new DiskCommand.GapBegins(key, cause, clock.wallMicros()));
  }

  /// Cuts the fragment and hands it to the disk; when that has no room, the fragment is lost and the session over.
  private void send(OpenRecording current, @Nullable Frame following) {
    boolean full = current.isFragmentFull();
    flooding |= full;
    PendingFragment fragment = current.cut(following, share);
    String refusal = queue.offer(fragment);
    if (refusal != null) {
      open = null;
      // What follows will be a new file.
      heldBack |= !budget.take(clock.nanos());
      queue.add(new DiskCommand.End(current.plan()));
      GapCause cause = flooding ? GapCause.CAMERA : GapCause.DISK;
      queue.add(new DiskCommand.GapBegins(key, cause, clock.wallMicros()));
      String why = flooding ? refusal + "; the camera sends far too much at once" : refusal;
      queue.add(
          new DiskCommand.Tell(new StoreEvent.FragmentDropped(key, fragment.frames().size(), why)));
      fragment.releaseFrames();
    } else if (!full && queue.waiting(share) <= 1) {
      flooding = false;
    }
  }
}
