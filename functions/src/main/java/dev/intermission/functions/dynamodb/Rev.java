package dev.intermission.functions.dynamodb;

import dev.intermission.store.Revision;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The `rev` of an item as it was read, of any type. Null when there was none.
record Rev(@Nullable AttributeValue value) implements Revision {
  /// As many digits as a number may have in DynamoDB.
  private static final int MAXIMUM_DIGITS = 38;

  static Rev of(Map<String, AttributeValue> item) {
    return new Rev(item.get("rev"));
  }

  /// The `rev` after the next change: one more, where absent is 0. It is 1 when this one is no
  /// number, or one more has too many digits.
  AttributeValue next() {
    if (value == null || value.n() == null) {
      return AttributeValue.fromN("1");
    }
    BigDecimal sum = new BigDecimal(value.n()).add(BigDecimal.ONE).stripTrailingZeros();
    return AttributeValue.fromN(sum.precision() > MAXIMUM_DIGITS ? "1" : sum.toPlainString());
  }
}
