package nightjar.recorder.feed;

import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.cameras.session.Trouble;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameSink;
import org.jspecify.annotations.Nullable;

/// Where one stream's frames come in. Without a veil people see them as they are; with one, only what the veil makes of them, which costs
/// something only while somebody watches. Frames of before a veil was put on are forgotten by everybody who has not yet sent them.
/// Safe for any thread because every field is guarded by the lock, which the camera's thread finds free.
public final class Inlet implements FrameSink, AutoCloseable {
  private static final Trouble CHANGED =
      new Trouble(Fault.Kind.WITHHELD, "the privacy mask is being put on", "It takes a moment.");

  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Feed people = new Feed(this::watched);
  private Feed whole = people;
  private @Nullable Veil veil;
  private @Nullable Stop running;
  private boolean playing;

  Inlet(String name) {
    this.name = name;
  }

  /// A new session of the camera.
  public void begin() {
    lock.lock();
    try {
      playing = true;
      people.begin();
      if (veil != null) {
        whole.begin();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The session ended.
  public void end(Trouble why) {
    lock.lock();
    try {
      playing = false;
      people.end(why);
      if (veil != null) {
        whole.end(why);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void frame(Frame frame) {
    lock.lock();
    try {
      whole.frame(frame);
      if (veil != null && frame.config() instanceof CodecConfig.Audio) {
        people.frame(frame);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean live() {
    return people.live();
  }

  Feed people() {
    return people;
  }

  Feed whole() {
    lock.lock();
    try {
      return whole;
    } finally {
      lock.unlock();
    }
  }

  /// Puts on a veil, another one, or none.
  void veil(@Nullable Veil next) {
    lock.lock();
    try {
      if (next == null ? veil == null : next.equals(veil)) {
        return;
      }
      stop();
      veil = next;
      if (whole != people) {
        whole.end(CHANGED);
      }
      people.end(CHANGED);
      whole = next == null ? people : new Feed();
      if (playing) {
        people.begin();
        if (next != null) {
          whole.begin();
        }
      }
      start();
    } finally {
      lock.unlock();
    }
  }

  private void watched() {
    lock.lock();
    try {
      start();
    } finally {
      lock.unlock();
    }
  }

  /// Under the lock.
  private void start() {
    Veil through = veil;
    if (through != null && running == null && people.live()) {
      var stop = new Stop();
      running = stop;
      Feed from = whole;
      Thread.ofVirtual().name("masked " + name).start(() -> run(through, from, stop));
    }
  }

  private void run(Veil through, Feed from, Stop stop) {
    var screen = new Gate(stop);
    do {
      through.play(from, screen, stop);
    } while (!ended(stop));
  }

  private boolean ended(Stop stop) {
    lock.lock();
    try {
      if (stop.requested()) {
        return true;
      }
      if (people.live()) {
        return false;
      }
      running = null;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Lets a veil's pictures through for as long as it is the one.
  private final class Gate implements Veil.Screen {
    private final Stop stop;

    Gate(Stop stop) {
      this.stop = stop;
    }

    @Override
    public boolean isWatched() {
      return people.live();
    }

    @Override
    public void begin() {
      pass(people::begin);
    }

    @Override
    public void frame(Frame frame) {
      pass(() -> people.frame(frame));
    }

    @Override
    public void end(Trouble why) {
      pass(() -> people.end(why));
    }

    private void pass(Runnable act) {
      lock.lock();
      try {
        if (!stop.requested()) {
          act.run();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void stop() {
    if (running != null) {
      running.request();
      running = null;
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      stop();
    } finally {
      lock.unlock();
    }
  }
}
