package nightjar.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.media.mp4.Gaps;
import nightjar.recorder.evidence.Sealing;
import nightjar.recorder.evidence.Signer;
import nightjar.recorder.evidence.Statement;
import nightjar.recorder.mask.BurntTime;
import nightjar.recorder.mask.FootageCoder;
import nightjar.recorder.mask.Mask;
import nightjar.recorder.mask.Retouch;
import nightjar.recorder.playback.CodedExport;
import nightjar.store.StoreReader;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Span;
import nightjar.store.read.SpanMp4;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `nightjar export`: a span of one stream as an MP4 file that every player opens; also beside a running recorder.
/// Owned by the main thread.
@Command(name = "export")
final class ExportCommand implements Runnable {
  private record Exported(
      String file, long bytes, String start, double seconds, boolean signed, String key) {}

  private final Environment environment;

  @Mixin private StoreCommand.DataFolder data = new StoreCommand.DataFolder();

  @Option(names = "--camera", paramLabel = "NAME", required = true)
  private String camera = "";

  @Option(names = "--stream", paramLabel = "NAME", defaultValue = "main")
  private String stream = "";

  @Option(names = "--from", paramLabel = "TIME", required = true, descriptionKey = "from")
  private String from = "";

  @Option(names = "--to", paramLabel = "TIME", required = true, descriptionKey = "to")
  private String to = "";

  @Option(names = "--out", paramLabel = "FILE", required = true)
  private Path out = Path.of(".");

  @Option(names = "--collapse")
  private boolean collapse;

  @Option(names = "--burn-in")
  private boolean burnIn;

  @Option(names = "--json")
  private boolean json;

  ExportCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    Interval asked = Arguments.interval(from, to, environment.clock());
    StreamKey key = StreamKey.of(camera, stream);
    try (StoreReader store = data.reader(environment)) {
      if (!store.streams().contains(key)) {
        throw Fault.of(
            Fault.Kind.NOT_FOUND,
            "nothing is recorded of " + key,
            "Recorded here: " + StoreListCommand.names(store) + ".");
      }
      try (Span span = store.span(key, asked.start(), asked.end())) {
        Retouch retouch = retouch();
        SpanMp4 mp4 = span.mp4(collapse ? Gaps.COLLAPSE : Gaps.KEEP);
        Optional<Signer> signer = signer();
        var gaps = Signer.gaps(store.coverage(key, asked.start(), asked.end()).gaps());
        long bytes =
            write(
                mp4.length(),
                out -> footage(span, mp4, asked, retouch, out),
                signer.map(
                    each -> new Signed(each, statement(each, asked, mp4.startMicros(), gaps))));
        tell(mp4, bytes, signer);
      }
    }
  }

  private record Signed(Signer signer, Statement statement) {}

  @FunctionalInterface
  private interface Footage {
    void send(WritableByteChannel out) throws IOException;
  }

  private Retouch retouch() {
    if (!burnIn) {
      return Retouch.masking(Mask.NONE);
    }
    if (collapse) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "--burn-in and --collapse do not go together",
          "Pictures that are coded anew keep their gaps: leave one of the two out.");
    }
    SiteNames names = SiteNames.read(data.own(), camera);
    var retouch =
        new Retouch(Mask.NONE, Optional.of(new BurntTime(names.camera(), names.site().zoneId())));
    FootageCoder.requireAbleTo(retouch);
    return retouch;
  }

  private void footage(
      Span span, SpanMp4 mp4, Interval asked, Retouch retouch, WritableByteChannel out)
      throws IOException {
    if (retouch.isNothing()) {
      mp4.send(0, mp4.length(), out, this::progress);
      return;
    }
    new CodedExport(new FootageCoder(1, environment.clock()), retouch)
        .send(
            span,
            asked.start(),
            asked.end(),
            out,
            (done, total) -> progress(mp4.length() * done / total, mp4.length()));
  }

  /// Footage without a signature is better than none: a key that cannot be used is said, and the export goes on.
  private Optional<Signer> signer() {
    try {
      return Optional.of(
          Signer.open(
              data.own(), VersionCommand.software(), environment.clock(), new SecureRandom()));
    } catch (Fault fault) {
      Terminal terminal = environment.terminal();
      terminal.error(terminal.say("export.unsigned", fault.getMessage() + ". " + fault.advice()));
      return Optional.empty();
    }
  }

  private Statement statement(
      Signer signer, Interval asked, long start, List<Statement.Missing> gaps) {
    SiteNames names = SiteNames.read(data.own(), camera);
    return new Statement(
        signer.recorder(),
        names.site().site(),
        names.site().zone(),
        camera,
        names.camera(),
        stream,
        asked.start(),
        asked.end(),
        Optional.of(start),
        gaps,
        collapse,
        false,
        burnIn ? Optional.of(true) : Optional.empty(),
        "",
        List.of(camera),
        environment.clock().wallMicros(),
        environment.terminal().say("export.by", System.getProperty("user.name", "")),
        "",
        "",
        0,
        "");
  }

  /// Returns how long the file became.
  private long write(long length, Footage footage, Optional<Signed> signed) {
    room(length);
    Path part = out.resolveSibling(out.getFileName() + ".part");
    try {
      try (FileChannel file =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        if (signed.isPresent()) {
          var sealing = new Sealing(file);
          footage.send(sealing);
          sealing.seal(signed.get().statement(), signed.get().signer().key());
        } else {
          footage.send(file);
        }
        file.force(true);
        Files.move(part, out);
        return file.size();
      } finally {
        environment.terminal().endProgress();
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.DISK,
          out + " cannot be written: " + FileReason.of(e),
          "Choose a folder you may write to, with room for " + length + " bytes.",
          e);
    }
  }

  private void room(long bytes) {
    Path folder = out.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw Fault.of(
          Fault.Kind.NOT_FOUND, "the folder of " + out + " does not exist", "Make it first.");
    }
    if (Files.exists(out)) {
      throw Fault.of(
          Fault.Kind.INVALID, out + " exists already", "Choose another name, or delete it first.");
    }
    long free = new LocalDisk(folder).space().freeBytes();
    if (free < bytes) {
      throw Fault.of(
          Fault.Kind.EXHAUSTED,
          "the export needs " + bytes + " bytes, and " + folder + " has " + free,
          "Export a shorter span, or to another disk.");
    }
  }

  private void progress(long done, long total) {
    Terminal terminal = environment.terminal();
    terminal.progress(() ->
        terminal.say(
            "export.progress", (double) done / Math.max(1, total), done / 1e6, total / 1e6));
  }

  private void tell(SpanMp4 mp4, long bytes, Optional<Signer> signer) {
    Terminal terminal = environment.terminal();
    String start = java.time.Instant.ofEpochMilli(mp4.startMicros() / 1_000).toString();
    double seconds = mp4.durationMicros() / 1e6;
    String key = signer.map(each -> each.key().fingerprint()).orElse("");
    if (json) {
      terminal.json(new Exported(out.toString(), bytes, start, seconds, signer.isPresent(), key));
    } else {
      terminal.line(terminal.say("export.done", out, bytes / 1e6, start, seconds));
      if (signer.isPresent()) {
        terminal.line(terminal.say("export.signed", Terminal.quoted(out.toString()), key));
      }
    }
  }
}
