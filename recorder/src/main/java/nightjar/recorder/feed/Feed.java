package nightjar.recorder.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.cameras.session.Trouble;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameSink;
import org.jspecify.annotations.Nullable;

/// The newest frames of one stream: from the last key frame on, for whoever begins to watch, and each new one to whoever does.
///
/// The camera's thread pays one uncontended lock a frame, and waits for nobody: a subscriber that is full forgets its frames
/// and goes on at the next key frame. Safe for any thread because every field is guarded by the lock, and
/// the one that is read without it is volatile.
public final class Feed implements FrameSink {
  /// A GOP of ten seconds at 4 Mbit/s. A longer one is not kept: who begins to watch then waits for a key frame.
  static final long MAX_CACHED_BYTES = 5 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Frame> gop = new ArrayDeque<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final SortedMap<Integer, CodecConfig> configs = new TreeMap<>();
  private @Nullable CodecConfig lastVideo;
  private @Nullable CodecConfig lastAudio;
  private long gopBytes;
  private volatile boolean watched;
  private boolean whole;
  private long session;
  private boolean playing;
  private @Nullable Trouble why;
  private long lastWallMicros;
  private boolean reordered;
  private final Runnable watcher;

  public Feed() {
    this(() -> {});
  }

  /// `watcher` is told whenever somebody begins to watch.
  Feed(Runnable watcher) {
    this.watcher = watcher;
  }

  /// What is known of a stream besides its frames.
  ///
  /// @param configs by track, of those that have sent a frame in this session
  /// @param lastWallMicros when the newest picture was taken; 0 before the first
  /// @param reordered pictures are not shown in the order in which they are decoded: there are B-frames
  public record State(
      boolean playing,
      SortedMap<Integer, CodecConfig> configs,
      long lastWallMicros,
      boolean reordered,
      Optional<Trouble> why) {}

  /// A new session of the camera: its frames' times have nothing to do with those before.
  public void begin() {
    lock.lock();
    try {
      forget();
      configs.clear();
      lastVideo = null;
      lastAudio = null;
      session++;
      reordered = false;
      playing = true;
      why = null;
    } finally {
      lock.unlock();
    }
  }

  /// The session ended.
  public void end(Trouble trouble) {
    lock.lock();
    try {
      forget();
      playing = false;
      why = trouble;
      subscriptions.forEach(each -> each.off(trouble));
    } finally {
      lock.unlock();
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same instance until it changes
  public void frame(Frame frame) {
    boolean picture = frame.config() instanceof CodecConfig.Video;
    lock.lock();
    try {
      if (picture ? frame.config() != lastVideo : frame.config() != lastAudio) {
        learn(frame, picture);
      }
      if (picture) {
        lastWallMicros = frame.wallMicros();
        reordered |= frame.pts() != frame.dts();
      }
      cache(frame, picture && frame.sync());
      for (Subscription each : subscriptions) {
        each.offer(frame, session);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Whether anybody watches; the camera's bytes are then read as they come.
  @Override
  public boolean live() {
    return watched;
  }

  /// Begins to watch, from the last key frame on. Close it to end.
  public Subscription subscribe() {
    var subscription = new Subscription(this::remove);
    lock.lock();
    try {
      for (Frame frame : gop) {
        subscription.offer(frame, session);
      }
      Trouble trouble = why;
      if (!playing && trouble != null) {
        subscription.off(trouble);
      }
      subscriptions.add(subscription);
      watched = true;
    } finally {
      lock.unlock();
    }
    watcher.run();
    return subscription;
  }

  public State state() {
    lock.lock();
    try {
      return new State(
          playing, new TreeMap<>(configs), lastWallMicros, reordered, Optional.ofNullable(why));
    } finally {
      lock.unlock();
    }
  }

  /// Rare, so that a frame allocates nothing.
  private void learn(Frame frame, boolean picture) {
    configs.put(frame.track(), frame.config());
    if (picture) {
      lastVideo = frame.config();
    } else {
      lastAudio = frame.config();
    }
  }

  private void cache(Frame frame, boolean key) {
    if (key) {
      forget();
      whole = true;
    }
    if (!whole) {
      return;
    }
    if (gopBytes + frame.length() > MAX_CACHED_BYTES) {
      forget();
      return;
    }
    frame.retain();
    gop.add(frame);
    gopBytes += frame.length();
  }

  private void forget() {
    gop.forEach(Frame::release);
    gop.clear();
    gopBytes = 0;
    whole = false;
  }

  private void remove(Subscription subscription) {
    lock.lock();
    try {
      subscriptions.remove(subscription);
      watched = !subscriptions.isEmpty();
    } finally {
      lock.unlock();
    }
  }
}
