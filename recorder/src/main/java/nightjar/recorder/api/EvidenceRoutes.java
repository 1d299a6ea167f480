package nightjar.recorder.api;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.Caller;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.Role;
import nightjar.base.http.Call;
import nightjar.base.http.Listing;
import nightjar.base.http.Nothing;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.json.Json;
import nightjar.store.catalog.EvidenceLock;
import nightjar.store.recording.CameraId;
import nightjar.store.recording.Interval;

/// Bookmarks, and locks that keep footage from expiring.
final class EvidenceRoutes {
  private static final String KIND = "bookmark";
  private static final int LONGEST_TEXT = 500;
  private static final int MOST = 500;
  private static final long LONGEST_LOCK = 31L * 86_400_000_000L;

  record SpanParams(Optional<Long> from, Optional<Long> to, List<String> cameras) {}

  record ById(String id) {}

  record BookmarkForm(String camera, long at, Optional<Long> to, String text) {}

  record Bookmark(
      String id,
      String camera,
      long at,
      Optional<Long> to,
      String text,
      String by,
      String byId,
      long made) {}

  record LockForm(String camera, long from, long to, String reason) {}

  record LockView(
      String id, String camera, long from, long to, String reason, String by, long made) {}

  private final Wiring nightjar;
  private final Json json = new Json();
  private final java.util.random.RandomGenerator random = new java.security.SecureRandom();

  EvidenceRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/bookmarks", Need.SIGNED_IN, "Bookmarks of cameras one may look back on")
        .takes(SpanParams.class)
        .lists(Bookmark.class, this::bookmarks);
    routes
        .post("/bookmarks", Need.SIGNED_IN, "Marks a moment")
        .reads(BookmarkForm.class)
        .makes(
            Bookmark.class,
            call -> {
              Caller caller = call.caller().caller();
              return keep(
                  caller,
                  call.body(),
                  newId(),
                  caller.subject().name(),
                  caller.subject().id(),
                  nightjar.nowMicros());
            });
    routes
        .put("/bookmarks/{id}", Need.SIGNED_IN, "Changes one's bookmark")
        .takes(ById.class)
        .reads(BookmarkForm.class)
        .gives(
            Bookmark.class,
            call -> {
              Bookmark before = own(call.caller().caller(), call.params().id());
              return keep(
                  call.caller().caller(),
                  call.body(),
                  before.id(),
                  before.by(),
                  before.byId(),
                  before.made());
            });
    routes
        .delete("/bookmarks/{id}", Need.SIGNED_IN, "Removes one's bookmark")
        .takes(ById.class)
        .does(call ->
            nightjar
                .documents()
                .remove(KIND, own(call.caller().caller(), call.params().id()).id()));
    routes
        .get("/locks", Need.SIGNED_IN, "What is kept from expiring")
        .lists(LockView.class, call -> Listing.whole(locks(call.caller().caller())));
    routes
        .post("/locks", Need.SIGNED_IN, "Keeps footage from expiring")
        .reads(LockForm.class)
        .makes(LockView.class, this::lock);
    routes
        .delete("/locks/{id}", Need.CHANGE_SYSTEM, "Lets locked footage expire again")
        .takes(ById.class)
        .does(this::unlock);
  }

  private Listing<Bookmark> bookmarks(Call<Visitor, SpanParams, Nothing> call) {
    SpanParams params = call.params();
    Caller caller = call.caller().caller();
    return Listing.whole(
        nightjar
            .documents()
            .between(KIND, params.from().orElse(0L), params.to().orElse(Long.MAX_VALUE))
            .stream()
            .map(each -> json.read(each.body(), Bookmark.class, "bookmark " + each.id()))
            .filter(each -> params.cameras().isEmpty() || params.cameras().contains(each.camera()))
            .filter(each -> nightjar.gate().may(caller, Act.PLAYBACK, each.camera()))
            .limit(MOST)
            .toList());
  }

  private Bookmark keep(
      Caller caller, BookmarkForm form, String id, String by, String byId, long made) {
    nightjar.gate().require(caller, Act.PLAYBACK, form.camera());
    if (form.text().length() > LONGEST_TEXT) {
      throw Refusal.field("text", "is longer than " + LONGEST_TEXT + " characters");
    }
    if (form.to().isPresent() && form.to().get() <= form.at()) {
      throw Refusal.field("to", "is not after at");
    }
    var bookmark =
        new Bookmark(id, form.camera(), form.at(), form.to(), form.text(), by, byId, made);
    nightjar.documents().put(KIND, id, form.at(), json.writeLine(bookmark), Optional.empty());
    return bookmark;
  }

  /// One's own, or anybody's for an administrator; of a camera one may look back on.
  private Bookmark own(Caller caller, String id) {
    return nightjar
        .documents()
        .find(KIND, id)
        .map(each -> json.read(each.body(), Bookmark.class, "bookmark " + id))
        .filter(each -> nightjar.gate().may(caller, Act.PLAYBACK, each.camera()))
        .filter(each ->
            each.byId().equals(caller.subject().id())
                || caller.subject().role() == Role.ADMINISTRATOR)
        .orElseThrow(() -> Refusal.notFound("This bookmark"));
  }

  private List<LockView> locks(Caller caller) {
    return nightjar.recorder().store().locks().stream()
        .filter(each -> nightjar.gate().may(caller, Act.PLAYBACK, each.camera().name()))
        .map(EvidenceRoutes::view)
        .toList();
  }

  private LockView lock(Call<Visitor, Nothing, LockForm> call) {
    LockForm form = call.body();
    Caller caller = call.caller().caller();
    nightjar.gate().require(caller, Act.EXPORT, form.camera());
    Wiring.span(form.from(), form.to(), LONGEST_LOCK);
    if (form.reason().length() > LONGEST_TEXT) {
      throw Refusal.field("reason", "is longer than " + LONGEST_TEXT + " characters");
    }
    EvidenceLock made =
        nightjar
            .recorder()
            .store()
            .lock(
                new CameraId(form.camera()),
                new Interval(form.from(), form.to()),
                form.reason(),
                caller.subject().name());
    nightjar.audit(caller, "lock.add", form.camera(), form.from() + " to " + form.to());
    return view(made);
  }

  private void unlock(Call<Visitor, ById, Nothing> call) {
    String id = call.params().id();
    if (!id.matches("\\d{1,18}") || !nightjar.recorder().store().unlock(Long.parseLong(id))) {
      throw Refusal.notFound("This lock");
    }
    nightjar.audit(call.caller().caller(), "lock.remove", id, "");
  }

  private static LockView view(EvidenceLock lock) {
    return new LockView(
        Long.toString(lock.id()),
        lock.camera().name(),
        lock.interval().start(),
        lock.interval().end(),
        lock.reason(),
        lock.by(),
        lock.madeMicros());
  }

  private String newId() {
    byte[] id = new byte[8];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
