package nightjar.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import nightjar.base.Bytes;
import org.junit.jupiter.api.Test;

class RtpReceiverTest {
  @Test
  void wrapIsNoLoss() {
    Rtp rtp = new Rtp(true).packet(65534, 0).packet(65535, 0).packet(0, 0).packet(1, 0);
    assertThat(rtp.out).containsExactly("65534", "65535", "0", "1");
    assertThat(rtp.receiver.counters().lost()).isZero();
  }

  @Test
  void holeIsCountedAndTold() {
    Rtp rtp = new Rtp(true).packet(1, 0).packet(5, 0);
    assertThat(rtp.out).containsExactly("1", "5+3");
    assertThat(rtp.receiver.counters().lost()).isEqualTo(3);
  }

  @Test
  void duplicateIsDropped() {
    Rtp rtp = new Rtp(true).packet(7, 0).packet(8, 0).packet(8, 0).packet(9, 0);
    assertThat(rtp.out).containsExactly("7", "8", "9");
    assertThat(rtp.receiver.counters().late()).isEqualTo(1);
  }

  @Test
  void quirk59_sequenceResetOverTcpIsBelievedAtOnce() {
    Rtp rtp = new Rtp(true).packet(40_000, 0).packet(40_001, 0).packet(0, 0).packet(1, 0);
    assertThat(rtp.out).containsExactly("40000", "40001", "0+1", "1");
    assertThat(rtp.receiver.counters().resets()).isEqualTo(1);
  }

  @Test
  void quirk59_sequenceResetOverUdpNeedsTwoInARow() {
    Rtp rtp =
        new Rtp(false).packet(40_000, 0).packet(40_001, 0).packet(0, 0).packet(1, 0).packet(2, 0);
    assertThat(rtp.out).containsExactly("40000", "40001", "1+1", "2");
  }

  @Test
  void quirk59_smallResetBackwardsIsFound() {
    Rtp rtp = new Rtp(true);
    for (int i = 50; i < 60; i++) {
      rtp.packet(i, 0);
    }
    for (int i = 0; i < 4; i++) {
      rtp.packet(i, 0);
    }
    assertThat(rtp.out).endsWith("59", "1+1", "2", "3");
  }

  @Test
  void strayPacketOverUdpChangesNothing() {
    Rtp rtp = new Rtp(false).packet(1, 0).packet(30_000, 0).packet(2, 0).packet(3, 0);
    assertThat(rtp.out).containsExactly("1", "2", "3");
  }

  @Test
  void overtakingPacketsComeInOrder() {
    Rtp rtp = new Rtp(false).packet(1, 0).packet(4, 0).packet(3, 0).packet(2, 0).packet(5, 0);
    assertThat(rtp.out).containsExactly("1", "2", "3", "4", "5");
    assertThat(rtp.receiver.counters().reordered()).isEqualTo(2);
  }

  @Test
  void overtakingAcrossTheWrapComesInOrder() {
    Rtp rtp = new Rtp(false).packet(65_534, 0).packet(1, 0).packet(0, 0).packet(65_535, 0);
    assertThat(rtp.out).containsExactly("65534", "65535", "0", "1");
  }

  @Test
  void quirk59_reorderBufferGivesUpAfter200Milliseconds() {
    Rtp rtp = new Rtp(false).packet(1, 0).packet(3, 0).after(199).packet(4, 0);
    assertThat(rtp.out).containsExactly("1");
    rtp.after(1).receiver.idle();
    assertThat(rtp.out).containsExactly("1", "3+1", "4");
    rtp.packet(2, 0).packet(5, 0);
    assertThat(rtp.out).containsExactly("1", "3+1", "4", "5");
    assertThat(rtp.receiver.counters().late()).isEqualTo(1);
  }

  @Test
  void quirk59_reorderBufferGivesUpWhenFull() {
    Rtp rtp = new Rtp(false).packet(1, 0);
    for (int i = 3; i < 3 + 63; i++) {
      rtp.packet(i, 0);
    }
    assertThat(rtp.out).hasSize(1);
    rtp.packet(66, 0).packet(67, 0);
    assertThat(rtp.out).hasSize(66).startsWith("1", "3+1", "4").endsWith("66", "67");
  }

  @Test
  void endHandsOnWhatWaits() {
    Rtp rtp = new Rtp(false).packet(1, 0).packet(3, 0);
    rtp.receiver.finish();
    assertThat(rtp.out).containsExactly("1", "3+1");
    assertThat(rtp.flushed).isTrue();
  }

  @Test
  void quirk58_unknownPayloadTypeIsSkippedWithoutLoss() {
    Rtp rtp = new Rtp(true).packet(1, 0).packet(Rtp.SSRC, 50, 2, 0).packet(3, 0);
    assertThat(rtp.out).containsExactly("1", "3");
    assertThat(rtp.receiver.counters().strays()).isEqualTo(1);
  }

  @Test
  void quirk58_reportOfUnknownSourceIsIgnored() {
    Rtp rtp = new Rtp(true).packet(77, 96, 1, 0).report(5, 0);
    assertThat(rtp.camera.known()).isFalse();
  }

  @Test
  void quirk17_oldSessionsPacketsDoNotMixIn() {
    Rtp rtp = new Rtp(true).packet(1, 96, 500, 0).packet(2, 96, 10, 0);
    rtp.packet(1, 96, 501, 0).packet(2, 96, 11, 0).packet(1, 96, 502, 0).packet(2, 96, 12, 0);
    assertThat(rtp.out).containsExactly("500", "10", "11", "12");
  }

  @Test
  void quirk17_announcedSourceWinsOverAnOldSessions() {
    Rtp rtp = new Rtp(true, 1).packet(1, 96, 500, 0).packet(2, 96, 10, 0).packet(1, 96, 501, 0);
    assertThat(rtp.out).containsExactly("500", "501");
  }

  @Test
  void quirk13_wrongAnnouncedSourceDoesNotSilenceTheTrack() {
    Rtp rtp = new Rtp(true, 99).packet(1, 96, 500, 0).packet(1, 96, 501, 0);
    assertThat(rtp.out).containsExactly("500", "501");
  }

  @Test
  void quirk59_restartedEncoderWithNewSourceGoesOnAtOnce() {
    Rtp rtp = new Rtp(true).packet(1, 96, 500, 1_000_000).after(40).packet(2, 96, 9, 77);
    assertThat(rtp.out).containsExactly("500", "9");
    assertThat(rtp.times).containsExactly(1_000_000L, 1_003_600L);
  }

  @Test
  void formerSourceComesBackWhenTheNewOneFellSilent() {
    Rtp rtp = new Rtp(true).packet(1, 96, 1, 0).packet(2, 96, 1, 0);
    for (int i = 2; i < 200; i++) {
      rtp.packet(1, 96, i, 0);
    }
    assertThat(rtp.out).endsWith("198", "199");
  }

  @Test
  void receiverReportTellsLossAndHighest() {
    Rtp rtp = new Rtp(true).packet(65_535, 0).packet(1, 0).packet(2, 0);
    ByteBuffer out = ByteBuffer.allocate(200);
    rtp.receiver.writeReceiverReport(out, 42, Bytes.of((byte) 'n'));
    assertThat(out.getInt(4)).isEqualTo(42);
    assertThat(out.getInt(8)).isEqualTo(Rtp.SSRC);
    assertThat(out.getInt(12)).isEqualTo(64 << 24 | 1);
    assertThat(out.getInt(16)).isEqualTo(1 << 16 | 2);
  }

  @Test
  void garbageIsCounted() {
    Rtp rtp = new Rtp(true);
    rtp.receiver.receive(ByteBuffer.allocate(30), 0, 30);
    rtp.receiver.receive(ByteBuffer.allocate(0), 0, 0);
    assertThat(rtp.receiver.counters().malformed()).isEqualTo(2);
  }
}
