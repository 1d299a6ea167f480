package nightjar.store.recording;

/// What is kept of a stream.
///
/// @param interval from its oldest footage to the end of its newest; gaps included
public record Holding(StreamKey key, long bytes, Interval interval) {}
