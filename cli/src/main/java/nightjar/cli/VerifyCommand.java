package nightjar.cli;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.recorder.evidence.Statement;
import nightjar.recorder.evidence.Verdict;
import nightjar.recorder.evidence.Verdict.Stretch;
import nightjar.recorder.evidence.Verifier;
import nightjar.recovery.wire.Crockford;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `nightjar verify`: whether an export is as its recorder made it; needs the file alone.
/// Owned by the main thread.
@Command(name = "verify")
final class VerifyCommand implements Runnable {
  /// What `--json` prints for each file.
  private record Checked(
      String file,
      String result,
      Optional<Statement> statement,
      String key,
      List<Place> stretches,
      String why) {}

  private record Place(Verdict.How how, long from, long to, Optional<When> recorded) {}

  /// @param from microseconds since 1970-01-01T00:00:00Z
  /// @param site the same in the site's zone, from and to with a slash in between (ISO 8601)
  /// @param sure whether the tables that say so are unchanged
  private record When(long from, long to, String site, String utc, boolean sure) {}

  private record Answer(boolean good, List<Checked> files, List<String> missingCameras) {}

  private final Environment environment;

  @Parameters(paramLabel = "FILE", descriptionKey = "file")
  private Path file = Path.of(".");

  @Option(names = "--key", paramLabel = "FINGERPRINT")
  private Optional<String> key = Optional.empty();

  @Option(names = "--json")
  private boolean json;

  VerifyCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    Optional<String> wanted = key.map(Crockford::clean);
    if (wanted.isPresent() && wanted.get().length() != 32) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "--key is no fingerprint of 32 letters and digits",
          "Copy it from the recorder's page System > About.");
    }
    Verifier.Report report = Verifier.verify(file);
    List<Checked> files = new ArrayList<>();
    for (Map.Entry<String, Verdict> each : report.files().entrySet()) {
      files.add(checked(each.getKey(), each.getValue(), wanted));
    }
    boolean good =
        report.unchanged() && files.stream().allMatch(each -> each.result().equals("unchanged"));
    if (json) {
      environment.terminal().json(new Answer(good, files, List.copyOf(report.missing())));
    } else {
      files.forEach(this::tell);
      report.missing().forEach(camera -> line("verify.missing", camera));
    }
    if (!good) {
      throw Fault.of(
          Fault.Kind.CORRUPT, say("verify.bad", file.getFileName()), say("verify.bad.advice"));
    }
    if (!json) {
      line(wanted.isPresent() ? "verify.key.same" : "verify.key.compare", files.getFirst().key());
    }
  }

  private static Checked checked(String name, Verdict verdict, Optional<String> wanted) {
    return switch (verdict) {
      case Verdict.Unchanged(Statement statement, String signed) ->
          new Checked(
              name,
              wanted.filter(each -> !each.equals(Crockford.clean(signed))).isPresent()
                  ? "other-key"
                  : "unchanged",
              Optional.of(statement),
              signed,
              List.of(),
              "");
      case Verdict.Changed(Statement statement, String signed, List<Stretch> stretches) ->
          new Checked(
              name,
              "changed",
              Optional.of(statement),
              signed,
              stretches.stream().map(each -> place(each, zone(statement.zone()))).toList(),
              "");
      case Verdict.Forged() -> new Checked(name, "forged", Optional.empty(), "", List.of(), "");
      case Verdict.Unsigned() -> new Checked(name, "unsigned", Optional.empty(), "", List.of(), "");
      case Verdict.Unreadable(String why) ->
          new Checked(name, "unreadable", Optional.empty(), "", List.of(), why);
    };
  }

  private static Place place(Stretch each, ZoneId zone) {
    return new Place(
        each.how(),
        each.from(),
        each.to(),
        each.recorded()
            .map(when ->
                new When(
                    when.from(),
                    when.to(),
                    iso(when.from(), zone) + "/" + iso(when.to(), zone),
                    iso(when.from(), ZoneOffset.UTC) + "/" + iso(when.to(), ZoneOffset.UTC),
                    when.sure())));
  }

  private static String iso(long micros, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        Instant.ofEpochMilli(Math.floorDiv(micros, 1_000)).atZone(zone));
  }

  private void tell(Place place, ZoneId zone) {
    line(
        "verify.stretch." + place.how().name(),
        place.from(),
        place.to() - 1,
        place.to() - place.from());
    if (place.recorded().isPresent()) {
      When when = place.recorded().get();
      line(
          when.sure() ? "verify.stretch.recorded" : "verify.stretch.unsure",
          exact(when.from(), zone),
          exact(when.to(), zone),
          zone,
          exact(when.from(), ZoneOffset.UTC),
          exact(when.to(), ZoneOffset.UTC));
    }
  }

  private void tell(Checked checked) {
    line("verify." + checked.result(), checked.file(), checked.key(), checked.why());
    ZoneId zone = checked.statement().map(said -> zone(said.zone())).orElse(ZoneOffset.UTC);
    checked.stretches().forEach(each -> tell(each, zone));
    checked.statement().ifPresent(this::tell);
  }

  private void tell(Statement said) {
    ZoneId zone = zone(said.zone());
    line("verify.camera", name(said), said.stream());
    line("verify.span", time(said.from(), zone), time(said.to(), zone), zone);
    if (said.gaps().isEmpty()) {
      line("verify.no-gaps");
    }
    for (Statement.Missing gap : said.gaps()) {
      line("verify.gap", time(gap.from(), zone), time(gap.to(), zone), cause(gap.cause()));
    }
    if (said.masked()) {
      line("verify.masked");
    }
    if (said.timeBurntIn().orElse(false)) {
      line("verify.burntIn");
    }
    line("verify.site", said.site());
    line("verify.by", said.exportedBy(), time(said.exportedAt(), zone));
    if (!said.reference().isEmpty() || !said.reason().isEmpty()) {
      line("verify.reference", said.reference(), said.reason());
    }
    Statement.Recorder recorder = said.recorder();
    line(
        "verify.recorder",
        recorder.model(),
        recorder.serial(),
        recorder.deviceId(),
        recorder.software());
    line("verify.bytes", said.bytes(), said.sha256());
  }

  private static String name(Statement said) {
    return said.cameraName().equals(said.camera())
        ? said.camera()
        : said.cameraName() + " (" + said.camera() + ")";
  }

  /// The statement is from outside: a cause that we do not know is shown as it is.
  private String cause(String cause) {
    String key = "cause." + cause;
    return environment.terminal().words().containsKey(key) ? say(key) : cause;
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneId.of("UTC");
    }
  }

  private static String exact(long micros, ZoneId zone) {
    return written("uuuu-MM-dd HH:mm:ss.S", micros, zone);
  }

  private static String time(long micros, ZoneId zone) {
    return written("uuuu-MM-dd HH:mm:ss", micros, zone);
  }

  private static String written(String pattern, long micros, ZoneId zone) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .format(Instant.ofEpochMilli(Math.floorDiv(micros, 1_000)).atZone(zone));
  }

  private void line(String key, Object... values) {
    environment.terminal().line(printable(say(key, values)));
  }

  private String say(String key, Object... values) {
    return environment.terminal().say(key, values);
  }

  /// What somebody signed themselves may hold signs that make a terminal lie.
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\n]]", "?");
  }
}
