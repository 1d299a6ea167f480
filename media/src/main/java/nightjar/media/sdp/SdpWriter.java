package nightjar.media.sdp;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import nightjar.base.Bytes;
import nightjar.media.rtp.Encoding;
import nightjar.media.sdp.MediaDescription.Kind;

/// Writes SDP for the camera simulator. [SdpParser] reads back what was written; remarks are not written.
public final class SdpWriter {
  private final StringBuilder out = new StringBuilder(512);

  private SdpWriter() {}

  public static Bytes write(SessionDescription description) {
    SdpWriter writer = new SdpWriter();
    writer.line("v=0");
    writer.line("o=- 0 0 IN IP4 0.0.0.0");
    writer.line("s=" + (description.name().isEmpty() ? "-" : description.name()));
    writer.line("c=IN IP4 0.0.0.0");
    writer.line("t=0 0");
    description.control().ifPresent(c -> writer.line("a=control:" + c));
    description.direction().ifPresent(writer::direction);
    description.media().forEach(writer::media);
    return Bytes.of(writer.out.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void media(MediaDescription media) {
    String formats =
        media.encodings().stream()
            .map(e -> Integer.toString(e.payloadType()))
            .collect(Collectors.joining(" "));
    String kind = media.kind() == Kind.OTHER ? "text" : lower(media.kind());
    line("m=" + kind + " 0 " + media.protocol() + " " + formats);
    for (Encoding encoding : media.encodings()) {
      String channels = encoding.channels() > 1 ? "/" + encoding.channels() : "";
      line(
          "a=rtpmap:"
              + encoding.payloadType()
              + " "
              + encoding.name()
              + "/"
              + encoding.clockRate()
              + channels);
      if (!encoding.parameters().isEmpty()) {
        String parameters =
            new TreeMap<>(encoding.parameters())
                .entrySet().stream()
                    .map(p -> p.getKey() + "=" + p.getValue())
                    .collect(Collectors.joining(";"));
        line("a=fmtp:" + encoding.payloadType() + " " + parameters);
      }
    }
    media.frameRate().ifPresent(rate -> line("a=framerate:" + rate));
    media.direction().ifPresent(this::direction);
    media.control().ifPresent(c -> line("a=control:" + c));
  }

  private void direction(Direction direction) {
    line("a=" + lower(direction));
  }

  private void line(String text) {
    if (text.chars().anyMatch(c -> c == '\r' || c == '\n')) {
      throw new IllegalArgumentException("a line end inside a line of SDP");
    }
    out.append(text).append("\r\n");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
