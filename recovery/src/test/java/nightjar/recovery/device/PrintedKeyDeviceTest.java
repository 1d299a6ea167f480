package nightjar.recovery.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import nightjar.recovery.wire.PrintedKey;
import nightjar.recovery.wire.Purpose;
import org.junit.jupiter.api.Test;

/// The key on paper: one use, one replacement, and no cheaper to guess than a temporary password.
class PrintedKeyDeviceTest {
  private final World world = new World();
  private final PrintedKey key = PrintedKey.fresh(new Random(1));
  private final PrintedKey other = PrintedKey.fresh(new Random(2));

  PrintedKeyDeviceTest() {
    world.administrators.printKey(key.hash());
  }

  @Test
  void replacesThePasswordOnceAndGivesTheNextKey() {
    var accepted =
        (Redeemed.Accepted) world.device.redeemKey(key.reveal().toLowerCase(java.util.Locale.ROOT));
    assertThat(accepted.purpose()).isEqualTo(Purpose.KEEP);
    var done = (Committed.Done) world.commit(accepted);
    assertThat(world.administrators.password(World.NAME)).isEqualTo(World.NEW);
    assertThat(world.device.redeemKey(key.reveal())).isEqualTo(new Redeemed.Wrong(4));
    assertThat(world.device.redeemKey(done.newKey())).isInstanceOf(Redeemed.Accepted.class);
    assertThat(world.log).noneMatch(line -> line.contains(key.reveal()));
  }

  @Test
  void needsNoChallengeAndEndsTheOneThatIsLive() {
    world.start();
    var accepted = (Redeemed.Accepted) world.device.redeemKey(key.reveal());
    assertThat(world.commit(accepted)).isInstanceOf(Committed.Done.class);
    assertThat(world.device.challenge()).isEmpty();
  }

  @Test
  void slipsBurnNothing() {
    String text = key.reveal();
    String slip = text.substring(0, 28) + (text.endsWith("0") ? '1' : '0');
    for (int i = 0; i < 9; i++) {
      assertThat(world.device.redeemKey(slip)).isEqualTo(new Redeemed.Mistyped());
      assertThat(world.device.redeemKey(text.substring(5))).isEqualTo(new Redeemed.Misshapen(20));
    }
    assertThat(world.device.redeemKey(text)).isInstanceOf(Redeemed.Accepted.class);
  }

  @Test
  void fiveWrongOnesCostThePauseThatAlsoHoldsForChallengesAlsoAfterAReboot() {
    for (int left = 4; left >= 0; left--) {
      world.boot();
      assertThat(world.device.redeemKey(other.reveal())).isEqualTo(new Redeemed.Wrong(left));
    }
    world.boot();
    assertThat(world.device.redeemKey(key.reveal())).isEqualTo(new Redeemed.Wait(1));
    assertThat(world.device.start(Purpose.KEEP)).isInstanceOf(Started.Wait.class);
    world.advance(Duration.ofMinutes(1));
    assertThat(world.device.redeemKey(key.reveal())).isInstanceOf(Redeemed.Accepted.class);
  }

  @Test
  void fiveWrongTemporaryPasswordsHoldTheKeyBackToo() {
    ChallengeView challenge = world.start();
    String right = world.code(challenge, 0, Purpose.KEEP);
    String body = (right.charAt(0) == '7' ? "8" : "7") + right.replace("-", "").substring(1, 15);
    String wrong = body + nightjar.recovery.wire.Crockford.check(body);
    for (int i = 0; i < 5; i++) {
      world.device.redeem(wrong);
    }
    assertThat(world.device.redeemKey(key.reveal())).isEqualTo(new Redeemed.Wait(1));
  }

  @Test
  void powerCutWhileTheAccountsChangeLeavesAllOrNothing() {
    var accepted = (Redeemed.Accepted) world.device.redeemKey(key.reveal());
    for (var cut :
        new FakeRecoveryStore.Cut[] {
          FakeRecoveryStore.Cut.BEFORE_WRITE, FakeRecoveryStore.Cut.AFTER_WRITE
        }) {
      world.administrators.cutNext(cut);
      try {
        world.commit(accepted);
      } catch (FakeRecoveryStore.PowerCut e) {
        world.boot();
      }
      boolean changed = world.administrators.password(World.NAME).equals(World.NEW);
      Redeemed again = world.device.redeemKey(key.reveal());
      assertThat(again instanceof Redeemed.Accepted).isEqualTo(!changed);
      if (again instanceof Redeemed.Accepted next) {
        accepted = next;
      }
    }
    assertThat(world.administrators.changes()).isEqualTo(1);
  }

  @Test
  void keyMadeAnewMeanwhileEndsTheSession() {
    var accepted = (Redeemed.Accepted) world.device.redeemKey(key.reveal());
    world.administrators.printKey(other.hash());
    assertThat(world.commit(accepted)).isNotInstanceOf(Committed.Done.class);
    assertThat(world.administrators.password(World.NAME)).isEqualTo(World.OLD);
  }

  @Test
  void keyIsNoNewPassword() {
    var accepted = (Redeemed.Accepted) world.device.redeemKey(key.reveal());
    assertThat(world.device.commit(accepted.session(), World.NAME, key.reveal().toCharArray()))
        .isEqualTo(new Committed.IsTheCode());
  }

  @Test
  void resetByTemporaryPasswordMakesThePaperWorthless() {
    String code = world.code(world.start(), 0, Purpose.KEEP);
    world.commit(world.accepted(code));
    assertThat(world.device.redeemKey(key.reveal())).isEqualTo(new Redeemed.NoKey());
  }
}
