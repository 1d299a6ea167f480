package nightjar.base.json;

import nightjar.base.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Records to JSON text and back, unknown members refused. Safe for any thread because the mapper is immutable.
public final class Json {
  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  public String write(Object value) {
    return mapper.writeValueAsString(value);
  }

  /// One line, for streams of objects.
  public String writeLine(Object value) {
    return mapper.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
  }

  /// `where` names the text in the message of the [Fault] that bad JSON becomes.
  public <T> T read(String text, Class<T> type, String where) {
    try {
      return mapper.readValue(text, type);
    } catch (JacksonException e) {
      throw Fault.of(
          Fault.Kind.CORRUPT,
          where + " is not the JSON expected: " + e.getOriginalMessage(),
          "Restore the file from a copy, or let Nightjar write it again.",
          e);
    }
  }

  /// What another program sent, perhaps a newer one: members that `type` lacks are skipped.
  public <T> T readKnown(String text, Class<T> type, String where) {
    try {
      return mapper
          .readerFor(type)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readValue(text);
    } catch (JacksonException e) {
      throw Fault.of(
          Fault.Kind.PROTOCOL,
          where + " is not the JSON expected: " + e.getOriginalMessage(),
          "See that both sides are Nightjar, of about the same version.",
          e);
    }
  }
}
