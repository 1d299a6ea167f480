package nightjar.accounts.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import nightjar.accounts.audit.Verdict.Why;
import nightjar.accounts.db.SqliteDatabase;
import nightjar.accounts.secret.Vault;
import nightjar.base.time.FakeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  @TempDir Path folder;
  private final FakeClock clock = new FakeClock(Instant.parse("2026-11-22T12:00:00Z"));
  private SqliteDatabase database;
  private Vault vault;
  private AuditLog log;

  @BeforeEach
  void open() {
    database = SqliteDatabase.open(folder.resolve("a.db"));
    vault = Vault.open(folder.resolve("key"), new SecureRandom());
    log = AuditLog.open(database, head(), vault, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Path head() {
    return folder.resolve("head");
  }

  private static Entry entry(String detail) {
    return new Entry("zoe", "u_1", "footage.view", "door", "192.0.2.1", Entry.Outcome.DONE, detail);
  }

  private void write(int count) {
    for (int i = 0; i < count; i++) {
      log.record(entry("number " + i));
      clock.advance(Duration.ofSeconds(1));
    }
  }

  private void tamper(String sql) {
    database.<@Nullable Void>write(s -> {
      s.script(sql);
      return null;
    });
  }

  @Test
  void anUntouchedLogIsWhole() {
    assertThat(log.verify()).isEqualTo(new Verdict.Whole(1, Head.START));
    write(601);
    assertThat(log.verify())
        .isInstanceOfSatisfying(
            Verdict.Whole.class, whole -> assertThat(whole.head().number()).isEqualTo(601));
    log = AuditLog.open(database, head(), vault, clock);
    assertThat(log.verify()).isInstanceOf(Verdict.Whole.class);
    assertThat(log.page(4, 10).stream().map(Link::number)).containsExactly(3L, 2L, 1L);
  }

  @Test
  void theBytesOfALinkAreThoseOfTheDiagram() {
    var entry = new Entry("é", "u", "a", "o", "f", Entry.Outcome.DONE, "");
    assertThat(HexFormat.of().formatHex(Link.canonical(Link.START, 1, 2, entry)))
        .isEqualTo(
            "4e4a4131"
                + "0000000000000001"
                + "0000000000000002"
                + "00".repeat(32)
                + "0002c3a9"
                + "000175"
                + "000161"
                + "00016f"
                + "000166"
                + "0004444f4e45"
                + "0000");
  }

  @Test
  void everyFieldChangedAnywhereIsFound() {
    write(9);
    for (String change :
        List.of(
            "at_us = at_us + 1",
            "who = 'ann'",
            "who_id = 'u_2'",
            "act = 'footage.export'",
            "object = 'shop'",
            "origin = '192.0.2.2'",
            "outcome = 'FAILED'",
            "outcome = 'NONSENSE'",
            "detail = ''",
            "hash = 'not hex'",
            "hash = replace(hash, substr(hash, 1, 1), 'f')",
            "who = 'zoeu', who_id = '_1'")) {
      tamper(
          "CREATE TABLE kept AS SELECT * FROM audit; UPDATE audit SET "
              + change
              + " WHERE seq = 5");
      assertThat(log.verify()).as(change).isEqualTo(new Verdict.Broken(5, Why.CHANGED));
      tamper("DELETE FROM audit; INSERT INTO audit SELECT * FROM kept; DROP TABLE kept");
      assertThat(log.verify()).isInstanceOf(Verdict.Whole.class);
    }
  }

  @Test
  void aRemovedLinkIsFound() {
    write(9);
    tamper("DELETE FROM audit WHERE seq = 4");
    assertThat(log.verify()).isEqualTo(new Verdict.Broken(4, Why.MISSING));
  }

  @Test
  void aRemovedBeginningIsFound() {
    write(9);
    tamper("DELETE FROM audit WHERE seq <= 4");
    assertThat(log.verify()).isEqualTo(new Verdict.Broken(1, Why.MISSING));
  }

  @Test
  void aCutOffEndIsFoundAlsoAfterTheProgramHasGoneOn() {
    write(9);
    tamper("DELETE FROM audit WHERE seq >= 8");
    assertThat(log.verify()).isEqualTo(new Verdict.Broken(8, Why.CUT_OFF));
    log = AuditLog.open(database, head(), vault, clock);
    write(3);
    assertThat(log.verify()).isEqualTo(new Verdict.Broken(8, Why.MISSING));
    assertThat(log.page(Long.MAX_VALUE, 9).stream().map(link -> link.entry().act()))
        .contains("audit.broken");
    assertThat(folder.toFile().list()).anyMatch(name -> name.startsWith("head.broken-"));
  }

  @Test
  void anEndRewrittenWithRightHashesIsFound() {
    write(9);
    Head before = new Head(7, log.page(8, 1).getFirst().hash());
    tamper("DELETE FROM audit WHERE seq >= 8");
    Link eight = Link.after(before.hash(), 8, 5, entry("forged"));
    Link nine = Link.after(eight.hash(), 9, 6, entry("forged too"));
    for (Link link : List.of(eight, nine)) {
      tamper(
          "INSERT INTO audit VALUES ("
              + link.number()
              + ", "
              + link.atMicros()
              + ", 'zoe', 'u_1', 'footage.view', 'door', '192.0.2.1', 'DONE', '"
              + link.entry().detail()
              + "', '"
              + HexFormat.of().formatHex(link.hash().toArray())
              + "')");
    }
    assertThat(log.verify()).isEqualTo(new Verdict.Broken(9, Why.REWRITTEN));
  }

  @Test
  void aHeadThatIsGoneOrForgedIsFound() throws Exception {
    write(3);
    String good = Files.readString(head());
    Files.writeString(head(), good.replace(" 3 ", " 2 "));
    assertThat(log.verify()).isEqualTo(new Verdict.Broken(3, Why.FORGED));
    Files.delete(head());
    assertThat(log.verify()).isEqualTo(new Verdict.Broken(3, Why.HEAD_MISSING));
    Files.writeString(head(), good);
    assertThat(log.verify()).isInstanceOf(Verdict.Whole.class);
  }

  @Test
  void aHeadBehindTheLogIsWhatAPowerCutLeaves() throws Exception {
    write(3);
    byte[] old = Files.readAllBytes(head());
    write(2);
    Files.write(head(), old);
    assertThat(log.verify()).isInstanceOf(Verdict.Whole.class);
    log = AuditLog.open(database, head(), vault, clock);
    assertThat(Files.readAllBytes(head())).isNotEqualTo(old);
  }

  @Test
  void aSealedPrefixLeavesAChainThatIsStillWhole() {
    write(20);
    Instant tenth = Instant.parse("2026-11-22T12:00:10Z");
    assertThat(log.sealBefore(tenth, entry("sealed"))).isEqualTo(10);
    assertThat(log.verify())
        .isInstanceOfSatisfying(
            Verdict.Whole.class,
            whole -> {
              assertThat(whole.first()).isEqualTo(11);
              assertThat(whole.head().number()).isEqualTo(21);
            });
    tamper("DELETE FROM audit WHERE seq = 11");
    assertThat(log.verify()).isEqualTo(new Verdict.Broken(11, Why.MISSING));
    tamper("UPDATE audit_seal SET last_seq = 11");
    assertThat(log.verify()).isEqualTo(new Verdict.Broken(0, Why.FORGED));
  }

  @Test
  void everythingSealedStillGoesOn() {
    write(3);
    assertThat(log.sealBefore(Instant.parse("2027-01-01T00:00:00Z"), entry("sealed"))).isEqualTo(3);
    write(2);
    assertThat(log.verify()).isInstanceOf(Verdict.Whole.class);
    assertThat(log.page(Long.MAX_VALUE, 10).getFirst().number()).isEqualTo(6);
  }

  @Test
  void anEntryIsNotThereWithoutWhatItTellsOf() {
    write(1);
    assertThatThrownBy(() ->
            log.<@Nullable Void>write(sql -> {
              log.append(sql, entry("never"));
              throw new IllegalStateException("in the middle");
            }))
        .hasMessage("in the middle");
    assertThat(log.page(Long.MAX_VALUE, 10)).hasSize(1);
    assertThat(log.verify()).isInstanceOf(Verdict.Whole.class);
  }

  @Test
  void manyThreadsWriteOneChain() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> all =
          IntStream.range(0, 80)
              .<Future<?>>mapToObj(i ->
                  threads.submit(
                      (Callable<Boolean>)
                          () -> {
                            log.record(entry("thread " + i));
                            return true;
                          }))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(log.verify())
        .isInstanceOfSatisfying(
            Verdict.Whole.class, whole -> assertThat(whole.head().number()).isEqualTo(80));
  }

  @Test
  void hostileTextIsOneCleanLineThatReadsBackTheSame() {
    long seed = 77;
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(400); n > 0; n--) {
        text.append((char) random.nextInt(0x10000));
      }
      log.record(entry(text.toString()));
    }
    assertThat(log.verify()).as("seed %s", seed).isInstanceOf(Verdict.Whole.class);
    assertThat(log.page(Long.MAX_VALUE, 500))
        .allMatch(link -> link.entry().detail().lines().count() <= 1);
  }
}
