package nightjar.recorder.api;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.Caller;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.password.Argon2Cost;
import nightjar.accounts.password.Hashing;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.Role;
import nightjar.base.http.Call;
import nightjar.base.http.Listing;
import nightjar.base.http.Nothing;
import nightjar.base.http.ProblemType;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Served;
import nightjar.base.http.Work;
import nightjar.media.mp4.Gaps;
import nightjar.recorder.settings.SiteEntry;
import nightjar.store.read.Span;
import nightjar.store.read.SpanMp4;
import nightjar.store.recording.StreamKey;

/// Links that show one clip to somebody without an account, until they end.
final class ShareRoutes {
  static final ProblemType PASSWORD =
      new ProblemType("share-password", 403, "This link asks for its password");

  private static final Work FETCHES = new Work("shared clips", 8);
  private static final long HOUR = 3_600_000_000L;
  private static final long LONGEST_LIFE = 30 * 24 * HOUR;
  private static final long LONGEST_SPAN = 24 * HOUR;
  private static final int LONGEST_LABEL = 100;
  private static final int SHORTEST_PASSWORD = 8;
  private static final int MOST_OPENINGS = 1_000;

  record ById(String id) {}

  record ByTicket(String ticket, Optional<Boolean> download) {}

  /// Either an export, or a camera and a span.
  ///
  /// @param most how often it may be opened; absent for as often as one likes
  record ShareForm(
      Optional<String> export,
      Optional<String> camera,
      Optional<Long> from,
      Optional<Long> to,
      int hours,
      Optional<String> password,
      Optional<String> label,
      Optional<Integer> most) {
    @Override
    public String toString() {
      return "ShareForm";
    }
  }

  /// @param ended it was opened as often as it may be, or who made it may not take this footage out any more
  /// @param token only when it is made
  record ShareView(
      String id,
      String camera,
      long from,
      long to,
      String label,
      long made,
      String by,
      long until,
      boolean hasPassword,
      int openings,
      Optional<Long> lastOpened,
      Optional<Integer> most,
      boolean ended,
      Optional<String> token) {}

  record OpenForm(String token, Optional<String> password) {
    @Override
    public String toString() {
      return "OpenForm";
    }
  }

  /// @param ticket of this page's video, for an hour
  record OpenView(
      String site,
      String zone,
      String camera,
      long from,
      long to,
      String label,
      long until,
      boolean signed,
      String ticket) {}

  private record Clip(String camera, long from, long to, Optional<String> export) {}

  private final Wiring nightjar;
  private final ExportJobs exports;
  private final PlaybackRoutes playback;
  private final Shares shares;
  private final ShareDoor door;
  private final Hashing hashing;

  ShareRoutes(Wiring nightjar, ExportJobs exports, PlaybackRoutes playback) {
    this.nightjar = nightjar;
    this.exports = exports;
    this.playback = playback;
    var random = new SecureRandom();
    this.shares = new Shares(nightjar, random);
    this.door = new ShareDoor(nightjar.clock());
    this.hashing = new Hashing(Argon2Cost.DEFAULT, 1, random);
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/shares", Need.SIGNED_IN, "One's share links; everybody's for an administrator")
        .lists(
            ShareView.class,
            call ->
                Listing.whole(
                    shares.all().stream()
                        .filter(each -> owns(call.caller().caller(), each.share()))
                        .map(each -> view(each, Optional.empty()))
                        .toList()
                        .reversed()));
    routes
        .post("/shares", Need.SIGNED_IN, "Makes a link that shows one clip to who has no account")
        .reads(ShareForm.class)
        .as(SessionRoutes.LOGIN)
        .makes(ShareView.class, this::make);
    routes
        .delete("/shares/{id}", Need.SIGNED_IN, "Ends a share link at once")
        .takes(ById.class)
        .does(this::end);
    routes
        .post("/share/open", Need.NOTHING, "Opens a share link")
        .reads(OpenForm.class)
        .as(SessionRoutes.LOGIN)
        .gives(OpenView.class, this::open);
    routes
        .get("/share/{ticket}/video.mp4", Need.NOTHING, "The clip of a share link that was opened")
        .takes(ByTicket.class)
        .as(FETCHES)
        .serves(List.of("video/mp4"), this::video);
  }

  private ShareView make(Call<Visitor, Nothing, ShareForm> call) {
    ShareForm form = call.body();
    Caller caller = call.caller().caller();
    Clip clip = clip(form, caller);
    if (nightjar.gate().oldestMicros(caller, Act.EXPORT, clip.camera()) > clip.from()) {
      throw Refusal.field("from", "is further back than you may look");
    }
    if (form.hours() < 1 || form.hours() * HOUR > LONGEST_LIFE) {
      throw Refusal.field("hours", "must be 1 to " + LONGEST_LIFE / HOUR);
    }
    if (form.most().filter(most -> most < 1 || most > MOST_OPENINGS).isPresent()) {
      throw Refusal.field("most", "must be 1 to " + MOST_OPENINGS);
    }
    String label = form.label().orElse("").strip();
    if (label.length() > LONGEST_LABEL) {
      throw Refusal.field("label", "is longer than " + LONGEST_LABEL + " characters");
    }
    if (form.password().filter(text -> text.length() < SHORTEST_PASSWORD).isPresent()) {
      throw Refusal.field("password", "needs " + SHORTEST_PASSWORD + " characters or more");
    }
    if (shares.all().size() >= Shares.MOST) {
      throw Refusal.of(Problems.CONFLICT, "There are too many share links.", "End some first.");
    }
    Optional<String> hash =
        form.password()
            .map(text -> hashing.hash(Password.of(text)).orElseThrow(SessionRoutes::busy));
    var share =
        new Share(
            clip.camera(),
            clip.from(),
            clip.to(),
            clip.export(),
            label,
            nightjar.nowMicros(),
            caller.subject().name(),
            caller.subject().id(),
            nightjar.nowMicros() + form.hours() * HOUR,
            hash,
            0,
            Optional.empty(),
            form.most());
    var token = shares.make(share);
    nightjar.audit(
        caller,
        "share.make",
        clip.camera(),
        clip.from() + " to " + clip.to() + ", " + form.hours() + " h " + label);
    return view(new Shares.Kept(token.hash(), share), Optional.of(token.text()));
  }

  private Clip clip(ShareForm form, Caller caller) {
    if (form.export().isPresent()) {
      ExportView export =
          exports
              .find(form.export().get())
              .filter(each -> each.byId().equals(caller.subject().id()) || administers(caller))
              .orElseThrow(() -> Refusal.notFound("This export"));
      if (export.cameras().size() != 1 || export.state() != ExportView.State.DONE) {
        throw Refusal.field("export", "is not one finished clip");
      }
      return new Clip(
          export.cameras().getFirst(), export.from(), export.to(), Optional.of(export.id()));
    }
    String camera = form.camera().orElseThrow(() -> Refusal.field("camera", "is missing"));
    long from = form.from().orElseThrow(() -> Refusal.field("from", "is missing"));
    long to = form.to().orElseThrow(() -> Refusal.field("to", "is missing"));
    Wiring.span(from, to, LONGEST_SPAN);
    return new Clip(camera, from, to, Optional.empty());
  }

  private void end(Call<Visitor, ById, Nothing> call) {
    Caller caller = call.caller().caller();
    Shares.Kept kept =
        shares.all().stream()
            .filter(each -> each.id().equals(call.params().id()) && owns(caller, each.share()))
            .findFirst()
            .orElseThrow(() -> Refusal.notFound("This link"));
    shares.remove(kept.id());
    nightjar.audit(caller, "share.end", kept.share().camera(), kept.share().label());
  }

  private OpenView open(Call<Visitor, Nothing, OpenForm> call) {
    OpenForm form = call.body();
    String address = call.caller().client().where();
    door.knock(address);
    Shares.Kept kept = shares.ofToken(form.token()).orElseThrow(ShareRoutes::gone);
    Share share = kept.share();
    if (share.password().isPresent()) {
      if (form.password().isEmpty()) {
        throw Refusal.of(PASSWORD, "This link asks for its password.", "");
      }
      door.guess(kept.id());
      boolean right =
          switch (hashing.check(Password.of(form.password().get()), share.password().get(), true)) {
            case Hashing.Check.Match _ -> true;
            case Hashing.Check.NoMatch _ -> false;
            case Hashing.Check.Busy _ -> throw SessionRoutes.busy();
          };
      if (!right) {
        note(share, address, Entry.Outcome.REFUSED, "wrong password");
        throw Refusal.of(PASSWORD, "The password is wrong.", "Ask who sent you the link.");
      }
      door.right(kept.id());
    }
    String ticket = shares.open(kept.id()).orElseThrow(ShareRoutes::gone);
    note(share, address, Entry.Outcome.DONE, share.from() + " to " + share.to());
    SiteEntry site = nightjar.settings().site();
    return new OpenView(
        site.site(),
        site.zone(),
        nightjar.cameras().find(share.camera()).map(CameraBook.Page::name).orElse(share.camera()),
        share.from(),
        share.to(),
        share.label(),
        share.until(),
        nightjar.signer().isPresent(),
        ticket);
  }

  private void note(Share share, String address, Entry.Outcome outcome, String detail) {
    nightjar
        .accounts()
        .audit()
        .record(
            new Entry(
                "share link",
                share.byId(),
                "share.open",
                share.camera(),
                address,
                outcome,
                detail));
  }

  private Served video(Call<Visitor, ByTicket, Nothing> call) {
    Share share =
        shares
            .ofTicket(call.params().ticket())
            .map(Shares.Kept::share)
            .orElseThrow(ShareRoutes::gone);
    boolean download = call.params().download().orElse(false);
    if (share.export().isPresent()) {
      ExportView export = exports.find(share.export().get()).orElseThrow(ShareRoutes::gone);
      return exports.send(export, download ? export.file() : Optional.empty());
    }
    StreamKey key = StreamKey.of(share.camera(), "main");
    return exchange -> {
      try (Span span = nightjar.span(key, share.from(), share.to())) {
        SpanMp4 mp4 = span.mp4(Gaps.KEEP);
        (download
                ? playback.sealed(mp4, key, share.from(), share.to(), Gaps.KEEP, share.by())
                : PlaybackRoutes.shown(mp4, Optional.empty()))
            .serve(exchange);
      }
    };
  }

  private ShareView view(Shares.Kept kept, Optional<String> token) {
    Share share = kept.share();
    return new ShareView(
        kept.id(),
        share.camera(),
        share.from(),
        share.to(),
        share.label(),
        share.made(),
        share.by(),
        share.until(),
        share.password().isPresent(),
        share.openings(),
        share.lastOpened(),
        share.most(),
        share.usedUp() || !shares.lasts(share),
        token);
  }

  private static boolean owns(Caller caller, Share share) {
    return share.byId().equals(caller.subject().id()) || administers(caller);
  }

  private static boolean administers(Caller caller) {
    return caller.subject().role() == Role.ADMINISTRATOR;
  }

  private static Refusal gone() {
    return Refusal.of(Problems.GONE, "This link has ended.", "Ask who sent it for a new one.");
  }
}
