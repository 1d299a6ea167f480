package nightjar.recorder.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.mp4.PlayerMp4;
import nightjar.recorder.feed.Feed;
import nightjar.recorder.feed.Subscription;
import org.jspecify.annotations.Nullable;

/// One stream on its way to its viewers: a thread that runs while anybody watches wraps each frame once, and hands the same bytes
/// to all. Safe for any thread because every field is guarded by the lock.
final class LiveStream {
  private static final Duration LOOK = Duration.ofSeconds(2);

  /// Chunks from the last key frame on are kept for the next viewer; a GOP longer than this is not.
  private static final long MAX_CACHED_BYTES = 8 << 20;

  private final Feed feed;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Viewer> viewers = new ArrayList<>();
  private final List<LiveItem.Chunk> gop = new ArrayList<>();
  private long gopBytes;
  private @Nullable Packager packager;
  private LiveItem.@Nullable Off off;
  private boolean running;

  LiveStream(Feed feed) {
    this.feed = feed;
  }

  /// Begins to watch; the first picture is the last key frame there was.
  Viewer join(boolean keysOnly) {
    var viewer = new Viewer(keysOnly, this::leave);
    lock.lock();
    try {
      Packager current = packager;
      LiveItem.Off gone = off;
      if (gone != null) {
        viewer.offer(gone);
      } else if (current != null && !gop.isEmpty()) {
        viewer.offer(current.init());
        gop.forEach(viewer::offer);
      }
      viewers.add(viewer);
      if (!running) {
        running = true;
        Subscription subscription = feed.subscribe();
        Thread.ofVirtual().name("live").start(() -> pump(subscription));
      }
    } finally {
      lock.unlock();
    }
    return viewer;
  }

  int viewers() {
    lock.lock();
    try {
      return viewers.size();
    } finally {
      lock.unlock();
    }
  }

  private void pump(Subscription subscription) {
    try (subscription) {
      while (!ended()) {
        Subscription.Item item = subscription.next(LOOK);
        switch (item) {
          case Subscription.Taken taken -> take(taken);
          case Subscription.Off(var why) -> send(new LiveItem.Off(why));
          case Subscription.Quiet() -> {}
        }
      }
    }
  }

  /// With the last viewer gone everything is forgotten.
  private boolean ended() {
    lock.lock();
    try {
      if (viewers.isEmpty()) {
        running = false;
        packager = null;
        off = null;
        forget();
      }
      return !running;
    } finally {
      lock.unlock();
    }
  }

  private void take(Subscription.Taken taken) {
    try {
      Frame frame = taken.frame();
      boolean key = frame.sync() && frame.config() instanceof CodecConfig.Video;
      Packager current = packager();
      if (key && PlayerMp4.isPlayable(frame.config())) {
        var tracks = feed.state().configs();
        if (current == null || !current.fits(taken.session(), frame, tracks)) {
          current = new Packager(taken.session(), frame, tracks);
          begin(current);
        }
      }
      LiveItem.Chunk chunk = current == null ? null : current.chunk(frame);
      if (chunk != null) {
        send(chunk);
      }
    } finally {
      taken.frame().release();
    }
  }

  private @Nullable Packager packager() {
    lock.lock();
    try {
      return packager;
    } finally {
      lock.unlock();
    }
  }

  private void begin(Packager next) {
    lock.lock();
    try {
      packager = next;
      off = null;
      forget();
      viewers.forEach(each -> each.offer(next.init()));
    } finally {
      lock.unlock();
    }
  }

  private void send(LiveItem item) {
    lock.lock();
    try {
      switch (item) {
        case LiveItem.Chunk chunk -> keep(chunk);
        case LiveItem.Off gone -> {
          off = gone;
          packager = null;
          forget();
        }
        case LiveItem.Init _, LiveItem.Quiet _ -> {}
      }
      viewers.forEach(each -> each.offer(item));
    } finally {
      lock.unlock();
    }
  }

  private void keep(LiveItem.Chunk chunk) {
    if (chunk.key() || gopBytes > MAX_CACHED_BYTES) {
      forget();
    }
    if (chunk.key() || !gop.isEmpty()) {
      gop.add(chunk);
      gopBytes += chunk.bytes().remaining();
    }
  }

  private void forget() {
    gop.clear();
    gopBytes = 0;
  }

  private void leave(Viewer viewer) {
    lock.lock();
    try {
      viewers.remove(viewer);
    } finally {
      lock.unlock();
    }
  }
}
