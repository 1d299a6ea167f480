package nightjar.base.http;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/// JSON schemas of records, one component each. Owned by [OpenApi].
final class Schemas {
  /// One component of a record.
  record Member(String name, Type type, boolean required) {
    boolean isList() {
      return type instanceof ParameterizedType with && with.getRawType() == List.class;
    }
  }

  private final Map<String, Object> named = new TreeMap<>();

  Map<String, Object> all() {
    return named;
  }

  static List<Member> members(Class<?> record) {
    List<Member> members = new ArrayList<>();
    RecordComponent[] components = record.getRecordComponents();
    for (RecordComponent each : components == null ? new RecordComponent[0] : components) {
      members.add(
          new Member(each.getName(), each.getGenericType(), !ApiJson.optional(each.getType())));
    }
    return members;
  }

  /// A page of `element`.
  Map<String, Object> listing(Class<?> element) {
    return object(
        Map.of("items", Map.of("type", "array", "items", of(element)), "next", plain("string")),
        List.of("items"));
  }

  Map<String, Object> of(Type type) {
    return switch (type) {
      case ParameterizedType with -> generic(with);
      case Class<?> plain -> of(plain);
      default -> Map.of();
    };
  }

  private Map<String, Object> generic(ParameterizedType type) {
    Type[] arguments = type.getActualTypeArguments();
    Type raw = type.getRawType();
    if (raw == List.class) {
      return Map.of("type", "array", "items", of(arguments[0]));
    }
    if (raw == Map.class) {
      return Map.of("type", "object", "additionalProperties", of(arguments[1]));
    }
    if (raw == Listing.class) {
      return Map.of("type", "object");
    }
    return raw == Optional.class ? of(arguments[0]) : Map.of();
  }

  private Map<String, Object> of(Class<?> type) {
    if (type == String.class) {
      return plain("string");
    }
    if (type == boolean.class || type == Boolean.class) {
      return plain("boolean");
    }
    if (type == int.class || type == Integer.class || type == OptionalInt.class) {
      return Map.of("type", "integer", "format", "int32");
    }
    if (type == long.class || type == Long.class || type == OptionalLong.class) {
      return Map.of("type", "integer", "format", "int64");
    }
    if (type == double.class || type == Double.class || type == OptionalDouble.class) {
      return plain("number");
    }
    if (type.isEnum()) {
      return Map.of(
          "type",
          "string",
          "enum",
          Arrays.stream(type.getEnumConstants())
              .map(each -> each.toString().toLowerCase(Locale.ROOT))
              .toList());
    }
    return type.isRecord() ? record(type) : Map.of();
  }

  private Map<String, Object> record(Class<?> type) {
    String name = name(type);
    if (!named.containsKey(name)) {
      named.put(name, Map.of()); // for records that hold themselves
      Map<String, Object> properties = new LinkedHashMap<>();
      List<String> required = new ArrayList<>();
      for (Member member : members(type)) {
        properties.put(member.name(), of(member.type()));
        if (member.required()) {
          required.add(member.name());
        }
      }
      named.put(name, object(properties, required));
    }
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  /// The simple name, behind that of what it is nested in.
  private static String name(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return outer == null ? type.getSimpleName() : name(outer) + type.getSimpleName();
  }

  private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  private static Map<String, Object> plain(String type) {
    return Map.of("type", type);
  }
}
