package nightjar.store.catalog;

import nightjar.store.recording.CameraId;
import nightjar.store.recording.Interval;

/// A person's word that footage of one camera, all its streams, must not expire.
///
/// @param by who locked it
/// @param madeMicros when, in microseconds since 1970 UTC
public record EvidenceLock(
    long id, CameraId camera, Interval interval, String reason, String by, long madeMicros) {
  public EvidenceLock withId(long newId) {
    return new EvidenceLock(newId, camera, interval, reason, by, madeMicros);
  }
}
