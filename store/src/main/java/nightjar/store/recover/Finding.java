package nightjar.store.recover;

import nightjar.store.recording.StreamKey;

/// One thing that is not as it should be, and what `repair` does about it.
public sealed interface Finding {
  /// The catalog has a file that is not there.
  record Missing(String path, long bytes) implements Finding {}

  /// The beginning of the file, or every fragment of it, is damaged.
  record Unreadable(String path, long bytes) implements Finding {}

  /// It is encrypted, and its key is not here.
  record Locked(String path) implements Finding {}

  /// Fewer bytes can be read than were durable.
  record Shortened(String path, long durable, long readable) implements Finding {}

  /// Fragments whose bytes are not what was written; the others of the file are good.
  record Damaged(String path, int fragments) implements Finding {}

  /// The catalog's frame index, times, session or place in it are not the file's.
  record Misindexed(String path) implements Finding {}

  /// A recording file that the catalog does not know.
  record Orphan(String path, boolean readable) implements Finding {}

  /// The catalog's sum of a stream's bytes is wrong.
  record Miscounted(StreamKey key, long counted, long actual) implements Finding {}

  /// A session's times in the catalog, which timelines show, are not those of its files.
  record Mistimed(StreamKey key, long session) implements Finding {}

  /// The catalog's row of a place for frame indexes does not say what lies there.
  record Misfilled(StreamKey key, long extent) implements Finding {}

  /// The copy of the evidence locks beside the catalog is not what the catalog says.
  record LocksDiffer(int inCatalog, int inFile) implements Finding {}

  /// What it is and what repair does, for a person. Repair never deletes footage.
  static String explain(Finding finding) {
    return switch (finding) {
      case Missing(String path, long bytes) ->
          path + " is gone, with " + bytes + " bytes. Repair: the catalog forgets it.";
      case Unreadable(String path, long bytes) ->
          path
              + ": none of its "
              + bytes
              + " bytes can be read as video. Repair: move it to "
              + "the lost and found folder.";
      case Locked(String path) ->
          path + " is encrypted, and its key is not here. Repair: none, it stays as it is.";
      case Shortened(String path, long durable, long readable) ->
          path
              + ": only "
              + readable
              + " of "
              + durable
              + " bytes can be read. Repair: the catalog keeps what can be read.";
      case Damaged(String path, int fragments) ->
          path
              + ": "
              + fragments
              + " damaged fragments. Repair: none, the rest of the file is good.";
      case Misindexed(String path) ->
          path + ": the catalog's row does not fit the file. Repair: index it anew.";
      case Orphan(String path, boolean readable) ->
          path
              + " is not in the catalog. Repair: "
              + (readable ? "take it in." : "move it to the lost and found folder.");
      case Miscounted(StreamKey key, long counted, long actual) ->
          key + " holds " + actual + " bytes and not " + counted + ". Repair: count anew.";
      case Mistimed(StreamKey key, long session) ->
          key
              + ": session "
              + session
              + " is not when its files are. Repair: take its times from the files.";
      case Misfilled(StreamKey key, long extent) ->
          key
              + ": extent "
              + extent
              + " holds other frame indexes than its row says. Repair: count anew.";
      case LocksDiffer(int inCatalog, int inFile) ->
          "the catalog has "
              + inCatalog
              + " evidence locks and "
              + LockFile.NAME
              + " "
              + inFile
              + ". Repair: both get the locks of either.";
    };
  }
}
