package dev.intermission.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreationTimesTest {
  /// As a list reads both: the later bound rounded up, the earlier one down.
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2026-09-01T08:00:00Z,               2026-09-01T08:00:00.001Z, 2026-09-01T07:59:59.999Z
          2026-09-01T08:00:00.5Z,             2026-09-01T08:00:00.501Z, 2026-09-01T08:00:00.499Z
          2026-09-01T08:00:00.0001Z,          2026-09-01T08:00:00.001Z, 2026-09-01T08:00:00.000Z
          2026-09-01T08:00:00.0009999999999Z, 2026-09-01T08:00:00.001Z, 2026-09-01T08:00:00.000Z
          2026-09-01T08:00:00.9999999999999Z, 2026-09-01T08:00:01.000Z, 2026-09-01T08:00:00.999Z
          2026-09-01T10:00:00+02:00,          2026-09-01T08:00:00.001Z, 2026-09-01T07:59:59.999Z
          1969-12-31T23:59:59.9995Z,          1970-01-01T00:00:00.000Z, 1969-12-31T23:59:59.999Z
          0000-01-01T00:00:00Z,               0000-01-01T00:00:00.001Z,
          0000-01-01T00:00:00+23:59,          0000-01-01T00:00:00.000Z,
          9999-12-31T23:59:59.999Z,           ,                         9999-12-31T23:59:59.998Z
          9999-12-31T23:59:59-23:59,          ,                         9999-12-31T23:59:59.999Z
          """)
  void the_bounds_are_the_next_milliseconds(
      String time, @Nullable String firstAfter, @Nullable String lastBefore) {
    CreationTimes after = new CreationTimes(Rfc3339.parseRoundedDown(time).orElseThrow(), null);
    CreationTimes before = new CreationTimes(null, Rfc3339.parse(time).orElseThrow());

    assertThat(after.isEmpty()).isEqualTo(firstAfter == null);
    assertThat(before.isEmpty()).isEqualTo(lastBefore == null);
    if (firstAfter != null) {
      assertThat(after.firstText()).isEqualTo(firstAfter);
      assertThat(after.lastText()).isEqualTo("9999-12-31T23:59:59.999Z");
      assertThat(after.contains(Instant.parse(firstAfter))).isTrue();
      assertThat(after.contains(firstAfter)).isTrue();
      assertThat(after.contains(Instant.parse(firstAfter).minusMillis(1)))
          .isEqualTo(firstAfter.equals("0000-01-01T00:00:00.000Z"));
    }
    if (lastBefore != null) {
      assertThat(before.firstText()).isEqualTo("0000-01-01T00:00:00.000Z");
      assertThat(before.lastText()).isEqualTo(lastBefore);
      assertThat(before.contains(Instant.parse(lastBefore))).isTrue();
      assertThat(before.contains(lastBefore)).isTrue();
    }
  }

  @Test
  void a_range_without_a_millisecond_is_empty() {
    Instant time = Instant.parse("2026-09-01T08:00:00Z");
    assertThat(new CreationTimes(time, time).isEmpty()).isTrue();
    assertThat(new CreationTimes(time, time.minusMillis(1)).isEmpty()).isTrue();
    assertThat(new CreationTimes(time, time.plusMillis(1)).isEmpty()).isTrue();
    assertThat(new CreationTimes(time, time.plusMillis(1).plusNanos(1)).isEmpty()).isFalse();
    assertThat(new CreationTimes(time, time.plusMillis(2)).isEmpty()).isFalse();
    assertThat(CreationTimes.ALL.isEmpty()).isFalse();
  }

  @Test
  void where_all_times_are_any_text_is_one() {
    assertThat(CreationTimes.ALL.contains("zzz")).isTrue();
    assertThat(CreationTimes.ALL.contains(Instant.EPOCH)).isTrue();
    assertThat(new CreationTimes(Instant.EPOCH, null).contains("zzz")).isFalse();
  }
}
