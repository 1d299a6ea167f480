package nightjar.accounts;

import java.time.Duration;
import java.util.Optional;
import nightjar.accounts.SessionInfo.Proof;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.db.Sql;
import nightjar.accounts.password.Judgement;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.SiteAct;
import nightjar.accounts.token.Token;
import nightjar.accounts.token.TokenKind;

/// One-time links with which a person sets their own password: nobody types somebody else's (ASVS 6.4.6).
/// Safe for any thread because the database is.
public final class Links {
  private static final Duration INVITATION = Duration.ofDays(7);
  private static final Duration RESET = Duration.ofHours(24);

  /// Whom a link is for.
  public record Offer(String name, boolean reset) {}

  private record Row(String kind, Person person) {}

  private final Ground ground;
  private final Guard guard;
  private final Passwords passwords;
  private final SignIn signIn;

  Links(Ground ground, Guard guard, Passwords passwords, SignIn signIn) {
    this.ground = ground;
    this.guard = guard;
    this.passwords = passwords;
    this.signIn = signIn;
  }

  /// For a person who has no password: good for seven days. For one who has, it replaces it: good for a day, and the old password
  /// works until it is used. A new link makes the person's earlier one worthless.
  public Outcome<String> make(Caller caller, String personId) {
    Optional<Outcome<String>> against = guard.against(caller, SiteAct.MANAGE_USERS);
    if (against.isPresent()) {
      return against.get();
    }
    return ground
        .audit()
        .write(sql -> {
          Optional<Person> person = People.byId(sql, personId);
          if (person.isEmpty()) {
            return new Outcome.NotFound<>();
          }
          boolean reset = person.get().password() != null;
          TokenKind kind = reset ? TokenKind.RESET : TokenKind.INVITATION;
          Token token = Token.make(kind, ground.random());
          sql.update("DELETE FROM link WHERE person = ?", personId);
          sql.update(
              "INSERT INTO link (hash, kind, person, made_by, until_steady) VALUES (?, ?, ?, ?, ?)",
              token.hash(),
              kind.name(),
              personId,
              caller.subject().id(),
              ground.steady().micros(reset ? RESET : INVITATION));
          ground.steady().save(sql);
          ground
              .audit()
              .append(
                  sql, Ground.entry(caller, reset ? "link.reset" : "link.invite", personId, ""));
          return new Outcome.Done<>(token.text());
        });
  }

  /// Whom the link is for; empty when it is used, expired or none.
  public Optional<Offer> look(String token) {
    return parse(token)
        .flatMap(parsed -> ground.database().read(sql -> row(sql, parsed)))
        .map(row -> new Offer(row.person.name(), row.kind.equals("RESET")));
  }

  /// Sets the password. Signs in too, unless a second factor is wanted, which a link never replaces.
  public SetupOutcome use(String token, Password password, Client client) {
    Optional<Token> parsed = parse(token);
    Optional<Row> offered = parsed.flatMap(t -> ground.database().read(sql -> row(sql, t)));
    if (parsed.isEmpty() || offered.isEmpty()) {
      return new SetupOutcome.BadLink();
    }
    Judgement judgement = passwords.judge(offered.get().person, password);
    if (!judgement.accepted()) {
      return new SetupOutcome.BadPassword(judgement.findings());
    }
    Optional<String> hash = passwords.hash(password);
    if (hash.isEmpty()) {
      return new SetupOutcome.Busy();
    }
    SetupOutcome outcome =
        ground
            .audit()
            .write(sql -> {
              Optional<Row> row = row(sql, parsed.get());
              return row.isEmpty()
                  ? new SetupOutcome.TooLate()
                  : set(sql, row.get().person, hash.get(), client);
            });
    ground.changed();
    return outcome;
  }

  private SetupOutcome set(Sql sql, Person person, String hash, Client client) {
    passwords.set(sql, person, hash, null);
    ground
        .audit()
        .append(sql, Ground.entry(person, "link.use", person.id(), client, Entry.Outcome.DONE, ""));
    return person.totp() == null
        ? new SetupOutcome.Done(signIn.finish(sql, person, Proof.LINK, false, client))
        : new SetupOutcome.SignInNow();
  }

  private static Optional<Token> parse(String token) {
    return Token.parse(token, TokenKind.INVITATION).or(() -> Token.parse(token, TokenKind.RESET));
  }

  private Optional<Row> row(Sql sql, Token token) {
    return sql.first(
            "SELECT "
                + Person.COLUMNS
                + ", link.kind FROM link JOIN person ON person.id = link.person"
                + " WHERE link.hash = ? AND link.until_steady > ?",
            row -> new Row(row.getString(14), Person.read(row)),
            token.hash(),
            ground.steady().micros())
        .filter(row -> row.person.active(ground.now()));
  }
}
