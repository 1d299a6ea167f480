package nightjar.recovery.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import nightjar.base.Bytes;
import nightjar.recovery.device.FakeRecoveryStore.Cut;
import nightjar.recovery.device.FakeRecoveryStore.PowerCut;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.RequestCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The acceptance tests of RC/1 that are about the device alone, numbered as there.
class RecoveryDeviceTest {
  private final World world = new World();

  @Test
  void wholeWay() {
    ChallengeView challenge = world.start();
    assertThat(world.commit(world.accepted(world.code(challenge, 0, Purpose.KEEP))))
        .isEqualTo(new Committed.Done(Purpose.KEEP, ""));
    assertThat(world.administrators.password(World.NAME)).isEqualTo(World.NEW);
    assertThat(world.device.challenge()).isEmpty();
    assertThat(world.footage.quarantines() + world.footage.erasures()).isZero();
  }

  @Test
  void acceptance03_codeFailsOnAnotherDevice() {
    World other = new World("DEV-OTHER", 1);
    ChallengeView ours = world.start();
    ChallengeView theirs = other.start();
    assertThat(theirs.requestCode()).as("even with the same nonce").isEqualTo(ours.requestCode());
    assertThat(other.device.redeem(world.code(ours, 0, Purpose.KEEP)))
        .isEqualTo(new Redeemed.Wrong(4));
  }

  @Test
  void acceptance03_codeFailsOnAnotherNonce() {
    String code = world.code(world.start(), 0, Purpose.KEEP);
    world.device.cancel("again");
    world.start();
    assertThat(world.device.redeem(code)).isEqualTo(new Redeemed.Wrong(4));
  }

  @Test
  void acceptance03_codeFailsOnADayOutsideItsSlot() {
    ChallengeView challenge = world.start();
    String tomorrow = world.code(challenge, 1, Purpose.KEEP);
    LocalDate day = challenge.dateShown().plusDays(1);
    assertThat(world.device.redeem(tomorrow)).isEqualTo(new Redeemed.OtherDay(day, 4));
    world.advance(Duration.ofDays(1));
    assertThat(world.device.redeem(tomorrow)).isInstanceOf(Redeemed.Accepted.class);
  }

  @Test
  void acceptance03_codeIsTakenUntilSixOnTheMorningAfter() {
    ChallengeView challenge = world.start();
    String code = world.code(challenge, 0, Purpose.KEEP);
    world.advance(Duration.ofHours(19).plusMinutes(59));
    Redeemed.Accepted early = world.accepted(code);
    assertThat(early.purpose()).isEqualTo(Purpose.KEEP);
    world.advance(Duration.ofMinutes(16));
    assertThat(world.device.redeem(code))
        .isEqualTo(new Redeemed.OtherDay(challenge.dateShown(), 3));
  }

  @Test
  void acceptance04_secondUseFailsAlsoAfterReboot() {
    String code = world.code(world.start(), 0, Purpose.KEEP);
    world.commit(world.accepted(code));
    assertThat(world.device.redeem(code)).isEqualTo(new Redeemed.NoChallenge());
    world.boot();
    assertThat(world.device.redeem(code)).isEqualTo(new Redeemed.NoChallenge());
    world.start();
    assertThat(world.device.redeem(code)).isEqualTo(new Redeemed.Wrong(4));
  }

  @Test
  void acceptance05_fiveWrongTriesKillTheChallenge() {
    ChallengeView challenge = world.start();
    String right = world.code(challenge, 0, Purpose.KEEP);
    for (int left = 4; left >= 0; left--) {
      assertThat(world.device.redeem(wrong())).isEqualTo(new Redeemed.Wrong(left));
    }
    assertThat(world.device.redeem(right)).isEqualTo(new Redeemed.NoChallenge());
    assertThat(world.device.start(Purpose.KEEP)).isEqualTo(new Started.Wait(Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Cut.class,
      names = {"BEFORE_WRITE", "AFTER_WRITE"})
  void acceptance05_powerCutBetweenTriesDoesNotRefundOne(Cut cut) {
    world.start();
    for (int done = 1; done <= 5; done++) {
      world.store.cutNext(cut);
      assertThatThrownBy(() -> world.device.redeem(wrong())).isInstanceOf(PowerCut.class);
      world.boot();
      int left = cut == Cut.AFTER_WRITE ? 5 - done : 5;
      assertThat(world.device.challenge().map(ChallengeView::triesLeft).orElse(0)).isEqualTo(left);
    }
  }

  @Test
  void acceptance06_typoBurnsNoTry() {
    String right = world.code(world.start(), 0, Purpose.KEEP);
    char other = right.charAt(3) == '7' ? '8' : '7';
    String typo = right.substring(0, 3) + other + right.substring(4);
    for (int i = 0; i < 20; i++) {
      assertThat(world.device.redeem(typo)).isEqualTo(new Redeemed.Mistyped());
    }
    assertThat(world.device.redeem(right.substring(1))).isEqualTo(new Redeemed.Misshapen(15));
    assertThat(world.device.redeem(right.toLowerCase(Locale.ROOT).replace('0', 'o')))
        .isInstanceOf(Redeemed.Accepted.class);
  }

  @Test
  void acceptance07_requestCodeTypedAsResponseIsRecognised() {
    ChallengeView challenge = world.start();
    assertThat(world.device.redeem(challenge.requestCode()))
        .isEqualTo(new Redeemed.IsRequestCode());
    assertThat(world.device.challenge().orElseThrow().triesLeft()).isEqualTo(5);
  }

  @Test
  void acceptance10_powerLossInRedeemedLeavesTheOldPassword() {
    String code = world.code(world.start(), 0, Purpose.KEEP);
    Redeemed.Accepted session = world.accepted(code);
    world.boot();
    assertThat(world.commit(session)).isEqualTo(new Committed.NoSession());
    assertThat(world.administrators.password(World.NAME)).isEqualTo(World.OLD);
    assertThat(world.device.challenge().orElseThrow().triesLeft()).isEqualTo(4);
    assertThat(world.commit(world.accepted(code))).isEqualTo(new Committed.Done(Purpose.KEEP, ""));
  }

  @ParameterizedTest
  @EnumSource(
      value = Cut.class,
      names = {"BEFORE_WRITE", "AFTER_WRITE"})
  void powerCutAroundTheAccountsTransactionNeverLeavesAUsedCodeAlive(Cut cut) {
    String code = world.code(world.start(), 0, Purpose.KEEP);
    Redeemed.Accepted session = world.accepted(code);
    world.administrators.cutNext(cut);
    assertThatThrownBy(() -> world.commit(session)).isInstanceOf(PowerCut.class);
    world.boot();
    if (cut == Cut.AFTER_WRITE) {
      assertThat(world.administrators.password(World.NAME)).isEqualTo(World.NEW);
      assertThat(world.device.redeem(code)).isEqualTo(new Redeemed.NoChallenge());
    } else {
      assertThat(world.administrators.password(World.NAME)).isEqualTo(World.OLD);
      assertThat(world.device.redeem(code)).isInstanceOf(Redeemed.Accepted.class);
    }
  }

  @Test
  void acceptance11_temporaryPasswordIsRefusedAsTheNewOne() {
    String code = world.code(world.start(), 0, Purpose.KEEP);
    Redeemed.Accepted session = world.accepted(code);
    for (String same : new String[] {code, code.replace("-", ""), "Tp-" + code}) {
      assertThat(world.device.commit(session.session(), World.NAME, same.toCharArray()))
          .isEqualTo(new Committed.IsTheCode());
    }
    assertThat(world.commit(session)).isEqualTo(new Committed.Done(Purpose.KEEP, ""));
  }

  @Test
  void acceptance12_passwordThatBreaksTheRuleIsRefusedAndTheSessionGoesOn() {
    Redeemed.Accepted session = world.accepted(world.code(world.start(), 0, Purpose.KEEP));
    assertThat(world.device.commit(session.session(), World.NAME, "short".toCharArray()))
        .isInstanceOf(Committed.Refused.class);
    assertThat(world.commit(session)).isEqualTo(new Committed.Done(Purpose.KEEP, ""));
  }

  @Test
  void acceptance24_clockBackKillsTheChallenge() {
    String code = world.code(world.start(), 0, Purpose.KEEP);
    world.clock.stepWall(Duration.ofDays(-1));
    assertThat(world.device.redeem(code)).isEqualTo(new Redeemed.NoChallenge());
    world.clock.stepWall(Duration.ofDays(1));
    assertThat(world.device.redeem(code)).isEqualTo(new Redeemed.NoChallenge());
  }

  @Test
  void acceptance24_deadClockBatteryIsStillRecoverableWithAFreshChallenge() {
    world.clock.stepWall(Duration.ofDays(-9569));
    ChallengeView challenge = world.start();
    assertThat(challenge.dateShown()).isEqualTo(LocalDate.of(2000, 1, 1));
    assertThat(world.device.redeem(world.code(challenge, 0, Purpose.KEEP)))
        .isInstanceOf(Redeemed.Accepted.class);
  }

  @Test
  void acceptance25_quarantineBeginsBeforeThePasswordChanges() {
    Redeemed.Accepted session = world.accepted(world.code(world.start(), 0, Purpose.QUARANTINE));
    world.administrators.cutNext(Cut.BEFORE_WRITE);
    assertThatThrownBy(() -> world.commit(session)).isInstanceOf(PowerCut.class);
    assertThat(world.footage.quarantines()).isEqualTo(1);
  }

  @Test
  void acceptance26_purpose3ErasesBeforeUnlocking() {
    Redeemed.Accepted session = world.accepted(world.code(world.start(), 0, Purpose.ERASE));
    world.device.acceptLoss(session.session());
    world.administrators.cutNext(Cut.BEFORE_WRITE);
    assertThatThrownBy(() -> world.commit(session)).isInstanceOf(PowerCut.class);
    assertThat(world.footage.erasures()).isEqualTo(1);
    assertThat(world.administrators.password(World.NAME)).isEqualTo(World.OLD);
  }

  @Test
  void acceptance26_nothingIsErasedBeforeTheLossWasReadAndAccepted() {
    Redeemed.Accepted session = world.accepted(world.code(world.start(), 0, Purpose.ERASE));
    assertThat(session.loss()).contains(new Footage.Loss(4, 30));
    assertThat(world.commit(session))
        .isEqualTo(new Committed.LossNotAccepted(new Footage.Loss(4, 30)));
    assertThat(world.footage.erasures()).isZero();
    assertThat(world.administrators.password(World.NAME)).isEqualTo(World.OLD);
    assertThat(world.device.acceptLoss(session.session())).isEqualTo(new Committed.LossAccepted());
    assertThat(world.commit(session)).isEqualTo(new Committed.Done(Purpose.ERASE, ""));
    assertThat(world.footage.erasures()).isEqualTo(1);
  }

  @Test
  void purpose4UnlocksAndLeavesThePassword() {
    Redeemed.Accepted session = world.accepted(world.code(world.start(), 0, Purpose.UNLOCK));
    assertThat(world.commit(session)).isEqualTo(new Committed.Done(Purpose.UNLOCK, ""));
    assertThat(world.administrators.unlocks()).isEqualTo(1);
    assertThat(world.administrators.password(World.NAME)).isEqualTo(World.OLD);
  }

  @Test
  void sessionEndsAfterFifteenMinutes() {
    Redeemed.Accepted session = world.accepted(world.code(world.start(), 0, Purpose.KEEP));
    world.advance(Duration.ofMinutes(15));
    assertThat(world.commit(session)).isEqualTo(new Committed.NoSession());
  }

  @Test
  void twoConsolesSeeOneChallengeAndOneSession() {
    ChallengeView first = world.start();
    assertThat(world.start().requestCode()).isEqualTo(first.requestCode());
    String code = world.code(first, 0, Purpose.KEEP);
    world.accepted(code);
    assertThat(world.device.redeem(code)).isEqualTo(new Redeemed.InUse());
    assertThat(world.device.commit(Bytes.of(new byte[16]), World.NAME, new char[20]))
        .isEqualTo(new Committed.NoSession());
  }

  @Test
  void fourthStartOfADayWaitsAndSettingTheClockDoesNotHelp() {
    for (int i = 0; i < 3; i++) {
      world.start();
      world.device.cancel("again");
    }
    assertThat(world.device.start(Purpose.KEEP)).isEqualTo(new Started.Wait(Duration.ofDays(1)));
    world.clock.stepWall(Duration.ofDays(2));
    assertThat(world.device.start(Purpose.KEEP)).isEqualTo(new Started.Wait(Duration.ofDays(1)));
    world.advance(Duration.ofDays(1));
    assertThat(world.device.start(Purpose.KEEP)).isInstanceOf(Started.Live.class);
  }

  @Test
  void challengeSurvivesARebootAndDiesAfterNineDays() {
    String request = world.start().requestCode();
    world.boot();
    assertThat(world.device.challenge().map(ChallengeView::requestCode)).contains(request);
    world.advance(Duration.ofDays(10));
    assertThat(world.device.challenge()).isEmpty();
  }

  @Test
  void damagedStateForgetsTheChallengeAndSaysSo() {
    world.start();
    world.store.replace(Bytes.of((byte) '{'));
    world.boot();
    assertThat(world.device.challenge()).isEmpty();
    assertThat(world.log).anyMatch(line -> line.startsWith("RECOVERY_STATE_DAMAGED"));
  }

  @Test
  void noLineOfTheLogHoldsACode() {
    String code = world.code(world.start(), 0, Purpose.KEEP);
    world.commit(world.accepted(code));
    assertThat(String.join("\n", world.log))
        .isNotEmpty()
        .doesNotContain(code)
        .doesNotContain(World.NEW);
  }

  /// Well formed, and nobody's: the vendor's answer to a nonce that was never shown.
  private String wrong() {
    return world.code(new RequestCode("000000000000000"), world.today(), 0, Purpose.KEEP);
  }
}
