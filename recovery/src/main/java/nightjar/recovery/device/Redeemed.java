package nightjar.recovery.device;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.recovery.wire.Purpose;

/// What came of typing a temporary password. Only [Wrong], [OtherDay] and [Accepted] used up a try.
public sealed interface Redeemed {
  /// `session` opens [RecoveryDevice#commit] for 15 minutes, and nothing else. `loss` is what will be erased, where the purpose is that.
  record Accepted(
      Bytes session, Purpose purpose, List<String> administrators, Optional<Footage.Loss> loss)
      implements Redeemed {
    @Override
    public String toString() {
      return "Accepted[" + purpose + "]";
    }
  }

  /// Well formed and wrong; with no tries left the challenge has died.
  record Wrong(int triesLeft) implements Redeemed {}

  /// Right, but for another day.
  record OtherDay(LocalDate day, int triesLeft) implements Redeemed {}

  record IsRequestCode() implements Redeemed {}

  record Mistyped() implements Redeemed {}

  record Misshapen(int symbols) implements Redeemed {}

  /// No challenge is live: none was started, or it has died.
  record NoChallenge() implements Redeemed {}

  /// No recovery key was made for this recorder.
  record NoKey() implements Redeemed {}

  /// Too many wrong tries before; minutes with the power on count.
  record Wait(int minutes) implements Redeemed {}

  /// A code was accepted already, and its 15 minutes run.
  record InUse() implements Redeemed {}
}
