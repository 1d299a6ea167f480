package nightjar.pictures.worker;

import java.awt.image.BufferedImage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.base.time.Clock;
import nightjar.pictures.image.Gray;
import nightjar.pictures.image.Looks;
import nightjar.pictures.image.Measures;
import nightjar.pictures.intake.Cleaner;
import nightjar.pictures.qr.QrFound;
import nightjar.pictures.qr.QrReader;
import nightjar.pictures.reading.Camera;
import nightjar.pictures.reading.Hashes;
import nightjar.pictures.reading.Look;
import nightjar.pictures.reading.Reading;
import nightjar.pictures.reading.Refusal;
import nightjar.pictures.reading.TextLine;
import nightjar.pictures.text.TextReader;

/// All that a worker does with one upload.
/// Owned by the worker's thread.
public final class PictureReader implements AutoCloseable {
  private static final Duration QR_AT_MOST = Duration.ofSeconds(10);

  private final QrReader codes;
  private final Optional<TextReader> text;

  public PictureReader(Clock clock, boolean withText) {
    codes = new QrReader(clock);
    text = withText ? TextReader.open() : Optional.empty();
  }

  public Answer answer(Wire.Question question) {
    byte[] upload = question.upload().toArray();
    return switch (question.op()) {
      case HELLO -> said(new Answer.Said(text.isPresent(), null, 0, 0, null, null));
      case TAKE ->
          switch (Cleaner.clean(upload)) {
            case Cleaner.Cleaned.Refused(Refusal why) -> refused(why);
            case Cleaner.Cleaned.Image(BufferedImage pixels, Camera camera) ->
                take(upload, pixels, camera);
          };
      case LOOK ->
          switch (Cleaner.clean(upload)) {
            case Cleaner.Cleaned.Refused(Refusal why) -> refused(why);
            case Cleaner.Cleaned.Image(BufferedImage pixels, Camera _) -> look(Gray.of(pixels));
          };
    };
  }

  private Answer take(byte[] upload, BufferedImage pixels, Camera camera) {
    Gray gray = Gray.of(pixels);
    List<QrFound> found = codes.read(gray, QR_AT_MOST);
    List<TextLine> lines = text.map(reader -> reader.read(pixels)).orElse(List.of());
    var reading =
        new Reading(
            new Hashes(sha256(upload), Looks.dHash(gray), Looks.pHash(gray), QrFound.pose(found)),
            camera,
            Measures.thorough(gray),
            found.stream().map(QrFound::text).distinct().toList(),
            text.isPresent(),
            lines);
    return new Answer(
        new Answer.Said(
            text.isPresent(), null, pixels.getWidth(), pixels.getHeight(), reading, null),
        Bytes.of(Cleaner.jpeg(pixels)));
  }

  private Answer look(Gray frame) {
    return said(
        new Answer.Said(
            text.isPresent(),
            null,
            0,
            0,
            null,
            new Look.Seen(codes.glance(frame), Measures.quick(frame))));
  }

  private Answer refused(Refusal why) {
    return said(new Answer.Said(text.isPresent(), why, 0, 0, null, null));
  }

  private static Answer said(Answer.Said said) {
    return new Answer(said, Bytes.empty());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    text.ifPresent(TextReader::close);
  }
}
