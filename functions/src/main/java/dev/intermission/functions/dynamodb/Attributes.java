package dev.intermission.functions.dynamodb;

import dev.intermission.model.AccountId;
import dev.intermission.model.Timestamps;
import dev.intermission.model.WireName;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads attributes of an item, or of a map in it, by name and type. An attribute that the item
/// contract requires and the item lacks is an error that names it, never a made-up value.
///
/// @param path to this map in the item; empty, or with a dot at its end
/// @param flaws gets what [OptionalAttributes] cannot read; the same for the whole item
record Attributes(String path, Map<String, AttributeValue> values, List<String> flaws) {
  /// A whole item.
  Attributes(Map<String, AttributeValue> item) {
    this("", item, new ArrayList<>());
  }

  /// Signals that the item breaks the contract. Caught where items are read, and never let out of
  /// this package.
  static final class BrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String attribute;

    BrokenException(String attribute) {
      super(attribute, null, false, false);
      this.attribute = attribute;
    }

    String attribute() {
      return attribute;
    }
  }

  AccountId account(String name) {
    return required(name, Lenient.account(values, name));
  }

  String string(String name) {
    return required(name, optionalString(name));
  }

  @Nullable String optionalString(String name) {
    return optional(name, AttributeValue::s);
  }

  BigDecimal number(String name) {
    return required(name, optionalNumber(name));
  }

  @Nullable BigDecimal optionalNumber(String name) {
    return optional(name, value -> value.n() == null ? null : new BigDecimal(value.n()));
  }

  long integer(String name) {
    return required(name, optionalInteger(name));
  }

  @Nullable Long optionalInteger(String name) {
    BigDecimal number = optionalNumber(name);
    try {
      return number == null ? null : number.longValueExact();
    } catch (ArithmeticException e) {
      throw new BrokenException(path + name);
    }
  }

  boolean truth(String name) {
    return required(name, optionalBoolean(name));
  }

  @Nullable Boolean optionalBoolean(String name) {
    return optional(name, AttributeValue::bool);
  }

  /// A time in ISO 8601, in the years 0000 to 9999.
  Instant timestamp(String name) {
    try {
      Instant time = Instant.parse(string(name));
      return required(name, Timestamps.isTimestamp(time) ? time : null);
    } catch (DateTimeException e) {
      throw new BrokenException(path + name);
    }
  }

  @Nullable Instant optionalTimestamp(String name) {
    return optionalString(name) == null ? null : timestamp(name);
  }

  /// A time in whole epoch seconds.
  @Nullable Instant optionalEpochSecond(String name) {
    BigDecimal seconds = optionalNumber(name);
    return seconds == null ? null : required(name, Lenient.epochSecond(seconds));
  }

  <E extends Enum<E> & WireName> E name(String name, Class<E> type) {
    return required(name, optionalName(name, type));
  }

  <E extends Enum<E> & WireName> @Nullable E optionalName(String name, Class<E> type) {
    String word = optionalString(name);
    return word == null
        ? null
        : WireName.find(type, word).orElseThrow(() -> new BrokenException(path + name));
  }

  List<String> strings(String name) {
    return required(name, optionalStrings(name));
  }

  @Nullable List<String> optionalStrings(String name) {
    return optionalList(name, AttributeValue::s);
  }

  @Nullable List<BigDecimal> optionalNumbers(String name) {
    return optionalList(name, value -> value.n() == null ? null : new BigDecimal(value.n()));
  }

  /// The strings of a string set; none when it is absent.
  List<String> stringSet(String name) {
    List<String> words = optional(name, value -> value.hasSs() ? value.ss() : null);
    return words == null ? List.of() : words;
  }

  Attributes map(String name) {
    return required(name, optionalMap(name));
  }

  @Nullable Attributes optionalMap(String name) {
    return optional(name, value -> value.hasM() ? within(name + ".", value.m()) : null);
  }

  List<Attributes> maps(String name) {
    return required(name, optionalMaps(name));
  }

  @Nullable List<Attributes> optionalMaps(String name) {
    return optionalList(name, value -> value.hasM() ? within(name + "[].", value.m()) : null);
  }

  /// A map of this one.
  Attributes within(String name, Map<String, AttributeValue> map) {
    return new Attributes(path + name, map, flaws);
  }

  /// A map of strings.
  Map<String, String> stringMap(String name) {
    Attributes map = map(name);
    Map<String, String> strings = new LinkedHashMap<>();
    map.values().keySet().forEach(key -> strings.put(key, map.string(key)));
    return strings;
  }

  private <T> @Nullable List<T> optionalList(
      String name, Function<AttributeValue, @Nullable T> read) {
    List<AttributeValue> elements = optional(name, value -> value.hasL() ? value.l() : null);
    if (elements == null) {
      return null;
    }
    List<T> list = new ArrayList<>();
    for (AttributeValue element : elements) {
      list.add(required(name, read.apply(element)));
    }
    return list;
  }

  /// An attribute's value; absent and NULL are the same. Another type than the asked one breaks the
  /// contract.
  private <T> @Nullable T optional(String name, Function<AttributeValue, @Nullable T> read) {
    AttributeValue value = values.get(name);
    return value == null || Boolean.TRUE.equals(value.nul())
        ? null
        : required(name, read.apply(value));
  }

  private <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new BrokenException(path + name);
    }
    return value;
  }
}
