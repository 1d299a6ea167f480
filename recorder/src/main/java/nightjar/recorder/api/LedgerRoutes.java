package nightjar.recorder.api;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightjar.accounts.Caller;
import nightjar.accounts.audit.Link;
import nightjar.accounts.rights.Act;
import nightjar.base.http.Call;
import nightjar.base.http.Listing;
import nightjar.base.http.Nothing;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.recorder.vault.FootageKeys;
import nightjar.store.read.Coverage;
import nightjar.store.recording.Gap;
import nightjar.store.recording.Holding;
import nightjar.store.recording.StreamKey;

/// The books: gaps by camera and day, storage, who did what.
final class LedgerRoutes {
  private static final int MOST_DAYS = 100;
  private static final long DAY_MICROS = 86_400_000_000L;

  /// A stream younger than this says little about what a day takes.
  private static final long YOUNG_MICROS = 10_000_000L;

  /// What came last is on its way to the disk, not missing.
  private static final long ON_ITS_WAY_MICROS = 5_000_000L;

  private static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = 500;

  record GapParams(String from, String to, List<String> cameras) {}

  record GapDay(
      String camera,
      String day,
      long expectedMicros,
      long recordedMicros,
      double percent,
      Map<String, Long> causes) {}

  record Held(String camera, String stream, long bytes, long from, long to) {}

  /// Whether what is recorded is encrypted; `BESIDE` when whoever takes the disk has the keys too.
  enum Encryption {
    OFF,
    BESIDE,
    APART
  }

  record Storage(
      long totalBytes,
      long freeBytes,
      long keepFreeBytes,
      long usedBytes,
      long bytesPerDay,
      Optional<Long> oldest,
      Optional<Double> daysReached,
      boolean lost,
      Encryption encryption,
      long exposureMicros,
      long worstExposureMicros,
      long droppedFrames,
      List<Held> streams) {}

  record AuditParams(Optional<String> after, Optional<Integer> limit) {}

  record AuditLine(
      long seq,
      long at,
      String who,
      String act,
      String subject,
      String address,
      String outcome,
      String detail) {}

  private final Wiring nightjar;

  LedgerRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/gaps", Need.SIGNED_IN, "What is missing, by camera and day, and why")
        .takes(GapParams.class)
        .lists(GapDay.class, this::gaps);
    routes
        .get("/storage", Need.SEE_SYSTEM, "How full the disk is, and how far back it reaches")
        .gives(Storage.class, _ -> storage());
    routes
        .get("/audit", Need.SEE_AUDIT, "Who did what, newest first")
        .takes(AuditParams.class)
        .lists(AuditLine.class, this::audit);
  }

  private Listing<GapDay> gaps(Call<Visitor, GapParams, Nothing> call) {
    GapParams params = call.params();
    LocalDate from = date("from", params.from());
    LocalDate to = date("to", params.to());
    if (to.isBefore(from) || from.plusDays(MOST_DAYS).isBefore(to)) {
      throw Refusal.field("to", "is before from, or more than " + MOST_DAYS + " days later");
    }
    Caller caller = call.caller().caller();
    ZoneId zone = nightjar.settings().site().zoneId();
    List<GapDay> days = new ArrayList<>();
    for (String camera : TimelineRoutes.asked(nightjar, caller, params.cameras())) {
      long oldest = nightjar.gate().oldestMicros(caller, Act.PLAYBACK, camera);
      for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
        long start = micros(day, zone);
        if (start >= oldest && start < nightjar.nowMicros()) {
          long safe = Math.max(start, nightjar.nowMicros() - ON_ITS_WAY_MICROS);
          days.add(day(camera, day, start, Math.min(safe, micros(day.plusDays(1), zone))));
        }
      }
    }
    return Listing.whole(days);
  }

  private GapDay day(String camera, LocalDate day, long start, long end) {
    Coverage coverage =
        nightjar.recorder().store().coverage(StreamKey.of(camera, "main"), start, end);
    Map<String, Long> causes = new TreeMap<>();
    for (Gap gap : coverage.gaps()) {
      causes.merge(gap.cause().name().toLowerCase(Locale.ROOT), gap.interval().micros(), Long::sum);
    }
    return new GapDay(
        camera,
        day.toString(),
        coverage.expectedMicros(),
        coverage.recordedMicros(),
        coverage.percent(),
        causes);
  }

  private Storage storage() {
    var metrics = nightjar.recorder().metrics();
    var space = nightjar.recorder().space();
    List<Held> held = new ArrayList<>();
    long used = 0;
    double perDay = 0;
    long oldest = Long.MAX_VALUE;
    for (Holding each : nightjar.recorder().store().reader().holdings()) {
      long from = each.interval().start();
      long to = each.interval().end();
      held.add(
          new Held(each.key().camera().name(), each.key().stream().name(), each.bytes(), from, to));
      used += each.bytes();
      oldest = Math.min(oldest, from);
      perDay +=
          to > from ? (double) each.bytes() * DAY_MICROS / Math.max(to - from, YOUNG_MICROS) : 0;
    }
    long floor = nightjar.recorder().keepFreeBytes();
    double reach = perDay <= 0 ? 0 : (used + Math.max(0, space.freeBytes() - floor)) / perDay;
    return new Storage(
        space.totalBytes(),
        space.freeBytes(),
        floor,
        used,
        (long) perDay,
        held.isEmpty() ? Optional.empty() : Optional.of(oldest),
        reach > 0 ? Optional.of(Math.round(reach * 10) / 10.0) : Optional.empty(),
        metrics.isLost(),
        encryption(),
        metrics.lastExposureNanos() / 1_000,
        metrics.worstExposureNanos() / 1_000,
        metrics.droppedFrames(),
        held);
  }

  private Encryption encryption() {
    FootageKeys keys = nightjar.recorder().keys();
    if (!keys.encrypting()) {
      return Encryption.OFF;
    }
    return keys.besideFootage() ? Encryption.BESIDE : Encryption.APART;
  }

  private Listing<AuditLine> audit(Call<Visitor, AuditParams, Nothing> call) {
    int limit = Math.clamp(call.params().limit().orElse(USUAL_PAGE), 1, LARGEST_PAGE);
    long before;
    try {
      before = call.params().after().map(Long::parseLong).orElse(Long.MAX_VALUE);
    } catch (NumberFormatException e) {
      throw Refusal.field("after", "is not from an earlier page");
    }
    List<AuditLine> lines =
        nightjar.accounts().audit().page(before, limit + 1).stream()
            .map(LedgerRoutes::line)
            .toList();
    return Listing.page(lines, limit, each -> Long.toString(each.seq()));
  }

  private static AuditLine line(Link link) {
    var entry = link.entry();
    return new AuditLine(
        link.number(),
        link.atMicros(),
        entry.who(),
        entry.act(),
        entry.object(),
        entry.origin(),
        entry.outcome().name().toLowerCase(Locale.ROOT),
        entry.detail());
  }

  private static LocalDate date(String field, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw Refusal.field(field, "is no day such as 2026-03-01");
    }
  }

  private static long micros(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toEpochSecond() * 1_000_000;
  }
}
