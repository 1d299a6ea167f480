package nightjar.recorder.api;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import nightjar.accounts.Passkeys;
import nightjar.accounts.passkey.RelyingParty;
import nightjar.base.http.ApiJson;
import nightjar.base.http.Call;
import nightjar.base.http.Exchange;
import nightjar.base.http.Listing;
import nightjar.base.http.Nothing;
import nightjar.base.http.ProblemType;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import tools.jackson.databind.JsonNode;

/// Signing in by a passkey, and one's passkeys. For whom a passkey is follows from the address that the browser opened.
final class PasskeyRoutes {
  static final ProblemType NEEDS_NAME =
      new ProblemType("passkey-needs-name", 409, "Passkeys need a host name");

  record OptionsForm() {}

  /// @param options of `navigator.credentials.create` or `get`, in the JSON form of WebAuthn level 3
  record OptionsView(JsonNode options) {}

  record AnswerForm(JsonNode response, Optional<Boolean> remember) {}

  record NewPasskey(String name, JsonNode response) {}

  record NameForm(String name) {}

  /// @param synced whether it is on more than one device
  record PasskeyView(String id, String name, boolean synced, long made, Optional<Long> lastUsed) {}

  record ById(String id) {}

  private final Wiring nightjar;
  private final SessionRoutes sessions;
  private final ApiJson json = new ApiJson();

  PasskeyRoutes(Wiring nightjar, SessionRoutes sessions) {
    this.nightjar = nightjar;
    this.sessions = sessions;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .post("/session/passkey/options", Need.NOTHING, "Begins to sign in by a passkey")
        .reads(OptionsForm.class)
        .gives(OptionsView.class, call -> options(passkeys(call.exchange()).signInOptions()));
    routes
        .post("/session/passkey", Need.NOTHING, "Signs in by a passkey")
        .reads(AnswerForm.class)
        .as(SessionRoutes.LOGIN)
        .gives(SessionRoutes.SignedInView.class, this::signIn);
    routes
        .post("/session/again/passkey/options", Need.SIGNED_IN, "Begins to prove again who one is")
        .reads(OptionsForm.class)
        .gives(
            OptionsView.class,
            call -> options(passkeys(call.exchange()).againOptions(call.caller().caller())));
    routes
        .post("/session/again/passkey", Need.SIGNED_IN, "Proves again who one is, by a passkey")
        .reads(AnswerForm.class)
        .as(SessionRoutes.LOGIN)
        .gives(
            SessionRoutes.SignedInView.class,
            call ->
                sessions.outcome(
                    call.exchange(),
                    passkeys(call.exchange())
                        .again(
                            call.caller().caller(),
                            json.text(call.body().response()),
                            call.caller().client())));
    own(routes);
  }

  private void own(RouteTable<Visitor> routes) {
    routes
        .get("/me/passkeys", Need.SIGNED_IN, "One's passkeys")
        .lists(
            PasskeyView.class,
            call ->
                Listing.whole(
                    nightjar.accounts().passkeys().list(call.caller().id()).stream()
                        .map(PasskeyRoutes::view)
                        .toList()));
    routes
        .post("/me/passkeys/options", Need.SIGNED_IN, "Begins a new passkey")
        .reads(OptionsForm.class)
        .gives(
            OptionsView.class,
            call ->
                options(
                    Optional.of(
                        Outcomes.done(
                            passkeys(call.exchange())
                                .registrationOptions(call.caller().caller())))));
    routes
        .post("/me/passkeys", Need.SIGNED_IN, "Keeps a new passkey")
        .reads(NewPasskey.class)
        .makes(
            PasskeyView.class,
            call ->
                view(
                    Outcomes.done(
                        passkeys(call.exchange())
                            .register(
                                call.caller().caller(),
                                json.text(call.body().response()),
                                name(call.body().name())))));
    routes
        .put("/me/passkeys/{id}", Need.SIGNED_IN, "Gives a passkey another name")
        .takes(ById.class)
        .reads(NameForm.class)
        .gives(
            PasskeyView.class,
            call ->
                view(
                    Outcomes.done(
                        nightjar
                            .accounts()
                            .passkeys()
                            .rename(
                                call.caller().caller(),
                                call.params().id(),
                                name(call.body().name())))));
    routes
        .delete("/me/passkeys/{id}", Need.SIGNED_IN, "Removes a passkey")
        .takes(ById.class)
        .does(call ->
            Outcomes.done(
                nightjar.accounts().passkeys().remove(call.caller().caller(), call.params().id())));
  }

  private SessionRoutes.SignedInView signIn(Call<Visitor, Nothing, AnswerForm> call) {
    return sessions.outcome(
        call.exchange(),
        passkeys(call.exchange())
            .signIn(
                json.text(call.body().response()),
                call.body().remember().orElse(false),
                call.caller().client()));
  }

  private OptionsView options(Optional<String> options) {
    return options
        .map(text ->
            new OptionsView(json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class)))
        .orElseThrow(PasskeyRoutes::needsName);
  }

  /// A [Refusal] where a browser would not give a passkey.
  private Passkeys passkeys(Exchange exchange) {
    Optional<RelyingParty> party =
        RelyingParty.of(
            exchange.isSecure(),
            exchange.header("Host").orElse(""),
            nightjar.settings().site().site());
    if (party.isEmpty()) {
      throw needsName();
    }
    return nightjar.accounts().passkeys().at(party);
  }

  private static Refusal needsName() {
    return Refusal.of(
        NEEDS_NAME,
        "Browsers give passkeys to host names only, over HTTPS, or to localhost.",
        "Open the recorder by its name instead of its address.");
  }

  private static String name(String name) {
    return NameText.of("name", name, 80);
  }

  private static PasskeyView view(Passkeys.PasskeyInfo info) {
    return new PasskeyView(
        info.id(),
        info.label(),
        info.synced(),
        MeRoutes.micros(info.made()),
        MeRoutes.optionalMicros(info.seen()));
  }
}
