package nightjar.pictures.check;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.pictures.reading.Field;
import nightjar.pictures.reading.Shot;

/// What the printed text says.
record FieldSignals(Case request) {
  List<Signal> all() {
    List<Signal> signals = new ArrayList<>();
    if (!request.infoScreen().textTried() || !request.sticker().textTried()) {
      signals.add(
          new Signal(Signal.Code.TEXT_NOT_TRIED, Optional.empty(), Optional.empty(), List.of()));
    } else {
      PictureChecks.compare(request).forEach(row -> signals.add(signal(row)));
    }
    LocalDate day = LocalDate.ofInstant(request.received(), ZoneOffset.UTC);
    long days = ChronoUnit.DAYS.between(day, request.form().date());
    // A recorder's day may be a day before or behind UTC's.
    if (Math.abs(days) > 1) {
      signals.add(
          new Signal(
              Signal.Code.DATE_SKEW,
              Optional.of(Shot.INFO_SCREEN),
              Optional.of(Field.DATE),
              List.of(Long.toString(days))));
    }
    return signals;
  }

  /// The registry's word counts more than the form's, which whoever took the picture typed from it.
  private Signal signal(Compared row) {
    Match match = row.registry().orElse(row.form());
    String expected =
        request
            .registered()
            .filter(_ -> row.field() != Field.DATE)
            .map(known -> PictureChecks.name(known.device(), row.field()))
            .orElse(request.form().text(row.field()));
    return switch (match) {
      case Match.Equal(String read) -> of(row, Signal.Code.FIELD_EQUAL, List.of(read));
      case Match.Near(String read, List<String> confused) ->
          of(row, Signal.Code.FIELD_NEAR, List.of(read, String.join(", ", confused)));
      case Match.Different(String read) ->
          of(row, Signal.Code.FIELD_DIFFERENT, List.of(read, expected));
      case Match.Unread() -> of(row, Signal.Code.FIELD_UNREAD, List.of());
    };
  }

  private static Signal of(Compared row, Signal.Code code, List<String> values) {
    return new Signal(code, Optional.of(row.shot()), Optional.of(row.field()), values);
  }
}
