package dev.intermission.functions.dynamodb;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads the few attributes that decisions rest on, also out of an item that is otherwise broken.
/// What cannot be read is null, and no decision is taken on it.
final class Lenient {
  private Lenient() {}

  static @Nullable String string(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : value.s();
  }

  static @Nullable Instant epochSecond(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null || value.n() == null) {
      return null;
    }
    try {
      return Instant.ofEpochSecond(new BigDecimal(value.n()).longValueExact());
    } catch (ArithmeticException | DateTimeException e) {
      return null;
    }
  }
}
