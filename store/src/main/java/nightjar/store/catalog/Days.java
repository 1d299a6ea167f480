package nightjar.store.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nightjar.store.recording.Interval;
import org.jspecify.annotations.Nullable;

/// Days of streams as they were read last, so that a timeline of a month does not read its ten thousand rows each time it is looked at.
///
/// What a [View] says is what the database says at its snapshot, to the row. Time is counted in changes: [#changing] is told, before
/// the commit, of every day in which a row comes, goes or moves, and forgets it; [#changed] when that is over, whichever way it went.
/// A day is kept only if nothing of its stream changed since before the snapshot it was read from, and found only by views of later
/// snapshots. Safe for any thread because of its lock.
final class Days {
  /// Sixty-four cameras that come and go every five minutes have half of it in a fortnight: 40 bytes a row.
  private static final int MAX_ROWS = 500_000;

  /// A day without rows takes room too.
  private static final int ROWS_OF_A_DAY = 2;

  /// A span in which a clock was decades wrong is read as it is.
  private static final int MAX_DAYS = 1_000;

  /// A day of a stream.
  record Key(long stream, long day) {}

  private record Known(Day day, long since) {}

  private final Map<Key, Known> known = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Long, Long> changedAt = new HashMap<>();
  private final Set<Long> changing = new HashSet<>();
  private long changes;
  private long clearedAt;
  private long rows;

  /// For one snapshot, which must be taken after this.
  synchronized View view() {
    return new View(changes);
  }

  /// Rows of these days are about to be another.
  synchronized void changing(List<Key> days) {
    changes++;
    for (Key key : days) {
      forget(known.remove(key));
      changing.add(key.stream());
    }
  }

  /// They are, or nothing came of it.
  synchronized void changed() {
    changes++;
    changing.forEach(stream -> changedAt.put(stream, changes));
    changing.clear();
  }

  /// It is another database.
  synchronized void clear() {
    changes++;
    clearedAt = changes;
    known.clear();
    changedAt.clear();
    changing.clear();
    rows = 0;
  }

  private synchronized @Nullable Day find(Key key, long since) {
    Known found = known.get(key);
    return found == null || found.since() > since ? null : found.day();
  }

  private synchronized void keep(Key key, Day day, long since) {
    if (changing.contains(key.stream())
        || changedAt.getOrDefault(key.stream(), 0L) > since
        || clearedAt > since) {
      return;
    }
    forget(known.put(key, new Known(day, since)));
    rows += day.rows() + ROWS_OF_A_DAY;
    var oldest = known.entrySet().iterator();
    while (rows > MAX_ROWS && oldest.hasNext()) {
      forget(oldest.next().getValue());
      oldest.remove();
    }
  }

  private void forget(@Nullable Known one) {
    if (one != null) {
      rows -= one.day().rows() + ROWS_OF_A_DAY;
    }
  }

  /// What one snapshot holds. Owned by whoever owns the connection.
  final class View {
    private final long since;
    private long endsOf = -1;
    private @Nullable Interval ends;

    private View(long since) {
      this.since = since;
    }

    /// The days of rows that end between the two, in order; null when they are too many.
    @Nullable List<Day> days(CatalogQueries queries, long stream, long from, long to) {
      if (endsOf != stream) {
        ends = queries.ends(stream);
        endsOf = stream;
      }
      if (ends == null || ends.start() > to || ends.end() < from) {
        return List.of();
      }
      long first = Math.max(ends.start(), from) / CatalogQueries.DAY_MICROS;
      long last = Math.min(ends.end(), to) / CatalogQueries.DAY_MICROS;
      if (ends.start() < 0 || last - first >= MAX_DAYS) {
        return null;
      }
      List<Day> days = new ArrayList<>();
      for (long day = first; day <= last; day++) {
        Day found = find(new Key(stream, day), since);
        if (found == null) {
          long behind = day + 1;
          while (behind <= last && find(new Key(stream, behind), since) == null) {
            behind++;
          }
          days.addAll(read(queries, stream, day, behind));
          day = behind - 1;
        } else {
          days.add(found);
        }
      }
      return days;
    }

    private List<Day> read(CatalogQueries queries, long stream, long first, long behind) {
      List<Day> days = queries.days(stream, first, behind);
      for (int i = 0; i < days.size(); i++) {
        keep(new Key(stream, first + i), days.get(i), since);
      }
      return days;
    }
  }
}
