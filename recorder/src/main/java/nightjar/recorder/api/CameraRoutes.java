package nightjar.recorder.api;

import nightjar.accounts.Caller;
import nightjar.base.http.Listing;
import nightjar.base.http.RouteTable;

/// Cameras, seen.
final class CameraRoutes {
  record ById(String camera) {}

  private final Wiring nightjar;

  CameraRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/cameras", Need.SIGNED_IN, "Cameras on which one may do anything")
        .lists(CameraViews.CameraView.class, call -> list(call.caller().caller()));
    routes
        .get("/cameras/{camera}", Need.ANY_ACT, "One camera")
        .takes(ById.class)
        .gives(
            CameraViews.CameraView.class,
            call ->
                CameraViews.of(
                    nightjar, call.caller().caller(), nightjar.camera(call.params().camera())));
  }

  private Listing<CameraViews.CameraView> list(Caller caller) {
    return Listing.whole(
        nightjar.cameras().all().stream()
            .filter(page -> nightjar.gate().sees(caller, page.id()))
            .map(page -> CameraViews.of(nightjar, caller, page))
            .toList());
  }
}
