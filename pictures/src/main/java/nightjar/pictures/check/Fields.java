package nightjar.pictures.check;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import nightjar.pictures.reading.Field;
import nightjar.pictures.reading.Reading;
import nightjar.pictures.reading.TextLine;
import nightjar.recovery.wire.QrBody;
import nightjar.recovery.wire.QrPayload;

/// The four values on one picture, each from one source: what the QR code says, or what was read beside or below the label.
public final class Fields {
  private Fields() {}

  /// What fills the form: the QR code where there is one, the text otherwise. Dates are `2026-11-22` in both cases when understood.
  public static Map<Field, String> found(Reading reading) {
    Map<Field, String> found = new EnumMap<>(Field.class);
    printed(reading).forEach((field, line) -> found.put(field, line.text()));
    Optional.ofNullable(found.get(Field.DATE))
        .flatMap(DateText::parse)
        .ifPresent(date -> found.put(Field.DATE, date.toString()));
    found.putAll(coded(reading));
    return found;
  }

  /// From the Info screen's code (all four) or the sticker's (three); empty when neither was read.
  public static Map<Field, String> coded(Reading reading) {
    Map<Field, String> coded = new EnumMap<>(Field.class);
    for (String code : reading.codes()) {
      LabelCode.read(code)
          .ifPresent(device -> {
            coded.putIfAbsent(Field.MODEL, device.model());
            coded.putIfAbsent(Field.DEVICE_ID, device.deviceId());
            coded.putIfAbsent(Field.SERIAL, device.serial());
          });
    }
    signed(reading).map(QrPayload.Unverified::body).ifPresent(body -> put(coded, body));
    return coded;
  }

  /// The Info screen's payload, whoever signed it.
  public static Optional<QrPayload.Unverified> signed(Reading reading) {
    return reading.codes().stream().flatMap(code -> QrPayload.read(code).stream()).findFirst();
  }

  /// The text as it was read, with where it stands.
  public static Map<Field, TextLine> printed(Reading reading) {
    return new Labels(reading.lines()).values();
  }

  private static void put(Map<Field, String> coded, QrBody body) {
    coded.put(Field.MODEL, body.device().model());
    coded.put(Field.DEVICE_ID, body.device().deviceId());
    coded.put(Field.SERIAL, body.device().serial());
    coded.put(Field.DATE, body.dateShown().toString());
  }
}
