package nightjar.accounts;

import nightjar.accounts.db.Sql;
import nightjar.accounts.rights.SiteAct;

/// What API tokens and stream keys share: each belongs to one person, who has few of them and ends them as they like.
///
/// @param table has the columns `id` and `person`
/// @param event begins the audit's actions
record OwnKeys(Ground ground, Guard guard, String table, String event) {
  private static final int MOST_PER_PERSON = 50;
  private static final int LONGEST_LABEL = 80;

  static String label(String given) {
    return given.substring(0, Math.min(given.length(), LONGEST_LABEL));
  }

  boolean full(Sql sql, String person) {
    return sql.number("SELECT count(*) FROM " + table + " WHERE person = ?", person)
        >= MOST_PER_PERSON;
  }

  /// Ends one of the caller's own, or anybody's for who manages users.
  Outcome<Boolean> revoke(Caller caller, String id) {
    boolean others = guard.against(caller, SiteAct.MANAGE_USERS).isEmpty();
    Outcome<Boolean> outcome =
        ground
            .audit()
            .write(sql -> {
              String delete = "DELETE FROM " + table + " WHERE id = ?";
              int rows =
                  others
                      ? sql.update(delete, id)
                      : sql.update(delete + " AND person = ?", id, caller.subject().id());
              if (rows == 0) {
                return new Outcome.NotFound<>();
              }
              ground.audit().append(sql, Ground.entry(caller, event + ".revoke", id, ""));
              return new Outcome.Done<>(true);
            });
    ground.changed();
    return outcome;
  }
}
