package nightjar.recorder.settings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;
import nightjar.base.time.Clock;

/// The settings' database and the last copy of it that was good. A damaged one is put aside under a dated name, never deleted, and the
/// copy takes its place; where there is none, the settings begin empty. One that a newer program wrote, or that the disk does not
/// give, stays as it is. Safe for any thread because what changes is touched in synchronized methods only.
public final class SettingsFile implements AutoCloseable {
  private static final String COPY = Documents.NAME + ".copy";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Documents documents;
  private final Path folder;
  private long copied;
  private boolean closed;

  private SettingsFile(Documents documents, Path folder) {
    this.documents = documents;
    this.folder = folder;
  }

  public static SettingsFile open(Path folder, Clock clock, EventLog log) {
    Path file = folder.resolve(Documents.NAME);
    var kept = new SettingsFile(openOrReplace(file, folder.resolve(COPY), clock, log), folder);
    kept.copy();
    return kept;
  }

  public Documents documents() {
    return documents;
  }

  /// Copies the settings when they changed since the last copy.
  public synchronized void keepCopy() {
    if (!closed && documents.changes() != copied) {
      copy();
    }
  }

  private synchronized void copy() {
    copied = documents.changes();
    documents.copyTo(folder.resolve(COPY));
  }

  @Override
  public synchronized void close() {
    try {
      keepCopy();
    } finally {
      closed = true;
      documents.close();
    }
  }

  private static Documents openOrReplace(Path file, Path copy, Clock clock, EventLog log) {
    try {
      if (emptied(file, copy)) {
        throw Fault.of(Fault.Kind.CORRUPT, "the settings in " + file + " are empty", "");
      }
      return Documents.open(file);
    } catch (Fault damage) {
      if (damage.kind() != Fault.Kind.CORRUPT) {
        throw damage;
      }
      Path aside = putAside(file, clock);
      if (Files.exists(copy)) {
        restore(copy, file);
        try {
          Documents documents = Documents.open(file);
          tell(log, file, damage, aside, "The last good copy is used.");
          return documents;
        } catch (Fault worse) {
          if (worse.kind() != Fault.Kind.CORRUPT) {
            throw worse;
          }
          putAside(copy, clock);
          putAside(file, clock);
        }
      }
      tell(log, file, damage, aside, "There is no good copy: the settings begin empty.");
      return Documents.open(file);
    }
  }

  /// A database is never empty once it was used, and SQLite would take the empty file for a new one.
  private static boolean emptied(Path file, Path copy) {
    try {
      return Files.exists(file) && Files.size(file) == 0 && Files.exists(copy);
    } catch (IOException e) {
      throw disk(file, e);
    }
  }

  private static void tell(EventLog log, Path file, Fault damage, Path aside, String instead) {
    log.log(
        SettingsEvent.SETTINGS_PUT_ASIDE,
        file.toString(),
        damage.getMessage() + "; it is kept as " + aside.getFileName() + ". " + instead);
  }

  /// With what belongs to it, so that the log of one file is never played into another.
  private static Path putAside(Path file, Clock clock) {
    String stamp = STAMP.format(Instant.ofEpochMilli(clock.wallMicros() / 1_000));
    Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + stamp);
    for (int n = 2; Files.exists(aside); n++) {
      aside = file.resolveSibling(file.getFileName() + ".damaged-" + stamp + "-" + n);
    }
    try {
      for (String part : List.of("", "-wal", "-shm")) {
        Path each = file.resolveSibling(file.getFileName() + part);
        if (Files.exists(each)) {
          Files.move(each, aside.resolveSibling(aside.getFileName() + part));
        }
      }
      return aside;
    } catch (IOException e) {
      throw disk(file, e);
    }
  }

  private static void restore(Path copy, Path file) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.copy(copy, fresh, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw disk(file, e);
    }
  }

  private static Fault disk(Path file, IOException e) {
    return Fault.of(
        Fault.Kind.DISK,
        "the settings in " + file + " cannot be put in place: " + e.getMessage(),
        "Look at the disk. Footage is not affected.",
        e);
  }
}
