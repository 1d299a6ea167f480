package nightjar.recorder.api;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import nightjar.accounts.Caller;
import nightjar.accounts.NewPerson;
import nightjar.accounts.password.Judgement;
import nightjar.accounts.password.Password;
import nightjar.accounts.secret.Vault;
import nightjar.base.Fault;
import nightjar.base.http.Call;
import nightjar.base.http.Nothing;
import nightjar.base.http.Problem;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Served;
import nightjar.base.http.Work;
import nightjar.recorder.backup.Backup;
import nightjar.recorder.backup.BackupFile;
import nightjar.recorder.backup.Restore;
import nightjar.recorder.settings.SettingsEvent;

/// Settings, cameras and people as one sealed file, and back.
final class BackupRoutes {
  /// Each makes a key of a passphrase, which takes 64 MiB.
  private static final Work BACKUPS = new Work("back-ups", 1);

  private static final String TYPE = "application/octet-stream";

  record BackupForm(String passphrase) {
    @Override
    public String toString() {
      return "BackupForm";
    }
  }

  /// @param file in base 64
  record RestoreForm(String file, String passphrase) {
    @Override
    public String toString() {
      return "RestoreForm";
    }
  }

  /// @param site the name of the recorder it was taken from
  record RestoreView(
      long made, String by, String software, String site, List<Restore.Change> changes) {}

  private final Wiring nightjar;
  private final Restore restore;
  private final Schedule schedule;
  private final SecureRandom random = new SecureRandom();

  BackupRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
    Set<String> fixed =
        nightjar.cameras().all().stream()
            .filter(page -> page.from() == CameraBook.Origin.FILE)
            .map(CameraBook.Page::id)
            .collect(Collectors.toSet());
    this.restore =
        new Restore(
            nightjar.folder(),
            nightjar.settings(),
            nightjar.accounts(),
            fixed,
            () -> Vault.open(nightjar.folder().resolve(Vault.NAME), random),
            nightjar.recorder().keys());
    this.schedule =
        new Schedule(nightjar.settings(), nightjar.recorder().cameras(), nightjar.clock());
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .post("/backup", Need.CHANGE_SYSTEM, "Settings, cameras and people as one sealed file")
        .reads(BackupForm.class)
        .as(BACKUPS)
        .serves(List.of(TYPE), this::backup);
    routes
        .post("/backup/look", Need.CHANGE_SYSTEM, "What putting a back-up back would change")
        .reads(RestoreForm.class)
        .as(BACKUPS)
        .gives(RestoreView.class, call -> view(opened(call), call.caller().caller()));
    routes
        .post("/backup/restore", Need.CHANGE_SYSTEM, "Puts a back-up back, all of it or nothing")
        .reads(RestoreForm.class)
        .as(BACKUPS)
        .gives(RestoreView.class, this::restore);
  }

  /// What a power cut left half done, or `nightjar restore` left to do.
  void finish() {
    Caller caller = nightjar.accounts().shell("recorder");
    try {
      restore
          .finish(caller)
          .ifPresent(backup -> {
            nightjar.audit(caller, "backup.restore", backup.site().site(), "at the start");
            receive(backup);
          });
    } catch (RuntimeException e) {
      // What cannot be put back must not keep people out.
      nightjar.log().log(
          SettingsEvent.RESTORE_UNFINISHED, "settings", String.valueOf(e.getMessage()));
    }
  }

  private Served backup(Call<Visitor, Nothing, BackupForm> call) {
    Caller caller = proved(call.caller().caller());
    String passphrase = call.body().passphrase();
    Judgement judgement =
        nightjar.accounts().passwords().judge(new NewPerson("", "", null, Password.of(passphrase)));
    if (!judgement.accepted()) {
      throw SessionRoutes.weak(judgement.findings());
    }
    long now = nightjar.nowMicros();
    Backup taken = restore.take(now, caller.subject().name(), SystemRoutes.version());
    byte[] file = BackupFile.seal(taken, passphrase, random);
    nightjar.audit(
        caller,
        "backup.make",
        taken.site().site(),
        taken.cameras().size() + " cameras, " + taken.people().size() + " people");
    return exchange -> {
      exchange
          .status(200)
          .set("Content-Type", TYPE)
          .set("Cache-Control", "no-store")
          .set(
              "Content-Disposition",
              "attachment; filename=\"nightjar-" + now / 1_000_000 + ".njbackup\"");
      exchange.bytes(ByteBuffer.wrap(file));
    };
  }

  private RestoreView restore(Call<Visitor, Nothing, RestoreForm> call) {
    Caller caller = proved(call.caller().caller());
    Backup backup = opened(call);
    RestoreView view = view(backup, caller);
    Outcomes.done(restore.apply(backup, caller));
    nightjar.audit(
        caller,
        "backup.restore",
        backup.site().site(),
        "made by " + backup.by() + " " + backup.made());
    receive(backup);
    return view;
  }

  private void receive(Backup backup) {
    nightjar.cameras().reload();
    nightjar.masks().set(nightjar.settings().masks());
    for (Backup.Camera each : backup.cameras()) {
      if (nightjar.camera(each.entry().id()).from() == CameraBook.Origin.API) {
        nightjar.cameras().receive(each.entry(), schedule.recordsNow(each.entry().record()));
      }
    }
    nightjar.cameras().keep(nightjar.recorder());
  }

  private RestoreView view(Backup backup, Caller caller) {
    return new RestoreView(
        backup.made(),
        backup.by(),
        backup.software(),
        backup.site().site(),
        restore.look(backup, caller));
  }

  /// It holds every password there is, as a hash or sealed.
  private static Caller proved(Caller caller) {
    if (!caller.recent()) {
      throw Refusal.of(
          Outcomes.STEP_UP, "Type your password once more.", "Use POST /api/v1/session/again.");
    }
    return caller;
  }

  private static Backup opened(Call<Visitor, Nothing, RestoreForm> call) {
    proved(call.caller().caller());
    try {
      byte[] file = Base64.getDecoder().decode(call.body().file());
      return BackupFile.open(file, call.body().passphrase());
    } catch (IllegalArgumentException e) {
      throw Refusal.field("file", "is not in base 64");
    } catch (Fault fault) {
      if (fault.kind() != Fault.Kind.INVALID) {
        throw fault;
      }
      throw new Refusal(
          new Problem(
              Problems.INVALID,
              String.valueOf(fault.getMessage()),
              fault.advice(),
              java.util.Map.of("file", String.valueOf(fault.getMessage())),
              0));
    }
  }
}
