package nightjar.portal.request;

import java.util.List;
import java.util.Optional;
import nightjar.accounts.db.Sql;
import nightjar.recovery.authority.Tier;
import nightjar.recovery.wire.Crockford;
import nightjar.recovery.wire.Purpose;

/// The only place that makes and moves requests. Each move is checked against [State#next], against the version that its caller
/// saw, and written into the audit chain in the same transaction.
/// Safe for any thread because the database is.
public final class Requests {
  private static final int NUMBER_SYMBOLS = 12;

  static final String COOLED = "state = 'COOLING_OFF' AND ready_us <= ? ORDER BY ready_us";
  static final String ENDED =
      "state IN ('IN_REVIEW', 'NEEDS_INFO', 'APPROVED_1', 'READY', 'REVEALED')"
          + " AND expires_us <= ? ORDER BY expires_us";

  private final Ground ground;

  public Requests(Ground ground) {
    this.ground = ground;
  }

  /// Somebody else moved it meanwhile, or it cannot go there: nothing happened.
  public static final class Stale extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stale() {
      super("the request moved meanwhile", null, false, false);
    }
  }

  Optional<RecoveryRequest> find(Sql sql, String id) {
    return sql.first(
        "SELECT " + RecoveryRequest.COLUMNS + " FROM request WHERE id = ?",
        RecoveryRequest::read,
        id);
  }

  public Optional<RecoveryRequest> find(String id) {
    return ground.database().read(sql -> find(sql, id));
  }

  /// Theirs alone: another's does not exist for them.
  public Optional<RecoveryRequest> find(String id, String customer) {
    return find(id).filter(request -> request.customer().equals(customer));
  }

  public List<RecoveryRequest> of(String customer) {
    return ground
        .database()
        .read(sql ->
            sql.query(
                "SELECT "
                    + RecoveryRequest.COLUMNS
                    + " FROM request WHERE customer = ? ORDER BY made_us DESC LIMIT 50",
                RecoveryRequest::read,
                customer));
  }

  /// What waits for no person and no time, oldest first.
  List<RecoveryRequest> in(Sql sql, State state) {
    return where(sql, "state = '" + state + "' ORDER BY submitted_us");
  }

  /// Whose cool-down is over.
  List<RecoveryRequest> cooled(Sql sql) {
    return where(sql, COOLED, ground.now());
  }

  /// Whose recorder takes no code for it any more.
  List<RecoveryRequest> ended(Sql sql) {
    return where(sql, ENDED, ground.now());
  }

  private static List<RecoveryRequest> where(Sql sql, String what, Object... arguments) {
    return sql.query(select(what), RecoveryRequest::read, arguments);
  }

  static String select(String where) {
    return "SELECT " + RecoveryRequest.COLUMNS + " FROM request WHERE " + where + " LIMIT 200";
  }

  /// A new draft of this customer's.
  RecoveryRequest make(Sql sql, Who who, String language, Form form) {
    String id = "R-" + Crockford.grouped(Crockford.random(ground.random(), NUMBER_SYMBOLS));
    long now = ground.now();
    sql.update(
        "INSERT INTO request ("
            + RecoveryRequest.COLUMNS
            + ") VALUES (?, ?, ?, 0, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', 0, '', '', 0)",
        id,
        who.id(),
        State.DRAFT.name(),
        language,
        now,
        now,
        form.sealedAsker(ground.vault(), id),
        form.model(),
        form.deviceId(),
        form.serial(),
        form.date(),
        form.qr(),
        Standing.WEAK.name(),
        Tier.UNPROVEN.name(),
        Purpose.ERASE.name());
    ground.audit().append(sql, who.did("request.draft", id, ""));
    return find(sql, id).orElseThrow();
  }

  /// The draft says this now; throws [Stale] when it is no draft any more.
  RecoveryRequest fill(Sql sql, RecoveryRequest seen, String language, Form form) {
    int rows =
        sql.update(
            "UPDATE request SET language = ?, asker = ?, model = ?, device_id = ?, serial = ?, date_typed = ?,"
                + " qr = ?, version = version + 1, changed_us = ? WHERE id = ? AND version = ?"
                + " AND state = 'DRAFT'",
            language,
            form.sealedAsker(ground.vault(), seen.id()),
            form.model(),
            form.deviceId(),
            form.serial(),
            form.date(),
            form.qr(),
            ground.now(),
            seen.id(),
            seen.version());
    if (rows == 0) {
      throw new Stale();
    }
    return find(sql, seen.id()).orElseThrow();
  }

  /// One more time that the code is shown, counted before the authority is asked: whatever stops the request meanwhile leaves a count
  /// that the authority's agrees with.
  RecoveryRequest count(Sql sql, RecoveryRequest seen) {
    int rows =
        sql.update(
            "UPDATE request SET reveals = reveals + 1, version = version + 1"
                + " WHERE id = ? AND version = ? AND state = ?",
            seen.id(),
            seen.version(),
            seen.state().name());
    if (rows == 0) {
      throw new Stale();
    }
    return find(sql, seen.id()).orElseThrow();
  }

  /// It was not shown after all.
  int uncount(Sql sql, RecoveryRequest counted) {
    return sql.update("UPDATE request SET reveals = reveals - 1 WHERE id = ?", counted.id());
  }

  /// Moves `seen` on; throws [Stale] when it is not as it was seen any more, or has no such way.
  RecoveryRequest move(Sql sql, RecoveryRequest seen, State to, Who who, String detail) {
    if (!seen.state().next().contains(to)) {
      throw new Stale();
    }
    int rows =
        sql.update(
            "UPDATE request SET state = ?, version = version + 1, changed_us = ?"
                + " WHERE id = ? AND version = ? AND state = ?",
            to.name(),
            ground.now(),
            seen.id(),
            seen.version(),
            seen.state().name());
    if (rows == 0) {
      throw new Stale();
    }
    ground
        .audit()
        .append(
            sql,
            who.did("request.move", seen.id(), (seen.state() + " > " + to + " " + detail).strip()));
    return find(sql, seen.id()).orElseThrow();
  }
}
