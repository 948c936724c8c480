package dev.intermission.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T10:00:00Z,           2026-11-22T10:00:00Z",
    "2026-11-22T10:00:00.000000001Z, 2026-11-22T10:00:01Z",
    "2026-11-22T10:00:00.999999999Z, 2026-11-22T10:00:01Z",
    "2026-12-31T23:59:59.001Z,       2027-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z,           1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59Z,           1969-12-31T23:59:59Z",
    "1969-12-31T23:59:58.999999999Z, 1969-12-31T23:59:59Z",
    "1969-12-31T23:59:59.000000001Z, 1970-01-01T00:00:00Z"
  })
  void a_fraction_of_a_second_goes_up_to_the_next_and_a_whole_second_stays(
      Instant time, Instant rounded) {
    assertThat(Timestamps.roundedUpToSecond(time)).isEqualTo(rounded);
  }

  @Test
  void a_rounded_time_is_the_first_whole_second_that_is_not_before_the_time() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      Instant second = Instant.ofEpochSecond(random.nextLong(-100_000_000_000L, 253_402_300_799L));
      Instant time = second.plusNanos(random.nextInt(1_000_000_000));

      Instant rounded = Timestamps.roundedUpToSecond(time);

      assertThat(rounded).isEqualTo(rounded.truncatedTo(ChronoUnit.SECONDS));
      assertThat(rounded).isBetween(time, time.plus(SECOND).minusNanos(1));
      assertThat(Timestamps.roundedUpToSecond(second)).isEqualTo(second);
      assertThat(Timestamps.roundedUpToSecond(second.plusNanos(1))).isEqualTo(second.plus(SECOND));
    }
  }
}
