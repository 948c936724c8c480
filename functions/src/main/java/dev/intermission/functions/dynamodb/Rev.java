package dev.intermission.functions.dynamodb;

import dev.intermission.port.Revision;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The `rev` of an item as it was read, whatever it is; null when there was none.
record Rev(@Nullable AttributeValue value) implements Revision {
  static Rev of(Map<String, AttributeValue> item) {
    return new Rev(item.get("rev"));
  }
}
