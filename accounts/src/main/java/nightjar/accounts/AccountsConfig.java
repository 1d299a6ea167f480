package nightjar.accounts;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import nightjar.accounts.passkey.RelyingParty;
import nightjar.accounts.password.Argon2Cost;
import nightjar.accounts.password.PasswordProfile;

/// What a program decides about its accounts.
///
/// @param site asked each time, because the owner may change it
/// @param idle a session ends after this long without a request
/// @param longest and after this long in any case (NIST SP 800-63B-4 2.1.3: at most 30 days at AAL1)
/// @param recent how long a proof of identity counts as fresh for dangerous acts
/// @param relyingParty the name that passkeys are for; empty while the program is reached by a bare address
/// @param hashesAtOnce each takes `cost`'s memory
public record AccountsConfig(
    PasswordProfile profile,
    Argon2Cost cost,
    int hashesAtOnce,
    Duration idle,
    Duration longest,
    Duration recent,
    Supplier<SiteFacts> site,
    Supplier<Optional<RelyingParty>> relyingParty) {
  public static AccountsConfig of(Supplier<SiteFacts> site) {
    return new AccountsConfig(
        PasswordProfile.STRONG_12,
        Argon2Cost.DEFAULT,
        2,
        Duration.ofHours(24),
        Duration.ofDays(30),
        Duration.ofMinutes(10),
        site,
        Optional::empty);
  }

  public AccountsConfig with(PasswordProfile other) {
    return new AccountsConfig(other, cost, hashesAtOnce, idle, longest, recent, site, relyingParty);
  }

  public AccountsConfig with(Argon2Cost other) {
    return new AccountsConfig(
        profile, other, hashesAtOnce, idle, longest, recent, site, relyingParty);
  }

  public AccountsConfig withPasskeys(Supplier<Optional<RelyingParty>> party) {
    return new AccountsConfig(profile, cost, hashesAtOnce, idle, longest, recent, site, party);
  }
}
