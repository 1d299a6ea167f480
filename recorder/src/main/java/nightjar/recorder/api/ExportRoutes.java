package nightjar.recorder.api;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.Caller;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.Role;
import nightjar.base.http.Call;
import nightjar.base.http.Listing;
import nightjar.base.http.Nothing;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Served;
import nightjar.base.http.Work;
import nightjar.media.mp4.Gaps;
import nightjar.recorder.mask.FootageCoder;
import nightjar.recorder.mask.Mask;
import nightjar.recorder.mask.Retouch;
import nightjar.store.recording.CameraId;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;

/// Footage taken out: wished for, written with progress, fetched.
final class ExportRoutes {
  private static final Work FETCHES = new Work("export downloads", 8);
  private static final long LONGEST = 7L * 86_400_000_000L;

  private static final int MOST_CAMERAS = 16;
  private static final int LONGEST_TEXT = 200;

  record ById(String id) {}

  record ExportForm(
      List<String> cameras,
      long from,
      long to,
      Optional<String> stream,
      Optional<Gaps> gaps,
      Optional<String> reference,
      Optional<String> reason,
      Optional<Boolean> lock,
      Optional<Boolean> burnInTime) {}

  private final Wiring nightjar;
  private final ExportJobs jobs;
  private final java.util.random.RandomGenerator random = new java.security.SecureRandom();

  ExportRoutes(Wiring nightjar, ExportJobs jobs) {
    this.nightjar = nightjar;
    this.jobs = jobs;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/exports", Need.SIGNED_IN, "One's exports; everybody's for an administrator")
        .lists(
            ExportView.class,
            call ->
                Listing.whole(
                    jobs.all().stream()
                        .filter(each -> owns(call.caller().caller(), each))
                        .toList()));
    routes
        .post("/exports", Need.SIGNED_IN, "Begins an export")
        .reads(ExportForm.class)
        .makes(ExportView.class, this::start);
    routes
        .get("/exports/{id}", Need.SIGNED_IN, "One export and how far it is")
        .takes(ById.class)
        .gives(ExportView.class, call -> own(call.caller().caller(), call.params().id()));
    routes
        .delete("/exports/{id}", Need.SIGNED_IN, "Ends an export and deletes its file")
        .takes(ById.class)
        .does(call -> {
          ExportView export = own(call.caller().caller(), call.params().id());
          jobs.remove(export);
          nightjar.audit(call.caller().caller(), "export.remove", export.id(), "");
        });
    routes
        .get("/exports/{id}/file", Need.SIGNED_IN, "The file, with byte ranges")
        .takes(ById.class)
        .as(FETCHES)
        .serves(List.of("video/mp4", "application/zip"), this::file);
  }

  private ExportView start(Call<Visitor, Nothing, ExportForm> call) {
    ExportForm form = call.body();
    Caller caller = call.caller().caller();
    Wiring.span(form.from(), form.to(), LONGEST);
    List<String> cameras = form.cameras().stream().distinct().toList();
    if (cameras.isEmpty() || cameras.size() > MOST_CAMERAS) {
      throw Refusal.field("cameras", "must be 1 to " + MOST_CAMERAS);
    }
    String reference = form.reference().orElse("");
    if (reference.length() > LONGEST_TEXT || form.reason().orElse("").length() > LONGEST_TEXT) {
      throw Refusal.field("reference", "is longer than " + LONGEST_TEXT + " characters");
    }
    String stream = form.stream().orElse("main");
    for (String camera : cameras) {
      if (nightjar.gate().oldestMicros(caller, Act.EXPORT, camera) > form.from()) {
        throw Refusal.field("from", "is further back than you may look");
      }
    }
    boolean burnIn = form.burnInTime().orElse(false);
    boolean anew = burnIn || nightjar.masks().stamp(cameras).isPresent();
    if (anew && form.gaps().orElse(Gaps.KEEP) == Gaps.COLLAPSE) {
      throw Refusal.field("gaps", "cannot be left out of pictures that are coded anew");
    }
    if (burnIn) {
      FootageCoder.requireAbleTo(
          new Retouch(Mask.NONE, Optional.of(nightjar.burntTime(cameras.getFirst()))));
    }
    jobs.requirePlace(caller.subject().id());
    ExportView export = plan(caller, form, cameras, stream);
    nightjar.audit(
        caller,
        "footage.export",
        String.join(",", cameras),
        form.from() + " to " + form.to() + " " + reference);
    if (form.lock().orElse(false)) {
      String reason = form.reason().filter(text -> !text.isBlank()).orElse("export " + export.id());
      cameras.forEach(camera ->
          nightjar
              .recorder()
              .store()
              .lock(
                  new CameraId(camera),
                  new Interval(form.from(), form.to()),
                  reason,
                  caller.subject().name()));
    }
    jobs.start(
        export,
        new ExportJobs.Order(stream, form.gaps().orElse(Gaps.KEEP), form.reason().orElse("")));
    return export;
  }

  private ExportView plan(Caller caller, ExportForm form, List<String> cameras, String stream) {
    List<ExportView.Missing> missing = new ArrayList<>();
    for (String camera : cameras) {
      nightjar
          .recorder()
          .store()
          .coverage(StreamKey.of(camera, stream), form.from(), form.to())
          .gaps()
          .forEach(gap ->
              missing.add(
                  new ExportView.Missing(
                      camera, gap.interval().start(), gap.interval().end(), gap.cause())));
    }
    byte[] id = new byte[8];
    random.nextBytes(id);
    return new ExportView(
        HexFormat.of().formatHex(id),
        ExportView.State.WAITING,
        cameras,
        form.from(),
        form.to(),
        nightjar.nowMicros(),
        caller.subject().name(),
        caller.subject().id(),
        form.reference(),
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        missing,
        nightjar.masks().stamp(cameras),
        form.burnInTime().filter(asked -> asked));
  }

  private Served file(Call<Visitor, ById, Nothing> call) {
    Caller caller = call.caller().caller();
    ExportView export = own(caller, call.params().id());
    // A right that was taken away since takes the file along.
    export.cameras().forEach(camera -> nightjar.gate().require(caller, Act.EXPORT, camera));
    if (export.state() != ExportView.State.DONE) {
      throw Refusal.of(Problems.CONFLICT, "The export is not done.", "Wait for it.");
    }
    Served file = jobs.send(export, export.file());
    nightjar.audit(caller, "export.fetch", export.id(), String.join(",", export.cameras()));
    return file;
  }

  private static boolean owns(Caller caller, ExportView export) {
    return export.byId().equals(caller.subject().id())
        || caller.subject().role() == Role.ADMINISTRATOR;
  }

  private ExportView own(Caller caller, String id) {
    return jobs.find(id)
        .filter(each -> owns(caller, each))
        .orElseThrow(() -> Refusal.notFound("This export"));
  }
}
