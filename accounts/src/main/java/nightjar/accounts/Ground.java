package nightjar.accounts;

import java.math.BigInteger;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import nightjar.accounts.audit.AuditLog;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.db.Database;
import nightjar.accounts.secret.Vault;
import nightjar.accounts.time.SteadyTime;
import nightjar.base.time.Clock;

/// What every part of [Accounts] stands on. Safe for any thread because each of its parts is.
record Ground(
    Database database,
    AuditLog audit,
    Vault vault,
    Clock clock,
    SteadyTime steady,
    RandomGenerator random,
    AccountsConfig config,
    AtomicLong revision) {
  Instant now() {
    return Person.fromMicros(clock.wallMicros());
  }

  /// A name that cannot be guessed and need not be secret: `u_` and 80 random bits.
  String newId(String prefix) {
    byte[] bytes = new byte[10];
    random.nextBytes(bytes);
    return prefix + "_" + new BigInteger(1, bytes).toString(36);
  }

  /// To be called when anybody's rights became less.
  void changed() {
    revision.incrementAndGet();
  }

  static Entry entry(
      Person who, String act, String object, Client client, Entry.Outcome outcome, String detail) {
    return new Entry(who.name(), who.id(), act, object, client.where(), outcome, detail);
  }

  static Entry entry(Caller who, String act, String object, String detail) {
    return new Entry(
        who.subject().name(),
        who.subject().id(),
        act,
        object,
        who.address(),
        Entry.Outcome.DONE,
        detail);
  }
}
