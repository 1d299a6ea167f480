package nightjar.recovery.wire;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.recovery.identity.DeviceIdentity;

/// What the Info screen says in its QR code. `kid` numbers the vendor key the device would take first; `tick` is minutes since the
/// challenge began, so that a picture can be seen to be fresh; `asked` is what the person wants, which the vendor may refuse.
public record QrBody(
    Suite suite,
    DeviceIdentity device,
    RequestCode request,
    LocalDate dateShown,
    Purpose asked,
    String software,
    int kid,
    int tick) {
  private static final List<Integer> TAGS = List.of(1, 2, 3, 4, 5, 6, 7, 9, 0x0b, 0x0c, 0x0d);

  byte[] encode() {
    return Transcript.shared(suite, device, request, dateShown)
        .number(9, asked.number())
        .text(0x0b, software)
        .wideNumber(0x0c, kid)
        .wideNumber(0x0d, tick)
        .toArray();
  }

  /// Empty for anything that [#encode] would not have written byte for byte.
  static Optional<QrBody> decode(Bytes bytes) {
    try {
      return Tlv.parse(bytes)
          .filter(tags -> List.copyOf(tags.keySet()).equals(TAGS))
          .map(QrBody::read)
          .filter(body -> Bytes.of(body.encode()).equals(bytes));
    } catch (DateTimeException | IllegalArgumentException | Fault e) {
      return Optional.empty();
    }
  }

  private static QrBody read(NavigableMap<Integer, Bytes> tags) {
    return new QrBody(
        Suite.of(number(tags, 2)).orElseThrow(IllegalArgumentException::new),
        new DeviceIdentity(text(tags, 5), text(tags, 3), text(tags, 4)),
        new RequestCode(text(tags, 6)),
        LocalDate.parse(text(tags, 7), DateTimeFormatter.BASIC_ISO_DATE),
        Purpose.of(number(tags, 9)).orElseThrow(IllegalArgumentException::new),
        text(tags, 0x0b),
        number(tags, 0x0c),
        number(tags, 0x0d));
  }

  private static String text(NavigableMap<Integer, Bytes> tags, int tag) {
    return Tlv.utf8(tags.getOrDefault(tag, Bytes.empty()))
        .orElseThrow(IllegalArgumentException::new);
  }

  /// Big-endian; more than two bytes do not survive the comparison with what would have been written.
  private static int number(NavigableMap<Integer, Bytes> tags, int tag) {
    Bytes value = tags.getOrDefault(tag, Bytes.empty());
    int number = 0;
    for (int i = 0; i < Math.min(2, value.size()); i++) {
      number = number << 8 | value.at(i);
    }
    return number;
  }
}
