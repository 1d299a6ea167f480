package nightjar.pictures.qr;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.ResultPoint;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.QRCodeReader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nightjar.base.time.Clock;
import nightjar.pictures.image.Gray;

/// Finds QR codes on photographs of screens and labels: at several sizes, because moire and pixel grids disappear when a picture is
/// shrunk and small codes appear when it is not.
/// Owned by the thread that reads.
public final class QrReader {
  private static final Map<DecodeHintType, Object> HINTS = Map.of(DecodeHintType.TRY_HARDER, true);

  private final Clock clock;

  public QrReader(Clock clock) {
    this.clock = clock;
  }

  /// All codes that one way of looking finds, or none when no way did in time.
  public List<QrFound> read(Gray picture, Duration atMost) {
    long end = clock.nanos() + atMost.toNanos();
    for (Supplier<List<QrFound>> way :
        (Iterable<Supplier<List<QrFound>>>) ways(picture)::iterator) {
      List<QrFound> found = way.get();
      if (!found.isEmpty() || clock.nanos() > end) {
        return found;
      }
    }
    return List.of();
  }

  /// One or two ways, for live capture.
  public Optional<String> glance(Gray picture) {
    return one(picture.atMost(960), HybridBinarizer::new)
        .or(() -> one(picture.atMost(640), HybridBinarizer::new))
        .map(QrFound::text);
  }

  private static Stream<Supplier<List<QrFound>>> ways(Gray picture) {
    return Stream.of(
            Stream.<Supplier<List<QrFound>>>of(() -> all(picture.atMost(1400))),
            sizes(picture, 1000, 2000),
            tilts(picture),
            sizes(picture, 700, 3000, 1400, 500),
            tiles(picture))
        .flatMap(each -> each);
  }

  private static Stream<Supplier<List<QrFound>>> sizes(Gray picture, int... sides) {
    return Arrays.stream(sides)
        .boxed()
        .flatMap(side ->
            Stream.<Supplier<List<QrFound>>>of(
                () -> listed(one(picture.atMost(side), HybridBinarizer::new)),
                () -> listed(one(Blur.of(picture.atMost(side)), HybridBinarizer::new)),
                () -> listed(one(Blur.of(picture.atMost(side)), GlobalHistogramBinarizer::new))));
  }

  /// Eight directions from which the screen may have been taken.
  private static Stream<Supplier<List<QrFound>>> tilts(Gray picture) {
    Gray small = Blur.of(picture.atMost(1600));
    return Stream.of(0.08, 0.16)
        .flatMap(by ->
            IntStream.of(0, 1, 2, 3, 5, 6, 7, 8)
                .mapToObj(i -> () -> listed(tilted(small, by * (i % 3 - 1), by * (i / 3 - 1)))));
  }

  private static Optional<QrFound> tilted(Gray picture, double across, double down) {
    return one(
        Tilt.of(picture, across, down),
        HybridBinarizer::new,
        corner -> Tilt.before(picture, across, down, corner));
  }

  /// Nine overlapping windows of half the picture's sides, for a code that others outshine.
  private static Stream<Supplier<List<QrFound>>> tiles(Gray picture) {
    int w = picture.width() / 2;
    int h = picture.height() / 2;
    return Stream.of(0, 1, 2, 3, 4, 5, 6, 7, 8)
        .map(i ->
            () -> {
              Gray tile = picture.crop(i % 3 * w / 2, i / 3 * h / 2, w, h);
              return listed(
                  one(tile.atMost(1000), HybridBinarizer::new)
                      .or(() -> one(tile.atMost(1000), GlobalHistogramBinarizer::new)));
            });
  }

  private static List<QrFound> listed(Optional<QrFound> found) {
    return found.stream().toList();
  }

  private static Optional<QrFound> one(
      Gray picture, Function<LuminanceSource, Binarizer> binarize) {
    return one(picture, binarize, UnaryOperator.identity());
  }

  /// `before` says where a point was on the picture before it was changed for this reading, up to size and place.
  private static Optional<QrFound> one(
      Gray picture,
      Function<LuminanceSource, Binarizer> binarize,
      UnaryOperator<ResultPoint> before) {
    try {
      Result result = new QRCodeReader().decode(bitmap(picture, binarize), HINTS);
      return Optional.of(QrFound.of(result, before));
    } catch (ReaderException | RuntimeException e) {
      // ZXing also throws unchecked exceptions where a transformation leaves the picture.
      return Optional.empty();
    }
  }

  private static List<QrFound> all(Gray picture) {
    try {
      Result[] results =
          new QRCodeMultiReader().decodeMultiple(bitmap(picture, HybridBinarizer::new), HINTS);
      return Arrays.stream(results)
          .map(result -> QrFound.of(result, UnaryOperator.identity()))
          .toList();
    } catch (ReaderException | RuntimeException e) {
      return List.of();
    }
  }

  private static BinaryBitmap bitmap(Gray picture, Function<LuminanceSource, Binarizer> binarize) {
    return new BinaryBitmap(
        binarize.apply(
            new PlanarYUVLuminanceSource(
                picture.pixels(),
                picture.width(),
                picture.height(),
                0,
                0,
                picture.width(),
                picture.height(),
                false)));
  }
}
