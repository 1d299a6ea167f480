package nightjar.base.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/// JSON as the API speaks it: absent members left out, enums in lower case, unknown, missing and double members refused by name.
/// Safe for any thread because the mapper is immutable.
public final class ApiJson {
  private static final int DEEPEST = 32;

  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(40)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE, EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .changeDefaultPropertyInclusion(
              usual -> usual.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  public byte[] bytes(Object value) {
    return mapper.writeValueAsBytes(value);
  }

  public String text(Object value) {
    return mapper.writeValueAsString(value);
  }

  /// A body; every wrong member is a [Refusal] that names it.
  public <T> T read(byte[] json, Class<T> type) {
    JsonNode tree = parse(json);
    if (type == JsonNode.class) {
      return type.cast(tree);
    }
    if (!tree.isObject()) {
      throw Refusal.of(Problems.BAD_REQUEST, "The body is not a JSON object.", "");
    }
    complete(tree, type, "");
    return convert(tree, type, Problems.INVALID);
  }

  /// Path and query variables as a record.
  <T> T bind(Map<String, String> variables, Class<T> type) {
    ObjectNode tree = mapper.createObjectNode();
    Map<String, Class<?>> known = new LinkedHashMap<>();
    for (RecordComponent component : components(type)) {
      known.put(component.getName(), component.getType());
    }
    variables.forEach((name, value) -> {
      Class<?> kind = known.get(name);
      if (kind == null) {
        throw wrong(Problems.BAD_REQUEST, name, "is no parameter here", "");
      } else if (value.indexOf(0) >= 0) {
        throw wrong(Problems.BAD_REQUEST, name, "holds a zero", "");
      } else if (kind == List.class) {
        var array = tree.putArray(name);
        List.of(value.split(",")).stream().filter(each -> !each.isEmpty()).forEach(array::add);
      } else {
        tree.put(name, value);
      }
    });
    complete(tree, type, "");
    return convert(tree, type, Problems.BAD_REQUEST);
  }

  /// Decoded here, because the parser would take UTF-16 too, and characters written longer than they are.
  private JsonNode parse(byte[] json) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      JsonNode tree = mapper.readTree(text);
      whole(tree, StandardCharsets.UTF_8.newEncoder());
      return tree;
    } catch (CharacterCodingException e) {
      throw Refusal.of(Problems.BAD_REQUEST, "The body is not text in UTF-8.", "");
    } catch (JacksonException e) {
      throw Refusal.of(
          Problems.BAD_REQUEST,
          e.getLocation() == null
              ? "The body is not JSON."
              : "The body is not JSON, or names a member twice, near line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + ".",
          "");
    }
  }

  /// Half a surrogate pair, which an escape can write, is no character and is lost as soon as it is kept (RFC 8259, 8.2); a zero is
  /// one that no database keeps as text.
  private static void whole(JsonNode node, CharsetEncoder utf8) {
    boolean whole =
        node.isString()
            ? isKept(node.stringValue(), utf8)
            : node.propertyNames().stream().allMatch(name -> isKept(name, utf8));
    if (!whole) {
      throw Refusal.of(Problems.BAD_REQUEST, "The body holds half a character, or a zero.", "");
    }
    for (JsonNode each : node) {
      whole(each, utf8);
    }
  }

  private static boolean isKept(String text, CharsetEncoder utf8) {
    return text.indexOf(0) < 0 && utf8.canEncode(text);
  }

  private <T> T convert(JsonNode tree, Class<T> type, ProblemType kind) {
    try {
      return mapper.treeToValue(tree, type);
    } catch (DatabindException e) {
      StringBuilder path = new StringBuilder();
      e.getPath()
          .forEach(part ->
              path.append(path.isEmpty() || part.getPropertyName() == null ? "" : ".")
                  .append(
                      part.getPropertyName() == null
                          ? "[" + part.getIndex() + "]"
                          : part.getPropertyName()));
      Throwable cause = e.getCause();
      if (cause instanceof Refusal refusal) {
        throw refusal;
      }
      String why =
          cause instanceof nightjar.base.Fault fault
              ? String.valueOf(fault.getMessage())
              : "is not what is expected";
      throw wrong(kind, path.toString(), why, "");
    }
  }

  /// Refuses a member that is missing, because a record would quietly hold null or zero.
  private static void complete(JsonNode tree, Class<?> type, String where) {
    for (RecordComponent component : components(type)) {
      JsonNode value = tree.get(component.getName());
      boolean absent = value == null || value.isNull();
      String name = where + component.getName();
      if (absent && !optional(component.getType())) {
        throw wrong(Problems.INVALID, name, "is missing", "");
      }
      if (absent) {
        empty(tree, component);
        continue;
      }
      Class<?> inner = raw(component.getGenericType());
      if (inner.isRecord() && value.isObject()) {
        complete(value, inner, name + ".");
      } else if (inner.isRecord() && value.isArray()) {
        for (JsonNode each : value) {
          complete(each, inner, name + ".");
        }
      }
    }
  }

  /// Jackson would hand a record null for an absent list.
  private static void empty(JsonNode tree, RecordComponent component) {
    if (tree instanceof ObjectNode object && component.getType() == List.class) {
      object.putArray(component.getName());
    } else if (tree instanceof ObjectNode object && component.getType() == Map.class) {
      object.putObject(component.getName());
    }
  }

  static boolean optional(Class<?> type) {
    return type == Optional.class
        || type == OptionalLong.class
        || type == OptionalInt.class
        || type == List.class
        || type == Map.class;
  }

  /// The class itself, or what is in the list or optional.
  private static Class<?> raw(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType with ->
          raw(with.getActualTypeArguments()[with.getActualTypeArguments().length - 1]);
      default -> Object.class;
    };
  }

  private static RecordComponent[] components(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    return components == null ? new RecordComponent[0] : components;
  }

  private static Refusal wrong(ProblemType kind, String name, String why, String advice) {
    return new Refusal(new Problem(kind, (name + " " + why).strip(), advice, Map.of(name, why), 0));
  }
}
