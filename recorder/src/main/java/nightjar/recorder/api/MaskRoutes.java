package nightjar.recorder.api;

import java.util.List;
import nightjar.base.http.Call;
import nightjar.base.http.ProblemType;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Work;
import nightjar.recorder.mask.FootageCoder;
import nightjar.recorder.mask.Mask;

/// A camera's privacy masks: seen and drawn.
final class MaskRoutes {
  static final ProblemType MASKED =
      new ProblemType("masked", 423, "A masked picture that cannot be made now");

  /// Whether FFmpeg works is found out by starting it.
  private static final Work LOOKS = new Work("masks", 2);

  record ById(String camera) {}

  /// What becomes of the camera's video.
  enum Shown {
    WHOLE,
    ENCODED,
    WITHHELD
  }

  /// @param atOnce how many streams this recorder masks at once; beyond, the next one is withheld
  record MaskView(List<Mask.Area> areas, Shown shown, int atOnce) {}

  private final Wiring nightjar;

  MaskRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/cameras/{camera}/masks", Need.SETTINGS, "What of the picture nobody sees")
        .takes(ById.class)
        .as(LOOKS)
        .gives(MaskView.class, call -> view(call.params().camera()));
    routes
        .put("/cameras/{camera}/masks", Need.SETTINGS, "Masks parts of the picture, of all footage")
        .takes(ById.class)
        .reads(Mask.class)
        .as(LOOKS)
        .gives(MaskView.class, this::put);
  }

  /// One after the other: of two that draw at once neither is forgotten.
  private synchronized MaskView put(Call<Visitor, ById, Mask> call) {
    String camera = nightjar.camera(call.params().camera()).id();
    Mask mask = call.body();
    mask.wrong()
        .ifPresent(why -> {
          throw Refusal.field("areas", why);
        });
    nightjar.settings().mask(camera, mask);
    nightjar.masks().set(nightjar.settings().masks());
    nightjar.audit(
        call.caller().caller(), "camera.mask", camera, mask.areas().size() + " areas masked");
    return view(camera);
  }

  private MaskView view(String camera) {
    Mask mask = nightjar.masks().of(camera);
    Shown shown =
        mask.coversNothing() ? Shown.WHOLE : FootageCoder.works() ? Shown.ENCODED : Shown.WITHHELD;
    return new MaskView(mask.areas(), shown, nightjar.masks().most());
  }
}
