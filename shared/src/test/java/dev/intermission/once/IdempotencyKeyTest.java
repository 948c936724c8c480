package dev.intermission.once;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
  @Test
  void a_key_of_255_bytes_is_the_longest() {
    assertThat(IdempotencyKey.parse("biz_1", "~".repeat(255))).isPresent();
    assertThat(IdempotencyKey.parse("biz_1", "~".repeat(256))).isEmpty();
  }

  @Test
  void a_byte_that_is_read_as_a_character_of_its_own_counts_once() {
    assertThat(IdempotencyKey.parse("biz_1", asBytes("é".repeat(127)))).isPresent();
    assertThat(IdempotencyKey.parse("biz_1", asBytes("é".repeat(127) + "x"))).isPresent();
    assertThat(IdempotencyKey.parse("biz_1", asBytes("é".repeat(128)))).isEmpty();
    assertThat(IdempotencyKey.parse("biz_1", asBytes("€".repeat(85)))).isPresent();
    assertThat(IdempotencyKey.parse("biz_1", asBytes("€".repeat(86)))).isEmpty();
    assertThat(IdempotencyKey.parse("biz_1", "\u00ff".repeat(255))).isPresent();
    assertThat(IdempotencyKey.parse("biz_1", "\u00ff".repeat(256))).isEmpty();
  }

  @Test
  void what_was_read_as_utf_8_counts_its_bytes() {
    assertThat(IdempotencyKey.parse("biz_1", "€".repeat(85))).isPresent();
    assertThat(IdempotencyKey.parse("biz_1", "€".repeat(86))).isEmpty();
    assertThat(IdempotencyKey.parse("biz_1", "😀".repeat(63))).isPresent();
    assertThat(IdempotencyKey.parse("biz_1", "😀".repeat(64))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t "})
  void a_blank_key_is_none(String text) {
    assertThat(IdempotencyKey.parse("biz_1", text)).isEmpty();
  }

  /// As HTTP/1.1 reads a header: a character for each byte.
  private static String asBytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
