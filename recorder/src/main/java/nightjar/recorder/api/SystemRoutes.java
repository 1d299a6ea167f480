package nightjar.recorder.api;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.cameras.session.SessionStatus;
import nightjar.recorder.settings.SiteEntry;

/// The recorder itself: what it is, how it is, the site's settings.
final class SystemRoutes {
  private static final int LONGEST_NAME = 100;

  /// @param playing cameras whose main stream comes
  /// @param cpuPercent of all processors, lately
  /// @param memoryBytes of the program in the machine's memory
  /// @param evidenceKey fingerprint of the key that signs exports, for who compares it with what `nightjar verify` says
  record SystemView(
      String version,
      String site,
      String zone,
      String language,
      long now,
      long startedAt,
      int cameras,
      int streams,
      int playing,
      boolean recordingLost,
      int viewers,
      double cpuPercent,
      long memoryBytes,
      Optional<String> evidenceKey,
      Optional<TimelineRoutes.Withheld> withheld) {}

  private final Wiring nightjar;
  private final long startedAt;
  private final ProcessLoad load;

  SystemRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
    this.startedAt = nightjar.nowMicros();
    this.load = new ProcessLoad(nightjar.clock());
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/system", Need.SIGNED_IN, "What this recorder is and how it is")
        .gives(SystemView.class, _ -> system());
    routes
        .get("/settings", Need.SIGNED_IN, "The site's name, zone and language")
        .gives(SiteEntry.class, _ -> nightjar.settings().site());
    routes
        .put("/settings", Need.CHANGE_SYSTEM, "Changes the site's name, zone or language")
        .reads(SiteEntry.class)
        .gives(
            SiteEntry.class,
            call -> {
              nightjar.settings().site(checked(call.body()));
              nightjar.audit(call.caller().caller(), "settings.change", "site", call.body().site());
              return nightjar.settings().site();
            });
  }

  private SystemView system() {
    SiteEntry site = nightjar.settings().site();
    var streams = nightjar.recorder().streams();
    int playing =
        (int)
            streams.stream()
                .filter(each -> each.session() instanceof SessionStatus.Playing)
                .filter(each -> each.stream().stream().name().equals("main"))
                .count();
    return new SystemView(
        version(),
        site.site(),
        site.zone(),
        site.language(),
        nightjar.nowMicros(),
        startedAt,
        nightjar.cameras().all().size(),
        streams.size(),
        playing,
        nightjar.recorder().metrics().isLost(),
        nightjar.live().viewers(),
        load.percent(),
        ProcessLoad.memoryBytes(),
        nightjar.signer().map(signer -> signer.key().fingerprint()),
        TimelineRoutes.withheld(nightjar));
  }

  /// In the jar's manifest; a build that is not packed has none.
  static String version() {
    String version = SystemRoutes.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /// The same, when it can be used.
  static SiteEntry checked(SiteEntry site) {
    try {
      ZoneId.of(site.zone());
    } catch (DateTimeException e) {
      throw Refusal.field("zone", "is no zone such as America/Toronto");
    }
    String name = NameText.of("site", site.site(), LONGEST_NAME);
    if (!site.language().equals("en") && !site.language().equals("fr")) {
      throw Refusal.field("language", "is neither en nor fr");
    }
    return new SiteEntry(name, site.zone(), site.language());
  }
}
