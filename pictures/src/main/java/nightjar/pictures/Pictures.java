package nightjar.pictures;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.base.log.EventLog;
import nightjar.pictures.reading.Intake;
import nightjar.pictures.reading.Look;
import nightjar.pictures.reading.Picture;
import nightjar.pictures.reading.Refusal;
import nightjar.pictures.worker.Answer;
import nightjar.pictures.worker.Op;

/// Reads photographs that strangers upload. No picture is decoded in this process: two workers do, one with the models for
/// uploads, a small one for live capture.
/// Safe for any thread because each worker is behind a lock.
public final class Pictures implements AutoCloseable {
  /// Bytes. A phone's largest JPEG at 50 megapixels is about as much.
  public static final int LARGEST_UPLOAD = 12 << 20;

  /// A frame of live capture; 1280 pixels at good quality are a fifth of it.
  public static final int LARGEST_FRAME = 2 << 20;

  private static final Duration TAKE = Duration.ofSeconds(40);
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final EventLog log;
  private final Worker reader;
  private final Worker looker;
  private final Places readers = new Places(8, Duration.ofSeconds(60));
  private final Places lookers = new Places(3, Duration.ofMillis(300));
  private final boolean readsText;

  private Pictures(EventLog log, Worker reader, Worker looker, boolean readsText) {
    this.log = log;
    this.reader = reader;
    this.looker = looker;
    this.readsText = readsText;
  }

  /// `work` is a private folder for the workers' files; emptied and used by nobody else. Starts the first worker, so that a
  /// machine on which none can run says so at once.
  public static Pictures open(Path work, EventLog log) {
    Sandbox sandbox = Sandbox.of(work.toAbsolutePath().resolve("reads"));
    var reader = new Worker(sandbox, true);
    boolean readsText = reader.hello();
    if (!readsText) {
      log.log(PicturesEvent.PICTURES_WITHOUT_TEXT, "pictures", "built without the models");
    }
    return new Pictures(
        log,
        reader,
        new Worker(sandbox.in(work.toAbsolutePath().resolve("looks")), false),
        readsText);
  }

  /// False when the program was built without the models: then labels are only read by their QR codes.
  public boolean readsText() {
    return readsText;
  }

  /// Cleans, measures and reads an upload; takes about a second, 40 at most once its turn has come.
  public Intake take(Bytes upload) {
    if (upload.isEmpty() || upload.size() > LARGEST_UPLOAD) {
      return new Intake.Refused(Refusal.TOO_LARGE);
    }
    Answer.Said said;
    Optional<Optional<Answer>> asked = readers.inTurn(() -> reader.ask(Op.TAKE, upload, TAKE));
    if (asked.isEmpty()) {
      return new Intake.Refused(Refusal.BUSY);
    }
    if (asked.get().isEmpty()) {
      log.log(
          PicturesEvent.PICTURE_WORKER_REPLACED, "pictures", upload.size() + " bytes stopped it");
      return new Intake.Refused(Refusal.TOO_HARD);
    }
    Answer answer = asked.get().get();
    said = answer.said();
    return said.refused() != null || said.reading() == null
        ? new Intake.Refused(said.refused() == null ? Refusal.DAMAGED : said.refused())
        : new Intake.Taken(new Picture(answer.jpeg(), said.width(), said.height()), said.reading());
  }

  /// Glances at a frame of a live camera. Never queues for long: a frame that comes too soon is skipped.
  public Look look(Bytes frame) {
    if (frame.isEmpty() || frame.size() > LARGEST_FRAME) {
      return new Look.Refused(Refusal.TOO_LARGE);
    }
    Optional<Optional<Answer>> asked = lookers.inTurn(() -> looker.ask(Op.LOOK, frame, LOOK));
    if (asked.isEmpty()) {
      return new Look.Skipped();
    }
    if (asked.get().isEmpty()) {
      return new Look.Refused(Refusal.TOO_HARD);
    }
    Answer.Said said = asked.get().get().said();
    if (said.look() != null) {
      return said.look();
    }
    return new Look.Refused(said.refused() == null ? Refusal.DAMAGED : said.refused());
  }

  @Override
  public void close() {
    reader.close();
    looker.close();
  }
}
