package nightjar.store.keep;

import java.time.Duration;
import java.util.Map;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// How long footage is kept. Evidence locks win over all of it.
///
/// @param standard for every stream without a rule of its own
/// @param streams rules of single streams
/// @param floorBytes room that is always left on the disk, also for the catalog
public record RetentionRules(Rule standard, Map<StreamKey, Rule> streams, long floorBytes) {
  /// What one stream may keep.
  ///
  /// @param age older footage goes; null for no limit
  /// @param bytes the oldest footage beyond that goes; null for no limit
  public record Rule(@Nullable Duration age, @Nullable Long bytes) {}

  /// Until the disk is full but for 1 GiB.
  public static final RetentionRules UNTIL_FULL =
      new RetentionRules(new Rule(null, null), Map.of(), 1L << 30);

  /// Nothing is deleted, not even where no room is left: for who looks after the disk by hand and has no rules at hand.
  public static final RetentionRules KEEP_ALL =
      new RetentionRules(new Rule(null, null), Map.of(), Long.MIN_VALUE);

  public RetentionRules {
    streams = Map.copyOf(streams);
  }

  boolean keepAll() {
    return equals(KEEP_ALL);
  }

  Rule rule(StreamKey key) {
    return streams.getOrDefault(key, standard);
  }
}
