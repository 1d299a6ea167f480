package nightjar.portal.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.http.Call;
import nightjar.base.http.Listing;
import nightjar.base.http.Nothing;
import nightjar.base.http.ProblemType;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Work;
import nightjar.pictures.check.Fields;
import nightjar.pictures.reading.Field;
import nightjar.pictures.reading.Reading;
import nightjar.portal.door.Need;
import nightjar.portal.door.Visitor;
import nightjar.portal.request.Asking;
import nightjar.portal.request.Asking.Reveal;
import nightjar.portal.request.Form;
import nightjar.portal.request.PictureKind;
import nightjar.portal.request.PictureShelf;
import nightjar.portal.request.RecoveryRequest;
import nightjar.portal.request.Requests;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.wire.QrBody;
import nightjar.recovery.wire.QrPayload;

/// Asking for a way back in, following it, and the code.
final class RequestRoutes {
  static final ProblemType OTHER_SCREEN =
      new ProblemType("other-screen", 409, "Not the screen of this recovery");
  static final ProblemType SAME_MINUTE =
      new ProblemType("same-minute", 409, "The screen has not moved on yet");
  static final ProblemType NOT_NOW =
      new ProblemType("not-now", 409, "That cannot be done with this request now");
  static final ProblemType NOT_GIVEN =
      new ProblemType("not-given", 409, "The authority does not give a code for this");
  static final ProblemType BAD_PICTURE =
      new ProblemType("bad-picture", 422, "The picture cannot be taken");

  /// Each holds an upload of up to 12 MB in memory, and waits for the one worker that reads pictures.
  private static final Work UPLOAD = new Work("pictures", 8);

  record Link(String link) {}

  /// What the code on the Info screen says; whether it is true is found out later.
  record Screen(String model, String deviceId, String serial, String date, int tick) {}

  record AskForm(
      String firstName,
      String lastName,
      String phone,
      String model,
      String deviceId,
      String serial,
      String date,
      Optional<String> qr,
      Optional<String> language) {}

  record ById(String id) {}

  record ByPicture(String id, String kind, Optional<Boolean> camera) {}

  /// What was read on a picture, to fill the form with; empty where nothing was.
  ///
  /// @param read false while no worker has looked at it: the request goes on all the same
  /// @param link the text of the Info screen's code
  /// @param hints `blurred`, `glare`, `small`: it may be worth taking again
  record PictureView(
      boolean read,
      String link,
      String model,
      String deviceId,
      String serial,
      String date,
      List<String> hints) {
    static PictureView of(Reading reading) {
      Map<Field, String> found = Fields.found(reading);
      List<String> hints =
          Stream.of(
                  reading.quality().sharp() ? "" : "blurred",
                  reading.quality().glaring() ? "glare" : "",
                  reading.quality().largeEnough() ? "" : "small")
              .filter(hint -> !hint.isEmpty())
              .toList();
      return new PictureView(
          true,
          reading.codes().stream()
              .filter(code -> QrPayload.read(code).isPresent())
              .findFirst()
              .orElse(""),
          found.getOrDefault(Field.MODEL, ""),
          found.getOrDefault(Field.DEVICE_ID, ""),
          found.getOrDefault(Field.SERIAL, ""),
          found.getOrDefault(Field.DATE, ""),
          hints);
    }
  }

  record AnswerForm(String text) {}

  record RevealForm(String screen, String answerKey) {}

  record Sealed(String sealed, int reveal, int left) {}

  /// @param state in the words of the requester's progress, which are the same whether or not the recorder exists
  /// @param ready when the waiting ends, 0 while nobody can say
  record RequestView(
      String id,
      String state,
      String model,
      String deviceId,
      String serial,
      String date,
      long made,
      long submitted,
      long changed,
      long ready,
      String question,
      int revealsLeft) {}

  private final Asking asking;
  private final Requests requests;
  private final PictureShelf pictures;
  private final Runnable kick;
  private final Turns turns = new Turns();

  /// `kick` wakes who moves requests on.
  RequestRoutes(Asking asking, Requests requests, PictureShelf pictures, Runnable kick) {
    this.asking = asking;
    this.requests = requests;
    this.pictures = pictures;
    this.kick = kick;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .post("/screen", Need.SIGNED_IN, "Reads the link of an Info screen's code")
        .reads(Link.class)
        .gives(Screen.class, call -> screen(call.body().link()));
    routes
        .post("/requests", Need.SIGNED_IN, "A new draft")
        .reads(AskForm.class)
        .makes(RequestView.class, this::draft);
    routes
        .get("/requests", Need.SIGNED_IN, "One's requests, newest first")
        .lists(
            RequestView.class,
            call ->
                Listing.whole(
                    requests.of(call.caller().id()).stream().map(RequestRoutes::view).toList()));
    routes
        .get("/requests/{id}", Need.SIGNED_IN, "One request")
        .takes(ById.class)
        .gives(RequestView.class, call -> view(own(call.caller(), call.params().id())));
    routes
        .put("/requests/{id}", Need.SIGNED_IN, "Fills a draft in")
        .takes(ById.class)
        .reads(AskForm.class)
        .gives(
            RequestView.class,
            call ->
                moved(() ->
                    asking.fill(
                        call.caller().caller(),
                        own(call.caller(), call.params().id()),
                        language(call.body()),
                        form(call.body()))));
    routes
        .put(
            "/requests/{id}/pictures/{kind}",
            Need.SIGNED_IN,
            "Adds a picture, JPEG or PNG, and says what was read on it")
        .takes(ByPicture.class)
        .as(UPLOAD)
        .gives(PictureView.class, this::picture);
    routes
        .post("/requests/{id}/submit", Need.SIGNED_IN, "Hands it in")
        .takes(ById.class)
        .gives(
            RequestView.class,
            call -> moved(() -> asking.submit(call.caller().caller(), ready(call))));
    routes
        .post("/requests/{id}/cancel", Need.SIGNED_IN, "Takes it back")
        .takes(ById.class)
        .gives(
            RequestView.class,
            call ->
                moved(() ->
                    asking.cancel(call.caller().caller(), own(call.caller(), call.params().id()))));
    routes
        .post("/requests/{id}/answer", Need.SIGNED_IN, "Answers a reviewer's question")
        .takes(ById.class)
        .reads(AnswerForm.class)
        .gives(
            RequestView.class,
            call ->
                moved(() ->
                    asking.answer(
                        call.caller().caller(),
                        own(call.caller(), call.params().id()),
                        call.body().text())));
    routes
        .post(
            "/requests/{id}/code",
            Need.RECENT,
            "The temporary password, sealed to the browser's key")
        .takes(ById.class)
        .reads(RevealForm.class)
        .gives(Sealed.class, this::reveal);
    routes
        .post("/requests/{id}/used", Need.SIGNED_IN, "The recorder took the new password")
        .takes(ById.class)
        .gives(
            RequestView.class,
            call ->
                moved(() ->
                    asking.used(call.caller().caller(), own(call.caller(), call.params().id()))));
  }

  private RecoveryRequest own(Visitor visitor, String id) {
    return requests.find(id, visitor.id()).orElseThrow(() -> Refusal.notFound("This request"));
  }

  private RequestView moved(java.util.function.Supplier<RecoveryRequest> move) {
    try {
      RequestView view = view(move.get());
      kick.run();
      return view;
    } catch (Requests.Stale e) {
      throw Refusal.of(
          NOT_NOW,
          "The request has moved on meanwhile.",
          "Load the page again to see where it is.");
    }
  }

  private static Screen screen(String link) {
    QrBody body =
        QrPayload.read(link)
            .map(QrPayload.Unverified::body)
            .orElseThrow(() -> Refusal.field("link", "is not the code of an Info screen"));
    return new Screen(
        body.device().model(),
        body.device().deviceId(),
        body.device().serial(),
        body.dateShown().toString(),
        body.tick());
  }

  private RequestView draft(Call<Visitor, Nothing, AskForm> call) {
    return view(
        asking
            .draft(call.caller().caller(), language(call.body()), form(call.body()))
            .orElseThrow(() ->
                Refusal.of(
                    Problems.CONFLICT,
                    "This account has several open requests.",
                    "Cancel one, or wait until it is decided.")));
  }

  private static String language(AskForm f) {
    return f.language().orElse("en").startsWith("fr") ? "fr" : "en";
  }

  private static Form form(AskForm f) {
    return new Form(
        new Form.Asker(f.firstName(), f.lastName(), f.phone()),
        f.model(),
        f.deviceId(),
        f.serial(),
        f.date(),
        f.qr().orElse(""));
  }

  private PictureView picture(Call<Visitor, ByPicture, Nothing> call) {
    RecoveryRequest request = own(call.caller(), call.params().id());
    switch (request.state()) {
      case DRAFT, NEEDS_INFO -> {}
      case SUBMITTED,
          AUTO_CHECKED,
          IN_REVIEW,
          APPROVED_1,
          APPROVED_2,
          COOLING_OFF,
          READY,
          REVEALED,
          REPORTED_USED,
          EXPIRED,
          REJECTED,
          VETOED,
          REVOKED ->
          throw Refusal.of(NOT_NOW, "People look at the pictures already.", "");
    }
    PictureKind kind = kind(call.params().kind());
    boolean camera = call.params().camera().orElse(false);
    try (var _ = turns.take(call.caller(), call.exchange().remoteAddress())) {
      return view(pictures.put(request, kind, camera, upload(call)));
    }
  }

  private static byte[] upload(Call<Visitor, ByPicture, Nothing> call) {
    try {
      return call.exchange().body(PictureShelf.MOST_BYTES);
    } catch (java.io.IOException e) {
      throw Refusal.of(Problems.BAD_REQUEST, "The picture did not arrive whole.", "Send it again.");
    }
  }

  private static PictureView view(PictureShelf.Put put) {
    return switch (put) {
      case PictureShelf.Put.Read(Reading reading) -> PictureView.of(reading);
      case PictureShelf.Put.Waits() -> new PictureView(false, "", "", "", "", "", List.of());
      case PictureShelf.Put.TooLate() ->
          throw Refusal.of(NOT_NOW, "People look at the pictures already.", "");
      case PictureShelf.Put.Refused(var refusal) -> {
        String why = refusal.name().toLowerCase(Locale.ROOT);
        throw new Refusal(
            new nightjar.base.http.Problem(
                BAD_PICTURE, why, "Take it again.", Map.of("picture", why), 0));
      }
    };
  }

  static PictureKind kind(String text) {
    for (PictureKind kind : PictureKind.values()) {
      if (kind.name().equalsIgnoreCase(text)) {
        return kind;
      }
    }
    throw Refusal.notFound("This kind of picture");
  }

  /// A draft with both pictures and a name.
  private RecoveryRequest ready(Call<Visitor, ById, Nothing> call) {
    RecoveryRequest draft = own(call.caller(), call.params().id());
    for (PictureKind kind : PictureKind.values()) {
      if (!pictures.has(draft, kind)) {
        throw Refusal.field(kind.word(), "has no picture yet");
      }
    }
    if (!asking.hasNames(draft)) {
      throw Refusal.field("firstName", "is missing, or the last name");
    }
    return draft;
  }

  private Sealed reveal(Call<Visitor, ById, RevealForm> call) {
    RecoveryRequest request = own(call.caller(), call.params().id());
    String key = call.body().answerKey();
    try {
      RawKeys.P256.key(Bytes.fromHex(key));
    } catch (Fault | IllegalArgumentException e) {
      throw Refusal.field("answerKey", "is not a P-256 key");
    }
    Reveal reveal;
    try {
      reveal = asking.reveal(call.caller().caller(), request, call.body().screen(), key);
    } catch (Requests.Stale e) {
      throw Refusal.of(NOT_NOW, "The request has moved on meanwhile.", "");
    }
    return switch (reveal) {
      case Reveal.Sealed(String sealed, int number) -> {
        kick.run();
        yield new Sealed(sealed, number, Asking.MOST_REVEALS - number);
      }
      case Reveal.OtherScreen() ->
          throw Refusal.of(
              OTHER_SCREEN,
              "This is not the Info screen of the recovery that was asked for.",
              "Stand at that recorder. If you started again there, send a new request.");
      case Reveal.SameMinute() ->
          throw Refusal.of(
              SAME_MINUTE,
              "The code on the screen has not changed since your first picture.",
              "It changes every minute: take the picture again.");
      case Reveal.NotReady() -> throw Refusal.of(NOT_NOW, "There is no code to show now.", "");
      case Reveal.Refused(String reason) -> throw Refusal.of(NOT_GIVEN, reason, "");
    };
  }

  /// Checks, the authority and the second reviewer are nobody's business but ours.
  static RequestView view(RecoveryRequest r) {
    String state =
        switch (r.state()) {
          case DRAFT -> "draft";
          case SUBMITTED, AUTO_CHECKED, IN_REVIEW, APPROVED_1, APPROVED_2 -> "review";
          case NEEDS_INFO -> "question";
          case COOLING_OFF -> "waiting";
          case READY -> "ready";
          case REVEALED -> "shown";
          case REPORTED_USED -> "used";
          case EXPIRED -> "expired";
          case REJECTED -> "rejected";
          case VETOED -> "vetoed";
          case REVOKED -> "cancelled";
        };
    boolean granted = state.equals("waiting") || state.equals("ready") || state.equals("shown");
    return new RequestView(
        r.id(),
        state,
        r.model(),
        r.deviceId(),
        r.serial(),
        r.dateTyped(),
        r.madeMicros(),
        r.submittedMicros(),
        r.changedMicros(),
        granted ? r.readyMicros() : 0,
        state.equals("question") ? r.question() : "",
        Asking.MOST_REVEALS - r.reveals());
  }
}
