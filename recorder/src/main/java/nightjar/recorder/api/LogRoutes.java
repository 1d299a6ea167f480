package nightjar.recorder.api;

import java.util.List;
import java.util.Optional;
import nightjar.base.http.Call;
import nightjar.base.http.Listing;
import nightjar.base.http.Nothing;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Work;
import nightjar.base.log.Event;
import nightjar.base.log.LogLine;

/// What the recorder said, for who may see what others do: it names cameras and addresses of all.
final class LogRoutes {
  /// Each may read four megabytes.
  private static final Work READS = new Work("log reads", 2);

  private static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = 500;
  private static final int LONGEST_TEXT = 200;

  /// @param subject a camera or a disk
  record LogParams(
      Optional<Event.Level> level,
      Optional<String> subject,
      Optional<String> text,
      Optional<Long> since,
      Optional<Long> until,
      Optional<String> after,
      Optional<Integer> limit) {}

  private final Wiring nightjar;

  LogRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/log", Need.SEE_AUDIT, "What the recorder said, newest first")
        .takes(LogParams.class)
        .as(READS)
        .lists(LogLine.class, this::lines);
  }

  private Listing<LogLine> lines(Call<Visitor, LogParams, Nothing> call) {
    LogParams params = call.params();
    if (params.text().orElse("").length() > LONGEST_TEXT) {
      throw Refusal.field("text", "is longer than " + LONGEST_TEXT + " characters");
    }
    var wanted =
        new LogLine.Wanted(
            params.level().orElse(Event.Level.INFO),
            params.subject(),
            params.text(),
            params.since().orElse(Long.MIN_VALUE),
            params.until().orElse(Long.MAX_VALUE));
    int limit = Math.clamp(params.limit().orElse(USUAL_PAGE), 1, LARGEST_PAGE);
    List<LogLine> found = nightjar.log().newest(wanted, before(params.after()), limit + 1);
    return Listing.page(found, limit, line -> Long.toString(line.seq()));
  }

  private static long before(Optional<String> after) {
    try {
      return after.map(Long::parseLong).orElse(Long.MAX_VALUE);
    } catch (NumberFormatException e) {
      throw Refusal.field("after", "is not from an earlier page");
    }
  }
}
