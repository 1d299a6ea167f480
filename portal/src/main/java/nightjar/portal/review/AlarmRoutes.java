package nightjar.portal.review;

import java.util.List;
import java.util.Locale;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.portal.door.Need;
import nightjar.portal.door.Visitor;
import nightjar.portal.request.Reconciling;
import nightjar.portal.request.Who;

/// What does not match between key, authority, portal and recorders; and the portal's own part of it, for who compares elsewhere.
final class AlarmRoutes {
  /// @param compared when, in microseconds since 1970 UTC; 0 for never
  /// @param unused requests whose code ran out after it was shown
  record Alarms(long compared, List<Alarm> alarms, List<String> unused) {}

  record Alarm(String kind, String about, String detail) {}

  /// What `nightjar authority reconcile` reads.
  record Codes(List<Shown> shown, List<Used> used) {}

  /// What `nightjar claim --used` printed at the recorder.
  record UsedForm(String signed) {}

  record Taken(int codes) {}

  record Shown(String requestId, int codes) {}

  record Used(String deviceId, String nonce) {}

  private final Reconciling reconciling;

  AlarmRoutes(Reconciling reconciling) {
    this.reconciling = reconciling;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/alarms", Need.SIGNED_IN, "Codes of which not all say the same")
        .gives(Alarms.class, _ -> alarms());
    routes
        .get("/codes", Need.ADMINISTRATOR, "How many codes each request was shown")
        .gives(Codes.class, _ -> codes());
    routes
        .post("/used", Need.SIGNED_IN, "Takes in which codes a recorder took, as it signed them")
        .reads(UsedForm.class)
        .gives(
            Taken.class,
            call ->
                reconciling
                    .takeIn(Who.of(call.caller().caller()), call.body().signed())
                    .map(Taken::new)
                    .orElseThrow(() ->
                        Refusal.field("signed", "was signed by no recorder that is known here")));
  }

  private Alarms alarms() {
    return new Alarms(
        reconciling.comparedMicros(),
        reconciling.alarms().stream()
            .map(a -> new Alarm(a.kind().name().toLowerCase(Locale.ROOT), a.about(), a.detail()))
            .toList(),
        reconciling.unused());
  }

  private Codes codes() {
    return new Codes(
        reconciling.shown().stream().map(s -> new Shown(s.requestId(), s.codes())).toList(),
        reconciling.used().stream().map(u -> new Used(u.deviceId(), u.nonce())).toList());
  }
}
