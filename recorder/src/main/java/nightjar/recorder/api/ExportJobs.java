package nightjar.recorder.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.base.http.FileAnswer;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.Served;
import nightjar.base.json.Json;
import nightjar.media.mp4.Gaps;
import nightjar.recorder.evidence.Sealing;
import nightjar.recorder.evidence.Signer;
import nightjar.recorder.evidence.Statement;
import nightjar.recorder.live.Why;
import nightjar.recorder.mask.Mask;
import nightjar.recorder.mask.Retouch;
import nightjar.recorder.playback.CodedExport;
import nightjar.recorder.settings.SiteEntry;
import nightjar.recorder.vault.Vault;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskChannel;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Curtain;
import nightjar.store.read.Span;
import nightjar.store.read.SpanMp4;
import nightjar.store.recording.StreamKey;

/// Writes exports into files, two at a time, each on a virtual thread: one camera as MP4, several as a ZIP of MP4 files that are only
/// stored. Each MP4 file carries its seal. What was running when the program ended is said to have failed.
/// Safe for any thread because the maps are concurrent and each job's state is replaced whole.
final class ExportJobs {
  private static final String KIND = "export";
  private static final String GUIDE = "how-to-check.txt";
  private static final int AT_ONCE = 2;
  private static final int PART_OF_DISK = 10;
  private static final int MOST_PER_PERSON = 20;

  /// A download is asked anew after so many bytes whether it may go on.
  private static final long PIECE = 1 << 20;

  /// What of it, and why, beside what the view says.
  record Order(String stream, Gaps gaps, String reason) {}

  private final Wiring nightjar;
  private final Path folder;
  private final Disk disk;
  private final Json json = new Json();
  private final Map<String, ExportView> running = new ConcurrentHashMap<>();
  private final Semaphore permits = new Semaphore(AT_ONCE, true);

  ExportJobs(Wiring nightjar) {
    this.nightjar = nightjar;
    this.folder = nightjar.folder().resolve(Vault.EXPORTS);
    disk = nightjar.recorder().keys().over(new LocalDisk(folder));
    for (ExportView each : kept()) {
      if (each.state() == ExportView.State.WAITING || each.state() == ExportView.State.RUNNING) {
        keep(each.failed(new Why("us", "the recorder was stopped", "Export it again.")));
      }
    }
  }

  List<ExportView> all() {
    return kept().stream().map(each -> running.getOrDefault(each.id(), each)).toList().reversed();
  }

  Optional<ExportView> find(String id) {
    return Optional.ofNullable(running.get(id))
        .or(() -> kept().stream().filter(each -> each.id().equals(id)).findAny());
  }

  /// A [Refusal] where `person` has as many under way as one may.
  void requirePlace(String person) {
    long mine = running.values().stream().filter(each -> each.byId().equals(person)).count();
    if (mine >= MOST_PER_PERSON) {
      throw Refusal.later(Problems.BUSY, "You have " + MOST_PER_PERSON + " exports under way.", 30);
    }
  }

  /// Begins to write it.
  void start(ExportView export, Order order) {
    keep(export);
    running.put(export.id(), export);
    Thread.ofVirtual().name("export " + export.id()).start(() -> run(export, order));
  }

  /// Ends it, and deletes its file.
  void remove(ExportView export) {
    running.remove(export.id());
    nightjar.documents().remove(KIND, export.id());
    delete(export);
  }

  private void delete(ExportView export) {
    if (disk.exists(file(export))) {
      disk.delete(file(export));
    }
  }

  private static String file(ExportView export) {
    return export.id() + (export.cameras().size() == 1 ? ".mp4" : ".zip");
  }

  /// Sends the file of an export that is done; footage that is withheld from now on ends it.
  Served send(ExportView export, Optional<String> name) {
    Curtain curtain = nightjar.recorder().store().reader().curtain();
    curtain.allow(export.from());
    Optional<String> masked = nightjar.masks().stamp(export.cameras());
    if (masked.isPresent() && !masked.equals(export.masked())) {
      throw Refusal.of(
          MaskRoutes.MASKED,
          "The privacy mask was drawn or changed after this export was made.",
          "Export it again: it then comes with the mask.");
    }
    return exchange -> {
      try (DiskFile in = disk.openToRead(file(export))) {
        new FileAnswer(
                export.cameras().size() == 1 ? "video/mp4" : "application/zip",
                in.size(),
                export.sha256().orElse(export.id()),
                name,
                "private, no-cache",
                (from, to, out) -> {
                  for (long at = from; at < to; ) {
                    curtain.allow(export.from());
                    at += in.transferTo(at, Math.min(PIECE, to - at), out);
                  }
                })
            .serve(exchange);
      }
    };
  }

  private void run(ExportView export, Order order) {
    permits.acquireUninterruptibly();
    try {
      Files.createDirectories(folder);
      String hash = write(export, order);
      if (running.containsKey(export.id())) {
        boolean signed = nightjar.signer().isPresent();
        keep(export.done(name(export), hash, size(export), signed));
      } else {
        delete(export);
      }
    } catch (Fault fault) {
      keep(export.failed(why(fault)));
    } catch (IOException e) {
      keep(export.failed(new Why("disk", FileReason.of(e), "Look at the disk.")));
    } finally {
      running.remove(export.id());
      permits.release();
    }
  }

  private long size(ExportView export) {
    try (DiskFile file = disk.openToRead(file(export))) {
      return file.size();
    }
  }

  private static Why why(Fault fault) {
    return new Why(
        fault.kind().name().toLowerCase(Locale.ROOT),
        String.valueOf(fault.getMessage()),
        fault.advice());
  }

  /// Returns the SHA-256 of the file.
  private String write(ExportView export, Order order) throws IOException {
    MessageDigest sha = sha256();
    delete(export);
    try (DiskFile made = disk.create(file(export))) {
      var file = new DiskChannel(made);
      if (export.cameras().size() == 1) {
        return footage(export, export.cameras().getFirst(), order, file);
      }
      try (OutputStream out = new DigestOutputStream(Channels.newOutputStream(file), sha);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        // Footage does not shrink; the quickest level only frames it.
        zip.setLevel(0);
        for (String camera : export.cameras()) {
          zip.putNextEntry(new ZipEntry(camera + ".mp4"));
          footage(export, camera, order, Channels.newChannel(zip));
          zip.closeEntry();
        }
        zip.putNextEntry(new ZipEntry(GUIDE));
        try (InputStream guide = Signer.class.getResourceAsStream(GUIDE)) {
          zip.write(Objects.requireNonNull(guide).readAllBytes());
        }
        zip.closeEntry();
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private String footage(ExportView export, String camera, Order order, WritableByteChannel out)
      throws IOException {
    StreamKey key = StreamKey.of(camera, order.stream());
    try (Span span = nightjar.whole(key, export.from(), export.to())) {
      SpanMp4 mp4 = span.mp4(order.gaps());
      long room = room();
      if (mp4.length() > room) {
        throw Fault.of(
            Fault.Kind.EXHAUSTED,
            "the export needs " + mp4.length() + " bytes, and exports have " + Math.max(0, room),
            "Export a shorter span, or delete older exports.");
      }
      var sealing = new Sealing(out);
      if (!nightjar.masks().stamp(export.cameras()).equals(export.masked())) {
        throw Fault.of(
            Fault.Kind.WITHHELD, "the privacy mask was changed meanwhile", "Export it again.");
      }
      Mask mask = nightjar.masks().of(camera);
      boolean burnIn = export.timeBurntIn().orElse(false);
      var retouch =
          new Retouch(mask, burnIn ? Optional.of(nightjar.burntTime(camera)) : Optional.empty());
      long start = mp4.startMicros();
      if (retouch.isNothing()) {
        mp4.send(0, mp4.length(), sealing, (done, total) -> progress(export, done, total));
      } else {
        start =
            new CodedExport(nightjar.masks().footage(), retouch)
                .send(
                    span,
                    export.from(),
                    export.to(),
                    sealing,
                    (done, total) -> progress(export, mp4.length() * done / total, mp4.length()));
      }
      if (nightjar.signer().isPresent()) {
        Signer signer = nightjar.signer().get();
        sealing.seal(
            statement(signer, export, camera, order, start, !mask.coversNothing()), signer.key());
      }
      return sealing.sha256();
    }
  }

  /// Exports stay until somebody deletes them, and on a disk that is full of footage each drives the oldest of it out.
  private long room() throws IOException {
    Disk.Space space = nightjar.recorder().space();
    long used;
    try (Stream<Path> files = Files.list(folder)) {
      used = files.mapToLong(each -> each.toFile().length()).sum();
    }
    return Math.min(
        space.freeBytes() - nightjar.recorder().keepFreeBytes() / 2,
        space.totalBytes() / PART_OF_DISK - used);
  }

  private void progress(ExportView export, long done, long total) {
    if (running.computeIfPresent(
            export.id(), (_, now) -> now.with(ExportView.State.RUNNING, total, done))
        == null) {
      throw Fault.of(Fault.Kind.REFUSED, "ended by its owner", "");
    }
  }

  private Statement statement(
      Signer signer, ExportView export, String camera, Order order, long start, boolean masked) {
    SiteEntry site = nightjar.settings().site();
    return new Statement(
        signer.recorder(),
        site.site(),
        site.zone(),
        camera,
        nightjar.cameras().find(camera).map(CameraBook.Page::name).orElse(camera),
        order.stream(),
        export.from(),
        export.to(),
        Optional.of(start),
        export.gaps().stream()
            .filter(gap -> gap.camera().equals(camera))
            .map(gap -> new Statement.Missing(gap.from(), gap.to(), Signer.word(gap.cause())))
            .toList(),
        order.gaps() == Gaps.COLLAPSE,
        masked,
        export.timeBurntIn(),
        export.id(),
        export.cameras(),
        export.made(),
        export.by(),
        export.reference().orElse(""),
        order.reason(),
        0,
        "");
  }

  private static String name(ExportView export) {
    return export.cameras().size() == 1
        ? export.cameras().getFirst() + "-" + export.from() / 1_000_000 + ".mp4"
        : "nightjar-" + export.from() / 1_000_000 + ".zip";
  }

  private List<ExportView> kept() {
    long erased = nightjar.recorder().vault().erasedBefore();
    return nightjar.documents().all(KIND).stream()
        .map(this::read)
        .filter(each -> each.made() >= erased)
        .toList();
  }

  private ExportView read(nightjar.recorder.settings.Documents.Document document) {
    return json.read(document.body(), ExportView.class, "export " + document.id());
  }

  private void keep(ExportView export) {
    nightjar
        .documents()
        .put(KIND, export.id(), export.made(), json.writeLine(export), Optional.empty());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
