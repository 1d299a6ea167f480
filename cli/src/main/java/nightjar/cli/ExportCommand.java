package nightjar.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
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
        SpanMp4 mp4 = span.mp4(collapse ? Gaps.COLLAPSE : Gaps.KEEP);
        Optional<Signer> signer = signer();
        var gaps = Signer.gaps(store.coverage(key, asked.start(), asked.end()).gaps());
        long bytes =
            write(
                mp4,
                signer.map(
                    each -> new Signed(each, statement(each, asked, mp4.startMicros(), gaps))));
        tell(mp4, bytes, signer);
      }
    }
  }

  private record Signed(Signer signer, Statement statement) {}

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
  private long write(SpanMp4 mp4, Optional<Signed> signed) {
    room(mp4.length());
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
          mp4.send(0, mp4.length(), sealing, this::progress);
          sealing.seal(signed.get().statement(), signed.get().signer().key());
        } else {
          mp4.send(0, mp4.length(), file, this::progress);
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
          "Choose a folder you may write to, with room for " + mp4.length() + " bytes.",
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
