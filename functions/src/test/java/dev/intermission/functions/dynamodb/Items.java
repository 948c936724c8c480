package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.TestStack.text;

import dev.intermission.model.PauseState;
import dev.intermission.model.Samples;
import dev.intermission.model.Status;
import dev.intermission.model.WireName;
import dev.intermission.store.Item;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The attributes that the items of both kinds have in common.
final class Items {
  private Items() {}

  /// @param clicks the attribute that stands for all that is the platform's
  static Map<String, @Nullable AttributeValue> attributes(Item item, String clicks) {
    Map<String, @Nullable AttributeValue> attributes = new HashMap<>();
    String changedBy = item.changedBy();
    attributes.put("account_id", text(Samples.ACCOUNT.value()));
    attributes.put("status", text(item.state().status().wireName()));
    attributes.put("changed_by", changedBy == null ? null : text(changedBy));
    attributes.put("updated_at", text(item.updatedAt().toString()));
    attributes.put("rev", AttributeValue.fromN(Integer.toString(item.rev())));
    attributes.put(clicks, AttributeValue.fromN(Long.toString(item.clicks())));
    return attributes;
  }

  static Item item(Map<String, AttributeValue> attributes, PauseState state, String clicks) {
    AttributeValue changedBy = attributes.get("changed_by");
    return new Item(
        state,
        changedBy == null ? null : changedBy.s(),
        Instant.parse(required(attributes, "updated_at").s()),
        Integer.parseInt(required(attributes, "rev").n()),
        Long.parseLong(required(attributes, clicks).n()),
        null);
  }

  static <S extends Enum<S> & Status> S status(
      Class<S> type, Map<String, AttributeValue> attributes) {
    return WireName.find(type, required(attributes, "status").s()).orElseThrow();
  }

  private static AttributeValue required(Map<String, AttributeValue> attributes, String name) {
    return Objects.requireNonNull(attributes.get(name), name);
  }
}
