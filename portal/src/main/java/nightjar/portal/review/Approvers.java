package nightjar.portal.review;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nightjar.accounts.db.Database;
import nightjar.accounts.passkey.RelyingParty;
import nightjar.recovery.authority.Registry;

/// A reviewer's first passkey, in the form of the authority's registry. Safe for any thread because the database is.
final class Approvers {
  private final Database desk;
  private final Supplier<RelyingParty> party;

  Approvers(Database desk, Supplier<RelyingParty> party) {
    this.desk = desk;
    this.party = party;
  }

  Optional<Registry.PasskeyApprover> of(String person) {
    return desk.read(sql ->
        sql.first(
            "SELECT id, credential, backup_eligible FROM passkey WHERE person = ? ORDER BY made_us",
            row ->
                new Registry.PasskeyApprover(
                    person,
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3) != 0,
                    party.get().id(),
                    List.copyOf(party.get().origins()),
                    true),
            person));
  }
}
