package nightjar.recorder.live.webrtc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.base.Fault;

/// What a browser offers to take (SDP, RFC 8866; JSEP, RFC 9429): who it is, and which codings of which media it plays.
///
/// @param ufrag names the browser in STUN's USERNAME (RFC 8445, 7.2.2)
/// @param fingerprint SHA-256 of the certificate it will show in DTLS (RFC 8122)
/// @param media in the order of its `m=` lines: the answer must have as many
record Offer(String ufrag, Bytes fingerprint, List<Media> media) {
  private static final int MAX_MEDIA = 16;
  private static final int MAX_CODECS = 128;
  private static final String SHA_256 = "sha-256 ";

  /// One `m=` line.
  ///
  /// @param kind `video`, `audio` or something else
  /// @param receives it wants media from us
  /// @param extensions numbers of RTP header extensions by their URI (RFC 8285)
  record Media(
      String kind,
      String protocol,
      String mid,
      boolean receives,
      List<Codec> codecs,
      Map<String, Integer> extensions) {
    Media {
      codecs = List.copyOf(codecs);
      extensions = Map.copyOf(extensions);
    }
  }

  /// @param name upper case
  /// @param format the `fmtp` value as offered
  record Codec(int payloadType, String name, int clockRate, int channels, String format) {
    /// One parameter of [#format].
    Optional<String> parameter(String wanted) {
      for (String each : format.split(";", -1)) {
        int equals = each.indexOf('=');
        if (equals > 0 && each.substring(0, equals).strip().equalsIgnoreCase(wanted)) {
          return Optional.of(each.substring(equals + 1).strip());
        }
      }
      return Optional.empty();
    }
  }

  Offer {
    media = List.copyOf(media);
  }

  /// An INVALID fault says what is missing.
  static Offer parse(String sdp) {
    List<Section> sections = new ArrayList<>();
    var session = new Section("", "", List.of());
    Section current = session;
    for (String line : sdp.split("[\r\n]+", -1)) {
      if (line.startsWith("m=")) {
        if (sections.size() == MAX_MEDIA) {
          throw wrong("more than " + MAX_MEDIA + " media");
        }
        current = Section.of(line.substring(2));
        sections.add(current);
      } else if (line.startsWith("a=")) {
        current.attribute(line.substring(2).strip());
      }
    }
    String ufrag = first(session, sections, "ice-ufrag");
    if (!ufrag.matches("[A-Za-z0-9+/]{4,256}")) {
      throw wrong("an ice-ufrag of " + ufrag.length() + " characters");
    }
    return new Offer(
        ufrag,
        fingerprint(first(session, sections, "fingerprint")),
        sections.stream().map(Section::media).toList());
  }

  private static String first(Section session, List<Section> sections, String name) {
    String found = session.values.get(name);
    for (Section each : sections) {
      found = found == null ? each.values.get(name) : found;
    }
    if (found == null) {
      throw wrong("no a=" + name);
    }
    return found;
  }

  private static Bytes fingerprint(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    if (!lower.matches("sha-256 +([0-9a-f]{2}:){31}[0-9a-f]{2}")) {
      throw wrong("a fingerprint that is not SHA-256");
    }
    return Bytes.of(HexFormat.ofDelimiter(":").parseHex(lower.substring(SHA_256.length()).strip()));
  }

  private static Fault wrong(String what) {
    return Fault.of(
        Fault.Kind.INVALID,
        "the offer has " + what,
        "Send the SDP of an RTCPeerConnection's offer, unchanged.");
  }

  /// The lines of one medium while they are read. Owned by one call of [#parse].
  private static final class Section {
    private final String kind;
    private final String protocol;
    private final List<Integer> payloadTypes;
    private final Map<String, String> values = new HashMap<>();
    private final Map<Integer, String> maps = new HashMap<>();
    private final Map<Integer, String> formats = new HashMap<>();
    private final Map<String, Integer> extensions = new HashMap<>();
    private boolean receives = true;

    Section(String kind, String protocol, List<Integer> payloadTypes) {
      this.kind = kind;
      this.protocol = protocol;
      this.payloadTypes = payloadTypes;
    }

    static Section of(String value) {
      String[] fields = value.strip().split(" +", -1);
      if (fields.length < 4
          || !fields[0].matches("[a-z]{1,16}")
          || !fields[2].matches("[A-Z/]{3,24}")) {
        throw wrong("an m= line of " + fields.length + " fields");
      }
      List<Integer> types = new ArrayList<>();
      for (int i = 3; i < fields.length && types.size() < MAX_CODECS; i++) {
        if (fields[i].matches("[0-9]{1,3}") && Integer.parseInt(fields[i]) <= 127) {
          types.add(Integer.parseInt(fields[i]));
        }
      }
      return new Section(fields[0], fields[2], types);
    }

    void attribute(String line) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      switch (name) {
        case "ice-ufrag", "fingerprint", "mid" -> values.putIfAbsent(name, value);
        case "sendonly", "inactive" -> receives = false;
        case "rtpmap" -> numbered(value, maps);
        case "fmtp" -> numbered(value, formats);
        case "extmap" -> extension(value);
        default -> {}
      }
    }

    private static void numbered(String value, Map<Integer, String> into) {
      int space = value.indexOf(' ');
      if (space > 0 && value.substring(0, space).matches("[0-9]{1,3}") && into.size() < 128) {
        into.putIfAbsent(
            Integer.parseInt(value.substring(0, space)), value.substring(space + 1).strip());
      }
    }

    /// Numbers above 14 need two-byte headers (RFC 8285, 4.3), which we do not write.
    private void extension(String value) {
      String[] parts = value.split(" +", -1);
      if (parts.length >= 2 && parts[0].matches("[1-9]|1[0-4]") && extensions.size() < 32) {
        extensions.putIfAbsent(parts[1], Integer.parseInt(parts[0]));
      }
    }

    Media media() {
      String mid = values.getOrDefault("mid", "");
      if (!mid.matches("[!-~&&[^\"]]{1,64}")) {
        throw wrong("a medium without a usable a=mid");
      }
      List<Codec> codecs = new ArrayList<>();
      for (int type : payloadTypes) {
        codec(type).ifPresent(codecs::add);
      }
      return new Media(kind, protocol, mid, receives, codecs, extensions);
    }

    private Optional<Codec> codec(int type) {
      String[] map = maps.getOrDefault(type, staticMap(type)).split("/", -1);
      if (map.length < 2 || !map[1].matches("[0-9]{1,6}") || !map[0].matches("[!-~]{1,40}")) {
        return Optional.empty();
      }
      int channels = map.length > 2 && map[2].matches("[1-9]") ? Integer.parseInt(map[2]) : 1;
      return Optional.of(
          new Codec(
              type,
              map[0].toUpperCase(Locale.ROOT),
              Integer.parseInt(map[1]),
              channels,
              formats.getOrDefault(type, "")));
    }

    /// RFC 3551, 6: those two need no `rtpmap`.
    private static String staticMap(int type) {
      return type == 0 ? "PCMU/8000" : type == 8 ? "PCMA/8000" : "";
    }
  }
}
