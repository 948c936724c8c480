package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.seconds;
import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.model.AccountId;
import dev.intermission.model.PauseId;
import dev.intermission.once.IdempotencyKey;
import dev.intermission.once.KeptResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;

/// The attributes of an item in the table of kept responses. Only this class knows their names.
final class IdempotencyItem {
  private IdempotencyItem() {}

  /// The key of an item. No owner's name has a `#` in it, so that two callers' keys never meet.
  static Map<String, AttributeValue> key(IdempotencyKey key) {
    return Map.of("pk", text(key.owner() + "#" + key.key()));
  }

  /// Puts a response where there is none, or only an expired one.
  static Part put(KeptResponse kept, Instant now) {
    Map<String, AttributeValue> item = new HashMap<>(key(kept.key()));
    item.put("fingerprint", text(kept.fingerprint()));
    item.put("nonce", text(kept.nonce()));
    item.put("response", text(kept.response()));
    item.put("expires_at", seconds(kept.keptUntil()));
    AccountId account = kept.account();
    if (account != null) {
      item.put("account_id", text(account.value()));
    }
    PauseId timedPause = kept.timedPause();
    if (timedPause != null) {
      item.put("pause_id", text(timedPause.value()));
    }
    Boolean changed = kept.changed();
    if (changed != null) {
      item.put("changed", AttributeValue.fromBool(changed));
    }
    return Part.put(
        Put.builder()
            .item(item)
            .conditionExpression("attribute_not_exists(pk) OR expires_at <= :now")
            .expressionAttributeValues(Map.of(":now", seconds(now))));
  }

  static KeptResponse read(IdempotencyKey key, Map<String, AttributeValue> item) {
    @Nullable AttributeValue pauseId = item.get("pause_id");
    @Nullable AttributeValue changed = item.get("changed");
    return new KeptResponse(
        key,
        required(item, "fingerprint").s(),
        required(item, "nonce").s(),
        readResponse(item),
        Lenient.account(item, "account_id"),
        pauseId == null ? null : new PauseId(pauseId.s()),
        changed == null ? null : changed.bool(),
        Instant.ofEpochSecond(Long.parseLong(required(item, "expires_at").n())));
  }

  /// Reads the status and the body. Rows of versions before 2026-12 have them apart.
  private static String readResponse(Map<String, AttributeValue> item) {
    AttributeValue response = item.get("response");
    return response != null
        ? response.s()
        : required(item, "status").n() + "\n" + required(item, "body").s();
  }

  private static AttributeValue required(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name);
  }
}
