package nightjar.accounts;

import java.util.List;
import java.util.Optional;
import nightjar.accounts.SessionInfo.Proof;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.db.Sql;
import nightjar.accounts.password.Judgement;
import nightjar.accounts.rights.Role;
import nightjar.accounts.token.Token;
import nightjar.accounts.token.TokenKind;
import org.jspecify.annotations.Nullable;

/// The first administrator, by a one-time token that only who stands at the recorder has seen.
/// Safe for any thread because the database is.
public final class Setup {
  private final Ground ground;
  private final Passwords passwords;
  private final SignIn signIn;

  Setup(Ground ground, Passwords passwords, SignIn signIn) {
    this.ground = ground;
    this.passwords = passwords;
    this.signIn = signIn;
  }

  public boolean needed() {
    return !ground.database().read(People::anyAdministrator);
  }

  /// A new token, which makes the one before worthless; empty when there is an administrator. Print it, store it nowhere.
  public Optional<String> offer() {
    Token token = Token.make(TokenKind.SETUP, ground.random());
    return ground
        .database()
        .write(sql -> {
          if (People.anyAdministrator(sql)) {
            return Optional.empty();
          }
          sql.update("DELETE FROM link WHERE kind = 'SETUP'");
          sql.update(
              "INSERT INTO link (hash, kind, person, made_by, until_steady)"
                  + " VALUES (?, 'SETUP', NULL, 'system', ?)",
              token.hash(),
              Long.MAX_VALUE);
          return Optional.of(token.text());
        });
  }

  /// Makes the first administrator and signs them in. Of two at once exactly one is `Done`, the other `TooLate`.
  public SetupOutcome complete(String token, NewPerson person, Client client) {
    Optional<Token> parsed = Token.parse(token, TokenKind.SETUP);
    if (parsed.isEmpty()) {
      return new SetupOutcome.BadLink();
    }
    @Nullable SetupOutcome not = ground.database().read(sql -> refusal(sql, parsed.get()));
    if (not != null) {
      return not;
    }
    if (!person.nameUsable()) {
      return new SetupOutcome.BadName(false);
    }
    Judgement judgement = passwords.judge(person);
    if (!judgement.accepted()) {
      return new SetupOutcome.BadPassword(judgement.findings());
    }
    Optional<String> hash = passwords.hash(person.password());
    if (hash.isEmpty()) {
      return new SetupOutcome.Busy();
    }
    return ground
        .audit()
        .write(sql -> {
          @Nullable SetupOutcome late = refusal(sql, parsed.get());
          if (late != null) {
            return late;
          }
          // A disabled administrator may hold the name.
          if (People.byName(sql, person.name()).isPresent()) {
            return new SetupOutcome.BadName(true);
          }
          sql.update("DELETE FROM link WHERE kind = 'SETUP'");
          Person made =
              People.insert(
                  sql,
                  ground,
                  person.name(),
                  person.fullName(),
                  person.birthDate(),
                  hash.get(),
                  new PersonChange(Role.ADMINISTRATOR, List.of(), null, false));
          ground
              .audit()
              .append(
                  sql,
                  Ground.entry(made, "setup.complete", made.id(), client, Entry.Outcome.DONE, ""));
          return new SetupOutcome.Done(signIn.finish(sql, made, Proof.SETUP, false, client));
        });
  }

  private static @Nullable SetupOutcome refusal(Sql sql, Token token) {
    if (People.anyAdministrator(sql)) {
      return new SetupOutcome.TooLate();
    }
    return sql.number("SELECT count(*) FROM link WHERE kind = 'SETUP' AND hash = ?", token.hash())
            == 0
        ? new SetupOutcome.BadLink()
        : null;
  }
}
