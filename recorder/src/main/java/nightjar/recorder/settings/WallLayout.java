package nightjar.recorder.settings;

import java.util.List;

/// Which camera stands where on the live wall, under a name.
///
/// @param owner id of who made it
/// @param by the maker's name then
/// @param shape such as `2x2` or `1+5`
/// @param cells a camera's id for each place, row by row, or an empty text
/// @param shared for everybody, not for its maker alone
public record WallLayout(
    String owner, String by, String name, String shape, List<String> cells, boolean shared) {
  public WallLayout {
    cells = List.copyOf(cells);
  }

  /// One that is kept.
  public record Kept(String id, long made, WallLayout layout) {}
}
