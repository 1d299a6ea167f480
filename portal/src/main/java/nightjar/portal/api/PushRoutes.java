package nightjar.portal.api;

import java.util.List;
import java.util.Optional;
import nightjar.base.http.Call;
import nightjar.base.http.Nothing;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.portal.door.Need;
import nightjar.portal.door.Visitor;
import nightjar.portal.mail.Subscription;
import nightjar.portal.request.Pushes;
import nightjar.portal.request.Who;

/// The browsers that one is notified in.
final class PushRoutes {
  record PushView(String id, String label, long made) {
    static PushView of(Pushes.Push push) {
      return new PushView(push.id(), push.label(), push.made());
    }
  }

  /// `key` is what a browser subscribes for.
  record PushesView(String key, List<PushView> pushes) {}

  record PushForm(
      String endpoint, String p256dh, String auth, String label, Optional<String> language) {}

  record ById(String id) {}

  private final Pushes pushes;
  private final String key;

  PushRoutes(Pushes pushes, String key) {
    this.pushes = pushes;
    this.key = key;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/me/pushes", Need.SIGNED_IN, "The browsers that one is notified in")
        .gives(
            PushesView.class,
            call ->
                new PushesView(
                    key, pushes.of(call.caller().id()).stream().map(PushView::of).toList()));
    routes
        .post("/me/pushes", Need.RECENT, "Notifies this browser, too")
        .reads(PushForm.class)
        .makes(PushView.class, this::add);
    routes
        .delete("/me/pushes/{id}", Need.SIGNED_IN, "Notifies a browser no longer")
        .takes(ById.class)
        .does(call -> {
          if (!pushes.remove(Who.of(call.caller().caller()), call.params().id())) {
            throw Refusal.notFound("browser");
          }
        });
  }

  private PushView add(Call<Visitor, Nothing, PushForm> call) {
    PushForm form = call.body();
    String language = form.language().orElse("en").startsWith("fr") ? "fr" : "en";
    return pushes
        .add(
            Who.of(call.caller().caller()),
            new Subscription(form.endpoint(), form.p256dh(), form.auth()),
            form.label(),
            language)
        .map(PushView::of)
        .orElseThrow(() ->
            Refusal.of(
                Problems.INVALID,
                "This browser’s push service is none that we know, or there are ten browsers already.",
                "Take one away, or use another browser."));
  }
}
