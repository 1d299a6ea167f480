package nightjar.media.h264;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import nightjar.base.Bytes;
import nightjar.media.RtpLoop;
import nightjar.media.codec.CodecConfig;
import nightjar.media.nal.SpropSets;
import nightjar.media.rtp.Encoding;

/// Hand-made H.264 for tests: slices have a true beginning of a slice header and any bytes behind it.
final class H264Streams {
  /// 320x240 baseline, as libx264 writes it.
  static final String SPS = "6742c00dd90141fb011000000300100000030320f142a480";

  static final String PPS = "68cb83cb20";

  /// 642x358 high profile with two reordered frames.
  static final String SPS_HIGH = "6764001eacd940a42fe226c044000003000400000300c83c58b658";

  static final String PPS_HIGH = "68ebe3cb22c0";

  /// `first_mb_in_slice` 0, slice type 7 (I), picture parameter set 0.
  static final String IDR = "6588847777";

  /// The second slice of the same picture.
  static final String IDR_SECOND = "6544847777";

  /// Slice type 5 (P).
  static final String P = "419a667788";

  static final String P_SECOND = "414d667788";

  /// Filled with anything: user data of four bytes.
  static final String SEI = "060504a1b2c3d480";

  private H264Streams() {}

  static Encoding encoding(String... sets) {
    List<Bytes> bytes = new ArrayList<>();
    for (String set : sets) {
      bytes.add(Bytes.fromHex(set));
    }
    return new Encoding(
        "H264", 96, 90_000, 0, Map.of("sprop-parameter-sets", SpropSets.format(bytes)));
  }

  static RtpLoop loop(Encoding encoding) {
    return new RtpLoop((out, sink) -> new H264Depacketizer(0, encoding, out, sink));
  }

  static RtpLoop loop() {
    return loop(encoding(SPS, PPS));
  }

  static CodecConfig.Avc config() {
    return new CodecConfig.Avc(List.of(Bytes.fromHex(SPS)), List.of(Bytes.fromHex(PPS)), 320, 240);
  }

  /// NAL units, each behind its length.
  static Bytes sample(String... nals) {
    StringBuilder hex = new StringBuilder();
    for (String nal : nals) {
      hex.append(HexFormat.of().toHexDigits(nal.length() / 2)).append(nal);
    }
    return Bytes.fromHex(hex.toString());
  }

  /// A sample of `slices` slices of up to `maxSlice` random bytes each.
  static Bytes random(RandomGenerator random, boolean sync, int slices, int maxSlice) {
    List<String> nals = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      String head = sync ? (i == 0 ? IDR : IDR_SECOND) : (i == 0 ? P : P_SECOND);
      nals.add(head + randomHex(random, random.nextInt(maxSlice)) + "80");
    }
    return sample(nals.toArray(String[]::new));
  }

  static Bytes behindSei(Bytes sample) {
    return Bytes.fromHex(
        HexFormat.of().formatHex(sample(SEI).toArray())
            + HexFormat.of().formatHex(sample.toArray()));
  }

  /// Bytes with zeros, but without anything that would be a start code.
  private static String randomHex(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      int value = random.nextInt(5) == 0 ? random.nextInt(4) : random.nextInt(256);
      boolean afterZeros = i >= 2 && bytes[i - 1] == 0 && bytes[i - 2] == 0;
      bytes[i] = (byte) (afterZeros && value < 3 ? 3 : value);
    }
    return HexFormat.of().formatHex(bytes);
  }
}
