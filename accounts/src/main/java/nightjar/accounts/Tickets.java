package nightjar.accounts;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nightjar.accounts.token.Token;
import nightjar.accounts.token.TokenKind;

/// Sign-ins whose password was right and whose code is awaited. Kept in memory: a restart only asks for the password again. Bounded,
/// and only a right password makes one, so nobody can push out another's.
/// Safe for any thread because every method is synchronized.
final class Tickets {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int MOST = 1_000;

  record Waiting(String personId, boolean remember, long untilSteady) {}

  private final Ground ground;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();

  Tickets(Ground ground) {
    this.ground = ground;
  }

  synchronized String issue(String personId, boolean remember) {
    long now = ground.steady().micros();
    waiting.values().removeIf(w -> w.untilSteady < now);
    if (waiting.size() >= MOST) {
      waiting.remove(waiting.keySet().iterator().next());
    }
    Token token = Token.make(TokenKind.TICKET, ground.random());
    waiting.put(token.hash(), new Waiting(personId, remember, ground.steady().micros(LIFE)));
    return token.text();
  }

  synchronized Optional<Waiting> find(String ticket) {
    return Token.parse(ticket, TokenKind.TICKET)
        .map(token -> waiting.get(token.hash()))
        .filter(w -> w.untilSteady >= ground.steady().micros());
  }

  synchronized void end(String ticket) {
    Token.parse(ticket, TokenKind.TICKET).ifPresent(token -> waiting.remove(token.hash()));
  }
}
