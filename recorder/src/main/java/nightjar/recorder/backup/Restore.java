package nightjar.recorder.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import nightjar.accounts.Accounts;
import nightjar.accounts.Caller;
import nightjar.accounts.KeptPerson;
import nightjar.accounts.Outcome;
import nightjar.accounts.User;
import nightjar.accounts.secret.Vault;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.base.files.PrivateFile;
import nightjar.recorder.mask.Mask;
import nightjar.recorder.settings.Settings;
import nightjar.recorder.settings.WallLayout;
import nightjar.recorder.vault.FootageKeys;

/// Takes settings and people out, says what putting them back would change, and puts them back. The whole waits in one file from before the
/// first change until after the last, and is finished at the next start if the power goes in between: all of it happens, or nothing.
/// Nothing is ever removed. Safe for any thread because its parts are, and restoring is synchronized.
public final class Restore {
  private static final String WAITING = "restore.waiting";

  /// One thing that is put back.
  public record Change(Kind kind, String name, What what) {}

  public enum Kind {
    SITE,
    CAMERA,
    PERSON
  }

  public enum What {
    ADDED,
    CHANGED,
    SAME,
    /// The configuration file rules, or it is whoever restores.
    KEPT
  }

  private final Path folder;
  private final Settings settings;
  private final Accounts accounts;
  private final Set<String> fixed;
  private final Supplier<Vault> vault;
  private final FootageKeys keys;

  /// `fixed` are the ids of the configuration file's cameras.
  public Restore(
      Path folder,
      Settings settings,
      Accounts accounts,
      Set<String> fixed,
      Supplier<Vault> vault,
      FootageKeys keys) {
    this.folder = folder;
    this.settings = settings;
    this.accounts = accounts;
    this.fixed = Set.copyOf(fixed);
    this.vault = vault;
    this.keys = keys;
  }

  public Backup take(long nowMicros, String by, String software) {
    List<Backup.Camera> cameras =
        settings.cameras().stream()
            .map(kept -> new Backup.Camera(kept.camera(), settings.password(kept.camera().id())))
            .toList();
    Map<String, Settings.Label> labels = new TreeMap<>();
    fixed.forEach(id -> settings.label(id).ifPresent(label -> labels.put(id, label)));
    Map<String, String> preferences = new TreeMap<>();
    for (User user : accounts.users().list()) {
      String body = settings.preferences(user.id());
      if (!body.equals("{}")) {
        preferences.put(user.name(), body);
      }
    }
    return new Backup(
        nowMicros,
        by,
        software,
        settings.site(),
        cameras,
        labels,
        accounts.peopleCopy().all(),
        preferences,
        keys.copies(),
        Optional.of(settings.masks()),
        Optional.of(layouts()));
  }

  /// Of who is still there, and those for everybody.
  private List<Backup.Layout> layouts() {
    Map<String, String> names = new TreeMap<>();
    accounts.users().list().forEach(user -> names.put(user.id(), user.name()));
    return settings.layouts().stream()
        .filter(each -> each.layout().shared() || names.containsKey(each.layout().owner()))
        .map(each -> new Backup.Layout(names.getOrDefault(each.layout().owner(), ""), each))
        .toList();
  }

  /// What [#apply] would do, in the order of a person's interest.
  public List<Change> look(Backup backup, Caller caller) {
    List<Change> changes = new ArrayList<>();
    changes.add(
        new Change(
            Kind.SITE,
            backup.site().site(),
            backup.site().equals(settings.site()) ? What.SAME : What.CHANGED));
    for (Backup.Camera each : backup.cameras()) {
      changes.add(new Change(Kind.CAMERA, each.entry().name(), what(each)));
    }
    List<KeptPerson> here = accounts.peopleCopy().all();
    for (KeptPerson each : backup.people()) {
      changes.add(new Change(Kind.PERSON, each.name(), what(each, here, caller)));
    }
    return changes;
  }

  private What what(Backup.Camera camera) {
    String id = camera.entry().id();
    if (fixed.contains(id)) {
      return What.KEPT;
    }
    Optional<Settings.Kept> kept = settings.camera(id);
    if (kept.isEmpty()) {
      return What.ADDED;
    }
    boolean same =
        kept.get().camera().equals(camera.entry())
            && camera
                .password()
                .map(p -> settings.password(id).equals(Optional.of(p)))
                .orElse(true);
    return same ? What.SAME : What.CHANGED;
  }

  private static What what(KeptPerson person, List<KeptPerson> here, Caller caller) {
    Optional<KeptPerson> found =
        here.stream().filter(each -> each.name().equalsIgnoreCase(person.name())).findFirst();
    if (found.isEmpty()) {
      return What.ADDED;
    }
    if (found.get().name().equals(caller.subject().name())) {
      return What.KEPT;
    }
    KeptPerson now = found.get();
    boolean same =
        now.role() == person.role()
            && now.grants().equals(person.grants())
            && now.until().equals(person.until())
            && now.disabled() == person.disabled();
    return same ? What.SAME : What.CHANGED;
  }

  /// Leaves a back-up to be put back at the recorder's next start.
  public static void leave(Path folder, Backup backup, Vault vault) {
    new PrivateFile(folder.resolve(WAITING)).replace(BackupFile.waiting(backup, vault));
  }

  /// Puts everything back; durable when it returns. Nothing is changed when nobody could administer afterwards.
  public synchronized Outcome<Integer> apply(Backup backup, Caller caller) {
    leave(folder, backup, vault.get());
    boolean begun = false;
    try {
      Outcome<Integer> people = accounts.peopleCopy().restore(caller, backup.people());
      begun = people instanceof Outcome.Done<Integer>;
      if (begun) {
        settings.together(() -> write(backup));
        keys.takeIn(backup.footageKeys());
        forget();
      }
      return people;
    } finally {
      if (!begun) {
        forget();
      }
    }
  }

  /// What a power cut left half done, or the command line left to do.
  public synchronized Optional<Backup> finish(Caller caller) {
    Optional<Backup> waiting =
        new PrivateFile(folder.resolve(WAITING))
            .read()
            .map(sealed -> BackupFile.ofWaiting(sealed, vault.get()));
    waiting.ifPresent(backup -> apply(backup, caller));
    return waiting;
  }

  private void write(Backup backup) {
    settings.site(backup.site());
    for (Backup.Camera each : backup.cameras()) {
      if (!fixed.contains(each.entry().id())) {
        settings.put(each.entry(), each.password());
      }
    }
    backup.labels().forEach(settings::label);
    backup.masks().ifPresent(masks -> masks.forEach(this::mask));
    backup.layouts().ifPresent(layouts -> layouts.forEach(this::layout));
    for (User user : accounts.users().list()) {
      String body = backup.preferences().get(user.name());
      if (body != null) {
        settings.preferences(user.id(), body);
      }
    }
  }

  /// Its maker may have another id here.
  private void layout(Backup.Layout kept) {
    WallLayout was = kept.kept().layout();
    String owner =
        accounts.users().list().stream()
            .filter(user -> user.name().equals(kept.owner()))
            .map(User::id)
            .findFirst()
            .orElse("");
    var layout =
        new WallLayout(owner, was.by(), was.name(), was.shape(), was.cells(), was.shared());
    settings.put(new WallLayout.Kept(kept.kept().id(), kept.kept().made(), layout));
  }

  /// One that is there stays: no back-up lays a picture bare.
  private void mask(String camera, Mask mask) {
    Mask now = settings.masks().getOrDefault(camera, Mask.NONE);
    if (now.coversNothing()) {
      settings.mask(camera, mask);
    }
  }

  private void forget() {
    try {
      Files.deleteIfExists(folder.resolve(WAITING));
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.DISK,
          folder.resolve(WAITING) + " cannot be deleted: " + FileReason.of(e),
          "Look at the disk. It would be put back again at the next start.",
          e);
    }
  }
}
