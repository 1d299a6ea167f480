package nightjar.recorder.api;

import nightjar.accounts.Outcome;
import nightjar.base.http.ProblemType;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;

/// What accounts say, as the API says it: one place for all.
final class Outcomes {
  static final ProblemType STEP_UP = new ProblemType("step-up", 403, "Prove again who you are");

  private Outcomes() {}

  /// The value, or the [Refusal] that fits.
  static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> value;
      case Outcome.NotAllowed<T>() ->
          throw Refusal.of(Problems.FORBIDDEN, "You may not do this.", "Ask an administrator.");
      case Outcome.ProofNeeded<T>() ->
          throw Refusal.of(
              STEP_UP, "Type your password once more.", "Use POST /api/v1/session/again.");
      case Outcome.NotFound<T>() -> throw Refusal.notFound("This");
      case Outcome.LastAdministrator<T>() ->
          throw Refusal.of(
              Problems.CONFLICT, "Nobody would be left to administer.", "Make another one first.");
      case Outcome.BadName<T>(boolean taken) ->
          throw Refusal.field("name", taken ? "is taken" : "cannot be used");
      case Outcome.BadPassword<T>(var findings) -> throw SessionRoutes.weak(findings);
      case Outcome.Wrong<T>() ->
          throw Refusal.of(SessionRoutes.WRONG_LOGIN, "The password or the code is wrong.", "");
      case Outcome.Wait<T>(var duration) ->
          throw Refusal.later(
              Problems.SLOW_DOWN,
              "Too many tries failed.",
              Math.clamp(duration.toSeconds(), 1, 86_400));
      case Outcome.Busy<T>() -> throw SessionRoutes.busy();
      case Outcome.Full<T>() ->
          throw Refusal.of(
              Problems.CONFLICT, "There are as many of these as there may be.", "End one first.");
    };
  }
}
