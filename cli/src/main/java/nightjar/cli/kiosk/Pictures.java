package nightjar.cli.kiosk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import nightjar.base.Bytes;
import nightjar.recorder.monitor.Message;
import org.jspecify.annotations.Nullable;

/// The live pictures that the page shows: a tap for each tile, and one answer at a time with what has come since the last.
/// Safe for any thread because everything is guarded by the lock; the taps alone are owned by the thread that answers.
final class Pictures implements AutoCloseable {
  /// What waits for a page that is slow, of one tile; then its tap waits, and the recorder leaves pictures out.
  private static final int MOST_WAITING = 4 << 20;

  private static final int MOST_AT_ONCE = 8 << 20;
  private static final long PATIENCE_SECONDS = 1;

  /// A page that does not ask for so long shows nothing any more.
  private static final long FORGOTTEN_SECONDS = 10;

  private static final Bytes END = Bytes.of("{\"type\":\"end\"}".getBytes(StandardCharsets.UTF_8));

  private record Asked(List<Tile> tiles, Consumer<Bytes> answer) {}

  private record Parcel(int tile, Message message) {}

  private final Path socket;
  private final BlockingQueue<Asked> asked = new ArrayBlockingQueue<>(4);
  private final Map<Integer, Tap> taps = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition some = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final ArrayDeque<Parcel> parcels = new ArrayDeque<>();
  private final Map<Integer, Integer> waiting = new HashMap<>();
  private boolean closed;

  Pictures(Path socket) {
    this.socket = socket;
  }

  /// `answer` gets what has come for these tiles, within a second, on another thread. A page asks again when it was answered; of more
  /// questions at once only the newest few are.
  void ask(List<Tile> tiles, Consumer<Bytes> answer) {
    var next = new Asked(tiles, answer);
    while (!asked.offer(next)) {
      asked.poll();
    }
  }

  /// Until closed.
  void run() {
    try {
      while (!isClosed()) {
        @Nullable Asked next = asked.poll(FORGOTTEN_SECONDS, TimeUnit.SECONDS);
        show(next == null ? List.of() : next.tiles());
        if (next != null) {
          next.answer().accept(gather());
        }
      }
    } catch (InterruptedException e) {
      close();
    } finally {
      show(List.of());
    }
  }

  /// Opens what is new and closes what is shown no more.
  private void show(List<Tile> tiles) {
    Map<Integer, Tile> wanted = new HashMap<>();
    tiles.forEach(each -> wanted.put(each.tile(), each));
    taps.forEach((number, tap) -> {
      if (!wanted.containsKey(number)) {
        forget(number);
        tap.close();
      }
    });
    taps.keySet().retainAll(wanted.keySet());
    wanted.forEach((number, tile) -> {
      if (!taps.containsKey(number)) {
        begin(number);
        taps.put(number, Tap.open(socket, tile.wish(), message -> put(number, message)));
      }
    });
  }

  private Bytes gather() throws InterruptedException {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (parcels.isEmpty() && !closed && left > 0) {
        left = some.awaitNanos(left);
      }
      var body = new ByteArrayOutputStream();
      while (!parcels.isEmpty() && body.size() < MOST_AT_ONCE) {
        Parcel next = parcels.remove();
        Message message = next.message();
        int length = message.payload().size();
        waiting.merge(next.tile(), -length, Integer::sum);
        body.writeBytes(
            ByteBuffer.allocate(9)
                .putInt(next.tile())
                .put((byte) message.kind().code())
                .putInt(length)
                .array());
        body.writeBytes(message.payload().toArray());
      }
      room.signalAll();
      return Bytes.of(body.toByteArray());
    } finally {
      lock.unlock();
    }
  }

  private void begin(int tile) {
    lock.lock();
    try {
      waiting.put(tile, 0);
    } finally {
      lock.unlock();
    }
  }

  private void forget(int tile) {
    lock.lock();
    try {
      waiting.remove(tile);
      parcels.removeIf(each -> each.tile() == tile);
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// On the tap's thread. For a tile that is shown no more, nothing.
  private void put(int tile, Optional<Message> sent) {
    Message message = sent.orElse(new Message(Message.Kind.TEXT, END));
    lock.lock();
    try {
      while (!closed && waiting.getOrDefault(tile, 0) > MOST_WAITING) {
        room.awaitUninterruptibly();
      }
      if (waiting.computeIfPresent(tile, (_, held) -> held + message.payload().size()) != null) {
        parcels.add(new Parcel(tile, message));
        some.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      some.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
