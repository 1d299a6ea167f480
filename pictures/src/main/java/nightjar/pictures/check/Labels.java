package nightjar.pictures.check;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nightjar.pictures.reading.Corner;
import nightjar.pictures.reading.Field;
import nightjar.pictures.reading.TextLine;

/// Finds each label's words among the lines of a picture, and the value that belongs to it: in the same line behind a colon,
/// below on the Info screen and the sticker, else to the right. Directions are the text's own, so a tilted picture needs no turning.
final class Labels {
  private static final Map<Field, List<String>> WORDS =
      Map.of(
          Field.MODEL, List.of("modelnumber", "numerodemodele"),
          Field.DEVICE_ID, List.of("deviceid", "identifiant"),
          Field.SERIAL, List.of("serialnumber", "numerodeserie"),
          Field.DATE, List.of("date"));

  private static final int MOST_PARTS = 5;

  private final List<TextLine> lines;

  Labels(List<TextLine> lines) {
    this.lines = lines.stream().filter(line -> line.corners().size() == 4).toList();
  }

  Map<Field, TextLine> values() {
    Map<Field, TextLine> values = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      Optional<TextLine> labelled = labelled(field);
      labelled
          .filter(line -> Shapes.fits(field, line.text()))
          .or(() -> shaped(field))
          .or(() -> labelled)
          .ifPresent(line -> values.put(field, line));
    }
    TextLine device = values.get(Field.DEVICE_ID);
    if (device != null && !values.containsKey(Field.MODEL)) {
      above(device).ifPresent(line -> values.put(Field.MODEL, line));
    }
    return values;
  }

  private Optional<TextLine> labelled(Field field) {
    return lines.stream()
        .filter(line -> isLabel(line.text(), field))
        .flatMap(label -> value(label).stream())
        .findFirst();
  }

  /// The one line that looks like it; none where several do.
  private Optional<TextLine> shaped(Field field) {
    List<TextLine> found =
        lines.stream()
            .filter(line -> !isAnyLabel(line.text()))
            .map(this::joined)
            .filter(line -> Shapes.fits(field, line.text()))
            .toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  /// Screen and sticker both write the model above the device ID, and begin the two at one edge.
  private Optional<TextLine> above(TextLine device) {
    return lines.stream()
        .filter(line -> !isAnyLabel(line.text()) && Place.of(device, line).isAbove())
        .max(Comparator.comparingDouble(line -> Place.of(device, line).down))
        .map(this::joined);
  }

  /// Allows one wrong letter in eight: a label is known beforehand, so reading it badly costs nothing.
  private static boolean isLabel(String text, Field field) {
    String letters = letters(text);
    return WORDS.getOrDefault(field, List.of()).stream()
        .anyMatch(word ->
            letters.length() >= word.length()
                && Edits.between(letters.substring(0, word.length()), word) <= word.length() / 8
                && (word.length() > 5 || letters.length() == word.length()));
  }

  private static String letters(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .toLowerCase(Locale.ROOT)
        .replace('0', 'o')
        .replace('1', 'l')
        .replaceAll("[^a-z]", "");
  }

  private Optional<TextLine> value(TextLine label) {
    int colon = label.text().indexOf(':');
    if (colon >= 0 && colon + 3 < label.text().length()) {
      return Optional.of(
          new TextLine(
              label.text().substring(colon + 1).strip(), label.confidence(), label.corners()));
    }
    List<Placed> values =
        lines.stream()
            .filter(line -> !isAnyLabel(line.text()))
            .map(line -> new Placed(line, Place.of(label, line)))
            .filter(placed -> placed.place.isBeside() || placed.place.isBelow())
            .sorted(Comparator.comparingDouble(placed -> placed.place.cost()))
            .toList();
    return values.isEmpty() ? Optional.empty() : Optional.of(joined(values.getFirst().line));
  }

  /// Wide spaces between groups of symbols split a value into several lines.
  private TextLine joined(TextLine first) {
    TextLine whole = first;
    for (int i = 0; i < MOST_PARTS; i++) {
      TextLine end = whole;
      Optional<TextLine> next =
          lines.stream()
              .filter(line -> !line.equals(end) && Place.of(end, line).continuesIt())
              .min(Comparator.comparingDouble(line -> Place.of(end, line).gap));
      if (next.isEmpty()) {
        return whole;
      }
      whole = Place.append(whole, next.get());
    }
    return whole;
  }

  private static boolean isAnyLabel(String text) {
    for (Field field : Field.values()) {
      if (isLabel(text, field)) {
        return true;
      }
    }
    return false;
  }

  private record Placed(TextLine line, Place place) {}

  /// Where a line stands as seen from a label, in heights of the label: `gap` from the label's end to the line's start, `right` from
  /// start to start, `down` from middle to middle.
  private record Place(double gap, double right, double down) {
    static Place of(TextLine label, TextLine line) {
      Corner a = label.corners().get(0);
      Corner b = label.corners().get(1);
      double length = Math.max(1, Math.hypot(b.x() - a.x(), b.y() - a.y()));
      double ux = (b.x() - a.x()) / length;
      double uy = (b.y() - a.y()) / length;
      Corner d = label.corners().get(3);
      double height = Math.max(4, Math.hypot(d.x() - a.x(), d.y() - a.y()));
      double[] from = startOf(label);
      double[] to = startOf(line);
      double dx = to[0] - from[0];
      double dy = to[1] - from[1];
      double right = dx * ux + dy * uy;
      double down = dy * ux - dx * uy;
      return new Place((right - length) / height, right / height, down / height);
    }

    private static double[] startOf(TextLine line) {
      Corner top = line.corners().get(0);
      Corner bottom = line.corners().get(3);
      return new double[] {(top.x() + bottom.x()) / 2.0, (top.y() + bottom.y()) / 2.0};
    }

    /// Starts where the other ends, at the same height.
    boolean continuesIt() {
      return gap > -0.6 && gap < 2.2 && Math.abs(down) < 0.5;
    }

    static TextLine append(TextLine left, TextLine right) {
      return new TextLine(
          left.text() + " " + right.text(),
          Math.min(left.confidence(), right.confidence()),
          List.of(
              left.corners().get(0),
              right.corners().get(1),
              right.corners().get(2),
              left.corners().get(3)));
    }

    boolean isBeside() {
      return gap > -1 && gap < 25 && Math.abs(down) < 1.0 + gap * 0.1;
    }

    boolean isBelow() {
      return Math.abs(right) < 2.5 && down > 0.5 && down < 4;
    }

    boolean isAbove() {
      return Math.abs(right) < 1.5 && down < -0.8 && down > -4;
    }

    /// What stands below comes first: beside a label may stand the same in the other language.
    double cost() {
      return isBelow() ? down + Math.abs(right) : 10 + Math.max(0, gap) * 0.2 + Math.abs(down);
    }
  }
}
