package nightjar.store.keep;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import nightjar.store.catalog.FileRow;

/// Which files somebody reads, so that retention takes others first. Safe for any thread because of its lock.
public final class Leases {
  private final Map<Long, Integer> readers = new HashMap<>();
  private final Set<Long> doomed = new HashSet<>();

  /// Takes all the files for a reader, or none when retention has chosen one of them meanwhile.
  public synchronized boolean take(Collection<FileRow> files) {
    for (FileRow file : files) {
      if (doomed.contains(file.id())) {
        return false;
      }
    }
    for (FileRow file : files) {
      readers.merge(file.id(), 1, Integer::sum);
    }
    return true;
  }

  public synchronized void giveBack(Collection<FileRow> files) {
    for (FileRow file : files) {
      readers.computeIfPresent(file.id(), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /// Chooses a file for deletion, unless it is being read.
  synchronized boolean doom(long file) {
    return !readers.containsKey(file) && doomed.add(file);
  }

  /// The file's row is gone, or says that it goes: no new reader can find it.
  synchronized void settled(long file) {
    doomed.remove(file);
  }
}
