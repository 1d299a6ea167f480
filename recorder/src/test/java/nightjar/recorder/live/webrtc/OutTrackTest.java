package nightjar.recorder.live.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.SlabPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OutTrackTest {
  private static final long ZERO = 1_000_000_000L;
  private static final CodecConfig.Avc AVC =
      new CodecConfig.Avc(
          List.of(Bytes.fromHex("6742c01fd9005005bb011000000300100000030320f18324a0")),
          List.of(Bytes.fromHex("68cb83cb20")),
          1280,
          720);

  private final SlabPool pool = new SlabPool(64 * 1024, 1 << 20);
  private final FrameBuilder frames = new FrameBuilder(pool, 64 * 1024);
  private final Srtp srtp = new Srtp(new byte[16], new byte[14]);
  private final OutTrack track = new OutTrack(108, 77, 65_530, 5, ZERO);
  private final List<byte[]> sent = new ArrayList<>();

  @AfterEach
  void close() {
    frames.close();
    assertThat(pool.lentSlabs()).isZero();
  }

  private void send(int millis, int bytes, boolean key) {
    frames.appendInt(bytes);
    for (int i = 0; i < bytes; i++) {
      frames.append(i == 0 ? (byte) (key ? 0x65 : 0x41) : (byte) i);
    }
    long pts = millis * 90L;
    Frame frame = frames.finish(0, AVC, pts, pts, ZERO + millis * 1_000L, key);
    track.send(frame, srtp, (packet, length) -> sent.add(Arrays.copyOf(packet, length)));
  }

  private static int timestamp(byte[] packet) {
    return ByteBuffer.wrap(packet).getInt(4);
  }

  @Test
  void noPacketIsLargerThanAnyPathCarriesAndTheLastOfAFrameSaysSo() {
    track.join(ZERO);
    send(0, 20_000, true);
    assertThat(sent).hasSizeGreaterThan(16).allMatch(each -> each.length <= OutTrack.MAX_PACKET);
    assertThat(sent.getLast()[1] & 0x80).isEqualTo(0x80);
    assertThat(sent.getFirst()[1] & 0x80).isZero();
    for (int i = 0; i < sent.size(); i++) {
      assertThat(ByteBuffer.wrap(sent.get(i)).getShort(2)).isEqualTo((short) (65_530 + i));
    }
  }

  @Test
  void aPictureIsStampedWithItsInstantAndThePastIsPressedTogether() {
    track.join(ZERO + 2_000_000);
    send(0, 100, true);
    send(1_000, 100, false);
    send(2_040, 100, false);
    List<Integer> stamps = sent.stream().map(OutTrackTest::timestamp).distinct().toList();
    assertThat(stamps).containsExactly(180_000 - 3_600, 180_000 - 1_800, 183_600);
  }

  @Test
  void beginningAnewNeverStepsBack() {
    track.join(ZERO);
    send(0, 100, true);
    send(2_000, 100, false);
    track.join(ZERO + 2_020_000);
    send(0, 100, true);
    send(2_040, 100, false);
    List<Integer> stamps = sent.stream().map(OutTrackTest::timestamp).distinct().toList();
    assertThat(stamps).isSorted().hasSize(4);
    assertThat(stamps.getLast()).isEqualTo(183_600);
  }

  @Test
  void aLostPacketGoesOutAgainAsItWasAndAnOldOneDoesNot() {
    track.join(ZERO);
    send(0, 3_000, true);
    byte[] first = sent.getFirst();
    sent.clear();
    track.again(65_530, (packet, length) -> sent.add(Arrays.copyOf(packet, length)));
    track.again(12, (packet, length) -> sent.add(Arrays.copyOf(packet, length)));
    assertThat(sent).singleElement().isEqualTo(first);
  }
}
