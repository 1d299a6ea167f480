package nightjar.recorder.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightjar.accounts.ApiTokens;
import nightjar.accounts.Caller;
import nightjar.accounts.SecondFactors;
import nightjar.accounts.SessionInfo;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.Scope;
import nightjar.accounts.rights.SiteAct;
import nightjar.base.http.ApiJson;
import nightjar.base.http.Listing;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.recovery.qr.QrCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One's own account: password, second factor, sessions, tokens, and what one's pages keep.
final class MeRoutes {
  private static final int LARGEST_PREFERENCES = 32_000;
  private static final int USUAL_DAYS = 90;

  record ChangeForm(String old, String password) {}

  record CodeForm(String code) {}

  record PasswordForm(String password) {}

  record NothingForm() {}

  record Codes(List<String> recoveryCodes) {}

  /// `qr` is an SVG picture of the address, for the phone's camera.
  record Secret(String secret, String uri, String qr) {}

  record ById(String id) {}

  record SessionView(
      String id, long since, long lastSeen, String address, String agent, boolean current) {}

  /// @param metrics for a program that reads `/metrics` and nothing else
  record TokenForm(String name, Optional<Integer> days, Optional<Boolean> metrics) {}

  record TokenView(
      String id, String name, long until, Optional<Long> lastUsed, Optional<String> token) {}

  private final Wiring nightjar;
  private final ApiJson json = new ApiJson();

  MeRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .put("/me/password", Need.SIGNED_IN, "Changes one's password; other sessions end")
        .reads(ChangeForm.class)
        .as(SessionRoutes.LOGIN)
        .does(call ->
            Outcomes.done(
                nightjar
                    .accounts()
                    .passwords()
                    .change(
                        call.caller().caller(),
                        Password.of(call.body().old()),
                        Password.of(call.body().password()),
                        call.caller().client())));
    preferences(routes);
    sessions(routes);
    secondFactor(routes);
    tokens(routes);
  }

  private void preferences(RouteTable<Visitor> routes) {
    routes
        .get("/me/preferences", Need.SIGNED_IN, "What one's pages keep")
        .gives(
            JsonNode.class,
            call ->
                json.read(
                    nightjar
                        .settings()
                        .preferences(call.caller().id())
                        .getBytes(StandardCharsets.UTF_8),
                    JsonNode.class));
    routes
        .put("/me/preferences", Need.SIGNED_IN, "Keeps any JSON object for one's pages")
        .reads(JsonNode.class)
        .gives(
            JsonNode.class,
            call -> {
              String text = json.text(call.body());
              if (!call.body().isObject() || text.length() > LARGEST_PREFERENCES) {
                throw Refusal.field("", "must be an object of at most 32 kB");
              }
              nightjar.settings().preferences(call.caller().id(), text);
              return call.body();
            });
  }

  private void sessions(RouteTable<Visitor> routes) {
    routes
        .get("/me/sessions", Need.SIGNED_IN, "Where one is signed in")
        .lists(
            SessionView.class,
            call -> Listing.whole(views(nightjar, call.caller().caller(), call.caller().id())));
    routes
        .delete("/me/sessions/{id}", Need.SIGNED_IN, "Ends one of one's sessions")
        .takes(ById.class)
        .does(call -> {
          if (!nightjar.accounts().sessions().end(call.caller().caller(), call.params().id())) {
            throw Refusal.notFound("This session");
          }
        });
  }

  static List<SessionView> views(Wiring nightjar, Caller caller, String person) {
    return nightjar.accounts().sessions().list(person).stream()
        .map((SessionInfo each) ->
            new SessionView(
                each.id(),
                micros(each.made()),
                micros(each.seen()),
                each.address(),
                each.device(),
                each.id().equals(caller.id())))
        .toList();
  }

  private void secondFactor(RouteTable<Visitor> routes) {
    routes
        .post("/me/totp", Need.SIGNED_IN, "Begins an authenticator app")
        .reads(NothingForm.class)
        .makes(
            Secret.class,
            call -> {
              SecondFactors.NewTotp made =
                  Outcomes.done(
                      nightjar
                          .accounts()
                          .secondFactors()
                          .startTotp(call.caller().caller(), nightjar.settings().site().site()));
              String qr = QrCode.of(made.uri(), QrCode.Robustness.SCREEN).svg();
              return new Secret(made.secret(), made.uri(), qr);
            });
    routes
        .put("/me/totp", Need.SIGNED_IN, "Turns the authenticator app on by its first code")
        .reads(CodeForm.class)
        .gives(
            Codes.class,
            call ->
                new Codes(
                    Outcomes.done(
                        nightjar
                            .accounts()
                            .secondFactors()
                            .confirmTotp(
                                call.caller().caller(),
                                call.body().code(),
                                call.caller().client()))));
    routes
        .delete("/me/totp", Need.SIGNED_IN, "Turns the authenticator app off")
        .does(call ->
            Outcomes.done(
                nightjar
                    .accounts()
                    .secondFactors()
                    .removeTotp(call.caller().caller(), call.caller().id())));
  }

  private void tokens(RouteTable<Visitor> routes) {
    routes
        .get("/me/tokens", Need.SIGNED_IN, "One's tokens for programs")
        .lists(
            TokenView.class,
            call ->
                Listing.whole(
                    nightjar.accounts().apiTokens().list(call.caller().id()).stream()
                        .map(each -> view(each, Optional.empty()))
                        .toList()));
    routes
        .post("/me/tokens", Need.SIGNED_IN, "Makes a token, shown once")
        .reads(TokenForm.class)
        .makes(
            TokenView.class,
            call -> {
              Caller caller = call.caller().caller();
              int days = Math.clamp(call.body().days().orElse(USUAL_DAYS), 1, 400);
              // As much as its person may do with cameras; of the site, the numbers alone.
              var scope =
                  call.body().metrics().orElse(false)
                      ? new Scope(Set.of(), null, Set.of(SiteAct.SEE_SYSTEM))
                      : new Scope(caller.subject().role().ceiling(), null, Set.of());
              ApiTokens.Created made =
                  Outcomes.done(
                      nightjar
                          .accounts()
                          .apiTokens()
                          .create(caller, call.body().name(), scope, Duration.ofDays(days)));
              return view(made.info(), Optional.of(made.text()));
            });
    routes
        .delete("/me/tokens/{id}", Need.SIGNED_IN, "Ends a token")
        .takes(ById.class)
        .does(call ->
            Outcomes.done(
                nightjar
                    .accounts()
                    .apiTokens()
                    .revoke(call.caller().caller(), call.params().id())));
  }

  private static TokenView view(ApiTokens.TokenInfo info, Optional<String> text) {
    return new TokenView(
        info.id(), info.label(), micros(info.until()), optionalMicros(info.seen()), text);
  }

  static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }

  static Optional<Long> optionalMicros(@Nullable Instant instant) {
    return Optional.ofNullable(instant).map(MeRoutes::micros);
  }
}
