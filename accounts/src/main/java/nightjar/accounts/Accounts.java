package nightjar.accounts;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import nightjar.accounts.audit.AuditLog;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.audit.Verdict;
import nightjar.accounts.db.Database;
import nightjar.accounts.db.SqliteDatabase;
import nightjar.accounts.password.Hashing;
import nightjar.accounts.password.LeakedPasswords;
import nightjar.accounts.password.PasswordRule;
import nightjar.accounts.password.Strength;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.Decision;
import nightjar.accounts.rights.Rights;
import nightjar.accounts.rights.Role;
import nightjar.accounts.rights.SiteAct;
import nightjar.accounts.rights.Subject;
import nightjar.accounts.secret.Vault;
import nightjar.accounts.throttle.Throttle;
import nightjar.accounts.time.SteadyTime;
import nightjar.base.time.Clock;

/// The accounts of one program: everything about who may do what, behind one door.
///
/// Safe for any thread because the database is, and nothing else changes but a counter.
public final class Accounts implements AutoCloseable {
  private final Ground ground;
  private final Hashing hashing;
  private final Passwords passwords;
  private final Sessions sessions;
  private final Setup setup;
  private final SignIn signIn;
  private final SecondFactors secondFactors;
  private final Users users;
  private final Links links;
  private final ApiTokens apiTokens;
  private final StreamKeys streamKeys;
  private final Passkeys passkeys;
  private final Reset reset;
  private final SignUp signUp;
  private final PrintedKeys printedKeys;
  private final PeopleCopy peopleCopy;
  private final AtomicLong others = new AtomicLong();

  private Accounts(Ground ground, LeakedPasswords leaked) {
    this.ground = ground;
    AccountsConfig config = ground.config();
    hashing = new Hashing(config.cost(), config.hashesAtOnce(), ground.random());
    var rule = new PasswordRule(config.profile(), leaked, new Strength());
    var throttle = new Throttle(ground.steady());
    var guard = new Guard(ground);
    passwords = new Passwords(ground, rule, hashing, throttle);
    sessions = new Sessions(ground);
    secondFactors = new SecondFactors(ground, guard, throttle);
    signIn = new SignIn(ground, hashing, throttle, sessions, new Devices(ground), secondFactors);
    setup = new Setup(ground, passwords, signIn);
    users = new Users(ground, guard);
    links = new Links(ground, guard, passwords, signIn);
    apiTokens = new ApiTokens(ground, guard);
    streamKeys = new StreamKeys(ground, guard);
    passkeys = new Passkeys(ground, guard, sessions, signIn);
    reset = new Reset(ground, passwords);
    signUp = new SignUp(ground, throttle);
    printedKeys = new PrintedKeys(ground, guard);
    peopleCopy = new PeopleCopy(ground);
  }

  /// Accounts kept in `folder`: the database, the key beside it and the audit log's head. `random` must be a `SecureRandom` outside
  /// of tests.
  public static Accounts open(
      Path folder, AccountsConfig config, Clock clock, RandomGenerator random) {
    return open(
        SqliteDatabase.open(folder.resolve(SqliteDatabase.NAME)), folder, config, clock, random);
  }

  /// The same over a database that has the tables of [nightjar.accounts.db.Schema] already; it is closed with the accounts.
  public static Accounts open(
      Database database, Path folder, AccountsConfig config, Clock clock, RandomGenerator random) {
    boolean good = false;
    try {
      Vault vault = Vault.open(folder.resolve(Vault.NAME), random);
      AuditLog audit = AuditLog.open(database, folder.resolve(AuditLog.HEAD_NAME), vault, clock);
      SteadyTime steady = SteadyTime.open(database, clock);
      var accounts =
          new Accounts(
              new Ground(database, audit, vault, clock, steady, random, config, new AtomicLong()),
              LeakedPasswords.open(folder));
      good = true;
      return accounts;
    } finally {
      if (!good) {
        database.close();
      }
    }
  }

  /// Opens the accounts of a program that runs, beside it: nothing is mended, and what is changed here it notices with
  /// [#noticeOthers]. For who has a shell as its user, and so its files anyway.
  public static Accounts openBeside(
      Path folder, AccountsConfig config, Clock clock, RandomGenerator random) {
    Vault vault = Vault.openExisting(folder.resolve(Vault.NAME));
    Database database = SqliteDatabase.openExisting(folder.resolve(SqliteDatabase.NAME));
    AuditLog audit =
        AuditLog.openToRead(database, folder.resolve(AuditLog.HEAD_NAME), vault, clock);
    SteadyTime steady = SteadyTime.open(database, clock);
    return new Accounts(
        new Ground(database, audit, vault, clock, steady, random, config, new AtomicLong()),
        LeakedPasswords.open(folder));
  }

  /// An administrator who is known by their shell; `who` is the user of the machine.
  public Caller shell(String who) {
    var subject =
        new Subject(
            "shell",
            who,
            Role.ADMINISTRATOR,
            List.of(),
            null,
            null,
            "",
            ground.config().site().get().zone());
    return new Caller(subject, Caller.Via.CONSOLE, "shell", true, "shell");
  }

  /// To be called now and then: moves [#revision] when another process changed the accounts.
  public void noticeOthers() {
    long version = ground.database().write(sql -> sql.number("PRAGMA data_version"));
    if (others.getAndSet(version) != version) {
      ground.changed();
    }
  }

  public Setup setup() {
    return setup;
  }

  public SignIn signIn() {
    return signIn;
  }

  /// For programs where people make their own accounts; a recorder is none.
  public SignUp signUp() {
    return signUp;
  }

  public Sessions sessions() {
    return sessions;
  }

  public Passwords passwords() {
    return passwords;
  }

  public SecondFactors secondFactors() {
    return secondFactors;
  }

  public Passkeys passkeys() {
    return passkeys;
  }

  public Users users() {
    return users;
  }

  public Links links() {
    return links;
  }

  public ApiTokens apiTokens() {
    return apiTokens;
  }

  public StreamKeys streamKeys() {
    return streamKeys;
  }

  public PrintedKeys printedKeys() {
    return printedKeys;
  }

  /// Who may answer for what was recorded before a reset.
  public Witnesses witnesses() {
    return new Witnesses(ground);
  }

  /// For back-ups of the settings.
  public PeopleCopy peopleCopy() {
    return peopleCopy;
  }

  /// For the recovery at the console only.
  public Reset reset() {
    return reset;
  }

  public AuditLog audit() {
    return ground.audit();
  }

  /// Checks the audit log of the accounts in `folder`, also while a program has them open; changes nothing.
  public static Verdict verifyAudit(Path folder, Clock clock) {
    Vault vault = Vault.openExisting(folder.resolve(Vault.NAME));
    try (Database database = SqliteDatabase.openToRead(folder.resolve(SqliteDatabase.NAME))) {
      return AuditLog.openToRead(database, folder.resolve(AuditLog.HEAD_NAME), vault, clock)
          .verify();
    }
  }

  /// Writes down what the caller did or was refused: every view and export of footage, every change of settings.
  public void note(Caller caller, String act, String object, Entry.Outcome outcome, String detail) {
    ground
        .audit()
        .record(
            new Entry(
                caller.subject().name(),
                caller.subject().id(),
                act,
                object,
                caller.address(),
                outcome,
                detail));
  }

  /// Whether the caller may do `act` to `camera` now, and until when that holds.
  public Decision may(Caller caller, Act act, String camera) {
    return Rights.may(caller.subject(), act, camera, ground.now());
  }

  public boolean may(Caller caller, SiteAct act) {
    return Rights.may(caller.subject(), act, ground.now());
  }

  /// How far back a person may do `act` to `camera` now, for what they left to be done without them; empty when they may not, or are gone.
  public Optional<Instant> mayStill(String personId, Act act, String camera) {
    return ground
        .database()
        .read(sql -> People.byId(sql, personId))
        .filter(person -> person.active(ground.now()))
        .map(person ->
            Rights.may(
                person.subject(null, "", ground.config().site().get().zone()),
                act,
                camera,
                ground.now()))
        .flatMap(decision ->
            switch (decision) {
              case Decision.Allowed(Instant oldest, Instant _) -> Optional.of(oldest);
              case Decision.Refused _ -> Optional.empty();
            });
  }

  /// The caller with the rights of now, for a view that lasts; empty when session or token ended.
  public Optional<Caller> renewed(Caller caller) {
    return switch (caller.via()) {
      case SESSION -> sessions.byId(caller.id());
      case API_TOKEN -> apiTokens.byId(caller.id(), caller.address());
      case CONSOLE -> Optional.of(caller);
    };
  }

  /// Moves whenever somebody's rights, sessions or tokens ended or changed: a view that lasts asks for [#renewed] then.
  public long revision() {
    return ground.revision().get();
  }

  @Override
  public void close() {
    hashing.close();
    ground.database().close();
  }
}
