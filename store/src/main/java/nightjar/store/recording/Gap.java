package nightjar.store.recording;

/// A stretch without footage.
///
/// @param open it has not ended yet; `interval` then ends at the last sign of life of the recorder
public record Gap(Interval interval, GapCause cause, boolean open) {}
