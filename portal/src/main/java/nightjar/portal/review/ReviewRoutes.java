package nightjar.portal.review;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import nightjar.accounts.NewPerson;
import nightjar.accounts.PersonChange;
import nightjar.accounts.User;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.Role;
import nightjar.base.http.Call;
import nightjar.base.http.Nothing;
import nightjar.base.http.ProblemType;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Served;
import nightjar.portal.door.Door;
import nightjar.portal.door.DoorRoutes;
import nightjar.portal.door.DoorRoutes.Me;
import nightjar.portal.door.Need;
import nightjar.portal.door.Visitor;
import nightjar.portal.request.CaseFile;
import nightjar.portal.request.CaseFile.Field;
import nightjar.portal.request.Devices;
import nightjar.portal.request.Ground;
import nightjar.portal.request.Match;
import nightjar.portal.request.PictureKind;
import nightjar.portal.request.PictureShelf;
import nightjar.portal.request.RecoveryRequest;
import nightjar.portal.request.Review;
import nightjar.portal.request.Review.Decision;
import nightjar.portal.request.Review.Outcome;
import nightjar.portal.request.Review.Verdict;
import nightjar.portal.request.Signal;
import nightjar.portal.request.Who;
import nightjar.recovery.authority.Registry;
import nightjar.recovery.crypto.RawKeys;

/// The review desk: one case at a time, at random, and what is decided about it.
final class ReviewRoutes {
  static final ProblemType NOT_YOURS =
      new ProblemType("not-yours", 409, "The case is not with you any more");
  static final ProblemType NOT_COUNTED =
      new ProblemType("not-counted", 409, "The authority would not count this approval");

  record SetupForm(String token, String name, String password) {}

  record SetupState(boolean needed) {}

  record PersonForm(String name) {}

  record Invitation(String name, String link) {}

  record ById(String id) {}

  record ByPicture(String id, String kind) {}

  record Counts(long waiting, long coolingOff, long ready, long today) {}

  /// What the text or the code on a picture says, and how it compares with the registry, or else with the form.
  record ReadView(String text, Match match) {}

  record FieldView(
      String name,
      String form,
      String qr,
      String registry,
      Match match,
      Match registered,
      ReadView info,
      ReadView sticker) {}

  record SignalView(Signal.Lean lean, String code, List<String> about, String detail) {}

  /// @param asker initials and the end of the number: the rest is nobody's business here
  /// @param statement what an approval signs, or empty when the authority refuses this request
  record CaseView(
      String id,
      String tier,
      int approvals,
      boolean second,
      long coolDownSeconds,
      String purpose,
      long submitted,
      String asker,
      List<FieldView> fields,
      List<SignalView> signals,
      String requestCode,
      String statement,
      String conversation,
      List<String> passkeys) {}

  record DecisionForm(
      Verdict verdict, List<String> reasons, Optional<String> note, Optional<String> assertion) {}

  record DecisionView(String state) {}

  record BackForm(boolean conflict) {}

  record DeviceForm(
      String model,
      String deviceId,
      String serial,
      RawKeys curve,
      String agreementPublic,
      String signingPublic,
      Registry.Status status) {}

  /// What the authority's operator enters, after comparing the fingerprint by voice.
  record Approver(
      String id,
      String credentialId,
      String publicKey,
      boolean backupEligible,
      String relyingParty,
      List<String> origins,
      boolean active) {}

  private final Ground ground;
  private final Door door;
  private final DoorRoutes doorRoutes;
  private final Review review;
  private final Devices devices;
  private final PictureShelf pictures;
  private final Approvers approvers;
  private final Supplier<String> address;
  private final Runnable kick;

  ReviewRoutes(
      Ground ground,
      Door door,
      DoorRoutes doorRoutes,
      Review review,
      Devices devices,
      PictureShelf pictures,
      Approvers approvers,
      Supplier<String> address,
      Runnable kick) {
    this.ground = ground;
    this.door = door;
    this.doorRoutes = doorRoutes;
    this.review = review;
    this.devices = devices;
    this.pictures = pictures;
    this.approvers = approvers;
    this.address = address;
    this.kick = kick;
  }

  void add(RouteTable<Visitor> routes) {
    people(routes);
    routes.get("/counts", Need.SIGNED_IN, "How much waits").gives(Counts.class, _ -> counts());
    routes
        .post("/next", Need.SIGNED_IN, "One's case, or one at random")
        .gives(
            CaseView.class,
            call ->
                review
                    .next(call.caller().caller())
                    .map(request -> view(call.caller(), request))
                    .orElseThrow(() -> Refusal.notFound("A case that waits for you")));
    routes
        .get("/cases/{id}/pictures/{kind}", Need.SIGNED_IN, "A picture of one's case")
        .takes(ByPicture.class)
        .serves(List.of("image/jpeg"), this::picture);
    routes
        .post("/cases/{id}/decision", Need.SIGNED_IN, "Decides")
        .takes(ById.class)
        .reads(DecisionForm.class)
        .gives(DecisionView.class, this::decide);
    routes
        .post("/cases/{id}/back", Need.SIGNED_IN, "Gives the case back")
        .takes(ById.class)
        .reads(BackForm.class)
        .does(call ->
            review.giveBack(call.caller().caller(), call.params().id(), call.body().conflict()));
    routes
        .post("/devices", Need.ADMINISTRATOR, "Takes a recorder in, from the file it wrote")
        .reads(DeviceForm.class)
        .does(this::device);
  }

  private void people(RouteTable<Visitor> routes) {
    routes
        .get("/setup", Need.NOTHING, "Whether the first administrator is still to be made")
        .gives(SetupState.class, _ -> new SetupState(door.accounts().setup().needed()));
    routes
        .post("/setup", Need.NOTHING, "Makes the first administrator, by the one-time link")
        .reads(SetupForm.class)
        .as(DoorRoutes.LOGIN)
        .gives(
            Me.class,
            call ->
                doorRoutes.welcomed(
                    call.exchange(),
                    door.accounts()
                        .setup()
                        .complete(
                            call.body().token(),
                            new NewPerson(
                                call.body().name().strip(),
                                "",
                                null,
                                Password.of(call.body().password())),
                            call.caller().client())));
    routes
        .post("/people", Need.ADMINISTRATOR, "Invites a reviewer")
        .reads(PersonForm.class)
        .makes(Invitation.class, this::invite);
    routes
        .get("/me/approver", Need.SIGNED_IN, "One's passkey, for the authority's registry")
        .gives(Approver.class, call -> approver(call.caller()));
  }

  private Invitation invite(Call<Visitor, Nothing, PersonForm> call) {
    User made =
        DoorRoutes.done(
            door.accounts()
                .users()
                .add(
                    call.caller().caller(),
                    call.body().name().strip(),
                    "",
                    new PersonChange(Role.OPERATOR, List.of(), null, false)));
    String token = DoorRoutes.done(door.accounts().links().make(call.caller().caller(), made.id()));
    return new Invitation(made.name(), address.get() + "/welcome#token=" + token);
  }

  private Counts counts() {
    Review.Counts c = review.counts();
    return new Counts(c.waiting(), c.coolingOff(), c.ready(), c.today());
  }

  private CaseView view(Visitor visitor, RecoveryRequest request) {
    CaseFile file = CaseFile.of(ground, devices, pictures, request);
    return new CaseView(
        request.id(),
        request.tier().name(),
        request.tier().approvals(),
        request.state() == nightjar.portal.request.State.APPROVED_1,
        request.tier().coolDown().toSeconds(),
        request.purpose().name(),
        request.submittedMicros(),
        masked(file.asker().firstName(), file.asker().lastName(), file.asker().phone()),
        file.fields().stream().map(ReviewRoutes::view).toList(),
        file.signals().stream().map(ReviewRoutes::view).toList(),
        file.qr().map(qr -> qr.request().text()).orElse(""),
        request.statement(),
        request.question(),
        door.accounts().passkeys().list(visitor.id()).stream().map(p -> p.id()).toList());
  }

  private static FieldView view(Field f) {
    return new FieldView(
        f.name(),
        f.form(),
        f.qr(),
        f.registry(),
        f.formToQr(),
        f.qrToRegistry(),
        new ReadView(f.info().text(), f.info().match()),
        new ReadView(f.sticker().text(), f.sticker().match()));
  }

  private static SignalView view(Signal s) {
    return new SignalView(s.lean(), s.code(), Objects.requireNonNull(s.about()), s.detail());
  }

  private static String masked(String first, String last, String phone) {
    String digits = phone.replaceAll("\\D", "");
    return initial(first)
        + " "
        + initial(last)
        + (digits.length() > 3 ? " … " + digits.substring(digits.length() - 3) : "");
  }

  private static String initial(String name) {
    return name.isEmpty() ? "?" : name.substring(0, name.offsetByCodePoints(0, 1)) + ".";
  }

  private Served picture(Call<Visitor, ByPicture, Nothing> call) {
    RecoveryRequest request =
        review
            .mine(call.caller().caller(), call.params().id())
            .orElseThrow(() -> Refusal.notFound("This case"));
    for (PictureKind kind : PictureKind.values()) {
      if (kind.name().equalsIgnoreCase(call.params().kind())) {
        byte[] bytes =
            pictures.get(request, kind).orElseThrow(() -> Refusal.notFound("This picture"));
        return exchange ->
            exchange
                .set("Content-Type", "image/jpeg")
                .set("Content-Disposition", "inline")
                .bytes(ByteBuffer.wrap(bytes));
      }
    }
    throw Refusal.notFound("This kind of picture");
  }

  private DecisionView decide(Call<Visitor, ById, DecisionForm> call) {
    DecisionForm form = call.body();
    boolean approve = form.verdict() == Verdict.APPROVE;
    if (approve && form.assertion().isEmpty()) {
      throw Refusal.field("assertion", "is missing: no approval without a passkey");
    }
    if (form.verdict() == Verdict.ASK && form.note().filter(n -> !n.isBlank()).isEmpty()) {
      throw Refusal.field("note", "is missing: what should they answer?");
    }
    var decision =
        new Decision(
            form.verdict(),
            form.reasons(),
            form.note().orElse("").strip(),
            call.caller().id(),
            approve ? form.assertion().orElse("") : "");
    Outcome outcome = review.decide(call.caller().caller(), call.params().id(), decision);
    return switch (outcome) {
      case Outcome.Done(var state) -> {
        kick.run();
        yield new DecisionView(state.name().toLowerCase(Locale.ROOT));
      }
      case Outcome.NotYours() -> throw Refusal.of(NOT_YOURS, "The case moved on meanwhile.", "");
      case Outcome.NotCounted(String reason) ->
          throw Refusal.of(
              NOT_COUNTED, reason, "Ask the authority’s operator to enter your passkey.");
    };
  }

  private void device(Call<Visitor, Nothing, DeviceForm> call) {
    DeviceForm f = call.body();
    var device =
        new Registry.Device(
            f.model(),
            f.deviceId(),
            f.serial(),
            f.curve(),
            f.agreementPublic(),
            f.signingPublic(),
            f.status());
    if (!devices.put(Who.of(call.caller().caller()), device)) {
      throw Refusal.of(Problems.CONFLICT, "This recorder is registered with other keys.", "");
    }
  }

  private Approver approver(Visitor visitor) {
    return approvers
        .of(visitor.id())
        .map(p ->
            new Approver(
                p.id(),
                p.credentialId(),
                p.publicKey(),
                p.backupEligible(),
                p.relyingParty(),
                p.origins(),
                p.active()))
        .orElseThrow(() -> Refusal.notFound("A passkey of yours"));
  }
}
