package nightjar.recorder.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.media.mp4.StretchTimes;
import nightjar.recorder.evidence.Verdict.How;
import nightjar.recorder.evidence.Verdict.Recorded;
import nightjar.recorder.evidence.Verdict.Stretch;

/// When the footage was recorded that lies in stretches of a sealed file: the file's tables say when it plays, the statement, which is
/// signed, when that was.
final class Footage {
  private Footage() {}

  /// The same stretches with their times, where there are any. Tables that cannot be read are no reason to say less than the rest.
  static List<Stretch> times(Content content, Statement statement, List<Stretch> stretches) {
    List<Stretch> known = stretches.stream().filter(each -> each.how() != How.ADDED).toList();
    try (var source = new ContentSource(content)) {
      StretchTimes.Found found =
          StretchTimes.read(
              source,
              known.stream()
                  .map(each -> new StretchTimes.Stretch(each.from(), each.to()))
                  .toList());
      List<Stretch> dated = new ArrayList<>();
      int next = 0;
      for (Stretch each : stretches) {
        Optional<StretchTimes.Time> time =
            each.how() == How.ADDED ? Optional.empty() : found.times().get(next++);
        dated.add(
            new Stretch(
                each.how(),
                each.from(),
                each.to(),
                time.map(plays ->
                    new Recorded(
                        wall(statement, plays.fromMicros()),
                        wall(statement, plays.toMicros()),
                        !found.tablesTouched()))));
      }
      return List.copyOf(dated);
    } catch (Fault | IOException unreadable) {
      return stretches;
    }
  }

  /// Exact to a quarter of a second, the seam that goes unseen between recording files.
  private static long wall(Statement statement, long plays) {
    List<Statement.Missing> gaps =
        statement.gaps().stream()
            .sorted(Comparator.comparingLong(Statement.Missing::from))
            .toList();
    long wall = statement.start().orElseGet(() -> begin(statement, gaps)) + plays;
    if (statement.gapsLeftOut()) {
      for (Statement.Missing gap : gaps) {
        if (gap.from() > begin(statement, gaps) && gap.from() <= wall) {
          wall += gap.to() - gap.from();
        }
      }
    }
    return wall;
  }

  /// Where footage begins that the statement of an older Nightjar speaks of.
  private static long begin(Statement statement, List<Statement.Missing> gaps) {
    return gaps.stream()
        .filter(gap -> gap.from() <= statement.from() && gap.to() > statement.from())
        .map(Statement.Missing::to)
        .findFirst()
        .orElse(statement.from());
  }
}
