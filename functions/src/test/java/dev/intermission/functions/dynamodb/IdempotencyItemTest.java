package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.model.AccountId;
import dev.intermission.model.PauseId;
import dev.intermission.once.IdempotencyKey;
import dev.intermission.once.KeptResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class IdempotencyItemTest {
  private static final IdempotencyKey KEY = new IdempotencyKey("biz_1", "k");
  private static final Instant END = Instant.parse("2026-12-01T10:00:00Z");
  private static final KeptResponse KEPT =
      new KeptResponse(
          KEY, "f", "n", "200\n{\"id\":1}", new AccountId("biz_1"), new PauseId("p"), true, END);

  @Test
  void a_row_is_read_as_it_was_written() {
    Map<String, AttributeValue> row =
        IdempotencyItem.put(KEPT, END.minusSeconds(9)).in("t").put().item();
    assertThat(IdempotencyItem.read(KEY, row)).isEqualTo(KEPT);
  }

  @Test
  void a_row_of_an_older_version_is_the_same_response() {
    Map<String, AttributeValue> row =
        new HashMap<>(IdempotencyItem.put(KEPT, END.minusSeconds(9)).in("t").put().item());
    row.remove("response");
    row.put("status", AttributeValue.fromN("200"));
    row.put("body", text("{\"id\":1}"));
    assertThat(IdempotencyItem.read(KEY, row)).isEqualTo(KEPT);
  }

  @Test
  void a_row_of_an_older_version_does_not_tell_whether_anything_changed() {
    Map<String, AttributeValue> row =
        new HashMap<>(IdempotencyItem.put(KEPT, END.minusSeconds(9)).in("t").put().item());
    row.remove("changed");
    assertThat(IdempotencyItem.read(KEY, row).changed()).isNull();
    assertThat(IdempotencyItem.read(KEY, row).response()).isEqualTo(KEPT.response());
  }
}
