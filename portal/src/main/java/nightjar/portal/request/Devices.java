package nightjar.portal.request;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.db.Sql;
import nightjar.base.Bytes;
import nightjar.recovery.authority.Registry;
import nightjar.recovery.wire.Claim;
import org.jspecify.annotations.Nullable;

/// The portal's own list of recorders: public keys, and whose they are. Safe for any thread because the database is.
public final class Devices {
  private final Ground ground;

  public Devices(Ground ground) {
    this.ground = ground;
  }

  /// A recorder, as its factory or its owner told of it.
  ///
  /// @param owner the customer's id, or null while nobody has claimed it
  public record Device(
      String deviceId,
      String model,
      String serial,
      String signingPublic,
      Registry.Status status,
      @Nullable String owner,
      long claimedMicros) {
    private static final String COLUMNS =
        "device_id, model, serial, signing_public, status, owner, claimed_us";

    private static Device read(ResultSet row) throws SQLException {
      return new Device(
          row.getString(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          Registry.Status.valueOf(row.getString(5)),
          row.getString(6),
          row.getLong(7));
    }

    Bytes signingKey() {
      return Bytes.fromHex(signingPublic);
    }
  }

  /// Takes a recorder in, from the file it wrote itself, or its new status. Other keys than it had are refused.
  public boolean put(Who who, Registry.Device device) {
    return ground
        .audit()
        .write(sql -> {
          Optional<Device> before = find(sql, device.deviceId());
          if (before.filter(b -> !b.signingPublic.equals(device.signingPublic())).isPresent()) {
            return false;
          }
          sql.update(
              "INSERT INTO recorder (device_id, model, serial, signing_public, status, claimed_us, made_us)"
                  + " VALUES (?, ?, ?, ?, ?, 0, ?) ON CONFLICT (device_id) DO UPDATE SET"
                  + " status = excluded.status",
              device.identity().deviceId(),
              device.identity().model(),
              device.identity().serial(),
              device.signingPublic(),
              device.status().name(),
              ground.now());
          ground
              .audit()
              .append(sql, who.did("device.put", device.deviceId(), device.status().name()));
          return true;
        });
  }

  /// A recorder says, in a link that it signed today, that its administrator wants it to be this customer's. The first claim
  /// holds; whoever has a recorder is not told to anybody else.
  public boolean claim(Who who, String link) {
    Optional<Claim.Unverified> claim = Claim.read(link);
    return claim.isPresent()
        && ground
            .audit()
            .<Boolean>write(sql -> {
              Optional<Device> device =
                  find(sql, claim.get().device().deviceId())
                      .filter(d -> d.owner == null || d.owner.equals(who.id()))
                      .filter(d -> claim.get().isSignedBy(d.signingKey()))
                      .filter(_ -> fresh(claim.get().day()));
              if (device.isEmpty()) {
                ground
                    .audit()
                    .append(
                        sql, who.wasRefused("device.claim", claim.get().device().deviceId(), ""));
                return false;
              }
              sql.update(
                  "UPDATE recorder SET owner = ?, claimed_us = ? WHERE device_id = ? AND owner IS NULL",
                  who.id(),
                  ground.now(),
                  device.get().deviceId);
              ground.audit().append(sql, who.did("device.claim", device.get().deviceId, ""));
              return true;
            });
  }

  /// A recorder's clock may be a day off.
  private boolean fresh(LocalDate day) {
    LocalDate today = day(ground.now());
    return !day.isBefore(today.minusDays(1)) && !day.isAfter(today.plusDays(1));
  }

  static LocalDate day(long micros) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(micros / 1_000), ZoneOffset.UTC);
  }

  public List<Device> of(String customer) {
    return ground
        .database()
        .read(sql ->
            sql.query(
                "SELECT " + Device.COLUMNS + " FROM recorder WHERE owner = ? ORDER BY device_id",
                Device::read,
                customer));
  }

  public Optional<Device> find(String deviceId) {
    return ground.database().read(sql -> find(sql, deviceId));
  }

  Optional<Device> find(Sql sql, String deviceId) {
    return sql.first(
        "SELECT " + Device.COLUMNS + " FROM recorder WHERE device_id = ?", Device::read, deviceId);
  }
}
