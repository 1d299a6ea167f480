package nightjar.accounts.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import nightjar.accounts.password.Hashing.Check;
import org.junit.jupiter.api.Test;

class PasswordHashTest {
  private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);
  private final SecureRandom random = new SecureRandom();

  @Test
  void aStringOfTheReferenceImplementationMatches() {
    // From the tests of the reference implementation (P-H-C/phc-winner-argon2, test.c, version
    // 0x13).
    String known =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    PasswordHash hash = PasswordHash.parse(known).orElseThrow();
    assertThat(hash.matches(Password.of("password"))).isTrue();
    assertThat(hash.matches(Password.of("Password"))).isFalse();
    assertThat(hash.text()).isEqualTo(known);
  }

  @Test
  void twoHashesOfOnePasswordDiffer() {
    var password = Password.of("lanterne");
    PasswordHash one = PasswordHash.make(password, CHEAP, random);
    PasswordHash two = PasswordHash.make(password, CHEAP, random);
    assertThat(one.text()).isNotEqualTo(two.text());
    assertThat(PasswordHash.parse(one.text())).contains(one);
    assertThat(two.matches(password)).isTrue();
  }

  @Test
  void aDamagedHashCannotTakeTheMachinesMemory() {
    String salt = "c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    for (String cost :
        List.of(
            "m=999999,t=2,p=1",
            "m=65536,t=99,p=1",
            "m=65536,t=2,p=9",
            "m=7,t=2,p=1",
            "m=65536,t=0,p=1",
            "m=65536,t=2,p=0",
            "m=99999999999,t=2,p=1")) {
      assertThat(PasswordHash.parse("$argon2id$v=19$" + cost + "$" + salt)).as(cost).isEmpty();
    }
    assertThat(PasswordHash.parse("$argon2i$v=19$m=64,t=1,p=1$" + salt)).isEmpty();
    assertThat(PasswordHash.parse("$argon2id$v=16$m=64,t=1,p=1$" + salt)).isEmpty();
  }

  @Test
  void aHashOfOldCostIsRenewedWhenItsPasswordIsSeen() {
    var password = Password.of("lanterne boue kayak");
    String old = PasswordHash.make(password, CHEAP, random).text();
    var dearer = new Argon2Cost(128, 1, 1);
    try (var hashing = new Hashing(dearer, 1, random)) {
      assertThat(hashing.check(password, old, false))
          .isInstanceOfSatisfying(
              Check.Match.class,
              match -> {
                PasswordHash renewed =
                    PasswordHash.parse(match.renewed().orElseThrow()).orElseThrow();
                assertThat(renewed.cost()).isEqualTo(dearer);
                assertThat(renewed.matches(password)).isTrue();
              });
      assertThat(hashing.check(Password.of("other"), old, false)).isEqualTo(new Check.NoMatch());
      String fresh = hashing.hash(password).orElseThrow();
      assertThat(hashing.check(password, fresh, false))
          .isEqualTo(new Check.Match(java.util.Optional.empty()));
    }
  }

  @Test
  void nobodyAndAnOversizedPasswordMatchNothing() {
    try (var hashing = new Hashing(CHEAP, 1, random)) {
      assertThat(hashing.check(Password.of(""), null, false)).isEqualTo(new Check.NoMatch());
      String empty = PasswordHash.make(Password.of(""), CHEAP, random).text();
      assertThat(hashing.check(Password.of("x".repeat(5_000)), empty, false))
          .as("an oversized text is held as an empty one")
          .isEqualTo(new Check.NoMatch());
    }
  }

  @Test
  void aFloodIsToldToComeBackAndMemoryStaysBounded() throws Exception {
    var dear = new Argon2Cost(8_192, 2, 1);
    int flood = 120;
    try (var hashing = new Hashing(dear, 1, random);
        var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      var start = new CountDownLatch(1);
      List<Future<Check>> checks =
          IntStream.range(0, flood)
              .mapToObj(i ->
                  threads.submit(() -> {
                    start.await();
                    return hashing.check(Password.of("guess " + i), null, true);
                  }))
              .toList();
      start.countDown();
      int busy = 0;
      for (Future<Check> check : checks) {
        busy += check.get() instanceof Check.Busy ? 1 : 0;
      }
      assertThat(busy).as("strangers fill half the queue at most").isPositive();
      assertThat(flood - busy).isPositive();
      assertThat(hashing.check(Password.of("x"), null, false)).isEqualTo(new Check.NoMatch());
    }
  }
}
