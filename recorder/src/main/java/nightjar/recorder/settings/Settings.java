package nightjar.recorder.settings;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import nightjar.accounts.secret.Vault;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.recorder.mask.Mask;

/// The settings by their meaning. Passwords of cameras are sealed with the key beside the database.
/// Safe for any thread because the documents are.
public final class Settings {
  private static final String CAMERA = "camera";
  private static final String LABEL = "label";
  private static final String MASK = "mask";
  private static final String SITE = "site";
  private static final String PREFERENCES = "preferences";
  private static final String LAYOUT = "layout";

  private final Documents documents;
  private final Supplier<Vault> vault;
  private final Json json = new Json();

  /// A camera and which change of it this is.
  public record Kept(CameraEntry camera, boolean hasPassword, long revision) {}

  /// What the web app says of a camera of the configuration file.
  public record Label(String name, int order) {}

  /// `vault` is asked only where a password is sealed or opened: what has none needs no key.
  public Settings(Documents documents, Supplier<Vault> vault) {
    this.documents = documents;
    this.vault = vault;
  }

  /// Those that can be read.
  public List<Kept> cameras() {
    return documents.all(CAMERA).stream()
        .filter(document -> unreadable(document).isEmpty())
        .map(this::kept)
        .sorted(
            Comparator.comparingInt((Kept each) -> each.camera().order())
                .thenComparing(each -> each.camera().id()))
        .toList();
  }

  /// Why which cameras cannot be read, by their ids.
  public Map<String, Fault> unreadable() {
    Map<String, Fault> found = new TreeMap<>();
    for (Documents.Document document : documents.all(CAMERA)) {
      unreadable(document).ifPresent(fault -> found.put(document.id(), fault));
    }
    return found;
  }

  private Optional<Fault> unreadable(Documents.Document document) {
    try {
      kept(document);
      return Optional.empty();
    } catch (Fault fault) {
      return Optional.of(fault);
    }
  }

  public Optional<Kept> camera(String id) {
    return documents.find(CAMERA, id).map(this::kept);
  }

  /// Keeps a camera; an absent password leaves the one it has.
  public Kept put(CameraEntry camera, Optional<String> password) {
    Optional<String> sealed =
        password.map(
            text -> vault.get().seal(context(camera.id()), text.getBytes(StandardCharsets.UTF_8)));
    return kept(documents.put(CAMERA, camera.id(), 0, json.writeLine(camera), sealed));
  }

  /// What `work` changes is kept all together, or not at all when it throws.
  public void together(Runnable work) {
    documents.together(work);
  }

  public boolean removeCamera(String id) {
    return documents.remove(CAMERA, id);
  }

  /// Empty when there is none, or it was sealed with another key.
  public Optional<String> password(String camera) {
    return documents
        .find(CAMERA, camera)
        .flatMap(Documents.Document::secret)
        .flatMap(sealed -> vault.get().unseal(context(camera), sealed))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  public Optional<Label> label(String camera) {
    return documents
        .find(LABEL, camera)
        .map(document -> json.read(document.body(), Label.class, "the label of " + camera));
  }

  public void label(String camera, Label label) {
    documents.put(LABEL, camera, 0, json.writeLine(label), Optional.empty());
  }

  /// Privacy masks by camera; also of cameras of which only footage is left. One that cannot be read covers the whole picture.
  public Map<String, Mask> masks() {
    Map<String, Mask> masks = new TreeMap<>();
    for (Documents.Document document : documents.all(MASK)) {
      masks.put(document.id(), mask(document));
    }
    return masks;
  }

  private Mask mask(Documents.Document document) {
    try {
      Mask mask = json.read(document.body(), Mask.class, "the mask of " + document.id());
      return mask.wrong().isEmpty() ? mask : Mask.WHOLE;
    } catch (Fault unreadable) {
      return Mask.WHOLE;
    }
  }

  public void mask(String camera, Mask mask) {
    documents.put(MASK, camera, 0, json.writeLine(mask), Optional.empty());
  }

  public SiteEntry site() {
    return documents
        .find(SITE, SITE)
        .map(document -> json.read(document.body(), SiteEntry.class, "the site's settings"))
        .orElseGet(SiteEntry::usual);
  }

  public void site(SiteEntry site) {
    documents.put(SITE, SITE, 0, json.writeLine(site), Optional.empty());
  }

  /// What a person's pages keep, as they wrote it; `{}` at first.
  public String preferences(String person) {
    return documents.find(PREFERENCES, person).map(Documents.Document::body).orElse("{}");
  }

  public void preferences(String person, String body) {
    documents.put(PREFERENCES, person, 0, body, Optional.empty());
  }

  /// Oldest first.
  public List<WallLayout.Kept> layouts() {
    return documents.all(LAYOUT).stream()
        .map(each ->
            new WallLayout.Kept(
                each.id(),
                each.atMicros(),
                json.read(each.body(), WallLayout.class, "layout " + each.id())))
        .toList();
  }

  public void put(WallLayout.Kept kept) {
    String body = json.writeLine(kept.layout());
    documents.put(LAYOUT, kept.id(), kept.made(), body, Optional.empty());
  }

  public void removeLayout(String id) {
    documents.remove(LAYOUT, id);
  }

  /// Takes out what only one person could see, of everybody who is not among `people`: their own layouts, and what their pages keep.
  public void keepOnlyOf(Set<String> people) {
    for (WallLayout.Kept each : layouts()) {
      if (!each.layout().shared() && !people.contains(each.layout().owner())) {
        removeLayout(each.id());
      }
    }
    for (Documents.Document each : documents.all(PREFERENCES)) {
      if (!people.contains(each.id())) {
        documents.remove(PREFERENCES, each.id());
      }
    }
  }

  /// Counts what was changed since the start, whatever it was: as long as it stands still, nothing was.
  public long changes() {
    return documents.changes();
  }

  private Kept kept(Documents.Document document) {
    CameraEntry camera =
        json.read(document.body(), CameraEntry.class, "the settings of camera " + document.id());
    return new Kept(camera, document.secret().isPresent(), document.revision());
  }

  private static String context(String camera) {
    return "camera password " + camera;
  }
}
