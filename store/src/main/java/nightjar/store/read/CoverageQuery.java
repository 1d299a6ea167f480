package nightjar.store.read;

import java.util.ArrayList;
import java.util.List;
import nightjar.base.time.Clock;
import nightjar.store.catalog.Catalog;
import nightjar.store.catalog.CatalogQueries;
import nightjar.store.catalog.CatalogQueries.StreamRow;
import nightjar.store.recording.Gap;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;

/// Answers [Coverage] from sessions and gaps, which are few however many files there are.
/// Safe for any thread because it has no state.
public final class CoverageQuery {
  private final Catalog catalog;
  private final Clock clock;

  public CoverageQuery(Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  public Coverage of(StreamKey key, Interval asked) {
    return catalog.snapshot(queries -> of(queries, key, asked));
  }

  private Coverage of(CatalogQueries queries, StreamKey key, Interval asked) {
    StreamRow stream = queries.stream(key);
    if (stream == null) {
      return new Coverage(asked, List.of(), List.of(), 0, 0);
    }
    List<Interval> recorded =
        merged(queries.sessions(stream.id(), asked.start(), asked.end()), asked);
    List<Gap> gaps = new ArrayList<>();
    long masked = 0;
    for (Gap gap : queries.gaps(stream.id(), asked.start(), asked.end())) {
      Interval clipped = gap.interval().clip(asked.start(), asked.end());
      gaps.add(new Gap(clipped, gap.cause(), gap.open()));
      if (gap.cause() == GapCause.MASKED) {
        masked += clipped.micros();
      }
    }
    Long known = queries.knownSince(stream.id());
    long from = Math.max(asked.start(), known == null ? asked.end() : known);
    long to = Math.min(asked.end(), clock.wallMicros());
    long sum = recorded.stream().mapToLong(Interval::micros).sum();
    return new Coverage(asked, recorded, gaps, Math.max(sum, to - from - masked), sum);
  }

  /// Below this nobody sees a jump: it is between two files, not a gap, which has a row of its own.
  private static final long SEAM_MICROS = 250_000;

  /// Sessions clipped, and those made one that touch, or overlap after a clock was stepped back.
  private static List<Interval> merged(List<Interval> sessions, Interval asked) {
    List<Interval> merged = new ArrayList<>();
    for (Interval session : sessions) {
      Interval clipped = session.clip(asked.start(), asked.end());
      if (!merged.isEmpty() && clipped.start() <= merged.getLast().end() + SEAM_MICROS) {
        Interval last = merged.removeLast();
        merged.add(new Interval(last.start(), Math.max(last.end(), clipped.end())));
      } else {
        merged.add(clipped);
      }
    }
    return merged;
  }
}
