package nightjar.recorder.api;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import nightjar.accounts.Caller;
import nightjar.accounts.User;
import nightjar.accounts.rights.Role;
import nightjar.accounts.rights.SiteAct;
import nightjar.base.http.Call;
import nightjar.base.http.Listing;
import nightjar.base.http.Nothing;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.recorder.settings.WallLayout;

/// Arrangements of the live wall under a name: one's own, and those that administrators share with everybody. A layout gives no right to
/// a camera: a place whose camera the reader may not see is empty for them.
final class LayoutRoutes {
  private static final int MOST = 50;
  private static final int LONGEST_NAME = 60;

  /// How many places each shape has; `1+5` is one large picture and five around it.
  private static final Map<String, Integer> PLACES =
      Map.of("2x2", 4, "3x3", 9, "4x4", 16, "5x5", 25, "6x6", 36, "8x8", 64, "1+5", 6, "1+7", 8);

  record ById(String id) {}

  /// @param cells a camera's id for each place, row by row, or an empty text
  record LayoutForm(String name, String shape, List<String> cells, boolean shared) {}

  /// @param mayChange it is one's own, or shared and one is administrator
  record LayoutView(
      String id,
      String name,
      String shape,
      List<String> cells,
      boolean shared,
      boolean mayChange,
      String by) {}

  private final Wiring nightjar;
  private final RandomGenerator random = new SecureRandom();

  LayoutRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/layouts", Need.SIGNED_IN, "One's arrangements of the wall, and everybody's")
        .lists(LayoutView.class, this::list);
    routes
        .post("/layouts", Need.SIGNED_IN, "Keeps an arrangement of the wall")
        .reads(LayoutForm.class)
        .makes(LayoutView.class, this::make);
    routes
        .put("/layouts/{id}", Need.SIGNED_IN, "Changes one's arrangement of the wall")
        .takes(ById.class)
        .reads(LayoutForm.class)
        .gives(LayoutView.class, this::change);
    routes
        .delete("/layouts/{id}", Need.SIGNED_IN, "Removes one's arrangement of the wall")
        .takes(ById.class)
        .does(this::remove);
  }

  private Listing<LayoutView> list(Call<Visitor, Nothing, Nothing> call) {
    return Listing.whole(seen(nightjar, call.caller().caller()));
  }

  /// Those that the caller sees, as they see them.
  static List<LayoutView> seen(Wiring nightjar, Caller caller) {
    return nightjar.settings().layouts().stream()
        .filter(each -> each.layout().shared() || owns(caller, each.layout()))
        .map(each -> view(nightjar, caller, each))
        .toList();
  }

  /// Forgets what people kept for themselves who are no more. Without anybody at all it is the accounts that are gone, not the people.
  static void forgetWhoIsGone(Wiring nightjar) {
    Set<String> people =
        nightjar.accounts().users().list().stream().map(User::id).collect(Collectors.toSet());
    if (!people.isEmpty()) {
      nightjar.settings().keepOnlyOf(people);
    }
  }

  private LayoutView make(Call<Visitor, Nothing, LayoutForm> call) {
    Caller caller = call.caller().caller();
    long own =
        nightjar.settings().layouts().stream().filter(each -> owns(caller, each.layout())).count();
    if (own >= MOST) {
      throw Refusal.of(Problems.CONFLICT, "You have too many layouts.", "Delete some first.");
    }
    byte[] id = new byte[8];
    random.nextBytes(id);
    String by = caller.subject().name();
    return keep(
        caller,
        HexFormat.of().formatHex(id),
        nightjar.nowMicros(),
        checked(caller, call.body(), caller.subject().id(), by));
  }

  private LayoutView change(Call<Visitor, ById, LayoutForm> call) {
    Caller caller = call.caller().caller();
    WallLayout.Kept before = changeable(caller, call.params().id());
    // Who takes a shared one back has it for themselves.
    String owner = call.body().shared() ? before.layout().owner() : caller.subject().id();
    WallLayout after = checked(caller, call.body(), owner, before.layout().by());
    return keep(caller, before.id(), before.made(), after);
  }

  private void remove(Call<Visitor, ById, Nothing> call) {
    Caller caller = call.caller().caller();
    WallLayout.Kept kept = changeable(caller, call.params().id());
    nightjar.settings().removeLayout(kept.id());
    if (kept.layout().shared()) {
      nightjar.audit(caller, "layout.remove", kept.layout().name(), "");
    }
  }

  private LayoutView keep(Caller caller, String id, long made, WallLayout layout) {
    var kept = new WallLayout.Kept(id, made, layout);
    nightjar.settings().put(kept);
    if (layout.shared()) {
      nightjar.audit(caller, "layout.share", layout.name(), layout.shape());
    }
    return view(nightjar, caller, kept);
  }

  private WallLayout checked(Caller caller, LayoutForm form, String owner, String by) {
    if (form.shared()) {
      nightjar.gate().require(caller, SiteAct.CHANGE_SYSTEM);
    }
    String name = NameText.of("name", form.name(), LONGEST_NAME);
    Integer places = PLACES.get(form.shape());
    if (places == null) {
      throw Refusal.field("shape", "is none of " + PLACES.keySet().stream().sorted().toList());
    }
    if (form.cells().size() != places) {
      throw Refusal.field("cells", "must be " + places);
    }
    Set<String> seen = new HashSet<>();
    List<String> cells =
        form.cells().stream().map(each -> Objects.requireNonNullElse(each, "")).toList();
    for (String cell : cells) {
      if (!cell.isEmpty() && !shows(nightjar, caller, cell)) {
        throw Refusal.field("cells", "names a camera that is not there");
      }
      if (!cell.isEmpty() && !seen.add(cell)) {
        throw Refusal.field("cells", "names a camera twice");
      }
    }
    return new WallLayout(owner, by, name, form.shape(), cells, form.shared());
  }

  private WallLayout.Kept changeable(Caller caller, String id) {
    return nightjar.settings().layouts().stream()
        .filter(each -> each.id().equals(id) && mayChange(caller, each.layout()))
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("This layout"));
  }

  private static LayoutView view(Wiring nightjar, Caller caller, WallLayout.Kept kept) {
    WallLayout layout = kept.layout();
    return new LayoutView(
        kept.id(),
        layout.name(),
        layout.shape(),
        layout.cells().stream().map(each -> shows(nightjar, caller, each) ? each : "").toList(),
        layout.shared(),
        mayChange(caller, layout),
        layout.by());
  }

  private static boolean shows(Wiring nightjar, Caller caller, String camera) {
    return nightjar.cameras().has(camera) && nightjar.gate().sees(caller, camera);
  }

  private static boolean mayChange(Caller caller, WallLayout layout) {
    return layout.shared() ? caller.subject().role() == Role.ADMINISTRATOR : owns(caller, layout);
  }

  private static boolean owns(Caller caller, WallLayout layout) {
    return layout.owner().equals(caller.subject().id());
  }
}
