package nightjar.portal.request;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.db.Sql;
import nightjar.portal.request.Devices.Device;
import nightjar.recovery.identity.SerialNumber;
import nightjar.recovery.wire.QrBody;
import nightjar.recovery.wire.QrPayload;

/// What can be found out about a request without a person (RC/1, 5.3). Findings have reasons and are shown to people; none of them
/// rejects. Owned by the method that runs it.
final class Checks {
  /// Beyond this a picture is old, a clock battery dead, or somebody plays with the clock.
  private static final int USUAL_SKEW_DAYS = 2;

  /// A challenge lives nine days; most people stand at the recorder while they ask.
  private static final int FRESH_TICKS = 60;

  private final Sql sql;
  private final RecoveryRequest request;
  private final long now;
  private final List<Signal> signals = new ArrayList<>();

  private Checks(Sql sql, RecoveryRequest request, long now) {
    this.sql = sql;
    this.request = request;
    this.now = now;
  }

  static List<Signal> of(
      Sql sql, RecoveryRequest request, Optional<Device> device, PictureShelf shelf, long now) {
    var checks = new Checks(sql, request, now);
    Optional<QrPayload.Unverified> qr = QrPayload.read(request.qr());
    checks.code(qr, device);
    checks.registry(device);
    checks.fields(qr.map(QrPayload.Unverified::body), device);
    checks.serial();
    checks.date(qr.map(QrPayload.Unverified::body));
    checks.owner(device);
    checks.velocity();
    checks.signals.addAll(PictureFindings.of(sql, shelf, request, device).signals(sql));
    return List.copyOf(checks.signals);
  }

  private void code(Optional<QrPayload.Unverified> qr, Optional<Device> device) {
    if (qr.isEmpty()) {
      signals.add(Signal.bad("qr.none", ""));
      return;
    }
    QrBody body = qr.get().body();
    if (device.isEmpty()) {
      signals.add(Signal.neutral("qr.unverified", ""));
    } else if (qr.get().isSignedBy(device.get().signingKey())) {
      signals.add(Signal.good("qr.signed", body.tick() + " min"));
    } else {
      signals.add(Signal.bad("qr.forged", ""));
    }
    signals.add(
        body.tick() <= FRESH_TICKS
            ? Signal.good("qr.fresh", body.tick() + " min")
            : Signal.neutral("qr.old", body.tick() + " min"));
    long others =
        sql.number(
            "SELECT count(*) FROM request WHERE id <> ? AND customer <> ? AND state <> 'DRAFT'"
                + " AND qr <> '' AND device_id = ? AND substr(qr, 1, 100) = substr(?, 1, 100)",
            request.id(),
            request.customer(),
            request.deviceId(),
            request.qr());
    if (others > 0) {
      signals.add(Signal.bad("qr.reused", Long.toString(others)));
    }
  }

  private void registry(Optional<Device> device) {
    if (device.isEmpty()) {
      signals.add(Signal.bad("device.unknown", ""));
      return;
    }
    switch (device.get().status()) {
      case GOOD -> signals.add(Signal.good("device.registered", device.get().model()));
      case STOLEN -> signals.add(Signal.bad("device.stolen", ""));
      case REVOKED -> signals.add(Signal.bad("device.revoked", ""));
    }
  }

  /// The form against the signed code, or else against the registry.
  private void fields(Optional<QrBody> qr, Optional<Device> device) {
    compare("model", request.model(), qr.map(q -> q.device().model()), device.map(Device::model));
    compare(
        "deviceId",
        request.deviceId(),
        qr.map(q -> q.device().deviceId()),
        device.map(Device::deviceId));
    compare(
        "serial", request.serial(), qr.map(q -> q.device().serial()), device.map(Device::serial));
  }

  private void compare(
      String field, String typed, Optional<String> qr, Optional<String> registered) {
    switch (Match.of(typed, qr.or(() -> registered).orElse(""))) {
      case EQUAL -> signals.add(Signal.good("form.equal", "").about(field));
      case NEAR -> signals.add(Signal.neutral("form.near", "").about(field));
      case DIFFERENT -> signals.add(Signal.bad("form.differs", "").about(field));
      case UNREAD -> signals.add(Signal.neutral("form.unread", "").about(field));
    }
  }

  private void serial() {
    if (SerialNumber.parse(request.serial().replace("-", "")).isEmpty()) {
      signals.add(Signal.neutral("serial.shape", request.serial()));
    }
  }

  private void date(Optional<QrBody> qr) {
    Optional<LocalDate> shown = qr.map(QrBody::dateShown).or(() -> Typed.date(request.dateTyped()));
    if (shown.isEmpty()) {
      signals.add(Signal.neutral("date.unread", ""));
      return;
    }
    long skew = ChronoUnit.DAYS.between(shown.get(), Devices.day(request.submittedMicros()));
    signals.add(
        Math.abs(skew) > USUAL_SKEW_DAYS
            ? Signal.bad("date.skew", skew + " d")
            : Signal.good("date.today", skew + " d"));
    if (qr.isPresent() && !request.dateTyped().equals(qr.get().dateShown().toString())) {
      signals.add(Signal.neutral("date.differs", request.dateTyped()));
    }
  }

  private void owner(Optional<Device> device) {
    String owner = device.map(Device::owner).orElse(null);
    if (owner == null) {
      signals.add(Signal.neutral("owner.none", ""));
    } else if (owner.equals(request.customer())) {
      signals.add(Signal.good("owner.self", ""));
    } else {
      signals.add(Signal.bad("owner.other", ""));
    }
    signals.add(
        switch (request.proof()) {
          case PASSKEY -> Signal.good("person.passkey", "");
          case WEAK -> Signal.neutral("person.weak", "");
        });
  }

  private void velocity() {
    long week = now - Ground.micros(java.time.Duration.ofDays(7));
    long month = now - Ground.micros(java.time.Duration.ofDays(30));
    long device =
        sql.number(
            "SELECT count(*) FROM request WHERE id <> ? AND device_id = ? AND submitted_us > ?",
            request.id(),
            request.deviceId(),
            week);
    if (device > 0) {
      signals.add(
          device > 1
              ? Signal.bad("velocity.device", Long.toString(device))
              : Signal.neutral("velocity.device", Long.toString(device)));
    }
    long account =
        sql.number(
            "SELECT count(*) FROM request WHERE id <> ? AND customer = ? AND submitted_us > ?",
            request.id(),
            request.customer(),
            month);
    if (account > 1) {
      signals.add(Signal.bad("velocity.account", Long.toString(account)));
    }
  }
}
