package nightjar.portal.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import nightjar.accounts.db.Sql;
import nightjar.portal.mail.PortalEvent;
import nightjar.recovery.authority.Book;
import nightjar.recovery.authority.Reconciliation;
import nightjar.recovery.authority.Reconciliation.Finding;
import nightjar.recovery.authority.Reconciliation.Shown;
import nightjar.recovery.authority.Reconciliation.Used;
import nightjar.recovery.wire.UsedCodes;

/// Compares the authority's book with what was shown here and what recorders took, once a minute. What is found twice in a row is an
/// alarm: a code that is being shown right now is in one of them a moment before it is in the other.
/// Safe for any thread because each of its values is replaced whole.
public final class Reconciling {
  private static final Duration EVERY = Duration.ofMinutes(1);

  /// Who asks about a code that was never used does so while people remember it.
  private static final Duration REMEMBERED = Duration.ofDays(30);

  /// @param at when it was last compared; 0 for never
  private record Last(long at, List<Finding> found, List<Finding> alarms, List<String> unused) {}

  private final Ground ground;
  private final Devices devices;
  private final AtomicReference<Last> last =
      new AtomicReference<>(new Last(0, List.of(), List.of(), List.of()));

  private final AtomicLong triedMicros = new AtomicLong();

  public Reconciling(Ground ground, Devices devices) {
    this.ground = ground;
    this.devices = devices;
  }

  /// What stands open.
  public List<Finding> alarms() {
    return last.get().alarms;
  }

  /// Requests of the last month that ran out after their code was shown, and no recorder took it.
  public List<String> unused() {
    return last.get().unused;
  }

  /// When all was last compared, in microseconds since 1970 UTC; 0 for never.
  public long comparedMicros() {
    return last.get().at;
  }

  /// What the portal says of the codes it showed.
  public List<Shown> shown() {
    return ground.database().read(Reconciling::shown);
  }

  private static List<Shown> shown(Sql sql) {
    return sql.query(
        "SELECT id, reveals FROM request WHERE reveals > 0 ORDER BY id",
        row -> new Shown(row.getString(1), row.getInt(2)));
  }

  /// What recorders signed that they took.
  public List<Used> used() {
    return ground
        .database()
        .read(sql ->
            sql.query(
                "SELECT device_id, nonce FROM code_used ORDER BY device_id, nonce",
                row -> new Used(row.getString(1), row.getString(2))));
  }

  private List<String> ranOut() {
    return ground
        .database()
        .read(sql ->
            sql.query(
                "SELECT id FROM request WHERE reveals > 0 AND state = 'EXPIRED' AND changed_us > ?",
                row -> row.getString(1),
                ground.now() - Ground.micros(REMEMBERED)));
  }

  /// Takes in what a recorder signed; how many codes it names, or empty when no recorder here signed it.
  public Optional<Integer> takeIn(Who who, String text) {
    Optional<UsedCodes.Unverified> read =
        UsedCodes.read(text.strip())
            .filter(used ->
                devices
                    .find(used.device().deviceId())
                    .filter(device -> used.isSignedBy(device.signingKey()))
                    .isPresent());
    read.ifPresent(used ->
        ground
            .audit()
            .write(sql -> {
              used.nonces()
                  .forEach(nonce ->
                      sql.update(
                          "INSERT INTO code_used (device_id, nonce, at_us) VALUES (?, ?, ?)"
                              + " ON CONFLICT DO NOTHING",
                          used.device().deviceId(),
                          nonce,
                          ground.now()));
              ground
                  .audit()
                  .append(
                      sql,
                      who.did("codes.used", used.device().deviceId(), used.nonces().size() + ""));
              return 0;
            }));
    return read.map(used -> used.nonces().size());
  }

  /// Compares when it was last tried a minute ago: an authority that does not answer is not asked with every round.
  public void due() {
    long now = ground.now();
    long since = now - triedMicros.get();
    if (since < 0 || since >= Ground.micros(EVERY)) {
      triedMicros.set(now);
      compare();
    }
  }

  public void compare() {
    Book book = ground.authority().book();
    List<Finding> found = new ArrayList<>(Reconciliation.ofKey(book));
    found.addAll(Reconciliation.ofPortal(book, shown()));
    List<Used> used = used();
    found.addAll(Reconciliation.ofRecorders(book, used));
    Last before = last.get();
    List<Finding> alarms = found.stream().filter(before.found::contains).toList();
    List<String> unused = Reconciliation.unused(book, ranOut(), used);
    last.set(new Last(ground.now(), List.copyOf(found), alarms, unused));
    alarms.stream()
        .filter(alarm -> !before.alarms.contains(alarm))
        .forEach(alarm ->
            ground.log().log(
                PortalEvent.CODES_DO_NOT_MATCH,
                alarm.about(),
                alarm.kind() + " " + alarm.detail()));
  }
}
