package nightjar.recorder.api;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nightjar.accounts.Caller;
import nightjar.base.Fault;
import nightjar.base.http.Call;
import nightjar.base.http.Listing;
import nightjar.base.http.Nothing;
import nightjar.base.http.Problem;
import nightjar.base.http.ProblemType;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Work;
import nightjar.media.codec.CodecConfig;
import nightjar.media.rtsp.RtspOptions;
import nightjar.media.rtsp.message.RtspUrl;
import nightjar.recorder.CameraPlan;
import nightjar.recorder.config.CameraConfig.TransportChoice;
import nightjar.recorder.playback.Still;
import nightjar.recorder.probe.CameraProbe;
import nightjar.recorder.settings.CameraEntry;
import nightjar.recorder.settings.RecordPlan;
import nightjar.recorder.settings.Settings;

/// Cameras: seen, tried, added, changed, removed, while the others record.
final class CameraRoutes {
  static final ProblemType UNREACHABLE =
      new ProblemType("camera-unreachable", 502, "The camera does not answer");
  static final ProblemType REFUSED = new ProblemType("camera-refused", 502, "The camera says no");
  static final ProblemType LOGIN =
      new ProblemType("camera-login", 502, "The camera does not take the user or password");
  static final ProblemType PROTOCOL =
      new ProblemType("camera-protocol", 502, "The camera answers what cannot be understood");

  private static final Work TESTS = new Work("camera tests", 4);
  private static final int PICTURE_WIDTH = 640;
  private static final int LONGEST_NAME = 100;

  record ById(String camera) {}

  record NothingForm() {}

  record TestForm(
      String address,
      Optional<String> user,
      Optional<String> password,
      Optional<String> camera,
      Optional<TransportChoice> transport) {}

  record TestStream(
      String mime,
      Optional<CameraViews.VideoView> video,
      Optional<CameraViews.AudioView> audio,
      double fps,
      long bitsPerSecond) {}

  record CameraTest(
      List<TestStream> streams,
      Optional<String> picture,
      Optional<String> keyFrame,
      long tookMicros) {}

  record NewCamera(
      Optional<String> id,
      String name,
      String address,
      Optional<String> subAddress,
      Optional<String> user,
      Optional<String> password,
      Optional<TransportChoice> transport,
      Optional<RecordPlan> record,
      Optional<Integer> keepDays,
      Optional<Long> keepBytes,
      Optional<Boolean> enabled,
      Optional<Integer> order) {}

  private final Wiring nightjar;
  private final Schedule schedule;

  CameraRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
    this.schedule =
        new Schedule(nightjar.settings(), nightjar.recorder().cameras(), nightjar.clock());
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/cameras", Need.SIGNED_IN, "Cameras on which one may do anything")
        .lists(CameraViews.CameraView.class, call -> list(call.caller().caller()));
    routes
        .post("/cameras", Need.CHANGE_SYSTEM, "Adds a camera; recording starts at once")
        .reads(NewCamera.class)
        .makes(CameraViews.CameraView.class, this::make);
    routes
        .post("/cameras/test", Need.CHANGE_SYSTEM, "Connects once and shows what a camera sends")
        .reads(TestForm.class)
        .as(TESTS)
        .gives(CameraTest.class, call -> test(call.body()));
    routes
        .get("/cameras/{camera}", Need.ANY_ACT, "One camera")
        .takes(ById.class)
        .gives(
            CameraViews.CameraView.class,
            call -> {
              CameraBook.Page page = nightjar.camera(call.params().camera());
              call.exchange().set("ETag", tag(page));
              return CameraViews.of(nightjar, call.caller().caller(), page);
            });
    routes
        .put("/cameras/{camera}", Need.SETTINGS, "Changes a camera")
        .takes(ById.class)
        .reads(NewCamera.class)
        .gives(CameraViews.CameraView.class, this::change);
    routes
        .delete("/cameras/{camera}", Need.CHANGE_SYSTEM, "Removes a camera; its footage stays")
        .takes(ById.class)
        .does(this::remove);
    routes
        .post("/cameras/{camera}/retry", Need.SETTINGS, "Tries at once, a refused login once more")
        .takes(ById.class)
        .reads(NothingForm.class)
        .does(call -> nightjar.recorder().cameras().retry(call.params().camera()));
  }

  private Listing<CameraViews.CameraView> list(Caller caller) {
    return Listing.whole(
        nightjar.cameras().all().stream()
            .filter(page -> nightjar.gate().sees(caller, page.id()))
            .map(page -> CameraViews.of(nightjar, caller, page))
            .toList());
  }

  private CameraViews.CameraView make(Call<Visitor, Nothing, NewCamera> call) {
    NewCamera form = call.body();
    List<String> taken = nightjar.cameras().ids();
    String id = form.id().orElseGet(() -> CameraEntry.idOf(form.name(), taken));
    if (!id.matches("[a-z0-9][a-z0-9-]{0,62}")) {
      throw Refusal.field("id", "must be lower-case letters, digits and hyphens, at most 63");
    }
    Optional<CameraBook.Page> there = nightjar.cameras().find(id);
    if (there.filter(page -> page.from() != CameraBook.Origin.FOOTAGE).isPresent()) {
      throw Refusal.of(
          Problems.CONFLICT, "There is a camera called " + id + ".", "Choose another id.");
    }
    return keep(call.caller().caller(), id, form, taken.size(), "camera.add");
  }

  private CameraViews.CameraView change(Call<Visitor, ById, NewCamera> call) {
    CameraBook.Page page = nightjar.camera(call.params().camera());
    call.exchange()
        .header("If-Match")
        .filter(given -> !given.equals(tag(page)))
        .ifPresent(_ -> {
          throw Refusal.of(
              Problems.STALE, "Somebody changed this camera meanwhile.", "Load it again.");
        });
    return switch (page.from()) {
      case FILE -> {
        nightjar
            .settings()
            .label(
                page.id(),
                new Settings.Label(name(call.body()), call.body().order().orElse(page.order())));
        nightjar.cameras().reload();
        yield CameraViews.of(nightjar, call.caller().caller(), nightjar.camera(page.id()));
      }
      case API ->
          keep(call.caller().caller(), page.id(), call.body(), page.order(), "camera.change");
      case FOOTAGE ->
          throw Refusal.of(
              Problems.CONFLICT, "Only footage is left of this camera.", "Add it again.");
    };
  }

  private CameraViews.CameraView keep(
      Caller caller, String id, NewCamera form, int order, String act) {
    Login login = login(form.address(), form.user(), form.password());
    var entry =
        new CameraEntry(
            id,
            name(form),
            plain("address", form.address()),
            form.subAddress().map(address -> plain("subAddress", address)),
            login.user(),
            form.transport().orElse(TransportChoice.AUTO),
            form.record().orElse(RecordPlan.ALWAYS),
            form.keepDays(),
            form.keepBytes(),
            form.enabled().orElse(true),
            form.order().orElse(order));
    nightjar.settings().put(entry, login.password());
    nightjar.audit(caller, act, id, entry.address());
    nightjar.cameras().reload();
    nightjar.cameras().receive(entry, schedule.recordsNow(entry.record()));
    nightjar.cameras().keep(nightjar.recorder());
    return CameraViews.of(nightjar, caller, nightjar.camera(id));
  }

  private void remove(Call<Visitor, ById, Nothing> call) {
    CameraBook.Page page = nightjar.camera(call.params().camera());
    if (page.from() != CameraBook.Origin.API) {
      throw Refusal.of(
          Problems.CONFLICT,
          "This camera stands in the configuration file.",
          "Take it out there, and start the recorder again.");
    }
    nightjar.recorder().cameras().remove(page.id());
    nightjar.settings().removeCamera(page.id());
    nightjar.audit(call.caller().caller(), "camera.remove", page.id(), "");
    nightjar.cameras().reload();
  }

  private CameraTest test(TestForm form) {
    // The password of a camera that is there goes to that camera's own address only.
    Optional<String> kept =
        form.camera()
            .flatMap(id -> nightjar.settings().camera(id))
            .filter(each -> each.camera().address().equals(plain("address", form.address())))
            .flatMap(each -> nightjar.settings().password(each.camera().id()));
    Login login = login(form.address(), form.user(), form.password());
    var url =
        CameraPlan.url(
            plain("address", form.address()), login.user(), login.password().or(() -> kept));
    RtspOptions options =
        RtspOptions.defaults()
            .with(
                switch (form.transport().orElse(TransportChoice.AUTO)) {
                  case AUTO -> RtspOptions.TransportPolicy.AUTO;
                  case TCP -> RtspOptions.TransportPolicy.TCP;
                  case UDP -> RtspOptions.TransportPolicy.UDP;
                });
    try {
      return view(CameraProbe.look(nightjar.recorder().client(), url, options, nightjar.clock()));
    } catch (Fault fault) {
      throw new Refusal(
          Problem.of(kind(fault.kind()), String.valueOf(fault.getMessage()), fault.advice()));
    }
  }

  private static CameraTest view(CameraProbe.Seen seen) {
    List<CodecConfig> configs = seen.configs();
    Optional<byte[]> jpeg = seen.still().flatMap(still -> still.jpeg(PICTURE_WIDTH));
    Optional<String> key =
        jpeg.isPresent()
            ? Optional.empty()
            : seen.still().map(Still::mp4).map(mp4 -> data("video/mp4", mp4.toArray()));
    return new CameraTest(
        List.of(
            new TestStream(
                CameraViews.mime(configs),
                CameraViews.video(configs),
                CameraViews.audio(configs),
                seen.framesPerSecond(),
                seen.bitsPerSecond())),
        jpeg.map(bytes -> data("image/jpeg", bytes)),
        key,
        seen.tookMicros());
  }

  private static String data(String type, byte[] bytes) {
    return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }

  private static ProblemType kind(Fault.Kind kind) {
    return switch (kind) {
      case UNAUTHENTICATED -> LOGIN;
      case REFUSED, WITHHELD, BUSY, NOT_FOUND, EXHAUSTED -> REFUSED;
      case PROTOCOL, UNSUPPORTED, CORRUPT -> PROTOCOL;
      case UNREACHABLE, DISK -> UNREACHABLE;
      case INVALID -> Problems.INVALID;
    };
  }

  private record Login(Optional<String> user, Optional<String> password) {}

  /// What signs in at a camera: the fields, or where they name nobody what the address holds, as people paste it.
  private static Login login(String address, Optional<String> user, Optional<String> password) {
    plain("address", address);
    Optional<String> named = user.filter(name -> !name.isEmpty());
    return named.isPresent()
        ? new Login(named, password)
        : RtspUrl.parse(address)
            .credentials()
            .map(found -> new Login(Optional.of(found.user()), Optional.of(found.password())))
            .orElse(new Login(named, password));
  }

  /// The address without whatever signs in there, which is kept apart.
  private static String plain(String field, String address) {
    try {
      return CameraPlan.url(address, Optional.empty(), Optional.empty()).address();
    } catch (Fault fault) {
      throw Refusal.field(field, String.valueOf(fault.getMessage()));
    }
  }

  private static String name(NewCamera form) {
    return NameText.of("name", form.name(), LONGEST_NAME);
  }

  private static String tag(CameraBook.Page page) {
    return '"' + page.from().name().toLowerCase(Locale.ROOT) + "-" + page.revision() + '"';
  }
}
