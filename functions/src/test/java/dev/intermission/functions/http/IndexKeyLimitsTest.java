package dev.intermission.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.read.IndexKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexKeyLimitsTest {
  @Test
  void keys_up_to_the_limits_of_dynamodb_are_some() {
    for (IndexKey place :
        List.of(
            new IndexKey("2026-09-01T08:00:00.000Z", "adcamp_1"),
            new IndexKey("x", "y"),
            new IndexKey("\u0000", "\u0000"),
            new IndexKey("x".repeat(1024), "y".repeat(2048)),
            new IndexKey("é".repeat(512), "é".repeat(1024)))) {
      assertThat(IndexKeyLimits.canBeAt(place)).as("%s", place).isTrue();
    }
  }

  @Test
  void no_item_is_at_an_empty_key_or_at_one_that_is_too_long_in_bytes() {
    for (IndexKey place :
        List.of(
            new IndexKey("", "y"),
            new IndexKey("x", ""),
            new IndexKey("x".repeat(1025), "y"),
            new IndexKey("x", "y".repeat(2049)),
            new IndexKey("x" + "é".repeat(512), "y"),
            new IndexKey("x", "y" + "é".repeat(1024)))) {
      assertThat(IndexKeyLimits.canBeAt(place)).as("%s", place).isFalse();
    }
  }
}
