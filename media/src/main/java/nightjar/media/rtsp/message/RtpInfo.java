package nightjar.media.rtsp.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// What a PLAY answer says of one track's first packet (RFC 2326, 12.33). Only a hint: Hikvision DS-2CD2032-I and Tapo C320WS
/// always say `seq=0` or `seq=1`, Reolink names tracks that were never set up, OMNY says `rtptime=-1`.
///
/// @param url as sent, absolute or relative
/// @param sequence of the first packet
/// @param rtpTime of the first packet, unsigned 32 bits
/// @param ssrc unsigned 32 bits; not of the RFC, sent by Reolink
public record RtpInfo(String url, OptionalInt sequence, OptionalLong rtpTime, OptionalLong ssrc) {
  private static final Pattern NEXT_ENTRY = Pattern.compile("(?i),\\s*(?=url\\s*=)");
  private static final Pattern NEXT_PART =
      Pattern.compile("(?i)[;,]\\s*(?=(?:seq|rtptime|ssrc)\\s*=)");
  private static final int MAX_ENTRIES = 64;

  /// Reads what is readable, drops the rest.
  public static List<RtpInfo> parse(String value) {
    List<RtpInfo> entries = new ArrayList<>();
    for (String entry : NEXT_ENTRY.split(value, -1)) {
      String[] parts = NEXT_PART.split(entry, -1);
      String url = "";
      OptionalInt sequence = OptionalInt.empty();
      OptionalLong rtpTime = OptionalLong.empty();
      OptionalLong ssrc = OptionalLong.empty();
      for (String part : parts) {
        int equals = part.indexOf('=');
        String name = part.substring(0, Math.max(equals, 0)).strip().toLowerCase(Locale.ROOT);
        // tolerate: a trailing ";" (Laureii).
        String text = part.substring(equals + 1).strip().replaceAll("[;\"\\s]+$|^\"", "");
        switch (name) {
          case "url" -> url = text;
          case "seq" -> sequence = HeaderNumbers.unsigned(text, 65_535);
          case "rtptime" -> rtpTime = HeaderNumbers.unsigned32(text, 10);
          case "ssrc" -> ssrc = HeaderNumbers.unsigned32(text, 16);
          default -> {}
        }
      }
      if (!url.isEmpty() && entries.size() < MAX_ENTRIES) {
        entries.add(new RtpInfo(url, sequence, rtpTime, ssrc));
      }
    }
    return entries;
  }

  /// The entry for the track at `trackUrl`, where `onlyOne` says that no other track was set up.
  public static Optional<RtpInfo> find(
      List<RtpInfo> entries, String base, String trackUrl, boolean onlyOne) {
    for (RtpInfo entry : entries) {
      if (ControlUrl.join(base, entry.url).equals(trackUrl)) {
        return Optional.of(entry);
      }
    }
    // tolerate: another URL than the one set up (GW Security GW4089IP), when there is no doubt
    // whose it is.
    return onlyOne && entries.size() == 1 ? Optional.of(entries.getFirst()) : Optional.empty();
  }

  /// As a server writes it.
  public String write() {
    StringBuilder out = new StringBuilder("url=").append(url);
    sequence.ifPresent(n -> out.append(";seq=").append(n));
    rtpTime.ifPresent(n -> out.append(";rtptime=").append(n));
    ssrc.ifPresent(n -> out.append(";ssrc=").append(HeaderNumbers.hex32(n)));
    return out.toString();
  }
}
