package nightjar.recorder.api;

import java.util.Map;
import java.util.Optional;
import nightjar.accounts.Caller;
import nightjar.accounts.Client;
import nightjar.accounts.EndedByReset;
import nightjar.base.http.Problem;
import nightjar.base.http.ProblemType;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;

/// Whoever sends a request, known or not.
///
/// @param ended who it was until a reset
public record Visitor(Optional<Caller> known, Optional<EndedByReset> ended, Client client) {
  static final ProblemType PASSWORD_CHANGED =
      new ProblemType("password-changed", 401, "A password was changed at the recorder");

  Caller caller() {
    return known.orElseThrow(() ->
        ended
            .map(Visitor::passwordChanged)
            .orElseGet(
                () -> Refusal.of(Problems.NOT_SIGNED_IN, "Nobody is signed in here.", "Sign in.")));
  }

  /// `fields` has what a page needs to say it in its own words.
  static Refusal passwordChanged(EndedByReset ended) {
    return new Refusal(
        new Problem(
            PASSWORD_CHANGED,
            "A password was changed at the recorder itself, and everybody was signed out.",
            ended.own() ? "Sign in with the new password." : "Sign in again.",
            Map.of(
                "name",
                ended.name(),
                "own",
                Boolean.toString(ended.own()),
                "at",
                ended.at().toString()),
            0));
  }

  String name() {
    return known.map(caller -> caller.subject().name()).orElse("");
  }

  String id() {
    return caller().subject().id();
  }
}
