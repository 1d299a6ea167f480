package nightjar.store.write;

import nightjar.store.recording.GapCause;
import nightjar.store.recording.StoreEvent;
import nightjar.store.recording.StreamKey;

/// What the disk's thread is asked to do, in order.
sealed interface DiskCommand {
  record Append(PendingFragment fragment) implements DiskCommand {}

  /// No more fragments for this file.
  record End(FilePlan file) implements DiskCommand {}

  /// From the end of the stream's footage on, nothing comes; `atMicros` is when that was noticed.
  record GapBegins(StreamKey key, GapCause cause, long atMicros) implements DiskCommand {}

  /// A stream is no longer recorded.
  record Leave(RecordingWriter writer) implements DiskCommand {}

  record Tell(StoreEvent event) implements DiskCommand {}

  /// Something that must happen on the disk's thread, such as a change of the catalog.
  record Task(Runnable work) implements DiskCommand {}
}
