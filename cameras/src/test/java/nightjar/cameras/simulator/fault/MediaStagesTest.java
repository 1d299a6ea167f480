package nightjar.cameras.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import org.junit.jupiter.api.Test;

/// Each fault's stage alone.
class MediaStagesTest {
  private static final CodecConfig.Avc AVC =
      new CodecConfig.Avc(List.of(Bytes.fromHex("6742")), List.of(Bytes.fromHex("68")), 16, 16);

  private static Moment at(double seconds) {
    return new Moment(0, AVC, (long) (seconds * 1e9), true);
  }

  private static MediaStage stage(CameraFault fault) {
    return fault.media(new SplittableRandom(1));
  }

  /// Packets 0 to `count` - 1; the first holds parameter sets, the last has the marker.
  private static List<Piece> packets(int count) {
    List<Piece> packets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[20];
      bytes[12] = (byte) (i == 0 ? 24 : 28);
      // A parameter set among them; every second fragment ends its slice.
      bytes[i == 0 ? 15 : 13] = (byte) (i == 0 ? 0x67 : i % 2 << 6);
      Piece.Packet packet = new Piece.Packet(bytes);
      packet.sequence(i);
      packet.marker(i == count - 1);
      packets.add(packet);
    }
    return packets;
  }

  private static List<Integer> sequences(List<Piece> pieces) {
    List<Integer> sequences = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Packet packet) {
        sequences.add(packet.sequence());
      }
    }
    return sequences;
  }

  private static List<Piece> through(CameraFault fault, int count) {
    List<Piece> pieces = packets(count);
    stage(fault).media(at(1), pieces);
    return pieces;
  }

  @Test
  void lossTakesItsShare() {
    assertThat(through(new PacketFault.Loss(10), 10_000)).hasSizeBetween(8_800, 9_200);
  }

  @Test
  void reorderKeepsEveryPacketAndMovesItByOne() {
    List<Integer> order = sequences(through(new PacketFault.Reorder(20), 1_000));
    assertThat(new HashSet<>(order)).hasSize(1_000);
    assertThat(order).isNotEqualTo(sequences(packets(1_000)));
    for (int i = 0; i < order.size(); i++) {
      assertThat(Math.abs(order.get(i) - i)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void duplicateRepeatsPackets() {
    List<Integer> twice = sequences(through(new PacketFault.Duplicate(50), 1_000));
    assertThat(twice).hasSizeBetween(1_400, 1_600).isSorted();
    assertThat(new HashSet<>(twice)).hasSize(1_000);
  }

  @Test
  void thePastComesWholeAndInOrderWithTheFirstKeyFrameAfterIt() {
    MediaStage stage = stage(new StreamFault.PastAtOnce(2));
    List<Piece> sent = new ArrayList<>();
    for (double seconds : List.of(0.0, 1.0, 2.5)) {
      assertThat(sent).isEmpty();
      List<Piece> pieces = packets(3);
      stage.media(at(seconds), pieces);
      sent.addAll(pieces);
    }
    assertThat(sequences(sent)).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2);
    List<Piece> next = packets(3);
    stage.media(at(2.6), next);
    assertThat(sequences(next)).containsExactly(0, 1, 2);
  }

  @Test
  void onlyTheFirstKeyFrameIsOld() {
    MediaStage stage = stage(new TimeFault.OldKeyFirst(5));
    assertThat(stage.timestamp(at(0), 1_000_000)).isEqualTo(1_000_000 - 5 * 90_000);
    assertThat(stage.timestamp(at(0.1), 1_009_000)).isEqualTo(1_009_000);
  }

  @Test
  void garbageNeverLooksLikeAFrame() {
    int noise = 0;
    for (Piece piece : through(new PacketFault.Garbage(100), 1_000)) {
      if (piece instanceof Piece.Noise(byte[] bytes)) {
        noise++;
        assertThat(bytes).hasSizeBetween(1, 100).doesNotContain('$');
      }
    }
    assertThat(noise).isBetween(50, 150);
  }

  @Test
  void stallSendsNothingAfterItsTime() {
    MediaStage stage = stage(new StreamFault.Stall(10));
    List<Piece> pieces = packets(3);
    stage.media(at(9.9), pieces);
    assertThat(pieces).hasSize(3);
    stage.media(at(10), pieces);
    assertThat(pieces).isEmpty();
  }

  @Test
  void quirk47_markerNeverOrOnParameterSetsToo() {
    assertThat(through(new StreamFault.NoMarker(), 3)).noneMatch(MediaStagesTest::marked);
    List<Piece> pieces = through(new StreamFault.MarkerOnParameterSets(), 3);
    assertThat(pieces).extracting(MediaStagesTest::marked).containsExactly(true, false, true);
  }

  @Test
  void quirk47_markerOnTheLastPacketOfEverySlice() {
    assertThat(through(new StreamFault.MarkerOnSlices(), 5))
        .extracting(MediaStagesTest::marked)
        .containsExactly(false, true, false, true, true);
  }

  private static boolean marked(Piece piece) {
    return piece.bytes()[1] < 0;
  }

  @Test
  void hugeFrameKeepsTheSequenceNumbersInOrder() {
    MediaStage stage = stage(new StreamFault.HugeFrame(1));
    List<Integer> all = new ArrayList<>();
    List<Piece> key = packets(3);
    stage.media(at(1), key);
    all.addAll(sequences(key));
    List<Piece> next = packets(5).subList(3, 5);
    stage.media(new Moment(0, AVC, 0, false), next);
    all.addAll(sequences(next));
    assertThat(all).hasSize(5 + (1 << 20) / Ballast.PAYLOAD_BYTES);
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i)).isEqualTo(i);
    }
  }

  @Test
  void quirk43_slowTimestampsFallBehindEvenly() {
    MediaStage stage = stage(new TimeFault.SlowTimestamps(16));
    assertThat(stage.timestamp(at(0), 1_000)).isEqualTo(1_000);
    assertThat(stage.timestamp(at(1), 1_000 + 90_000)).isEqualTo(1_000 + 75_600);
    assertThat(stage.timestamp(at(60), 1_000 + 60 * 90_000)).isEqualTo(1_000 + 60 * 75_600);
  }

  @Test
  void timestampsJumpGoBackAndWrap() {
    assertThat(afterSeconds(new TimeFault.TimestampJump(60), 9)).isEqualTo(9 * 90_000);
    assertThat(afterSeconds(new TimeFault.TimestampJump(60), 11)).isEqualTo(71 * 90_000);
    assertThat(afterSeconds(new TimeFault.TimestampBack(2), 25)).isEqualTo(21 * 90_000);
    assertThat(afterSeconds(new TimeFault.TimestampWrap(5), 4)).isEqualTo((1L << 32) - 90_000);
    assertThat(afterSeconds(new TimeFault.TimestampWrap(5), 6)).isEqualTo((1L << 32) + 90_000);
  }

  private static long afterSeconds(CameraFault fault, long seconds) {
    MediaStage stage = stage(fault);
    stage.timestamp(at(0), 0);
    return stage.timestamp(at((double) seconds), seconds * 90_000);
  }

  @Test
  void clocksStepOrAreWrongOrSilent() {
    long wall = 1_700_000_000_000_000L;
    MediaStage step = stage(new TimeFault.ClockStep(30));
    assertThat(step.reportMicros(9_000_000_000L, wall)).isEqualTo(OptionalLong.of(wall));
    assertThat(step.reportMicros(10_000_000_000L, wall))
        .isEqualTo(OptionalLong.of(wall + 30_000_000));
    assertThat(stage(new TimeFault.ClockWrong(20)).reportMicros(0, wall).getAsLong())
        .isLessThan(wall - Duration.ofDays(7_000).toMillis() * 1_000);
    assertThat(stage(new TimeFault.NoSenderReport()).reportMicros(0, wall)).isEmpty();
  }

  @Test
  void quirk62_lockEndsAfterHalfAnHour() {
    DialogueStage lock = new DialogueFault.AuthenticationLock(2).dialogue();
    assertThat(lock.admits(true, 0)).isTrue();
    assertThat(lock.admits(false, 0)).isFalse();
    assertThat(lock.admits(true, 0)).isTrue();
    assertThat(lock.admits(false, 0)).isFalse();
    assertThat(lock.admits(true, Duration.ofMinutes(29).toNanos())).isFalse();
    assertThat(lock.admits(true, Duration.ofMinutes(30).toNanos())).isTrue();
  }

  @Test
  void sizeChangesOnceForEachInterval() {
    MediaStage stage = stage(new StreamFault.ResolutionSwitch(10));
    assertThat(stage.changesSize(9_000_000_000L)).isFalse();
    assertThat(stage.changesSize(10_000_000_000L)).isTrue();
    assertThat(stage.changesSize(10_040_000_000L)).isFalse();
    assertThat(stage.changesSize(20_000_000_000L)).isTrue();
  }
}
