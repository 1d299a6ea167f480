package nightjar.store.recording;

/// Footage that survives anything but the loss of the disk.
///
/// @param path recording file, from the root of the disk
/// @param fragment sequence of the last durable fragment within the file, from 1
/// @param bytes length of the durable part of the file
/// @param endMicros when the last durable frame ends, microseconds since 1970 UTC
/// @param frames durable frames of the file, of all tracks
/// @param waitedNanos how long the oldest frame among the news was in danger
public record Durable(
    StreamKey key,
    String path,
    int fragment,
    long bytes,
    long endMicros,
    long frames,
    long waitedNanos) {}
