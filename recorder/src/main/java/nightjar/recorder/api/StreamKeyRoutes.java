package nightjar.recorder.api;

import java.util.Optional;
import java.util.Set;
import nightjar.accounts.StreamKeys;
import nightjar.base.http.Call;
import nightjar.base.http.Exchange;
import nightjar.base.http.Listing;
import nightjar.base.http.Nothing;
import nightjar.base.http.RouteTable;

/// One's names and passwords for other systems that fetch live streams by RTSP.
final class StreamKeyRoutes {
  record KeyForm(String label, Optional<Set<String>> cameras) {}

  record ByName(String name) {}

  /// `password` once, when it is made; `address` without camera and stream, absent while RTSP is off.
  record KeyView(
      String name,
      String label,
      long made,
      Optional<Set<String>> cameras,
      Optional<String> address,
      Optional<String> password) {}

  private final Wiring nightjar;

  StreamKeyRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/me/stream-keys", Need.SIGNED_IN, "One's keys for RTSP")
        .lists(KeyView.class, this::list);
    routes
        .post("/me/stream-keys", Need.SIGNED_IN, "Makes a key for RTSP; its password is shown once")
        .reads(KeyForm.class)
        .makes(KeyView.class, this::make);
    routes
        .delete("/me/stream-keys/{name}", Need.SIGNED_IN, "Ends a key, and what it began")
        .takes(ByName.class)
        .does(this::end);
  }

  private Listing<KeyView> list(Call<Visitor, Nothing, Nothing> call) {
    return Listing.whole(
        nightjar.accounts().streamKeys().list(call.caller().id()).stream()
            .map(each -> view(each, call.exchange(), Optional.empty()))
            .toList());
  }

  private KeyView make(Call<Visitor, Nothing, KeyForm> call) {
    StreamKeys.Created made =
        Outcomes.done(
            nightjar
                .accounts()
                .streamKeys()
                .create(
                    call.caller().caller(),
                    call.body().label(),
                    call.body().cameras().orElse(null)));
    return view(made.info(), call.exchange(), Optional.of(made.password()));
  }

  private void end(Call<Visitor, ByName, Nothing> call) {
    Outcomes.done(
        nightjar.accounts().streamKeys().revoke(call.caller().caller(), call.params().name()));
  }

  private KeyView view(StreamKeys.KeyInfo info, Exchange exchange, Optional<String> password) {
    String host = exchange.localAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return new KeyView(
        info.name(),
        info.label(),
        info.made().toEpochMilli() * 1_000,
        Optional.ofNullable(info.scope().cameras()),
        nightjar.restream().map(each -> "rtsp://" + literal + ":" + each.port() + "/"),
        password);
  }
}
