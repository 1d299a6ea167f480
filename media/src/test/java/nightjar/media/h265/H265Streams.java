package nightjar.media.h265;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import nightjar.base.Bytes;
import nightjar.media.RtpLoop;
import nightjar.media.bits.BitWriter;
import nightjar.media.codec.CodecConfig;
import nightjar.media.nal.SpropSets;
import nightjar.media.rtp.Encoding;

/// Hand-made H.265 for tests.
final class H265Streams {
  /// 642x358, as libx265 writes it.
  static final String VPS = "40010c01ffff01600000030090000003000003003f959809";

  static final String SPS =
      "42010101600000030090000003000003003fa005120169c9596566924caf016808000003000800000300c840";

  static final String PPS = "4401c172b46240";

  /// IDR_N_LP, first slice, picture parameter set 0.
  static final String IDR = "2801e0778899";

  static final String IDR_SECOND = "280160778899";

  /// TRAIL_R.
  static final String TRAIL = "0201d0778899";

  static final String TRAIL_SECOND = "020150778899";

  /// TRAIL_N: NAL unit type 0.
  static final String TRAIL_N = "0001d0778899";

  private H265Streams() {}

  static Encoding encoding(String vps, String sps, String pps) {
    return new Encoding(
        "H265",
        96,
        90_000,
        0,
        Map.of("sprop-vps", sprop(vps), "sprop-sps", sprop(sps), "sprop-pps", sprop(pps)));
  }

  static Encoding bare() {
    return new Encoding("H265", 96, 90_000, 0, Map.of());
  }

  static RtpLoop loop(Encoding encoding) {
    return new RtpLoop((out, sink) -> new H265Depacketizer(0, encoding, out, sink));
  }

  static RtpLoop loop() {
    return loop(encoding(VPS, SPS, PPS));
  }

  static CodecConfig.Hevc config() {
    H265Sps sps = H265Sps.parse(Bytes.fromHex(SPS));
    return new CodecConfig.Hevc(
        List.of(Bytes.fromHex(VPS)),
        List.of(sps.nal()),
        List.of(Bytes.fromHex(PPS)),
        sps.profile(),
        642,
        358);
  }

  static Bytes sample(String... nals) {
    StringBuilder hex = new StringBuilder();
    for (String nal : nals) {
      hex.append(HexFormat.of().toHexDigits(nal.length() / 2)).append(nal);
    }
    return Bytes.fromHex(hex.toString());
  }

  static Bytes random(RandomGenerator random, boolean sync, int slices, int maxSlice) {
    List<String> nals = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      String head = sync ? (i == 0 ? IDR : IDR_SECOND) : (i == 0 ? TRAIL : TRAIL_SECOND);
      byte[] bytes = new byte[random.nextInt(maxSlice)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) (1 + random.nextInt(255));
      }
      nals.add(head + HexFormat.of().formatHex(bytes));
    }
    return sample(nals.toArray(String[]::new));
  }

  /// A parameter set of 640x360 with the rare parts that real cameras have sent.
  static String sps(int subLayers, boolean predictedSets, boolean lists, long timeScale) {
    BitWriter bits = new BitWriter().bits(16, 0x4201).bits(4, 0).bits(3, subLayers).bits(1, 1);
    bits.bits(8, 1).bits(32, 0x60000000L).bits(32, 0x90000000L).bits(16, 0).bits(8, 93);
    for (int i = 0; i < subLayers; i++) {
      bits.bits(2, 0b11);
    }
    bits.bits(subLayers > 0 ? 2 * (8 - subLayers) : 0, 0);
    for (int i = 0; i < subLayers; i++) {
      bits.bits(32, 0).bits(32, 0).bits(32, 60);
    }
    bits.golomb(0, 1, 640, 368).flag(true).golomb(0, 0, 0, 4).golomb(0, 0, 4).flag(true);
    for (int i = 0; i <= subLayers; i++) {
      bits.golomb(4, i, 0);
    }
    bits.golomb(0, 3, 0, 3, 0, 0).flag(lists);
    if (lists) {
      bits.flag(true);
      for (int size = 0; size < 4; size++) {
        for (int matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1) {
          bits.flag(true).golomb(size > 1 ? new long[] {3} : new long[0]);
          bits.golomb(new long[Math.min(64, 1 << (4 + 2 * size))]);
        }
      }
    }
    bits.bits(2, 0b11).flag(false);
    if (predictedSets) {
      bits.golomb(3).golomb(2, 1).golomb(0).flag(true).golomb(1).flag(true).golomb(0).flag(true);
      bits.flag(true).flag(true).golomb(0).bits(4, 0b1111); // by -1 from {-1, -3, 1}: {-2, -4, -1}
      bits.flag(true)
          .flag(false)
          .golomb(0)
          .bits(5, 0b01111); // by +1, the first neither used nor kept
    } else {
      bits.golomb(0);
    }
    bits.flag(false).bits(2, 0b10).flag(true); // no long-term pictures; VUI
    bits.bits(4, 0).bits(3, 0).bits(1, 0).flag(true).bits(32, 1).bits(32, timeScale).bits(2, 0);
    return bits.flag(false).flag(false).nal();
  }

  private static String sprop(String set) {
    return SpropSets.format(List.of(Bytes.fromHex(set)));
  }
}
