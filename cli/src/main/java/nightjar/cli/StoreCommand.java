package nightjar.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;
import nightjar.recorder.Recorder;
import nightjar.recorder.vault.FootageKeys;
import nightjar.recorder.vault.Vault;
import nightjar.store.Store;
import nightjar.store.StoreReader;
import nightjar.store.disk.Disk;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Curtain;
import nightjar.store.recover.CheckReport;
import nightjar.store.recover.Finding;
import nightjar.store.recover.Rebuild;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `nightjar store ...`: the recordings themselves, looked after by hand.
@Command(name = "store")
final class StoreCommand implements Runnable {
  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  StoreCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "");
  }

  static final class DataFolder {
    @Option(names = "--data", paramLabel = "DIR", required = true, descriptionKey = "data")
    private Path path = Path.of(".");

    @Option(names = "--keys", paramLabel = "DIR", descriptionKey = "keys")
    private Optional<Path> keys = Optional.empty();

    /// With what is encrypted readable, where its key is found.
    Disk disk() {
      return FootageKeys.openToRead(path, own(), keys).over(new LocalDisk(path));
    }

    /// What is recorded, less what a recorder withholds after a reset.
    StoreReader reader(Environment environment) {
      return StoreReader.open(
          disk(), environment.clock(), Vault.curtain(own(), environment.clock()));
    }

    /// Where a recorder keeps what is its own.
    Path own() {
      return path.resolve(WebApp.FOLDER);
    }
  }

  @Command(name = "init")
  void init(@Mixin DataFolder data) {
    Folders.initIfNew(data.path);
    environment.terminal().line(environment.terminal().say("store.made", data.path));
  }

  @Command(name = "check")
  void check(@Mixin DataFolder data, @Option(names = "--json") boolean json) {
    try (StoreReader store = StoreReader.open(data.disk(), environment.clock())) {
      CheckReport report = store.check(progress());
      environment.terminal().endProgress();
      tell(report, json);
      if (!report.clean()) {
        throw Fault.of(
            Fault.Kind.CORRUPT,
            environment.terminal().say("store.findings", report.findings().size()),
            environment.terminal().say("store.repair-it", Terminal.quoted(data.path.toString())));
      }
    }
  }

  @Command(name = "repair")
  void repair(
      @Mixin DataFolder data,
      @Option(names = "--yes") boolean sure,
      @Option(names = "--json") boolean json) {
    Terminal terminal = environment.terminal();
    EventLog log = environment.log();
    try (Store store =
        Recorder.openStore(data.disk(), environment.clock(), new SecureRandom(), log)) {
      CheckReport report = store.check(progress());
      terminal.endProgress();
      tell(report, json);
      if (report.clean()) {
        return;
      }
      if (!sure) {
        terminal.line(terminal.say("store.sure"));
        return;
      }
      List<Finding> repaired = store.repair(report.findings());
      terminal.line(terminal.say("store.repaired", repaired.size(), report.findings().size()));
    }
  }

  @Command(name = "rebuild")
  void rebuild(@Mixin DataFolder data) {
    long files = Store.rebuild(data.disk(), environment.clock(), progress());
    environment.terminal().endProgress();
    environment.terminal().line(environment.terminal().say("store.rebuilt", files));
  }

  /// What `withheld` prints as JSON; both times are empty while nothing is.
  private record Withheld(boolean withheld, String before, String until) {}

  /// Ends nothing: that is for [#lift], since a shell proves nobody to be an administrator of before the reset.
  @Command(name = "withheld")
  void withheld(@Mixin DataFolder data, @Option(names = "--json") boolean json) {
    Curtain curtain = Vault.curtain(data.own(), environment.clock());
    Terminal terminal = environment.terminal();
    String before = curtain.isDown() ? time(curtain.beforeMicros()) : "";
    String until = curtain.isDown() ? time(curtain.untilMicros()) : "";
    if (json) {
      terminal.json(new Withheld(curtain.isDown(), before, until));
    } else if (curtain.isDown()) {
      terminal.line(terminal.say("store.withheld", before, until));
    } else {
      terminal.line(terminal.say("store.withheld.nothing"));
    }
  }

  /// What the banner's button of the web app does, by the same rule: the recorder asks who it is.
  @Command(name = "lift")
  void lift(
      @Mixin RecorderSession session,
      @Option(names = "--json", descriptionKey = "json") boolean json) {
    Terminal terminal = environment.terminal();
    session.delete(terminal, "/withheld");
    if (json) {
      terminal.json(new Withheld(false, "", ""));
    } else {
      terminal.line(terminal.say("store.lifted"));
    }
  }

  private static String time(long micros) {
    return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)).toString();
  }

  private Rebuild.Progress progress() {
    Terminal terminal = environment.terminal();
    return (done, total, path) ->
        terminal.progress(() -> terminal.say("store.progress", done, total, path));
  }

  private void tell(CheckReport report, boolean json) {
    Terminal terminal = environment.terminal();
    if (json) {
      terminal.json(report);
      return;
    }
    report.findings().forEach(finding -> terminal.line(Finding.explain(finding)));
    terminal.line(
        terminal.say(
            "store.checked",
            report.streams(),
            report.files(),
            report.fragments(),
            report.bytes() / 1e6));
  }
}
