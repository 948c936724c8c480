package dev.intermission.pause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.pause.PausedUntil.Accepted;
import dev.intermission.pause.PausedUntil.Refused;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PausedUntilTest {
  private static final Instant NOW = Instant.parse("2027-06-15T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2027-07-01T09:00:00Z, 2027-07-01T09:00:00Z",
    "2027-07-01t09:00:00z, 2027-07-01T09:00:00Z",
    "2027-07-01T09:00:00z, 2027-07-01T09:00:00Z",
    "2027-07-01T09:00:00+00:00, 2027-07-01T09:00:00Z",
    "2027-07-01T09:00:00-00:00, 2027-07-01T09:00:00Z",
    "2027-07-01T09:00:00+02:00, 2027-07-01T07:00:00Z",
    "2027-07-01T09:00:00-02:30, 2027-07-01T11:30:00Z",
    // Over midnight, a month's end and a year's end.
    "2027-07-01T09:00:00+14:00, 2027-06-30T19:00:00Z",
    "2027-06-30T23:30:00-12:00, 2027-07-01T11:30:00Z",
    "2028-01-01T00:30:00+01:00, 2027-12-31T23:30:00Z",
    "2027-12-31T23:30:00-01:00, 2028-01-01T00:30:00Z",
    "2028-02-29T23:59:59-00:01, 2028-03-01T00:00:59Z",
    // The widest offsets of the grammar, which ZoneOffset does not have.
    "2027-07-01T09:00:00+23:59, 2027-06-30T09:01:00Z",
    "2027-07-01T09:00:00-23:59, 2027-07-02T08:59:00Z",
    "2027-07-01T00:00:00Z, 2027-07-01T00:00:00Z",
    "2027-07-01T23:59:59Z, 2027-07-01T23:59:59Z",
    "2028-02-29T00:00:00Z, 2028-02-29T00:00:00Z",
  })
  void a_date_time_of_rfc_3339_is_accepted(String text, Instant until) {
    assertThat(PausedUntil.judge(text, NOW)).isEqualTo(new Accepted(until));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "tomorrow",
        "1814432400",
        // no offset
        "2027-07-01T09:00:00",
        "2027-07-01T09:00:00.5",
        // a part too few
        "2027-07-01",
        "2027-07-01Z",
        "09:00:00Z",
        "2027-07T09:00:00Z",
        "2027-07-01T09:00Z",
        "2027-07-01T09Z",
        "2027-07-01T09:00:00.Z",
        "2027-07-01T09:00:00+02",
        "2027-07-01T09:00:00+0200",
        "2027-07-01T09:00:00+",
        // a part too many
        "2027-07-01T09:00:00ZZ",
        "2027-07-01T09:00:00Z+00:00",
        "2027-07-01T09:00:00+02:00:00",
        "2027-07-01T09:00:00[UTC]",
        "2027-07-01T09:00:00Z[UTC]",
        // other separators and other widths
        "2027-07-01 09:00:00Z",
        "2027-07-01_09:00:00Z",
        "2027/07/01T09:00:00Z",
        "20270701T090000Z",
        "2027-7-1T9:0:0Z",
        "2027-07-01T09:00:00,5Z",
        "2027-07-01T09:00:00 Z",
        "2027-07-01T09:00:00 +02:00",
        "12027-07-01T09:00:00Z",
        "02027-07-01T09:00:00Z",
        "+2027-07-01T09:00:00Z",
        "+12027-07-01T09:00:00Z",
        "-2027-07-01T09:00:00Z",
        "027-07-01T09:00:00Z",
        "2027-W26-4T09:00:00Z",
        "2027-182T09:00:00Z",
        "Thu, 01 Jul 2027 09:00:00 GMT",
        // white space around it
        "2027-07-01T09:00:00Z\n",
        "2027-07-01T09:00:00Z\r\n",
        "2027-07-01T09:00:00Z ",
        " 2027-07-01T09:00:00Z",
        "\n2027-07-01T09:00:00Z",
        "2027-07-01T09:00:00Z\u0000",
        // digits and signs that are not ASCII
        "٢٠٢٧-٠٧-٠١T٠٩:٠٠:٠٠Z",
        "2027-07-0１T09:00:00Z",
        "2027-07-01T09:00:00.٥Z",
        "2027-07-01T09:00:00−02:00",
        "2027‐07‐01T09:00:00Z",
      })
  void another_form_is_refused(String text) {
    assertThat(PausedUntil.judge(text, NOW))
        .isEqualTo(
            new Refused(
                "paused_until",
                "paused_until must be an RFC 3339 date-time with seconds and an offset, such as"
                    + " 2027-01-31T09:00:00Z, or a local time beside a time_zone."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2028-02-30T09:00:00Z",
        "2027-02-29T09:00:00Z",
        "2100-02-29T09:00:00Z",
        "2027-06-31T09:00:00Z",
        "2027-07-32T09:00:00Z",
        "2027-07-00T09:00:00Z",
        "2027-13-01T09:00:00Z",
        "2027-00-01T09:00:00Z",
        "2027-07-01T24:00:00Z",
        "2027-07-01T25:00:00Z",
        "2027-07-01T09:60:00Z",
        "2027-06-30T23:59:60Z",
        "2027-12-31T23:59:60Z",
        "2027-07-01T09:00:60Z",
        "2027-07-01T09:00:61Z",
      })
  void a_date_or_time_that_does_not_exist_is_refused(String text) {
    assertThat(PausedUntil.judge(text, NOW))
        .isEqualTo(
            new Refused("paused_until", "paused_until is a date or time that does not exist."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2027-07-01T09:00:00+24:00",
        "2027-07-01T09:00:00-24:00",
        "2027-07-01T09:00:00+02:60",
        "2027-07-01T09:00:00+99:99",
        "2027-02-30T09:00:00+24:00",
      })
  void an_offset_that_does_not_exist_is_refused(String text) {
    assertThat(PausedUntil.judge(text, NOW))
        .isEqualTo(
            new Refused(
                "paused_until",
                "paused_until has an offset that does not exist: its hours are 00 to 23, its"
                    + " minutes 00 to 59."));
  }

  @Test
  void fractions_of_1_to_30_digits_are_accepted_and_rounded_up_to_a_whole_second() {
    for (int digits = 1; digits <= 30; digits++) {
      String smallest = "0".repeat(digits - 1) + "1";
      String largest = "9".repeat(digits);
      String nothing = "0".repeat(digits);

      assertThat(judgeFraction(smallest)).as(smallest).isEqualTo(accepted("2027-07-01T09:00:01Z"));
      assertThat(judgeFraction(largest)).as(largest).isEqualTo(accepted("2027-07-01T09:00:01Z"));
      assertThat(judgeFraction(nothing)).as(nothing).isEqualTo(accepted("2027-07-01T09:00:00Z"));
    }
  }

  @Test
  void the_pages_example_is_accepted_and_rounded_up() {
    assertThat(PausedUntil.judge("2023-12-01T05:00:00.401Z", Instant.parse("2023-11-30T00:00:00Z")))
        .isEqualTo(accepted("2023-12-01T05:00:01Z"));
  }

  @Test
  void rounding_up_carries_into_the_next_year() {
    assertThat(PausedUntil.judge("2027-12-31T23:59:59.000000001Z", NOW))
        .isEqualTo(accepted("2028-01-01T00:00:00Z"));
    assertThat(PausedUntil.judge("2027-12-31T23:59:59.9999999991Z", NOW))
        .isEqualTo(accepted("2028-01-01T00:00:00Z"));
  }

  @Test
  void now_is_not_in_the_future() {
    Instant now = Instant.parse("2027-06-15T12:00:00.123456789Z");

    refusedAsPast("2027-06-15T12:00:00.123456789Z", now);
    refusedAsPast("2027-06-15T12:00:00.1234567890000Z", now);
    refusedAsPast("2027-06-15T12:00:00.123456788999Z", now);
    refusedAsPast("2027-06-15T12:00:00.123456788Z", now);
    refusedAsPast("2027-06-15T12:00:00Z", now);
    refusedAsPast("2027-06-15T14:00:00+02:00", now);
    refusedAsPast("2027-06-15T12:00:00Z", NOW);
    refusedAsPast("0000-01-01T00:00:00Z", NOW);
    refusedAsPast("0000-01-01T00:00:00+23:59", NOW);
    refusedAsPast("1969-12-31T23:59:59.5Z", NOW);
  }

  @Test
  void
      a_time_is_judged_before_it_is_rounded_so_that_one_in_the_past_is_not_rounded_into_the_future() {
    refusedAsPast("2027-06-15T12:00:00.4Z", Instant.parse("2027-06-15T12:00:00.5Z"));
  }

  @Test
  void a_nanosecond_and_less_after_now_is_in_the_future() {
    Instant now = Instant.parse("2027-06-15T12:00:00.123456789Z");

    assertThat(PausedUntil.judge("2027-06-15T12:00:00.123456790Z", now))
        .isEqualTo(accepted("2027-06-15T12:00:01Z"));
    assertThat(PausedUntil.judge("2027-06-15T12:00:00.1234567890001Z", now))
        .isEqualTo(accepted("2027-06-15T12:00:01Z"));
    assertThat(PausedUntil.judge("2027-06-15T12:00:00.000000001Z", NOW))
        .isEqualTo(accepted("2027-06-15T12:00:01Z"));
  }

  @Test
  void exactly_366_days_ahead_is_accepted() {
    assertThat(PausedUntil.judge("2028-06-15T12:00:00Z", NOW))
        .isEqualTo(accepted("2028-06-15T12:00:00Z"));
    assertThat(Duration.between(NOW, Instant.parse("2028-06-15T12:00:00Z")))
        .isEqualTo(Duration.ofDays(366))
        .isEqualTo(PausedUntil.LIMIT);
  }

  @Test
  void more_than_366_days_ahead_is_refused() {
    refusedAsTooFar("2028-06-15T12:00:00.000000001Z", NOW);
    refusedAsTooFar("2028-06-15T12:00:00.0000000000001Z", NOW);
    refusedAsTooFar("2028-06-15T12:00:01Z", NOW);
    refusedAsTooFar("2028-06-15T12:00:00-00:01", NOW);
    refusedAsTooFar("9999-12-31T23:59:59Z", NOW);
    refusedAsTooFar("9999-12-31T23:59:59.999999999999-23:59", NOW);
  }

  @Test
  void a_time_is_judged_before_it_is_rounded_so_that_the_end_may_be_rounded_beyond_the_limit() {
    Instant now = NOW.plusMillis(700);

    assertThat(PausedUntil.judge("2028-06-15T12:00:00.2Z", now))
        .isEqualTo(accepted("2028-06-15T12:00:01Z"));
    assertThat(PausedUntil.judge("2028-06-15T12:00:00.7Z", now))
        .isEqualTo(accepted("2028-06-15T12:00:01Z"));
    refusedAsTooFar("2028-06-15T12:00:00.700000001Z", now);
  }

  @Test
  void four_kilobytes_of_digits_are_judged_and_not_feared() {
    String nothing = "0".repeat(4096);

    assertThat(judgeFraction(nothing)).isEqualTo(accepted("2027-07-01T09:00:00Z"));
    assertThat(judgeFraction(nothing + "1")).isEqualTo(accepted("2027-07-01T09:00:01Z"));
    assertThat(PausedUntil.judge("2".repeat(4096), NOW)).isInstanceOf(Refused.class);
    assertThat(PausedUntil.judge("2027-07-01T09:00:00." + "1".repeat(4096), NOW))
        .isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"im_acc_secret", "2027-02-29T09:00:00Z", "2027-01-01T00:00:00Z"})
  void a_refusal_never_repeats_what_the_client_sent(String text) {
    assertThat(PausedUntil.judge(text, NOW))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).doesNotContain(text));
  }

  private static PausedUntil judgeFraction(String fraction) {
    return PausedUntil.judge("2027-07-01T09:00:00." + fraction + "Z", NOW);
  }

  private static PausedUntil accepted(String until) {
    return new Accepted(Instant.parse(until));
  }

  private static void refusedAsPast(String text, Instant now) {
    assertThat(PausedUntil.judge(text, now))
        .as(text)
        .isEqualTo(new Refused("paused_until", "paused_until must be in the future."));
  }

  private static void refusedAsTooFar(String text, Instant now) {
    assertThat(PausedUntil.judge(text, now))
        .as(text)
        .isEqualTo(new Refused("paused_until", "paused_until must be at most 366 days ahead."));
  }
}
