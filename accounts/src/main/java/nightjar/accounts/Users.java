package nightjar.accounts;

import java.util.List;
import java.util.Optional;
import nightjar.accounts.db.Sql;
import nightjar.accounts.rights.SiteAct;
import org.jspecify.annotations.Nullable;

/// The people, as administrators see and change them. Safe for any thread because the database is.
public final class Users {
  private static final int MOST = 1_000;

  private final Ground ground;
  private final Guard guard;

  Users(Ground ground, Guard guard) {
    this.ground = ground;
    this.guard = guard;
  }

  public List<User> list() {
    return ground.database().read(sql -> People.all(sql).stream().map(Person::user).toList());
  }

  public Optional<User> find(String id) {
    return ground.database().read(sql -> People.byId(sql, id).map(Person::user));
  }

  /// A person without a way in yet: [Links#make] gives them one.
  public Outcome<User> add(Caller caller, String name, String fullName, PersonChange given) {
    Optional<Outcome<User>> against = guard.against(caller, SiteAct.MANAGE_USERS);
    if (against.isPresent()) {
      return against.get();
    }
    if (!NewPerson.usable(name) || fullName.length() > 2 * NewPerson.LONGEST_NAME) {
      return new Outcome.BadName<>(false);
    }
    return ground
        .audit()
        .write(sql -> {
          if (People.byName(sql, name).isPresent()) {
            return new Outcome.BadName<>(true);
          }
          if (sql.number("SELECT count(*) FROM person") >= MOST) {
            return new Outcome.Full<>();
          }
          Person made = People.insert(sql, ground, name, fullName, null, null, given);
          note(sql, caller, "user.add", made.id(), describe(name, given));
          return new Outcome.Done<>(made.user());
        });
  }

  public Outcome<User> change(Caller caller, String id, PersonChange change) {
    Optional<Outcome<User>> against = guard.against(caller, SiteAct.MANAGE_USERS);
    return against.orElseGet(() ->
        changing(
            id,
            sql -> {
              People.update(sql, id, change);
              if (change.disabled()) {
                sql.update("DELETE FROM session WHERE person = ?", id);
              }
              String name = People.byId(sql, id).map(Person::name).orElse("");
              note(sql, caller, "user.change", id, describe(name, change));
            }));
  }

  /// Removes the person and everything that let them in. What they did stays in the audit log.
  public Outcome<User> remove(Caller caller, String id) {
    Optional<Outcome<User>> against = guard.against(caller, SiteAct.MANAGE_USERS);
    return against.orElseGet(() ->
        changing(
            id,
            sql -> {
              String name = People.byId(sql, id).map(Person::name).orElse("");
              sql.update("DELETE FROM person WHERE id = ?", id);
              note(sql, caller, "user.remove", id, name);
            }));
  }

  private interface Work {
    void in(Sql sql);
  }

  /// Undone when it would leave nobody to administer.
  private Outcome<User> changing(String id, Work work) {
    Outcome<User> outcome;
    try {
      outcome =
          ground
              .audit()
              .write(sql -> {
                Optional<Person> before = People.byId(sql, id);
                if (before.isEmpty()) {
                  return new Outcome.NotFound<>();
                }
                work.in(sql);
                if (!People.anyLastingAdministrator(sql)) {
                  throw new NobodyLeft();
                }
                return new Outcome.Done<>(People.byId(sql, id).orElse(before.get()).user());
              });
    } catch (NobodyLeft e) {
      return new Outcome.LastAdministrator<>();
    }
    ground.changed();
    return outcome;
  }

  /// Thrown through the transaction to undo it.
  static final class NobodyLeft extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NobodyLeft() {
      super(null, null, false, false);
    }
  }

  public Ending whatEnds(String id) {
    return ground
        .database()
        .read(sql ->
            new Ending(
                count(sql, "session", id),
                count(sql, "device", id),
                count(sql, "api_token", id),
                count(sql, "stream_key", id),
                count(sql, "passkey", id)));
  }

  private static int count(Sql sql, String table, String id) {
    return (int) sql.number("SELECT count(*) FROM " + table + " WHERE person = ?", id);
  }

  private void note(Sql sql, Caller caller, String act, String object, String detail) {
    ground.audit().append(sql, Ground.entry(caller, act, object, detail));
  }

  private static String describe(String name, PersonChange change) {
    @Nullable Object until = change.until();
    return name
        + ' '
        + change.role()
        + ", "
        + change.grants().size()
        + " grants"
        + (until == null ? "" : ", until " + until)
        + (change.disabled() ? ", disabled" : "");
  }
}
