package nightjar.accounts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.db.Sql;
import nightjar.accounts.factor.RecoveryCode;
import nightjar.accounts.factor.Totp;
import nightjar.accounts.rights.SiteAct;
import nightjar.accounts.throttle.Lane;
import nightjar.accounts.throttle.Throttle;
import org.jspecify.annotations.Nullable;

/// Codes of an authenticator app, and the recovery codes for when it is lost. Safe for any thread because the database is.
public final class SecondFactors {
  private static final int RECOVERY_CODES = 8;

  /// A used step is refused again for this long; beyond, the clock was set back and the code is another one.
  private static final Duration REPLAY = Duration.ofMinutes(2);

  /// What the person scans or types into the app.
  public record NewTotp(String secret, String uri) {}

  private final Ground ground;
  private final Guard guard;
  private final Throttle throttle;
  private final Totp totp = new Totp();

  SecondFactors(Ground ground, Guard guard, Throttle throttle) {
    this.ground = ground;
    this.guard = guard;
    this.throttle = throttle;
  }

  /// A secret that counts once [#confirmTotp] has seen a code of it; until then a present one goes on.
  public Outcome<NewTotp> startTotp(Caller caller, String issuer) {
    Optional<Outcome<NewTotp>> against = guard.againstOwn(caller);
    if (against.isPresent()) {
      return against.get();
    }
    byte[] secret = Totp.newSecret(ground.random());
    String id = caller.subject().id();
    ground
        .database()
        .<@Nullable Void>write(sql -> {
          sql.update("UPDATE person SET totp_new = ? WHERE id = ?", seal(id, secret), id);
          return null;
        });
    return new Outcome.Done<>(
        new NewTotp(Totp.text(secret), Totp.uri(secret, issuer, caller.subject().name())));
  }

  /// Turns the started secret on; answers with new recovery codes, shown once.
  public Outcome<List<String>> confirmTotp(Caller caller, String code, Client client) {
    Optional<Outcome<List<String>>> against = guard.againstOwn(caller);
    if (against.isPresent()) {
      return against.get();
    }
    String id = caller.subject().id();
    List<Lane> lanes = Lanes.again(id, client);
    return ground
        .audit()
        .write(sql -> {
          Throttle.Charge charge = throttle.charge(sql, lanes);
          if (!charge.granted()) {
            return new Outcome.Wait<>(charge.delay());
          }
          Optional<String> sealed =
              sql.first(
                  "SELECT coalesce(totp_new, '') FROM person WHERE id = ?",
                  r -> r.getString(1),
                  id);
          OptionalLong step =
              sealed
                  .flatMap(text -> ground.vault().unseal(context(id), text))
                  .map(secret -> totp.step(secret, code, ground.now()))
                  .orElse(OptionalLong.empty());
          if (step.isEmpty()) {
            return new Outcome.Wrong<>();
          }
          throttle.refund(sql, lanes);
          sql.update(
              "UPDATE person SET totp = totp_new, totp_new = NULL, totp_step = ?, totp_steady = ?"
                  + " WHERE id = ?",
              step.getAsLong(),
              ground.steady().micros(),
              id);
          ground.audit().append(sql, Ground.entry(caller, "totp.on", id, ""));
          return new Outcome.Done<>(freshCodes(sql, id));
        });
  }

  /// The caller's own; or anybody's, for who manages users: lost together with the codes, it is proved in person.
  public Outcome<Boolean> removeTotp(Caller caller, String personId) {
    Optional<Outcome<Boolean>> against =
        caller.subject().id().equals(personId)
            ? guard.againstOwn(caller)
            : guard.against(caller, SiteAct.MANAGE_USERS);
    if (against.isPresent()) {
      return against.get();
    }
    return ground
        .audit()
        .write(sql -> {
          int had =
              sql.update(
                  "UPDATE person SET totp = NULL WHERE id = ? AND totp IS NOT NULL", personId);
          sql.update("DELETE FROM recovery_code WHERE person = ?", personId);
          ground.audit().append(sql, Ground.entry(caller, "totp.off", personId, ""));
          return new Outcome.Done<>(had > 0);
        });
  }

  /// Eight new codes, which make the old ones worthless.
  public Outcome<List<String>> newRecoveryCodes(Caller caller) {
    Optional<Outcome<List<String>>> against = guard.againstOwn(caller);
    if (against.isPresent()) {
      return against.get();
    }
    String id = caller.subject().id();
    return ground
        .audit()
        .write(sql -> {
          ground.audit().append(sql, Ground.entry(caller, "recovery-codes.new", id, ""));
          return new Outcome.Done<>(freshCodes(sql, id));
        });
  }

  public int recoveryCodesLeft(String personId) {
    return ground
        .database()
        .read(sql ->
            (int) sql.number("SELECT count(*) FROM recovery_code WHERE person = ?", personId));
  }

  private List<String> freshCodes(Sql sql, String id) {
    List<RecoveryCode> codes =
        Stream.generate(() -> RecoveryCode.make(ground.random())).limit(RECOVERY_CODES).toList();
    sql.update("DELETE FROM recovery_code WHERE person = ?", id);
    for (RecoveryCode code : codes) {
      sql.update("INSERT INTO recovery_code (hash, person) VALUES (?, ?)", code.hash(), id);
    }
    return codes.stream().map(RecoveryCode::text).toList();
  }

  /// Whether `typed` is this person's code now; it never is again. Part of the transaction of a sign-in.
  boolean use(Sql sql, Person person, String typed, Client client) {
    return useTotp(sql, person, typed) || useRecoveryCode(sql, person, typed, client);
  }

  private boolean useTotp(Sql sql, Person person, String typed) {
    OptionalLong step =
        Optional.ofNullable(person.totp())
            .flatMap(sealed -> ground.vault().unseal(context(person.id()), sealed))
            .map(secret -> totp.step(secret, typed, ground.now()))
            .orElse(OptionalLong.empty());
    if (step.isEmpty()) {
      return false;
    }
    // One statement, so that of two sign-ins with one code only one finds the step unused.
    return sql.update(
            "UPDATE person SET totp_step = ?, totp_steady = ?"
                + " WHERE id = ? AND (totp_step < ? OR totp_steady < ?)",
            step.getAsLong(),
            ground.steady().micros(),
            person.id(),
            step.getAsLong(),
            ground.steady().micros(REPLAY.negated()))
        > 0;
  }

  private boolean useRecoveryCode(Sql sql, Person person, String typed, Client client) {
    Optional<RecoveryCode> code = RecoveryCode.parse(typed);
    boolean used =
        code.isPresent()
            && sql.update(
                    "DELETE FROM recovery_code WHERE hash = ? AND person = ?",
                    code.get().hash(),
                    person.id())
                > 0;
    if (used) {
      ground
          .audit()
          .append(
              sql,
              Ground.entry(
                  person, "recovery-code.use", person.id(), client, Entry.Outcome.DONE, ""));
    }
    return used;
  }

  private String seal(String id, byte[] secret) {
    return ground.vault().seal(context(id), secret);
  }

  static String context(String id) {
    return "totp " + id;
  }
}
