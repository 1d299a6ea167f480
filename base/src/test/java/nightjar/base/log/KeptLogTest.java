package nightjar.base.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.time.FakeClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptLogTest {
  private enum Sample implements Event {
    NEWS(Level.INFO),
    LOST(Level.WARN),
    BROKEN(Level.ERROR);

    private final Level level;

    Sample(Level level) {
      this.level = level;
    }

    @Override
    public Level level() {
      return level;
    }
  }

  @TempDir private Path folder;
  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-01T08:00:00Z"));
  private final List<String> passedOn = new ArrayList<>();

  private KeptLog open() {
    return new KeptLog(
        folder.resolve("log"), clock, (event, subject, detail) -> passedOn.add(subject + detail));
  }

  private void write(int lines, String detail) {
    try (KeptLog log = open()) {
      log.begin();
      for (int i = 0; i < lines; i++) {
        log.log(Sample.LOST, "cam" + i % 7, detail + i);
        clock.advance(Duration.ofSeconds(2));
      }
    }
  }

  @Test
  void nothingIsWrittenWhereAPulledDiskWas() {
    Path gone = folder.resolve("disk/own");
    try (var log =
        new KeptLog(gone.resolve("log"), clock, (event, _, _) -> passedOn.add(event.name()))) {
      log.begin();
      log.log(Sample.LOST, "disk", "gone");
    }
    assertThat(passedOn).containsExactly("LOST", "LOG_NOT_KEPT");
    assertThat(gone).doesNotExist();
  }

  @Test
  void whatWasLoggedIsThereAfterARestartAndNumbersGoOn() {
    write(3, "first ");
    try (KeptLog log = open()) {
      log.begin();
      log.log(Sample.BROKEN, "disk", "gone");
      assertThat(log.newest(LogLine.Wanted.ALL, Long.MAX_VALUE, 10))
          .extracting(LogLine::seq, LogLine::event)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(4L, "BROKEN"),
              org.assertj.core.groups.Tuple.tuple(3L, "LOST"),
              org.assertj.core.groups.Tuple.tuple(2L, "LOST"),
              org.assertj.core.groups.Tuple.tuple(1L, "LOST"));
      assertThat(log.since(3)).hasSize(1);
    }
  }

  @Test
  void aFolderThatCannotBeIsSaidAndStopsNobody() throws Exception {
    java.nio.file.Files.writeString(folder.resolve("log"), "in the way");
    try (KeptLog log = open()) {
      log.begin();
      log.log(Sample.LOST, "cam1", "gone");
      assertThat(log.since(0)).extracting(LogLine::detail).containsExactly("gone");
    }
    assertThat(passedOn).anyMatch(said -> said.contains("log") && !said.contains("gone"));
  }

  @Test
  void nothingIsWrittenBeforeItBegins() {
    KeptLog log = open();
    log.log(Sample.NEWS, "disk", "early");
    assertThat(folder.resolve("log")).doesNotExist();
    log.begin();
    log.close();
    assertThat(new LogFiles(folder.resolve("log")).newest(LogLine.Wanted.ALL, 9, 9)).hasSize(1);
  }

  @Test
  void theDiskHoldsABoundedNumberOfLinesHoweverManyCome() throws Exception {
    for (int i = 0; i < 4; i++) {
      write(1_500, "x".repeat(1_900));
    }
    long bytes = 0;
    try (var all = Files.list(folder.resolve("log"))) {
      for (Path file : all.toList()) {
        bytes += Files.size(file);
      }
    }
    assertThat(bytes).isBetween(3L << 20, (4L << 20) + 4 * LogLine.LONGEST);
    List<LogLine> page =
        new LogFiles(folder.resolve("log")).newest(LogLine.Wanted.ALL, Long.MAX_VALUE, 9_000);
    assertThat(page.getFirst().seq()).isEqualTo(6_000);
    assertThat(page).isSortedAccordingTo((a, b) -> Long.compare(b.seq(), a.seq()));
  }

  @Test
  void pagesFollowEachOtherWithoutALineTwiceOrLost() {
    write(800, "n");
    try (KeptLog log = open()) {
      List<Long> seen = new ArrayList<>();
      for (long before = Long.MAX_VALUE; ; ) {
        List<LogLine> page = log.newest(LogLine.Wanted.ALL, before, 90);
        page.forEach(line -> seen.add(line.seq()));
        if (page.isEmpty()) {
          break;
        }
        before = page.getLast().seq();
      }
      assertThat(seen).hasSize(800).doesNotHaveDuplicates();
    }
  }

  @Test
  void levelSubjectTextAndTimeSelect() {
    KeptLog log = open();
    log.log(Sample.NEWS, "door/main", "Playing H264");
    clock.advance(Duration.ofMinutes(1));
    log.log(Sample.LOST, "door", "no answer");
    log.log(Sample.BROKEN, "doorbell", "no answer");
    long minute = Instant.parse("2026-03-01T08:01:00Z").toEpochMilli() * 1_000;
    assertThat(found(log, Event.Level.WARN, "", "", 0)).containsExactly("doorbell", "door");
    assertThat(found(log, Event.Level.INFO, "door", "", 0)).containsExactly("door", "door/main");
    assertThat(found(log, Event.Level.INFO, "", "h264", 0)).containsExactly("door/main");
    assertThat(found(log, Event.Level.INFO, "", "", minute)).containsExactly("doorbell", "door");
  }

  private static List<String> found(
      KeptLog log, Event.Level least, String subject, String text, long since) {
    var wanted =
        new LogLine.Wanted(
            least,
            Optional.of(subject).filter(s -> !s.isEmpty()),
            Optional.of(text).filter(s -> !s.isEmpty()),
            since,
            Long.MAX_VALUE);
    return log.newest(wanted, Long.MAX_VALUE, 10).stream().map(LogLine::subject).toList();
  }

  @Test
  void noPasswordAndNoTokenIsKeptOrPassedOn() throws Exception {
    String token = "njs_" + "a".repeat(49);
    try (KeptLog log = open()) {
      log.begin();
      log.log(Sample.LOST, "rtsp://admin:hunter2@10.0.0.9/live", "with " + token + ".");
    }
    String kept = Files.readString(folder.resolve("log/events.jsonl"));
    assertThat(kept + passedOn)
        .doesNotContain("hunter2", token)
        .contains("rtsp://admin:***@10.0.0.9/live", "with ***.");
  }

  @Test
  void aTornLineCostsItselfAlone() throws Exception {
    write(2, "whole ");
    Path file = folder.resolve("log/events.jsonl");
    Files.writeString(file, "{\"seq\":3,\"at\":1,\"lev", StandardOpenOption.APPEND);
    write(1, "after ");
    assertThat(new LogFiles(folder.resolve("log")).newest(LogLine.Wanted.ALL, 99, 99))
        .extracting(LogLine::detail)
        .containsExactly("after 0", "whole 1", "whole 0");
  }

  @Test
  void aDiskThatTakesNothingIsSaidOnceAndStopsNobody() throws Exception {
    KeptLog log = open();
    log.begin();
    Files.createDirectories(folder.resolve("log/events.jsonl/in the way"));
    for (int i = 0; i < 5; i++) {
      log.log(Sample.LOST, "cam" + i, "x");
    }
    log.close();
    assertThat(passedOn).hasSize(6);
    assertThat(log.newest(LogLine.Wanted.ALL, Long.MAX_VALUE, 5)).hasSize(5);
  }
}
