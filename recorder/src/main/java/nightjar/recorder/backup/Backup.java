package nightjar.recorder.backup;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.accounts.KeptPerson;
import nightjar.recorder.mask.Mask;
import nightjar.recorder.settings.CameraEntry;
import nightjar.recorder.settings.Settings;
import nightjar.recorder.settings.SiteEntry;
import nightjar.recorder.settings.WallLayout;

/// What a back-up holds. Footage, the device's keys, the evidence key, and everything of the way back in stay on the recorder.
///
/// @param labels names and places of the configuration file's cameras, by id
/// @param preferences what people's pages keep, by their names
/// @param footageKeys what the recordings are encrypted with, as [FootageKeys#copies] gives them; a file of an older program has none
/// @param masks by camera; absent in a back-up of before there were any
/// @param layouts of the live wall; absent in a back-up of before there were any
public record Backup(
    long made,
    String by,
    String software,
    SiteEntry site,
    List<Camera> cameras,
    Map<String, Settings.Label> labels,
    List<KeptPerson> people,
    Map<String, String> preferences,
    List<String> footageKeys,
    Optional<Map<String, Mask>> masks,
    Optional<List<Layout>> layouts) {
  public Backup {
    cameras = List.copyOf(cameras);
    labels = Map.copyOf(labels);
    people = List.copyOf(people);
    preferences = Map.copyOf(preferences);
    footageKeys = footageKeys == null ? List.of() : List.copyOf(footageKeys);
  }

  /// An arrangement of the wall.
  ///
  /// @param owner the maker's name; ids are others on another recorder
  public record Layout(String owner, WallLayout.Kept kept) {}

  /// A camera with its password, if it has one.
  public record Camera(CameraEntry entry, Optional<String> password) {
    @Override
    public String toString() {
      return "Camera[" + entry.id() + "]";
    }
  }
}
