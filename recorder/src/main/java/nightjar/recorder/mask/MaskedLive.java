package nightjar.recorder.mask;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.cameras.session.Trouble;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.Slab;
import nightjar.media.frame.SlabPool;
import nightjar.recorder.feed.Feed;
import nightjar.recorder.feed.Subscription;
import nightjar.recorder.feed.Veil;
import org.jspecify.annotations.Nullable;

/// A camera's live pictures behind its mask: one coder for all who watch a stream, while anybody does. Safe for any thread because it holds
/// only what is; each stream's work is owned by the thread that plays it.
final class MaskedLive implements Veil {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration AGAIN = Duration.ofSeconds(5);

  /// A viewer who comes back finds the coder at work.
  private static final int LINGER = 5;

  /// Seconds with pictures in and none out.
  private static final int STUCK = 10;

  private static final int SLAB_BYTES = 32 * 1024;

  /// Masked pictures that wait for viewers, of one stream.
  private static final long MOST_BYTES = 32 << 20;

  private final String ffmpeg;
  private final Mask mask;
  private final Semaphore places;
  private final Clock clock;

  MaskedLive(String ffmpeg, Mask mask, Semaphore places, Clock clock) {
    this.ffmpeg = ffmpeg;
    this.mask = mask;
    this.places = places;
    this.clock = clock;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MaskedLive that && mask.equals(that.mask);
  }

  @Override
  public int hashCode() {
    return mask.hashCode();
  }

  @Override
  public void play(Feed whole, Screen people, Stop stop) {
    if (!places.tryAcquire()) {
      people.end(
          new Trouble(
              Fault.Kind.WITHHELD,
              "as many cameras as this recorder can mask at once are being watched",
              "Watch fewer masked cameras at once. It is recorded all the same."));
      clock.sleep(AGAIN, stop);
      return;
    }
    try (Subscription in = whole.subscribe()) {
      new Work(people, in, stop).run();
    } catch (Fault fault) {
      people.end(
          new Trouble(Fault.Kind.WITHHELD, String.valueOf(fault.getMessage()), fault.advice()));
      clock.sleep(AGAIN, stop);
    } finally {
      places.release();
    }
  }

  /// One stream's coder and its watchdog. Owned by the thread that runs it.
  private final class Work {
    private final Screen people;
    private final Subscription in;
    private final Stop stop;
    private final SlabPool slabs = new SlabPool(SLAB_BYTES, MOST_BYTES);
    private @Nullable Running running;
    private long session;
    private int unwatched;

    Work(Screen people, Subscription in, Stop stop) {
      this.people = people;
      this.in = in;
      this.stop = stop;
    }

    void run() {
      var over = new Stop();
      try {
        while (!stop.requested() && unwatched < LINGER) {
          switch (in.next(LOOK)) {
            case Subscription.Taken taken -> take(taken, over);
            case Subscription.Off(var why) -> {
              end();
              people.end(why);
            }
            case Subscription.Quiet() -> unwatched = people.isWatched() ? 0 : unwatched + 1;
          }
        }
      } finally {
        over.request();
        end();
      }
    }

    private void take(Subscription.Taken taken, Stop over) {
      try {
        if (taken.frame().config() instanceof CodecConfig.Video video) {
          if (!fits(taken.session(), video)) {
            end();
          }
          if (running == null && taken.frame().sync()) {
            session = taken.session();
            running = begin(taken.frame(), video, over);
          }
          Running now = running;
          if (now != null) {
            now.write(taken.frame());
            count(taken.frame());
          }
        }
      } finally {
        taken.frame().release();
      }
    }

    /// Frames come faster than once a second: then this tells the time.
    private void count(Frame frame) {
      if (frame.sync()) {
        unwatched = people.isWatched() ? 0 : unwatched + 1;
      }
    }

    private boolean fits(long other, CodecConfig.Video config) {
      Running now = running;
      return now != null && other == session && now.config().equals(config);
    }

    private Running begin(Frame first, CodecConfig.Video config, Stop over) {
      people.begin();
      var begun = new Running(config, first, people, slabs);
      begun.coder = Coder.start(ffmpeg, config, Blackout.filter(mask), begun::picture);
      Thread.ofVirtual().name("mask watchdog").start(() -> watch(begun.coder(), over));
      return begun;
    }

    private void watch(Coder coder, Stop over) {
      int before = -1;
      int quiet = 0;
      while (coder.isAlive() && !clock.sleep(LOOK, over)) {
        int out = coder.read();
        quiet = out == before && coder.written() > out ? quiet + 1 : 0;
        before = out;
        if (quiet >= STUCK || stop.requested()) {
          coder.kill();
        }
      }
      coder.kill();
    }

    private void end() {
      Running before = running;
      running = null;
      if (before != null) {
        before.coder().close();
      }
    }
  }

  /// A coder and what it needs to give its pictures their times back. Safe for any thread because one writes and the coder's reads.
  private static final class Running {
    private final CodecConfig.Video config;
    private final Screen people;
    private final SlabPool slabs;
    private final Times times;
    private final int track;
    private final AtomicBoolean waiting = new AtomicBoolean(true);
    private @Nullable Coder coder;
    private CodecConfig.@Nullable Avc coding;
    private long lastPts = Long.MIN_VALUE;

    Running(CodecConfig.Video config, Frame first, Screen people, SlabPool slabs) {
      this.config = config;
      this.people = people;
      this.slabs = slabs;
      this.track = first.track();
      this.times = new Times(first.dts(), first.pts());
    }

    CodecConfig.Video config() {
      return config;
    }

    Coder coder() {
      Coder begun = coder;
      if (begun == null) {
        throw new IllegalStateException("not begun");
      }
      return begun;
    }

    void write(Frame frame) {
      times.put(frame);
      coder().write(times.ticks(frame), times.composition(frame), frame.sync(), frame.bytes());
    }

    /// On the coder's thread.
    void picture(CodecConfig.Avc made, long millis, boolean key, ByteBuffer bytes) {
      Times.Instant at = times.take(millis);
      if (at.pts() <= lastPts || (waiting.get() && !key)) {
        return;
      }
      lastPts = at.pts();
      if (coding == null || !coding.equals(made)) {
        coding = made;
      }
      Slab slab;
      try {
        slab = slabs.take(bytes.remaining());
      } catch (Fault full) {
        waiting.set(true);
        return;
      }
      waiting.set(false);
      int length = bytes.remaining();
      slab.memory().put(0, bytes, bytes.position(), length);
      people.frame(new Frame(track, coding, at.pts(), at.pts(), at.micros(), key, slab, 0, length));
      slab.release();
    }
  }
}
