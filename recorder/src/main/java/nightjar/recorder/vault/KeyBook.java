package nightjar.recorder.vault;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.json.Json;

/// What the recorder knows of its footage's keys without having them: `footage-keys.json` in its own folder, replaced whole.
///
/// @param place the folder of the keys' files
/// @param used ids of keys that footage here may need
/// @param erased ids of keys that were destroyed, and never come back
record KeyBook(int version, String place, Set<String> used, Set<String> erased) {
  private static final String FILE = "footage-keys.json";

  KeyBook {
    used = Set.copyOf(used);
    erased = Set.copyOf(erased);
  }

  /// With nothing in it where there is no file; a CORRUPT fault for one that no version of this wrote.
  static KeyBook read(Path own, Path usualPlace) {
    PrivateFile file = file(own);
    Bytes content = file.read().orElse(Bytes.empty());
    if (content.isEmpty()) {
      return new KeyBook(1, usualPlace.toString(), Set.of(), Set.of());
    }
    String text = new String(content.toArray(), StandardCharsets.UTF_8);
    KeyBook book = new Json().read(text, KeyBook.class, file.path().toString());
    if (book.version != 1) {
      throw Fault.of(Fault.Kind.CORRUPT, file.path() + " is of no known version", "");
    }
    return book;
  }

  static PrivateFile file(Path own) {
    return new PrivateFile(own.resolve(FILE));
  }

  void write(Path own) {
    file(own).replace(Bytes.of(new Json().write(this).getBytes(StandardCharsets.UTF_8)));
  }

  KeyBook at(Path other) {
    return new KeyBook(version, other.toString(), used, erased);
  }

  KeyBook using(List<String> ids) {
    Set<String> all = new TreeSet<>(used);
    all.addAll(ids);
    return new KeyBook(version, place, all, erased);
  }

  KeyBook without(List<String> ids) {
    Set<String> all = new TreeSet<>(erased);
    all.addAll(used);
    all.addAll(ids);
    return new KeyBook(version, place, Set.of(), all);
  }
}
