package dev.intermission.functions.dynamodb;

import dev.intermission.model.AccountId;
import dev.intermission.model.Timestamps;
import dev.intermission.model.WireName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads the few attributes that decisions rest on, even from a broken item. An attribute that
/// cannot be read is null, and no decision is taken on it.
final class Lenient {
  private static final BigDecimal END_OF_TIME =
      BigDecimal.valueOf(Timestamps.LAST_SECOND.getEpochSecond());

  private Lenient() {}

  static @Nullable String string(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : value.s();
  }

  /// The account of an item; null when there is none: then the item is nobody's.
  static @Nullable AccountId account(Map<String, AttributeValue> item, String name) {
    String account = string(item, name);
    return account == null || account.isEmpty() ? null : new AccountId(account);
  }

  /// The constant with that name; null when the name is missing or unknown.
  static <E extends Enum<E> & WireName> @Nullable E name(
      Map<String, AttributeValue> item, String name, Class<E> type) {
    String word = string(item, name);
    return word == null ? null : WireName.find(type, word).orElse(null);
  }

  /// A time in whole seconds, from 1970 to the end of 9999. Anything else is no time of a pause.
  static @Nullable Instant epochSecond(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.n() == null ? null : epochSecond(new BigDecimal(value.n()));
  }

  static @Nullable Instant epochSecond(BigDecimal seconds) {
    boolean isTime =
        seconds.signum() >= 0
            && seconds.compareTo(END_OF_TIME) <= 0
            && seconds.stripTrailingZeros().scale() <= 0;
    return isTime ? Instant.ofEpochSecond(seconds.longValueExact()) : null;
  }
}
