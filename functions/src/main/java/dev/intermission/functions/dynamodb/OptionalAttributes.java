package dev.intermission.functions.dynamodb;

import dev.intermission.functions.dynamodb.Attributes.BrokenException;
import dev.intermission.model.WireName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the attributes that the platform may leave out. One that breaks the item contract counts
/// as left out, and is a flaw of the item: it must not keep anybody from seeing a pause. A flaw has
/// the attribute's own name, never a key of a map in it, which may be a customer's words.
record OptionalAttributes(Attributes item) {
  /// A number; 0 when it is left out.
  BigDecimal number(String name) {
    BigDecimal number = nullableNumber(name);
    return number == null ? BigDecimal.ZERO : number;
  }

  @Nullable BigDecimal nullableNumber(String name) {
    return read(name, Attributes::optionalNumber);
  }

  @Nullable String string(String name) {
    return read(name, Attributes::optionalString);
  }

  @Nullable Boolean truth(String name) {
    return read(name, Attributes::optionalBoolean);
  }

  @Nullable Instant timestamp(String name) {
    return read(name, Attributes::optionalTimestamp);
  }

  <E extends Enum<E> & WireName> @Nullable E name(String name, Class<E> type) {
    return read(name, (attributes, asked) -> attributes.optionalName(asked, type));
  }

  <T> @Nullable T map(String name, Function<Attributes, T> type) {
    return read(
        name,
        (attributes, asked) -> {
          Attributes map = attributes.optionalMap(asked);
          return map == null ? null : type.apply(map);
        });
  }

  /// A list of maps; empty when it is left out.
  <T> List<T> maps(String name, Function<Attributes, T> type) {
    List<T> maps =
        read(
            name,
            (attributes, asked) -> {
              List<Attributes> elements = attributes.optionalMaps(asked);
              return elements == null ? null : elements.stream().map(type).toList();
            });
    return maps == null ? List.of() : maps;
  }

  /// Numbers by name; none when the map is left out.
  Map<String, BigDecimal> numbers(String name) {
    Map<String, BigDecimal> numbers = map(name, OptionalAttributes::numbers);
    return numbers == null ? Map.of() : numbers;
  }

  private static Map<String, BigDecimal> numbers(Attributes map) {
    Map<String, BigDecimal> numbers = new LinkedHashMap<>();
    map.values().keySet().forEach(key -> numbers.put(key, FreeFormValues.number(map, key)));
    return numbers;
  }

  private <T> @Nullable T read(String name, BiFunction<Attributes, String, @Nullable T> read) {
    try {
      return read.apply(item, name);
    } catch (BrokenException ignored) {
      item.flaws().add(item.path() + name);
      return null;
    }
  }
}
