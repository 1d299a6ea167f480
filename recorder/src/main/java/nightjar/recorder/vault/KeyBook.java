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
/// @param place the folder of the keys' files; empty for the one in the recorder's own folder, wherever that is mounted
/// @param current id of the key for new recordings; empty where they are not encrypted
/// @param used ids of keys that footage here may need
/// @param erased ids of keys that were destroyed, and never come back
record KeyBook(int version, String place, String current, Set<String> used, Set<String> erased) {
  static final KeyBook EMPTY = new KeyBook(1, "", "", Set.of(), Set.of());

  private static final String FILE = "footage-keys.json";

  KeyBook {
    used = Set.copyOf(used);
    erased = Set.copyOf(erased);
  }

  /// With nothing in it where there is no file; a CORRUPT fault for one that no version of this wrote.
  static KeyBook read(Path own) {
    PrivateFile file = file(own);
    Bytes content = file.read().orElse(Bytes.empty());
    if (content.isEmpty()) {
      return EMPTY;
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
    return new KeyBook(version, other.toString(), current, used, erased);
  }

  KeyBook using(List<String> ids) {
    Set<String> all = new TreeSet<>(used);
    all.addAll(ids);
    return new KeyBook(version, place, current, all, erased);
  }

  /// New recordings are made with none.
  KeyBook recordingPlain() {
    return new KeyBook(version, place, "", used, erased);
  }

  /// New recordings are made with this one.
  KeyBook recordingWith(String id) {
    KeyBook next = using(List.of(id));
    return new KeyBook(version, place, id, next.used, erased);
  }

  KeyBook without(List<String> ids) {
    Set<String> all = new TreeSet<>(erased);
    all.addAll(used);
    all.addAll(ids);
    return new KeyBook(version, place, "", Set.of(), all);
  }
}
