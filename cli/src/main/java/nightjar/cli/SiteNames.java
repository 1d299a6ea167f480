package nightjar.cli;

import java.nio.file.Path;
import nightjar.accounts.secret.Vault;
import nightjar.base.Fault;
import nightjar.recorder.settings.Documents;
import nightjar.recorder.settings.Settings;
import nightjar.recorder.settings.SiteEntry;

/// What people call the site and one camera, as the settings of a recorder have it; the usual names where there are none.
record SiteNames(SiteEntry site, String camera) {
  static SiteNames read(Path own, String camera) {
    try (Documents documents = Documents.openToRead(own.resolve(Documents.NAME))) {
      var settings = new Settings(documents, () -> Vault.openExisting(own.resolve(Vault.NAME)));
      String name =
          settings
              .label(camera)
              .map(Settings.Label::name)
              .or(() -> settings.camera(camera).map(kept -> kept.camera().name()))
              .orElse(camera);
      return new SiteNames(settings.site(), name);
    } catch (Fault noSettings) {
      return new SiteNames(SiteEntry.usual(), camera);
    }
  }
}
