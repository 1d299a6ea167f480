package nightjar.cameras.simulator.fault;

import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Timestamps and clocks that lie.
public sealed interface TimeFault extends CameraFault {

  /// Stamps a constant 1/25 s but delivers `percent` fewer frames, so media time falls behind (quirk 43).
  record SlowTimestamps(double percent) implements TimeFault {
    @Override
    public String name() {
      return "slow-timestamps";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return shifting(playing -> -playing * percent / 100);
    }
  }

  /// The first frame is `seconds` older than the ones after it: the last key frame, kept for whoever comes (quirk 60).
  record OldKeyFirst(double seconds) implements TimeFault {
    @Override
    public String name() {
      return "old-key-first";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return shifting(playing -> playing == 0 ? -seconds : 0);
    }
  }

  /// Ten seconds in, timestamps jump `seconds` ahead and stay there.
  record TimestampJump(double seconds) implements TimeFault {
    @Override
    public String name() {
      return "timestamp-jump";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return shifting(playing -> playing < 10 ? 0 : seconds);
    }
  }

  /// Every ten seconds timestamps go back by `seconds` more.
  record TimestampBack(double seconds) implements TimeFault {
    @Override
    public String name() {
      return "timestamp-back";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return shifting(playing -> -Math.floor(playing / 10) * seconds);
    }
  }

  /// The 32 bits of the timestamp wrap `seconds` after the first viewer came.
  record TimestampWrap(double seconds) implements TimeFault {
    @Override
    public String name() {
      return "timestamp-wrap";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return new Anchored() {
        @Override
        long timestamp(long first, long gone, int timescale) {
          return (1L << 32) - Math.round(seconds * timescale) + gone;
        }
      };
    }
  }

  /// Ten seconds in, the camera's clock steps by `seconds`: sender reports tell.
  record ClockStep(double seconds) implements TimeFault {
    @Override
    public String name() {
      return "clock-step";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return reporting((playing, wall) ->
          OptionalLong.of(playing < 10e9 ? wall : wall + (long) (seconds * 1e6)));
    }
  }

  /// The camera's clock is `years` behind.
  record ClockWrong(double years) implements TimeFault {
    private static final double MICROS_PER_YEAR = 365.25 * 86_400e6;

    @Override
    public String name() {
      return "clock-wrong";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return reporting((_, wall) -> OptionalLong.of(wall - (long) (years * MICROS_PER_YEAR)));
    }
  }

  /// No sender reports at all (quirk 58, some Hikvision firmware).
  record NoSenderReport() implements TimeFault {
    @Override
    public String name() {
      return "no-sender-report";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return reporting((_, _) -> OptionalLong.empty());
    }
  }

  /// How many seconds a timestamp is off, `playing` seconds after the first one.
  @FunctionalInterface
  interface Shift {
    double seconds(double playing);
  }

  /// What a report says for a time of day.
  @FunctionalInterface
  interface Report {
    OptionalLong micros(long playingNanos, long wallMicros);
  }

  private static MediaStage shifting(Shift shift) {
    return new Anchored() {
      @Override
      long timestamp(long first, long gone, int timescale) {
        return first + gone + Math.round(shift.seconds((double) gone / timescale) * timescale);
      }
    };
  }

  private static MediaStage reporting(Report report) {
    return new MediaStage() {
      @Override
      public OptionalLong reportMicros(long playingNanos, long wallMicros) {
        return report.micros(playingNanos, wallMicros);
      }
    };
  }
}
