package nightjar.portal.api;

import java.util.Locale;
import java.util.Optional;
import nightjar.accounts.SignUp;
import nightjar.base.http.Call;
import nightjar.base.http.Listing;
import nightjar.base.http.Nothing;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.portal.door.DoorRoutes;
import nightjar.portal.door.Need;
import nightjar.portal.door.Visitor;
import nightjar.portal.mail.Letters;
import nightjar.portal.mail.Outbox;
import nightjar.portal.request.Devices;
import nightjar.portal.request.Ground;
import nightjar.portal.request.Notices;
import nightjar.portal.request.Who;

/// Signing up, one's recorders, and the link that stops a request.
final class CustomerRoutes {
  record SignUpForm(String address, Optional<String> language) {}

  record Link(String link) {}

  record Token(String token) {}

  record VetoView(String result) {}

  record DeviceView(String deviceId, String model, String serial, long claimed) {}

  private final Ground ground;
  private final Devices devices;
  private final Notices notices;
  private final Outbox outbox;
  private final Runnable kick;

  CustomerRoutes(Ground ground, Devices devices, Notices notices, Outbox outbox, Runnable kick) {
    this.ground = ground;
    this.devices = devices;
    this.notices = notices;
    this.outbox = outbox;
    this.kick = kick;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .post(
            "/sign-up", Need.NOTHING, "Sends a link for an account or a new password to an address")
        .reads(SignUpForm.class)
        .as(DoorRoutes.LOGIN)
        .does(this::signUp);
    routes
        .post("/veto", Need.NOTHING, "Stops a request, by the link of a letter")
        .reads(Token.class)
        .gives(VetoView.class, this::veto);
    routes
        .get("/me/devices", Need.SIGNED_IN, "One's recorders")
        .lists(
            DeviceView.class,
            call ->
                Listing.whole(
                    devices.of(call.caller().id()).stream()
                        .map(d ->
                            new DeviceView(d.deviceId(), d.model(), d.serial(), d.claimedMicros()))
                        .toList()));
    routes
        .post("/me/devices", Need.SIGNED_IN, "Claims a recorder, by the link that it signed")
        .reads(Link.class)
        .does(call -> {
          if (!devices.claim(Who.of(call.caller().caller()), call.body().link())) {
            throw Refusal.of(
                Problems.CONFLICT,
                "This link does not make the recorder yours.",
                "Make a new one at the recorder today: nightjar claim. If it was somebody else’s, ask us.");
          }
        });
  }

  /// One answer, whoever has the address.
  private void signUp(Call<Visitor, Nothing, SignUpForm> call) {
    String address = call.body().address().strip();
    if (!SignUp.isAddress(address)) {
      throw Refusal.field("address", "is not an e-mail address");
    }
    Optional<SignUp.Offer> offer =
        ground.customers().signUp().offer(address, call.caller().client());
    offer.ifPresent(o ->
        ground
            .database()
            .write(sql -> {
              outbox.put(
                  sql,
                  o.address(),
                  call.body().language().orElse("en"),
                  o.known() ? Letters.Kind.SIGN_UP_KNOWN : Letters.Kind.SIGN_UP,
                  "",
                  ground.address() + "/welcome#token=" + o.token(),
                  "",
                  "");
              return 0;
            }));
    kick.run();
  }

  private VetoView veto(Call<Visitor, Nothing, Token> call) {
    Notices.Veto result = notices.veto(call.body().token(), call.exchange().remoteAddress());
    kick.run();
    return new VetoView(result.name().toLowerCase(Locale.ROOT));
  }
}
