package nightjar.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import nightjar.base.Fault;
import nightjar.store.recording.Interval;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `nightjar share`: links that show one clip to somebody without an account, made and ended at a running recorder.
/// Owned by the main thread.
@Command(name = "share")
final class ShareCommand implements Runnable {
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  /// A link as the recorder tells of it, and as `--json` prints it.
  private record Link(
      String id,
      String camera,
      long from,
      long to,
      String label,
      String by,
      long until,
      boolean hasPassword,
      int openings,
      Optional<Integer> most,
      boolean ended,
      Optional<String> token) {}

  private record Links(List<Link> items) {}

  /// @param link shown once: the recorder keeps nothing from which it could be told again
  private record Made(String link, String id, long until) {}

  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  ShareCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "");
  }

  @Command(name = "make")
  void make(
      @Mixin RecorderApi recorder,
      @Option(names = "--camera", paramLabel = "NAME", required = true) String camera,
      @Option(names = "--from", paramLabel = "TIME", required = true, descriptionKey = "from")
          String from,
      @Option(names = "--to", paramLabel = "TIME", required = true, descriptionKey = "to")
          String to,
      @Option(names = "--for", paramLabel = "DURATION", defaultValue = "3d") Duration life,
      @Option(names = "--openings", paramLabel = "N") Optional<Integer> openings,
      @Option(names = "--password-file", paramLabel = "FILE") Optional<Path> password,
      @Option(names = "--label", paramLabel = "TEXT", defaultValue = "") String label,
      @Option(names = "--json", descriptionKey = "json") boolean json) {
    Interval span = Arguments.interval(from, to, environment.clock());
    Map<String, Object> form = new TreeMap<>();
    form.put("camera", camera);
    form.put("from", span.start());
    form.put("to", span.end());
    form.put("hours", hours(life));
    form.put("label", label);
    openings.ifPresent(most -> form.put("most", most));
    password.ifPresent(file -> form.put("password", new String(SecretFile.line(file))));
    Link made = recorder.post("/shares", form, Link.class);
    String link = recorder.address() + "/s#token=" + made.token().orElse("");
    Terminal terminal = environment.terminal();
    if (json) {
      terminal.json(new Made(link, made.id(), made.until()));
      return;
    }
    terminal.line(link);
    terminal.error(terminal.say("share.made", time(made.until()), made.id()));
    if (made.hasPassword()) {
      terminal.error(terminal.say("share.password"));
    }
  }

  @Command(name = "list")
  void list(
      @Mixin RecorderApi recorder,
      @Option(names = "--json", descriptionKey = "json") boolean json) {
    List<Link> links = recorder.get("/shares", Links.class).items();
    Terminal terminal = environment.terminal();
    if (json) {
      terminal.json(links);
      return;
    }
    if (links.isEmpty()) {
      terminal.line(terminal.say("share.none"));
    }
    for (Link each : links) {
      terminal.line(
          terminal.say(
              "share.line",
              each.id(),
              each.camera(),
              time(each.from()),
              time(each.to()),
              time(each.until()),
              each.by()));
      terminal.line(
          each.most().isPresent()
              ? terminal.say("share.opened-of", each.openings(), each.most().get(), each.label())
              : terminal.say("share.opened", each.openings(), each.label()));
      if (each.hasPassword()) {
        terminal.line(terminal.say("share.has-password"));
      }
      if (each.ended()) {
        terminal.line(terminal.say("share.ended"));
      }
    }
  }

  @Command(name = "end")
  void end(
      @Mixin RecorderApi recorder,
      @Option(names = "--id", paramLabel = "ID", required = true) String id,
      @Option(names = "--json", descriptionKey = "json") boolean json) {
    if (!id.matches("[A-Za-z0-9_=-]{1,100}")) {
      throw Fault.of(
          Fault.Kind.INVALID, "no link has this name: " + id, "See nightjar share list.");
    }
    recorder.delete("/shares/" + id);
    Terminal terminal = environment.terminal();
    if (json) {
      terminal.json(Map.of("ended", id));
    } else {
      terminal.line(terminal.say("share.end", id));
    }
  }

  /// Whole hours, as the recorder counts; a beginning one counts as a whole.
  private static long hours(Duration life) {
    if (life.compareTo(LONGEST) > 0 || life.isZero()) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "a link cannot live for " + life.toHours() + " hours",
          "Give from 1h to 30d with --for.");
    }
    return life.plusHours(1).minusNanos(1).toHours();
  }

  private static String time(long micros) {
    return TIME.format(
        Instant.ofEpochMilli(Math.floorDiv(micros, 1_000)).atZone(ZoneId.systemDefault()));
  }
}
