package nightjar.pictures.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.pictures.reading.Field;
import nightjar.pictures.reading.Reading;
import nightjar.pictures.reading.Shot;
import nightjar.pictures.reading.TextLine;
import nightjar.recovery.identity.DeviceIdentity;

/// What two readings mean for a request: the reviewer's table, and reasons for and against.
public final class PictureChecks {
  private PictureChecks() {}

  /// Per picture and field, what was printed there against the form and the registry. The sticker has no date.
  public static List<Compared> compare(Case request) {
    List<Compared> table = new ArrayList<>();
    for (Shot shot : Shot.values()) {
      Map<Field, TextLine> printed = Fields.printed(reading(request, shot));
      for (Field field : Field.values()) {
        if (field != Field.DATE || shot == Shot.INFO_SCREEN) {
          Optional<String> read = Optional.ofNullable(printed.get(field)).map(TextLine::text);
          table.add(
              new Compared(
                  shot,
                  field,
                  field == Field.DATE
                      ? date(request.form().date(), read)
                      : Matcher.of(request.form().text(field), read),
                  field == Field.DATE
                      ? Optional.empty()
                      : request
                          .registered()
                          .map(known -> Matcher.of(name(known.device(), field), read))));
        }
      }
    }
    return table;
  }

  public static List<Signal> signals(Case request, EarlierPictures earlier) {
    List<Signal> signals = new ArrayList<>();
    signals.addAll(new FieldSignals(request).all());
    signals.addAll(new CodeSignals(request).all());
    signals.addAll(new PictureSignals(request, earlier).all());
    return signals;
  }

  static Reading reading(Case request, Shot shot) {
    return switch (shot) {
      case INFO_SCREEN -> request.infoScreen();
      case STICKER -> request.sticker();
    };
  }

  static String name(DeviceIdentity device, Field field) {
    return switch (field) {
      case MODEL -> device.model();
      case DEVICE_ID -> device.deviceId();
      case SERIAL -> device.serial();
      case DATE -> "";
    };
  }

  private static Match date(LocalDate expected, Optional<String> read) {
    if (read.isEmpty()) {
      return new Match.Unread();
    }
    Optional<LocalDate> date = DateText.parse(read.get());
    return date.isPresent() && date.get().equals(expected)
        ? new Match.Equal(read.get())
        : new Match.Different(read.get());
  }
}
