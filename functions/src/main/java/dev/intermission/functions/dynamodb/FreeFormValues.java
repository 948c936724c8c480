package dev.intermission.functions.dynamodb;

import dev.intermission.functions.dynamodb.Attributes.BrokenException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads objects that are passed through as they are, whatever fields they have.
final class FreeFormValues {
  /// The most digits before the decimal point of a number, and after it.
  private static final int MAXIMUM_DIGITS = 38;

  private FreeFormValues() {}

  /// The list of objects that an attribute holds.
  static List<Map<String, @Nullable Object>> objects(Attributes item, String name) {
    return item.maps(name).stream().map(FreeFormValues::object).toList();
  }

  /// An object.
  static Map<String, @Nullable Object> object(Attributes map) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    map.values().forEach((key, value) -> fields.put(key, value(map, key, value)));
    return fields;
  }

  /// A number of an object.
  static BigDecimal number(Attributes map, String key) {
    return number(map.path() + key, map.number(key).toString());
  }

  private static @Nullable Object value(Attributes map, String key, AttributeValue value) {
    String place = map.path() + key;
    return switch (value.type()) {
      case NUL -> null;
      case S -> value.s();
      case N -> number(place, value.n());
      case BOOL -> value.bool();
      case SS -> value.ss();
      case NS -> value.ns().stream().map(number -> number(place, number)).toList();
      case M -> object(map.within(key + ".", value.m()));
      case L -> {
        List<@Nullable Object> elements = new ArrayList<>();
        value.l().forEach(element -> elements.add(value(map, key, element)));
        yield elements;
      }
      case B, BS, UNKNOWN_TO_SDK_VERSION -> throw new BrokenException(place);
    };
  }

  /// Reads a number that is not too long. A response shows it without an exponent, and a byte or
  /// two of an item can stand for one of 130 digits. An item full of them would make a response
  /// that Lambda does not pass on.
  private static BigDecimal number(String place, String text) {
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
    if (number.precision() - number.scale() > MAXIMUM_DIGITS || number.scale() > MAXIMUM_DIGITS) {
      throw new BrokenException(place);
    }
    return number;
  }
}
