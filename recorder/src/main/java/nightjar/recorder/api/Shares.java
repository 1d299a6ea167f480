package nightjar.recorder.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import nightjar.accounts.rights.Act;
import nightjar.accounts.token.Token;
import nightjar.accounts.token.TokenKind;
import nightjar.base.json.Json;

/// The share links that are kept, by the hash of their token, and the tickets of pages that opened one. A ticket is good for an hour and
/// for its link alone: it stands in the address of a video, where the token must not. Safe for any thread because of its lock.
final class Shares {
  private static final String KIND = "share";
  private static final long TICKET_NANOS = Duration.ofHours(1).toNanos();
  private static final int MOST_TICKETS = 1_000;
  static final int MOST = 1_000;

  /// @param id the hash of its token: nobody opens anything with it
  record Kept(String id, Share share) {}

  private record Ticket(String id, long sinceNanos) {}

  private final Wiring nightjar;
  private final RandomGenerator random;
  private final Json json = new Json();
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Ticket> tickets = new ConcurrentHashMap<>();

  Shares(Wiring nightjar, RandomGenerator random) {
    this.nightjar = nightjar;
    this.random = random;
  }

  /// Newest last; those that ended are forgotten here.
  List<Kept> all() {
    List<Kept> found = new ArrayList<>();
    for (var document : nightjar.documents().all(KIND)) {
      Share share = json.read(document.body(), Share.class, "share " + document.id());
      if (share.until() <= nightjar.nowMicros()) {
        remove(document.id());
      } else {
        found.add(new Kept(document.id(), share));
      }
    }
    return found;
  }

  /// Keeps it; returns the token, which exists nowhere else.
  Token make(Share share) {
    Token token = Token.make(TokenKind.SHARE, random);
    keep(token.hash(), share);
    return token;
  }

  /// While it has not ended, and who made it still may take this footage out.
  Optional<Kept> living(String id) {
    return nightjar
        .documents()
        .find(KIND, id)
        .map(each -> new Kept(id, json.read(each.body(), Share.class, "share " + id)))
        .filter(each -> each.share().until() > nightjar.nowMicros())
        .filter(each -> lasts(each.share()));
  }

  boolean lasts(Share share) {
    return nightjar
        .accounts()
        .mayStill(share.byId(), Act.EXPORT, share.camera())
        .filter(oldest -> !oldest.isAfter(java.time.Instant.ofEpochMilli(share.from() / 1_000)))
        .isPresent();
  }

  Optional<Kept> ofToken(String text) {
    return Token.parse(text, TokenKind.SHARE)
        .flatMap(token -> living(token.hash()))
        .filter(kept -> !kept.share().usedUp());
  }

  /// Counts an opening; returns the ticket for its page. Empty when another one was the last meanwhile.
  Optional<String> open(String id) {
    lock.lock();
    try {
      Optional<Kept> kept = living(id).filter(each -> !each.share().usedUp());
      if (kept.isEmpty()) {
        return Optional.empty();
      }
      keep(id, kept.get().share().opened(nightjar.nowMicros()));
      long now = nightjar.clock().nanos();
      for (Iterator<Ticket> each = tickets.values().iterator(); each.hasNext(); ) {
        if (now - each.next().sinceNanos > TICKET_NANOS || tickets.size() >= MOST_TICKETS) {
          each.remove();
        }
      }
      Token ticket = Token.make(TokenKind.TICKET, random);
      tickets.put(ticket.hash(), new Ticket(id, now));
      return Optional.of(ticket.text());
    } finally {
      lock.unlock();
    }
  }

  Optional<Kept> ofTicket(String text) {
    return Token.parse(text, TokenKind.TICKET)
        .map(ticket -> tickets.get(ticket.hash()))
        .filter(ticket -> nightjar.clock().nanos() - ticket.sinceNanos <= TICKET_NANOS)
        .flatMap(ticket -> living(ticket.id));
  }

  boolean remove(String id) {
    tickets.values().removeIf(ticket -> ticket.id.equals(id));
    return nightjar.documents().remove(KIND, id);
  }

  private void keep(String id, Share share) {
    nightjar.documents().put(KIND, id, share.made(), json.writeLine(share), Optional.empty());
  }
}
