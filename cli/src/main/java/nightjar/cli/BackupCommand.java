package nightjar.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightjar.accounts.Accounts;
import nightjar.accounts.AccountsConfig;
import nightjar.accounts.SiteFacts;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.password.Password;
import nightjar.accounts.secret.Vault;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.base.files.PrivateFile;
import nightjar.recorder.backup.Backup;
import nightjar.recorder.backup.BackupFile;
import nightjar.recorder.backup.Restore;
import nightjar.recorder.settings.Documents;
import nightjar.recorder.settings.Settings;
import nightjar.recorder.vault.FootageKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `nightjar backup FILE` and `nightjar restore FILE`: settings, cameras and people, for who has a shell as the recorder's user; beside a
/// running recorder too. Restoring leaves the back-up for the recorder's next start, so that one program alone changes its settings.
/// Owned by the main thread.
@Command
final class BackupCommand implements Runnable {
  /// What to do with the file.
  enum Way {
    BACKUP,
    RESTORE
  }

  private final Environment environment;
  private final Way way;

  @Parameters(paramLabel = "FILE")
  private Path file = Path.of("");

  @Option(names = "--data", paramLabel = "DIR", required = true, descriptionKey = "data")
  private Path data = Path.of(".");

  @Option(names = "--passphrase-file", paramLabel = "FILE", descriptionKey = "passphrase")
  private Optional<Path> passphraseFile = Optional.empty();

  @Option(names = "--look", descriptionKey = "look")
  private boolean look;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  BackupCommand(Environment environment, Way way) {
    this.environment = environment;
    this.way = way;
  }

  @Override
  public void run() {
    Path folder = data.resolve(WebApp.FOLDER);
    AccountsConfig config =
        AccountsConfig.of(() -> new SiteFacts(ZoneId.systemDefault(), List.of()));
    try (Accounts accounts =
            Accounts.openBeside(folder, config, environment.clock(), new SecureRandom());
        Documents documents = Documents.openToRead(folder.resolve(Documents.NAME))) {
      Vault vault = Vault.openExisting(folder.resolve(Vault.NAME));
      var settings = new Settings(documents, () -> vault);
      var restore =
          new Restore(
              folder,
              settings,
              accounts,
              Set.of(),
              () -> vault,
              FootageKeys.openToRead(data, folder, Optional.empty()));
      switch (way) {
        case BACKUP -> backup(restore, accounts);
        case RESTORE -> restore(restore, accounts, folder, vault);
      }
    }
  }

  private void backup(Restore restore, Accounts accounts) {
    String passphrase = passphrase();
    if (!accounts.passwords().judge(nobody(passphrase)).accepted()) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "the passphrase can be guessed",
          "Choose one like a password: fifteen characters or more.");
    }
    var caller = accounts.shell(System.getProperty("user.name"));
    Backup taken =
        restore.take(
            environment.clock().wallMicros(), caller.subject().name(), VersionCommand.software());
    new PrivateFile(file).replace(Bytes.of(BackupFile.seal(taken, passphrase, new SecureRandom())));
    accounts.note(caller, "backup.make", taken.site().site(), Entry.Outcome.DONE, "");
    Terminal terminal = environment.terminal();
    terminal.line(terminal.say("backup.made", file, taken.cameras().size(), taken.people().size()));
  }

  private static nightjar.accounts.NewPerson nobody(String passphrase) {
    return new nightjar.accounts.NewPerson("", "", null, Password.of(passphrase));
  }

  private void restore(Restore restore, Accounts accounts, Path folder, Vault vault) {
    Backup backup = BackupFile.open(read(), passphrase());
    var caller = accounts.shell(System.getProperty("user.name"));
    List<Restore.Change> changes = restore.look(backup, caller);
    Terminal terminal = environment.terminal();
    if (json) {
      terminal.json(changes);
    } else {
      for (Restore.Change change : changes) {
        terminal.line(
            terminal.say(
                "restore.line",
                terminal.say("restore." + change.what()),
                terminal.say("restore." + change.kind()),
                change.name()));
      }
    }
    if (!look) {
      Restore.leave(folder, backup, vault);
      accounts.note(caller, "backup.leave", backup.site().site(), Entry.Outcome.DONE, "");
      terminal.error(terminal.say("restore.left"));
    }
  }

  private byte[] read() {
    try {
      if (Files.size(file) > BackupFile.LONGEST) {
        throw Fault.of(
            Fault.Kind.INVALID,
            "this is no back-up of Nightjar",
            "Choose a file that Nightjar made.");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.INVALID, file + " cannot be read: " + FileReason.of(e), "Name a back-up.", e);
    }
  }

  private String passphrase() {
    if (passphraseFile.isPresent()) {
      try {
        List<String> lines = Files.readAllLines(passphraseFile.get(), StandardCharsets.UTF_8);
        return lines.isEmpty() ? "" : lines.getFirst();
      } catch (IOException e) {
        throw Fault.of(
            Fault.Kind.INVALID,
            passphraseFile.get() + " cannot be read: " + FileReason.of(e),
            "Name a text file whose first line is the passphrase.",
            e);
      }
    }
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .flatMap(console ->
            Optional.ofNullable(
                console.readPassword("%s", environment.terminal().say("backup.ask"))))
        .map(String::new)
        .orElseThrow(() ->
            Fault.of(
                Fault.Kind.INVALID,
                "no passphrase",
                "Give --passphrase-file, or run it in a terminal."));
  }
}
