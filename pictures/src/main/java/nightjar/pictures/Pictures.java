package nightjar.pictures;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.base.Fault;
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
  private final Places readers = new Places(8, Duration.ofSeconds(20));
  private final Places lookers = new Places(3, Duration.ofMillis(300));

  private Pictures(EventLog log, Worker reader, Worker looker) {
    this.log = log;
    this.reader = reader;
    this.looker = looker;
  }

  /// `work` is a private folder for the workers' files; emptied and used by nobody else. A worker starts when it is first
  /// needed; [#warm] starts the reader's before that.
  public static Pictures open(Path work, EventLog log) {
    Sandbox sandbox = Sandbox.of(work.toAbsolutePath().resolve("reads"));
    return new Pictures(
        log,
        new Worker(sandbox, true),
        new Worker(sandbox.in(work.toAbsolutePath().resolve("looks")), false));
  }

  /// Starts the reader's worker, so that nobody's first upload waits for it and the log says at once what it cannot do.
  public void warm() {
    readers.inTurn(() -> {
      try {
        if (!reader.hello()) {
          log.log(PicturesEvent.PICTURES_WITHOUT_TEXT, "pictures", "built without the models");
        }
      } catch (Fault fault) {
        down(fault);
      }
      return true;
    });
  }

  private void down(Fault fault) {
    log.log(
        PicturesEvent.PICTURE_WORKER_DOWN, "pictures", fault.getMessage() + ". " + fault.advice());
  }

  /// Cleans, measures and reads an upload; takes about a second; at most 20 until its turn has come and 40 from then on.
  public Intake take(Bytes upload) {
    if (upload.size() > LARGEST_UPLOAD) {
      return new Intake.Refused(Refusal.TOO_LARGE);
    }
    Answer.Said said;
    Optional<Optional<Answer>> asked;
    try {
      asked = readers.inTurn(() -> reader.ask(Op.TAKE, upload, TAKE));
    } catch (Fault fault) {
      down(fault);
      return new Intake.Refused(Refusal.NO_WORKER);
    }
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
    if (frame.size() > LARGEST_FRAME) {
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
