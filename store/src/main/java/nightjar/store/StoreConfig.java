package nightjar.store;

import nightjar.store.keep.RetentionRules;
import nightjar.store.recording.GapCause;
import nightjar.store.write.WriteLimits;

/// How a store is run.
///
/// @param down what to book the time as since the store was last open; [GapCause#DISK] after the disk was lost
public record StoreConfig(WriteLimits limits, RetentionRules retention, GapCause down) {
  public static final StoreConfig DEFAULT =
      new StoreConfig(WriteLimits.DEFAULT, RetentionRules.UNTIL_FULL, GapCause.US);

  public StoreConfig withLimits(WriteLimits other) {
    return new StoreConfig(other, retention, down);
  }

  public StoreConfig withRetention(RetentionRules other) {
    return new StoreConfig(limits, other, down);
  }

  public StoreConfig withDown(GapCause other) {
    return new StoreConfig(limits, retention, other);
  }
}
