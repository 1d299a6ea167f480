package nightjar.media.rtsp.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Header fields in the order sent; names are compared without case, and may repeat.
///
/// Text stands for bytes: one `char` below 256 is one byte (ISO 8859-1), so that a realm or URI in an unknown character set
/// goes back to the camera exactly as it came.
public record Headers(List<Field> fields) {
  public static final Headers EMPTY = new Headers(List.of());

  public Headers {
    fields = List.copyOf(fields);
  }

  /// `of("CSeq", "1", "Accept", "application/sdp")`.
  public static Headers of(String... namesAndValues) {
    List<Field> fields = new ArrayList<>(namesAndValues.length / 2);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Headers(fields);
  }

  public Optional<String> first(String name) {
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        return Optional.of(field.value);
      }
    }
    return Optional.empty();
  }

  public List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        values.add(field.value);
      }
    }
    return values;
  }

  /// Adds a field behind the others, beside any of the same name.
  public Headers plus(String name, String value) {
    List<Field> more = new ArrayList<>(fields);
    more.add(new Field(name, value));
    return new Headers(more);
  }

  /// Replaces every field of that name.
  public Headers with(String name, String value) {
    return without(name).plus(name, value);
  }

  public Headers without(String name) {
    return new Headers(fields.stream().filter(f -> !f.name.equalsIgnoreCase(name)).toList());
  }

  /// One header line.
  public record Field(String name, String value) {
    /// Refuses what would begin another line or header: nobody can smuggle one in through a value.
    public Field {
      if (name.isEmpty() || name.indexOf(':') >= 0 || !isLine(name) || !isLine(value)) {
        throw new IllegalArgumentException("not a header: " + name);
      }
    }

    private static boolean isLine(String text) {
      return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= 0xff && c != 0x7f));
    }

    /// Without the secret in `Authorization`, for logs.
    @Override
    public String toString() {
      return name + ": " + (name.equalsIgnoreCase("Authorization") ? "***" : value);
    }
  }
}
