package nightjar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;
import nightjar.pictures.Pictures;
import nightjar.pictures.check.Case;
import nightjar.pictures.check.Compared;
import nightjar.pictures.check.Form;
import nightjar.pictures.check.Match;
import nightjar.pictures.check.PictureChecks;
import nightjar.pictures.reading.Intake;
import nightjar.pictures.reading.Look;
import nightjar.pictures.reading.Reading;
import nightjar.pictures.reading.Shot;

/// Info screens and stickers of a hundred made-up recorders, photographed by arithmetic and taken as the portal takes them. A
/// picture counts for text only when a person could read it; the rule is [PosedPicture#legible].
/// Owned by the main thread.
final class PicturesBench {
  private static final int QR_WANTED = 98;
  private static final int TEXT_WANTED = 95;

  private final int first;
  private final int last;
  private final Path failures = Path.of("bench/target/pictures");
  private final Clock clock = new SystemClock();
  private final Tally info = new Tally("Info screen");
  private final Tally sticker = new Tally("sticker");

  PicturesBench(int first, int last) {
    this.first = first;
    this.last = last;
  }

  /// What is counted for one kind of picture.
  private static final class Tally {
    private final String name;
    private final List<Long> millis = new ArrayList<>();
    private int taken;
    private int codes;
    private int legible;
    private int right;
    private int near;

    private Tally(String name) {
      this.name = name;
    }
  }

  void run() {
    System.out.printf(
        "Pictures: seeds %d to %d; failing pictures are written to %s%n", first, last, failures);
    Path work = temporary();
    long lookMillis;
    try (Pictures pictures =
        Pictures.open(work, (event, subject, detail) -> System.out.println(event + " " + detail))) {
      long lookNanos = 0;
      for (int seed = first; seed <= last; seed++) {
        Posed posed = new Posed(seed);
        Optional<Reading> screen = take(pictures, info, posed.infoScreen(), seed);
        Optional<Reading> label = take(pictures, sticker, posed.sticker(), seed);
        if (screen.isPresent() && label.isPresent()) {
          judge(posed, screen.get(), label.get(), seed);
        }
        lookNanos += look(pictures, posed, seed);
      }
      lookMillis = lookNanos / (last - first + 1) / 1_000_000;
    }
    print(info);
    print(sticker);
    System.out.printf("look at a frame of 960 pixels: %d ms on average%n", lookMillis);
  }

  private Optional<Reading> take(Pictures pictures, Tally tally, PosedPicture picture, int seed) {
    long start = clock.nanos();
    Intake intake = pictures.take(picture.jpeg());
    tally.millis.add((clock.nanos() - start) / 1_000_000);
    return switch (intake) {
      case Intake.Taken(_, Reading reading) -> {
        tally.taken++;
        if (reading.codes().contains(picture.code())) {
          tally.codes++;
        } else {
          fail(tally, picture, seed, "QR code not read");
        }
        yield Optional.of(reading);
      }
      case Intake.Refused(var why) -> {
        fail(tally, picture, seed, "refused: " + why);
        yield Optional.empty();
      }
    };
  }

  private void judge(Posed posed, Reading screen, Reading label, int seed) {
    Case request =
        new Case(
            "r" + seed,
            "a",
            Instant.EPOCH,
            Form.of(posed.device(), posed.date()),
            Optional.empty(),
            screen,
            label);
    List<Compared> table = PictureChecks.compare(request);
    judge(info, posed.infoScreen(), table, Shot.INFO_SCREEN, seed);
    judge(sticker, posed.sticker(), table, Shot.STICKER, seed);
  }

  private void judge(Tally tally, PosedPicture picture, List<Compared> all, Shot shot, int seed) {
    if (!picture.legible()) {
      return;
    }
    tally.legible++;
    List<Compared> rows = all.stream().filter(row -> row.shot() == shot).toList();
    List<Compared> wrong =
        rows.stream().filter(row -> !(row.form() instanceof Match.Equal)).toList();
    if (wrong.isEmpty()) {
      tally.right++;
    } else {
      boolean onlyNear = wrong.stream().allMatch(row -> row.form() instanceof Match.Near);
      tally.near += onlyNear ? 1 : 0;
      fail(
          tally,
          picture,
          seed,
          wrong.stream().map(row -> row.field() + " " + row.form()).toList().toString());
    }
  }

  private long look(Pictures pictures, Posed posed, int seed) {
    var frame = posed.frame();
    long start = clock.nanos();
    Look look = pictures.look(frame);
    long took = clock.nanos() - start;
    if (!(look instanceof Look.Seen)) {
      System.out.println("seed " + seed + ": look " + look);
    }
    return seed == first ? 0 : took;
  }

  private void fail(Tally tally, PosedPicture picture, int seed, String why) {
    try {
      Files.createDirectories(failures);
      Path file = failures.resolve(tally.name.replace(' ', '-') + "-" + seed + ".jpg");
      Files.write(file, picture.jpeg().toArray());
      System.out.printf("  seed %d, %s: %s (%s)%n", seed, tally.name, why, file.getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(Tally tally) {
    long[] sorted = tally.millis.stream().mapToLong(Long::longValue).sorted().toArray();
    int percent = tally.legible == 0 ? 0 : 100 * tally.right / tally.legible;
    int codes = tally.taken == 0 ? 0 : 100 * tally.codes / tally.millis.size();
    System.out.printf(
        "%s: QR read %d of %d %s; legible %d, every field right %d (%d %%) %s, only look-alikes wrong %d; median %d ms, worst %d ms%n",
        tally.name,
        tally.codes,
        tally.millis.size(),
        codes >= QR_WANTED ? "(met)" : "(MISSED)",
        tally.legible,
        tally.right,
        percent,
        percent >= TEXT_WANTED ? "(met)" : "(MISSED)",
        tally.near,
        sorted[sorted.length / 2],
        Arrays.stream(sorted).max().orElse(0));
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("nightjar-pictures");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
