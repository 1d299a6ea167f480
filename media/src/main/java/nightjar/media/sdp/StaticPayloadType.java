package nightjar.media.sdp;

import java.util.Optional;

/// Payload types whose meaning needs no `rtpmap` (RFC 3551, 6, tables 4 and 5).
record StaticPayloadType(String name, int clockRate, int channels) {
  static Optional<StaticPayloadType> of(int payloadType) {
    return Optional.ofNullable(
        switch (payloadType) {
          case 0 -> audio("PCMU", 8_000, 1);
          case 3 -> audio("GSM", 8_000, 1);
          case 4 -> audio("G723", 8_000, 1);
          case 5 -> audio("DVI4", 8_000, 1);
          case 6 -> audio("DVI4", 16_000, 1);
          case 7 -> audio("LPC", 8_000, 1);
          case 8 -> audio("PCMA", 8_000, 1);
          case 9 -> audio("G722", 8_000, 1);
          case 10 -> audio("L16", 44_100, 2);
          case 11 -> audio("L16", 44_100, 1);
          case 12 -> audio("QCELP", 8_000, 1);
          case 13 -> audio("CN", 8_000, 1);
          case 14 -> audio("MPA", 90_000, 1);
          case 15 -> audio("G728", 8_000, 1);
          case 16 -> audio("DVI4", 11_025, 1);
          case 17 -> audio("DVI4", 22_050, 1);
          case 18 -> audio("G729", 8_000, 1);
          case 25 -> video("CELB");
          case 26 -> video("JPEG");
          case 28 -> video("NV");
          case 31 -> video("H261");
          case 32 -> video("MPV");
          case 33 -> video("MP2T");
          case 34 -> video("H263");
          default -> null;
        });
  }

  private static StaticPayloadType audio(String name, int clockRate, int channels) {
    return new StaticPayloadType(name, clockRate, channels);
  }

  private static StaticPayloadType video(String name) {
    return new StaticPayloadType(name, 90_000, 0);
  }
}
