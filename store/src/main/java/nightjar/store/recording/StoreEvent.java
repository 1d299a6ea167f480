package nightjar.store.recording;

/// What a person who keeps the recorder should hear about.
public sealed interface StoreEvent {
  /// A write or sync failed; the file keeps its durable part, and recording goes on in a new file at the next key frame.
  record FileAbandoned(String path, long durableBytes, String why) implements StoreEvent {}

  /// The disk could not take a fragment in time; recording goes on at the next key frame.
  record FragmentDropped(StreamKey key, int frames, String why) implements StoreEvent {}

  /// A camera's parameters or times change so often that each picture would want a file of its own; some are left out.
  record HeldBack(StreamKey key) implements StoreEvent {}

  /// Footage was in danger for longer than promised before it was durable: the disk's syncs take too long.
  record PromiseExceeded(long exposureNanos, long promisedNanos) implements StoreEvent {}

  /// There is no room, and retention may delete nothing more.
  record DiskFull(String why) implements StoreEvent {}

  /// The disk is gone, or another one is in its place. Nothing is written until it is back.
  record DiskLost(String why) implements StoreEvent {}

  /// The disk that was lost is there again, and recording goes on.
  record DiskBack() implements StoreEvent {}

  /// The catalog did not take a commit; it is tried again at the next pass, and nothing counts as durable before.
  record CommitFailed(String why) implements StoreEvent {}

  /// Retention deleted files.
  record Expired(int files, long bytes) implements StoreEvent {}

  /// The catalog cannot be trusted; it is kept under this name, and made again from the files.
  record CatalogPutAside(String name, String why) implements StoreEvent {}

  /// A new catalog was made from the files on the disk.
  record CatalogRebuilt(long files) implements StoreEvent {}

  /// Files that were growing at the last stop were read: what was taken in and what was cut off.
  record Recovered(int files, long adoptedBytes, long cutBytes) implements StoreEvent {}
}
