package nightjar.media.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import nightjar.media.rtp.Encoding;
import nightjar.media.sdp.MediaDescription.Kind;
import org.jspecify.annotations.Nullable;

/// The lines of one section, gathered until all are known: attributes come in any order (Luckfox).
///
/// Owned by one call of [SdpParser#parse].
final class Section {
  private static final int MAX_FORMATS = 32;
  private static final int MAX_PARAMETERS = 64;

  private final Kind kind;
  private final String protocol;
  private final Set<Integer> formats;
  private final Map<Integer, String> rtpMaps = new HashMap<>();
  private final Map<Integer, Map<String, String>> parameters = new HashMap<>();
  private @Nullable String control;
  private @Nullable Direction direction;
  private OptionalDouble frameRate = OptionalDouble.empty();

  private Section(Kind kind, String protocol, Set<Integer> formats) {
    this.kind = kind;
    this.protocol = protocol;
    this.formats = formats;
  }

  /// What stands before the first `m=`, or behind one that is of no use.
  static Section withoutMedia() {
    return new Section(Kind.OTHER, "", Set.of());
  }

  /// From an `m=` value; empty when it names no protocol or payload type.
  static Optional<Section> media(String value) {
    String[] fields = value.split("\\s+", -1);
    Set<Integer> formats = new LinkedHashSet<>();
    for (int i = 3; i < fields.length && formats.size() < MAX_FORMATS; i++) {
      if (isPayloadType(fields[i])) {
        formats.add(Integer.parseInt(fields[i]));
      }
    }
    if (formats.isEmpty() || !fields[2].matches("[!-~]{1,40}")) {
      return Optional.empty();
    }
    Kind kind =
        switch (fields[0].toLowerCase(Locale.ROOT)) {
          case "video" -> Kind.VIDEO;
          case "audio" -> Kind.AUDIO;
          case "application" -> Kind.APPLICATION;
          default -> Kind.OTHER;
        };
    return Optional.of(new Section(kind, fields[2].toUpperCase(Locale.ROOT), formats));
  }

  /// Takes one `a=` value.
  void attribute(String value) {
    int colon = value.indexOf(':');
    String name = (colon < 0 ? value : value.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    String text = colon < 0 ? "" : value.substring(colon + 1).strip();
    switch (name) {
      case "control" -> control = control == null && !text.isEmpty() ? text : control;
      case "rtpmap", "fmtp" -> ofPayloadType(name, text);
      case "framerate", "x-framerate" ->
          frameRate = rate(text).isPresent() ? rate(text) : frameRate;
      case "sendrecv" -> direction = Direction.SENDRECV;
      case "sendonly" -> direction = Direction.SENDONLY;
      case "recvonly" -> direction = Direction.RECVONLY;
      case "inactive" -> direction = Direction.INACTIVE;
      default -> {}
    }
  }

  /// tolerate: parameters of a payload type of ours among another track's lines (WebRTC#419).
  void takeStrayParameters(Section other) {
    for (int format : formats) {
      Map<String, String> stray = other.parameters.get(format);
      if (stray != null && !other.formats.contains(format)) {
        parameters.putIfAbsent(format, stray);
      }
    }
  }

  /// Empty when none of the payload types can be understood.
  Optional<MediaDescription> build(Consumer<String> remarks) {
    List<Encoding> encodings = new ArrayList<>();
    for (int format : formats) {
      RtpMap.encoding(
              kind,
              format,
              rtpMaps.getOrDefault(format, ""),
              parameters.getOrDefault(format, Map.of()),
              remarks)
          .ifPresent(encodings::add);
    }
    return encodings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new MediaDescription(kind, protocol, encodings, control(), direction(), frameRate));
  }

  Optional<String> control() {
    return Optional.ofNullable(control);
  }

  Optional<Direction> direction() {
    return Optional.ofNullable(direction);
  }

  private void ofPayloadType(String name, String text) {
    String[] parts = text.split("\\s+", 2);
    if (!isPayloadType(parts[0])) {
      return;
    }
    int payloadType = Integer.parseInt(parts[0]);
    // tolerate: nothing behind the payload type (Ubiquiti "a=fmtp:96").
    String rest = parts.length < 2 ? "" : parts[1].strip();
    if (name.equals("rtpmap")) {
      rtpMaps.putIfAbsent(payloadType, rest);
    } else if (!rest.isEmpty()) {
      addParameters(parameters.computeIfAbsent(payloadType, _ -> new HashMap<>()), rest);
    }
  }

  /// tolerate: a trailing ";" (Reolink).
  private static void addParameters(Map<String, String> known, String text) {
    for (String part : text.split(";", -1)) {
      int equals = part.indexOf('=');
      String name = (equals < 0 ? part : part.substring(0, equals)).strip();
      if (!name.isEmpty() && known.size() < MAX_PARAMETERS) {
        String value = equals < 0 ? "" : part.substring(equals + 1).strip();
        known.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
      }
    }
  }

  private static boolean isPayloadType(String text) {
    return text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= 127;
  }

  private static OptionalDouble rate(String text) {
    if (!text.matches("[0-9]{1,3}(\\.[0-9]{0,9})?")) {
      return OptionalDouble.empty();
    }
    double rate = Double.parseDouble(text);
    return rate > 0 ? OptionalDouble.of(rate) : OptionalDouble.empty();
  }
}
