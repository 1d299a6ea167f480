package nightjar.base.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.time.Clock;
import org.jspecify.annotations.Nullable;

/// An event log that is kept: the newest lines in memory, all within a bound on disk, and each passed on. Who logs never waits for the
/// disk: a thread of its own writes, and what a stuck disk does not take in time is left out, which the numbers show. Passwords in
/// addresses and our own tokens are hidden before anything is kept or passed on.
/// Safe for any thread because the lines are behind a lock, and the file is the writing thread's.
public final class KeptLog implements EventLog, AutoCloseable {
  private static final int IN_MEMORY = 500;
  private static final int WAITING = 2_000;
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Pattern PASSWORD = Pattern.compile("(://[^/\\s:@]*):[^/\\s@]*@");
  private static final Pattern TOKEN = Pattern.compile("nj[a-z]_[A-Za-z0-9_-]{49}");
  private static final LogLine END = new LogLine(0, 0, Event.Level.INFO, "", "", "");

  /// The one thing that cannot be kept.
  enum LogEvent implements Event {
    LOG_NOT_KEPT(Level.WARN);

    private final Level level;

    LogEvent(Level level) {
      this.level = level;
    }

    @Override
    public Level level() {
      return level;
    }
  }

  private final LogFiles files;
  private final Path folder;
  private final Clock clock;
  private final EventLog next;
  private final EventLog storms;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<LogLine> newest = new ArrayDeque<>();
  private final BlockingQueue<LogLine> waiting = new ArrayBlockingQueue<>(WAITING);
  private long seq;
  private @Nullable Thread writer;

  /// Passes on to `next` at once; keeps on disk only from [#begin] on, so that no folder is made on a disk that is not ours.
  public KeptLog(Path folder, Clock clock, EventLog next) {
    this.folder = folder;
    this.clock = clock;
    this.next = next;
    files = new LogFiles(folder);
    storms = new StormFilter(this::keep, clock, QUIET);
    seq = newestOnDisk();
  }

  /// A log that cannot be read stops nobody: numbers then begin again.
  private long newestOnDisk() {
    try {
      return files.newestSeq();
    } catch (Fault fault) {
      next.log(LogEvent.LOG_NOT_KEPT, folder.toString(), String.valueOf(fault.getMessage()));
      return 0;
    }
  }

  /// Writes what came so far, and whatever comes, into the folder; where that cannot be, it is said and tried again with the next
  /// line. Calling again does nothing.
  public void begin() {
    lock.lock();
    try {
      if (writer == null) {
        writer = Thread.ofVirtual().name("log").start(this::write);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void log(Event event, String subject, String detail) {
    storms.log(event, subject, detail);
  }

  private void keep(Event event, String subject, String detail) {
    String cleanSubject = hidden(subject);
    String cleanDetail = hidden(detail);
    next.log(event, cleanSubject, cleanDetail);
    lock.lock();
    try {
      LogLine line = LogLine.of(++seq, clock.wallMicros(), event, cleanSubject, cleanDetail);
      newest.addLast(line);
      if (newest.size() > IN_MEMORY) {
        newest.removeFirst();
      }
      waiting.offer(line);
    } finally {
      lock.unlock();
    }
  }

  private static String hidden(String text) {
    String noPassword = PASSWORD.matcher(text).replaceAll("$1:***@");
    return TOKEN.matcher(noPassword).replaceAll("***");
  }

  /// At most `limit` lines, newest first, of those numbered below `before`.
  public List<LogLine> newest(LogLine.Wanted wanted, long before, int limit) {
    List<LogLine> found = new ArrayList<>();
    long oldest = before;
    lock.lock();
    try {
      for (Iterator<LogLine> each = newest.descendingIterator(); each.hasNext(); ) {
        LogLine line = each.next();
        oldest = Math.min(oldest, line.seq());
        if (line.seq() < before && wanted.fits(line) && found.size() < limit) {
          found.add(line);
        }
      }
    } finally {
      lock.unlock();
    }
    if (found.size() < limit) {
      found.addAll(files.newest(wanted, oldest, limit - found.size()));
    }
    return found;
  }

  /// Those of the newest that are numbered above `after`, oldest first.
  public List<LogLine> since(long after) {
    lock.lock();
    try {
      return newest.stream().filter(line -> line.seq() > after).toList();
    } finally {
      lock.unlock();
    }
  }

  public long newestSeq() {
    lock.lock();
    try {
      return seq;
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    boolean said = false;
    @Nullable FileChannel out = null;
    try {
      for (LogLine line = waiting.take(); line.seq() > 0; line = waiting.take()) {
        try {
          out = out == null ? open() : out;
          out = written(out, line);
          said = false;
        } catch (IOException | Fault e) {
          close(out);
          out = null;
          if (!said) {
            said = true;
            next.log(LogEvent.LOG_NOT_KEPT, folder.toString(), String.valueOf(e.getMessage()));
          }
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it; what waits is lost with the program.
    } finally {
      close(out);
    }
  }

  /// Of the folder only its last name is made: where a disk was pulled out, the folder it hung on stays empty.
  private FileChannel open() throws IOException {
    if (!Files.isDirectory(Objects.requireNonNull(folder.toAbsolutePath().getParent()))) {
      throw new NoSuchFileException(folder.toString());
    }
    PrivateFile.makeFolder(folder);
    return files.open();
  }

  private FileChannel written(FileChannel file, LogLine line) throws IOException {
    FileChannel out = file;
    if (out.size() >= LogFiles.FILE_BYTES) {
      out.close();
      files.turn();
      out = files.open();
    }
    ByteBuffer bytes = ByteBuffer.wrap((line.json() + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
    if (line.level() != Event.Level.INFO && waiting.isEmpty()) {
      out.force(false);
    }
    return out;
  }

  private static void close(@Nullable FileChannel file) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      // Nothing is left to do with it.
    }
  }

  /// Waits until what came is written.
  @Override
  public void close() {
    Thread writing;
    lock.lock();
    try {
      writing = writer;
      writer = null;
    } finally {
      lock.unlock();
    }
    if (writing != null) {
      try {
        waiting.put(END);
        writing.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        // The program ends either way.
      }
    }
  }
}
