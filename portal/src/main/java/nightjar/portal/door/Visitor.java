package nightjar.portal.door;

import java.util.Optional;
import nightjar.accounts.Caller;
import nightjar.accounts.Client;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;

/// Whoever sends a request, known or not.
public record Visitor(Optional<Caller> known, Client client) {
  public Caller caller() {
    return known.orElseThrow(
        () -> Refusal.of(Problems.NOT_SIGNED_IN, "Nobody is signed in here.", "Sign in."));
  }

  public String id() {
    return caller().subject().id();
  }
}
