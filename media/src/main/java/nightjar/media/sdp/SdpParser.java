package nightjar.media.sdp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.Bytes;

/// Reads SDP (RFC 8866) as cameras write it: lines in any order, lines missing, lines wrong. Never fails: what cannot be
/// understood is skipped and said in [SessionDescription#remarks].
///
/// Only `s=`, `m=` and `a=` matter to a recorder. The rest is not looked at, so that it cannot be wrong (quirks 36 and 37).
public final class SdpParser {
  private static final int MAX_MEDIA = 64;
  private static final int MAX_REMARKS = 32;
  private static final int MAX_QUOTE = 80;

  private final List<String> remarks = new ArrayList<>();

  private SdpParser() {}

  public static SessionDescription parse(Bytes body) {
    return new SdpParser().read(text(body));
  }

  private SessionDescription read(String text) {
    String name = "";
    Section session = Section.withoutMedia();
    Section current = session;
    List<Section> sections = new ArrayList<>();
    for (String untidy : text.split("[\r\n]+", -1)) {
      String line = untidy.strip();
      if (line.length() < 2 || line.charAt(1) != '=') {
        continue;
      }
      String value = line.substring(2).strip();
      switch (line.charAt(0)) {
        case 's' -> name = name.isEmpty() ? value : name;
        case 'a' -> current.attribute(value);
        case 'm' -> {
          Optional<Section> media =
              sections.size() < MAX_MEDIA ? Section.media(value) : Optional.empty();
          if (media.isEmpty()) {
            // tolerate: "m=application/TP-LINK 0 RTP/AVP smart/1/90000", "m=meta" (TP-Link,
            // gortsplib#1068).
            remark("skipped m=" + value);
          }
          media.ifPresent(sections::add);
          current = media.orElseGet(Section::withoutMedia);
        }
        default -> {}
      }
    }
    for (Section section : sections) {
      section.takeStrayParameters(session);
      sections.forEach(section::takeStrayParameters);
    }
    List<MediaDescription> media =
        sections.stream().flatMap(section -> section.build(this::remark).stream()).toList();
    return new SessionDescription(name, session.control(), session.direction(), media, remarks);
  }

  private void remark(String text) {
    if (remarks.size() < MAX_REMARKS) {
      String quoted = text.replaceAll("\\p{Cntrl}", "?");
      remarks.add(quoted.length() > MAX_QUOTE ? quoted.substring(0, MAX_QUOTE) + "..." : quoted);
    }
  }

  /// UTF-8 if it is (RFC 8866, 5), else one `char` a byte.
  private static String text(Bytes body) {
    ByteBuffer bytes = body.buffer();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return new String(body.toArray(), StandardCharsets.ISO_8859_1);
    }
  }
}
