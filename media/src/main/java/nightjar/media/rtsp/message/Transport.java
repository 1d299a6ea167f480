package nightjar.media.rtsp.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// One way to carry a track (RFC 2326, 12.39), asked for or granted. A field is empty when the other side did not say:
/// whoever asked then falls back on what it asked for.
///
/// @param profile in upper case, `RTP/AVP` or `RTP/SAVP`, without the lower transport
/// @param tcp interleaved in the RTSP connection; otherwise UDP
/// @param interleaved channels of RTP and RTCP, 0 to 255
/// @param clientPorts the client's ports for RTP and RTCP
/// @param serverPorts the server's ports for RTP and RTCP
/// @param ssrc a hint only: Hikvision, Luckfox and Reolink send wrong ones
/// @param source the address media comes from, when not the server's own
public record Transport(
    String profile,
    boolean tcp,
    boolean multicast,
    Optional<Pair> interleaved,
    Optional<Pair> clientPorts,
    Optional<Pair> serverPorts,
    OptionalLong ssrc,
    Optional<String> source) {
  private static final String AVP = "RTP/AVP";
  private static final int MAX_CHOICES = 16;

  /// Channels or ports: RTP first, RTCP second.
  public record Pair(int rtp, int rtcp) {
    public static Pair from(int rtp) {
      return new Pair(rtp, rtp + 1);
    }

    @Override
    public String toString() {
      return rtp + "-" + rtcp;
    }
  }

  /// TCP on two channels. A request leaves `ssrc` empty.
  public static Transport overTcp(Pair channels, OptionalLong ssrc) {
    return new Transport(
        AVP,
        true,
        false,
        Optional.of(channels),
        Optional.empty(),
        Optional.empty(),
        ssrc,
        Optional.empty());
  }

  /// UDP between ports. A request leaves `serverPorts` and `ssrc` empty.
  public static Transport overUdp(Pair clientPorts, Optional<Pair> serverPorts, OptionalLong ssrc) {
    return new Transport(
        AVP,
        false,
        false,
        Optional.empty(),
        Optional.of(clientPorts),
        serverPorts,
        ssrc,
        Optional.empty());
  }

  /// What a server granted, or the first of a client's choices. Never fails: what is unreadable is left out.
  public static Transport parse(String value) {
    return parseChoices(value).getFirst();
  }

  /// A client's choices, best first; at least one.
  public static List<Transport> parseChoices(String value) {
    List<Transport> choices = new ArrayList<>();
    for (String choice : Quoted.split(value, ',')) {
      if (!choice.isBlank() && choices.size() < MAX_CHOICES) {
        choices.add(parseOne(choice));
      }
    }
    return choices.isEmpty() ? List.of(parseOne(AVP)) : choices;
  }

  private static Transport parseOne(String text) {
    Map<String, String> said = new HashMap<>();
    String spec = AVP;
    for (String part : Quoted.split(text, ';')) {
      int equals = part.indexOf('=');
      String name = part.substring(0, equals < 0 ? part.length() : equals).strip();
      if (equals < 0 && name.matches("(?i)RTP/S?AVPF?(/(TCP|UDP))?")) {
        spec = name.toUpperCase(Locale.ROOT);
      } else {
        // tolerate: any order, blanks before the value (Hikvision "ssrc= d6d6627", Luckfox).
        said.putIfAbsent(name.toLowerCase(Locale.ROOT), Quoted.strip(part.substring(equals + 1)));
      }
    }
    return new Transport(
        spec.replaceFirst("/(TCP|UDP)$", ""),
        // tolerate: "RTP/AVP" with channels means TCP (Escam Q6, go2rtc client.go).
        spec.endsWith("/TCP") || said.containsKey("interleaved"),
        said.containsKey("multicast"),
        pair(said.getOrDefault("interleaved", ""), 255),
        pair(said.getOrDefault("client_port", ""), 65_535),
        pair(said.getOrDefault("server_port", ""), 65_535),
        HeaderNumbers.unsigned32(said.getOrDefault("ssrc", ""), 16),
        Optional.ofNullable(said.get("source")).filter(s -> !s.isEmpty()));
  }

  /// tolerate: "0" without a range (go2rtc client.go): RTCP is the next one.
  private static Optional<Pair> pair(String text, int max) {
    int dash = text.indexOf('-');
    OptionalInt rtp =
        HeaderNumbers.unsigned(text.substring(0, dash < 0 ? text.length() : dash).strip(), max);
    if (rtp.isEmpty()) {
      return Optional.empty();
    }
    OptionalInt rtcp = HeaderNumbers.unsigned(text.substring(dash + 1).strip(), max);
    return dash >= 0 && rtcp.isPresent()
        ? Optional.of(new Pair(rtp.getAsInt(), rtcp.getAsInt()))
        : Optional.of(Pair.from(rtp.getAsInt())).filter(p -> p.rtcp <= max);
  }

  /// As a header value; parses back to the same. `mode` is never written: some cameras refuse it (gortsplib).
  public String write() {
    StringBuilder out = new StringBuilder(profile);
    out.append(tcp ? "/TCP" : "").append(multicast ? ";multicast" : ";unicast");
    source.ifPresent(s -> out.append(";source=").append(s));
    interleaved.ifPresent(p -> out.append(";interleaved=").append(p));
    clientPorts.ifPresent(p -> out.append(";client_port=").append(p));
    serverPorts.ifPresent(p -> out.append(";server_port=").append(p));
    ssrc.ifPresent(n -> out.append(";ssrc=").append(HeaderNumbers.hex32(n)));
    return out.toString();
  }
}
