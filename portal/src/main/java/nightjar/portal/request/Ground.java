package nightjar.portal.request;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import nightjar.accounts.Accounts;
import nightjar.accounts.audit.AuditLog;
import nightjar.accounts.db.Database;
import nightjar.accounts.secret.Vault;
import nightjar.base.log.EventLog;
import nightjar.base.time.Clock;
import nightjar.recovery.authority.AuthorityClient;

/// What the parts of the portal stand on.
///
/// @param customers people who ask; their tables and the requests' are in one schema, so that one transaction holds both
/// @param settled how long a passkey or password must have been on an account before it counts as its owner's
/// @param origin the address of the owner's site, for links in letters
public record Ground(
    Accounts customers,
    Database database,
    Vault vault,
    AuthorityClient authority,
    Clock clock,
    RandomGenerator random,
    EventLog log,
    Duration settled,
    Supplier<String> origin) {
  public String address() {
    return origin.get();
  }

  public AuditLog audit() {
    return customers.audit();
  }

  long now() {
    return clock.wallMicros();
  }

  static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
