package nightjar.portal.request;

import java.sql.ResultSet;
import java.sql.SQLException;
import nightjar.recovery.authority.Tier;
import nightjar.recovery.wire.Purpose;

/// A row of `request`. Texts are empty and times 0 for what is not yet.
///
/// @param id the number on the receipt
/// @param asker name and telephone, sealed
/// @param qr the payload of the Info screen's QR code, as it was first shown; no secret
/// @param proof how the requester had proved who they are when they submitted: see [Standing]
/// @param statement what approvers sign, in the authority's words
/// @param readyMicros when the cool-down ends, as the authority counts it
/// @param signals the checks' findings, JSON
public record RecoveryRequest(
    String id,
    String customer,
    State state,
    long version,
    String language,
    long madeMicros,
    long submittedMicros,
    long changedMicros,
    String asker,
    String model,
    String deviceId,
    String serial,
    String dateTyped,
    String qr,
    Standing proof,
    Tier tier,
    Purpose purpose,
    int dayOffset,
    String statement,
    long readyMicros,
    String question,
    String signals,
    int reveals) {
  static final String COLUMNS =
      "id, customer, state, version, language, made_us, submitted_us, changed_us, asker, model,"
          + " device_id, serial, date_typed, qr, proof, tier, purpose, day_offset, statement, ready_us,"
          + " question, signals, reveals";

  static RecoveryRequest read(ResultSet row) throws SQLException {
    return new RecoveryRequest(
        row.getString(1),
        row.getString(2),
        State.valueOf(row.getString(3)),
        row.getLong(4),
        row.getString(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getString(9),
        row.getString(10),
        row.getString(11),
        row.getString(12),
        row.getString(13),
        row.getString(14),
        Standing.valueOf(row.getString(15)),
        Tier.valueOf(row.getString(16)),
        Purpose.valueOf(row.getString(17)),
        row.getInt(18),
        row.getString(19),
        row.getLong(20),
        row.getString(21),
        row.getString(22),
        row.getInt(23));
  }

  /// Pictures and personal data are sealed for their request alone.
  static String context(String id, String what) {
    return "request " + id + ' ' + what;
  }
}
