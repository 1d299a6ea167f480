package nightjar.accounts;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import nightjar.accounts.SessionInfo.Proof;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.db.Sql;
import nightjar.accounts.passkey.Ceremony;
import nightjar.accounts.passkey.Challenges;
import nightjar.accounts.passkey.Credential;
import nightjar.accounts.passkey.Options;
import nightjar.accounts.passkey.RelyingParty;
import nightjar.accounts.rights.SiteAct;
import nightjar.base.Bytes;
import nightjar.base.json.Json;
import org.jspecify.annotations.Nullable;

/// Signing in without a password. Nothing here can be guessed, so nothing here is slowed by guessers: it is the owner's way past
/// them. Safe for any thread because the database and the challenges are.
public final class Passkeys {
  private static final int MOST_PER_PERSON = 20;
  private static final String SIGN_IN = "sign-in";
  private static final Json JSON = new Json();

  public record PasskeyInfo(
      String id, String label, boolean synced, Instant made, @Nullable Instant seen) {}

  private record Row(Person person, Credential credential) {}

  private final Ground ground;
  private final Guard guard;
  private final Sessions sessions;
  private final SignIn signIn;
  private final Challenges challenges;
  private final Ceremony ceremony;
  private final Supplier<Optional<RelyingParty>> party;

  Passkeys(Ground ground, Guard guard, Sessions sessions, SignIn signIn) {
    this.ground = ground;
    this.guard = guard;
    this.sessions = sessions;
    this.signIn = signIn;
    this.challenges = new Challenges(ground.steady(), ground.random(), ground.vault());
    this.ceremony = new Ceremony();
    this.party = ground.config().relyingParty();
  }

  private Passkeys(Passkeys same, Supplier<Optional<RelyingParty>> party) {
    this.ground = same.ground;
    this.guard = same.guard;
    this.sessions = same.sessions;
    this.signIn = same.signIn;
    this.challenges = same.challenges;
    this.ceremony = same.ceremony;
    this.party = party;
  }

  /// The same for whom the browser in front of us speaks to: a recorder has as many names as its networks give it, and a passkey is for
  /// one of them. Instead of the one name of the configuration, which a program with a single address has.
  public Passkeys at(Optional<RelyingParty> name) {
    return new Passkeys(this, () -> name);
  }

  /// Whether this program is reached by a name that browsers give passkeys to.
  public boolean possible() {
    return party.get().isPresent();
  }

  /// Options for `navigator.credentials.create`, as JSON.
  public Outcome<String> registrationOptions(Caller caller) {
    Optional<Outcome<String>> against = guard.againstOwn(caller);
    Optional<RelyingParty> name = party.get();
    if (against.isPresent() || name.isEmpty()) {
      return against.orElse(new Outcome.NotFound<>());
    }
    String id = caller.subject().id();
    List<String> existing = list(id).stream().map(PasskeyInfo::id).toList();
    Map<String, Object> options =
        Options.create(
            name.get(), challenges.make("register " + id), id, caller.subject().name(), existing);
    return new Outcome.Done<>(JSON.writeLine(options));
  }

  /// `answer` is the JSON of the browser's `PublicKeyCredential`.
  public Outcome<PasskeyInfo> register(Caller caller, String answer, String label) {
    Optional<Outcome<PasskeyInfo>> against = guard.againstOwn(caller);
    if (against.isPresent()) {
      return against.get();
    }
    String id = caller.subject().id();
    Optional<Ceremony.Registration> parsed =
        ceremony
            .parseRegistration(answer)
            .filter(a -> challenges.open("register " + id, a.challenge()));
    Optional<Credential> fresh =
        parsed.flatMap(a -> party.get().flatMap(name -> ceremony.register(a, name)));
    if (fresh.isEmpty() || !challenges.use(parsed.orElseThrow().challenge())) {
      return new Outcome.Wrong<>();
    }
    Credential key = fresh.get();
    var info = new PasskeyInfo(key.id(), OwnKeys.label(label), key.backedUp(), ground.now(), null);
    return ground
        .audit()
        .write(sql -> {
          if (sql.number("SELECT count(*) FROM passkey WHERE person = ?", id) >= MOST_PER_PERSON
              || sql.number("SELECT count(*) FROM passkey WHERE id = ?", key.id()) > 0) {
            return new Outcome.Full<>();
          }
          sql.update(
              "INSERT INTO passkey (id, person, label, credential, counter, backup_eligible, backed_up,"
                  + " made_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
              key.id(),
              id,
              info.label(),
              Base64.getUrlEncoder().withoutPadding().encodeToString(key.attested().toArray()),
              key.counter(),
              key.backupEligible() ? 1 : 0,
              key.backedUp() ? 1 : 0,
              Person.micros(info.made()));
          ground.audit().append(sql, Ground.entry(caller, "passkey.add", key.id(), info.label()));
          return new Outcome.Done<>(info);
        });
  }

  /// Options for `navigator.credentials.get`, as JSON; empty where passkeys are not possible.
  public Optional<String> signInOptions() {
    return party.get().map(name -> JSON.writeLine(Options.get(name, challenges.make(SIGN_IN))));
  }

  public SignInOutcome signIn(String answer, boolean remember, Client client) {
    return verified(
        answer,
        SIGN_IN,
        client,
        (sql, person) -> Optional.of(signIn.finish(sql, person, Proof.PASSKEY, remember, client)));
  }

  /// Options for proving again who one is.
  public Optional<String> againOptions(Caller caller) {
    return party
        .get()
        .map(name -> JSON.writeLine(Options.get(name, challenges.make("again " + caller.id()))));
  }

  /// Proves again, before a dangerous act, that it is still this person.
  public SignInOutcome again(Caller caller, String answer, Client client) {
    return verified(
        answer,
        "again " + caller.id(),
        client,
        (sql, person) ->
            person.id().equals(caller.subject().id())
                ? sessions.prove(sql, person, caller, client)
                : Optional.empty());
  }

  private interface Then {
    Optional<SignedIn> in(Sql sql, Person person);
  }

  private SignInOutcome verified(String answer, String purpose, Client client, Then then) {
    Optional<Ceremony.Assertion> parsed =
        ceremony.parseAssertion(answer).filter(a -> challenges.open(purpose, a.challenge()));
    Optional<RelyingParty> name = party.get();
    if (parsed.isEmpty() || name.isEmpty()) {
      return new SignInOutcome.Wrong();
    }
    Ceremony.Assertion assertion = parsed.get();
    return ground
        .audit()
        .write(sql -> {
          Optional<Row> row =
              row(sql, assertion.credentialId()).filter(r -> r.person.active(ground.now()));
          Optional<Ceremony.Verified> good =
              row.flatMap(r -> ceremony.verify(assertion, r.credential, name.get()));
          if (row.isEmpty() || good.isEmpty() || !challenges.use(assertion.challenge())) {
            row.ifPresent(r -> ground.audit().append(sql, refused(r, purpose, client)));
            return new SignInOutcome.Wrong();
          }
          sql.update(
              "UPDATE passkey SET counter = ?, backed_up = ?, seen_us = ? WHERE id = ?",
              good.get().counter(),
              good.get().backedUp() ? 1 : 0,
              ground.clock().wallMicros(),
              assertion.credentialId());
          return then.in(sql, row.get().person)
              .<SignInOutcome>map(SignInOutcome.Done::new)
              .orElse(new SignInOutcome.Wrong());
        });
  }

  /// A known passkey's answer that does not hold is worth a line: a copied authenticator shows by its counter.
  private static Entry refused(Row row, String purpose, Client client) {
    String act = purpose.equals(SIGN_IN) ? "session.begin" : "session.prove";
    return Ground.entry(
        row.person,
        act,
        row.credential.id(),
        client,
        Entry.Outcome.REFUSED,
        "passkey's answer does not hold");
  }

  private static Optional<Row> row(Sql sql, String credentialId) {
    return sql.first(
        "SELECT "
            + Person.COLUMNS
            + ", passkey.id, credential, counter, backup_eligible, backed_up"
            + " FROM passkey JOIN person ON person.id = passkey.person WHERE passkey.id = ?",
        row ->
            new Row(
                Person.read(row),
                new Credential(
                    row.getString(14),
                    Bytes.of(Base64.getUrlDecoder().decode(row.getString(15))),
                    row.getLong(16),
                    row.getInt(17) != 0,
                    row.getInt(18) != 0)),
        credentialId);
  }

  public List<PasskeyInfo> list(String personId) {
    return ground
        .database()
        .read(sql ->
            sql.query(
                "SELECT id, label, backed_up, made_us, seen_us FROM passkey"
                    + " WHERE person = ? ORDER BY made_us",
                row ->
                    new PasskeyInfo(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3) != 0,
                        Person.fromMicros(row.getLong(4)),
                        Person.instant(row, 5)),
                personId));
  }

  /// Another label for one of the caller's own.
  public Outcome<PasskeyInfo> rename(Caller caller, String passkeyId, String label) {
    Optional<Outcome<PasskeyInfo>> against = guard.againstOwn(caller);
    if (against.isPresent()) {
      return against.get();
    }
    String person = caller.subject().id();
    String cut = OwnKeys.label(label);
    int changed =
        ground
            .audit()
            .write(sql -> {
              int rows =
                  sql.update(
                      "UPDATE passkey SET label = ? WHERE id = ? AND person = ?",
                      cut,
                      passkeyId,
                      person);
              if (rows > 0) {
                ground.audit().append(sql, Ground.entry(caller, "passkey.rename", passkeyId, cut));
              }
              return rows;
            });
    return changed == 0
        ? new Outcome.NotFound<>()
        : list(person).stream()
            .filter(each -> each.id().equals(passkeyId))
            .findFirst()
            .<Outcome<PasskeyInfo>>map(Outcome.Done::new)
            .orElseGet(Outcome.NotFound::new);
  }

  /// The caller's own; or anybody's, for who manages users. The last way in of the last administrator stays.
  public Outcome<Boolean> remove(Caller caller, String passkeyId) {
    Optional<Outcome<Boolean>> against = guard.againstOwn(caller);
    if (against.isPresent()) {
      return against.get();
    }
    boolean others = guard.against(caller, SiteAct.MANAGE_USERS).isEmpty();
    return ground
        .audit()
        .write(sql -> {
          Optional<Row> row =
              row(sql, passkeyId)
                  .filter(r -> others || r.person.id().equals(caller.subject().id()));
          if (row.isEmpty()) {
            return new Outcome.NotFound<>();
          }
          if (row.get().person.password() == null && row.get().person.passkeys() == 1) {
            return new Outcome.LastAdministrator<>();
          }
          sql.update("DELETE FROM passkey WHERE id = ?", passkeyId);
          ground.audit().append(sql, Ground.entry(caller, "passkey.remove", passkeyId, ""));
          return new Outcome.Done<>(true);
        });
  }
}
