package dev.intermission.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.port.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexKeyTest {
  @Test
  void keys_up_to_the_limits_of_dynamodb_are_some() {
    for (Position place :
        List.of(
            new Position("2026-09-01T08:00:00.000Z", "adcamp_1"),
            new Position("x", "y"),
            new Position("\u0000", "\u0000"),
            new Position("x".repeat(1024), "y".repeat(2048)),
            new Position("é".repeat(512), "é".repeat(1024)))) {
      assertThat(IndexKey.canBeAt(place)).as("%s", place).isTrue();
    }
  }

  @Test
  void no_item_is_at_an_empty_key_or_at_one_that_is_too_long_in_bytes() {
    for (Position place :
        List.of(
            new Position("", "y"),
            new Position("x", ""),
            new Position("x".repeat(1025), "y"),
            new Position("x", "y".repeat(2049)),
            new Position("x" + "é".repeat(512), "y"),
            new Position("x", "y" + "é".repeat(1024)))) {
      assertThat(IndexKey.canBeAt(place)).as("%s", place).isFalse();
    }
  }
}
