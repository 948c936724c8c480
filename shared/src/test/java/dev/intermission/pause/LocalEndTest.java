package dev.intermission.pause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.pause.PausedUntil.Accepted;
import dev.intermission.pause.PausedUntil.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ends of pauses as local times beside a zone, and as durations.
class LocalEndTest {
  private static final Instant NOW = Instant.parse("2027-01-15T12:00:00.400Z");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final Duration TWO_YEARS = Duration.ofDays(731);

  @ParameterizedTest
  @CsvSource({
    "2027-01-31T09:00, Europe/Berlin, 2027-01-31T08:00:00Z",
    "2027-01-31T09:00:30, Europe/Berlin, 2027-01-31T08:00:30Z",
    "2027-07-31T09:00, Europe/Berlin, 2027-07-31T07:00:00Z",
    "2027-07-31T09:00, Asia/Kathmandu, 2027-07-31T03:15:00Z",
    "2027-07-31T09:00, America/New_York, 2027-07-31T13:00:00Z",
    "2027-07-31T09:00, UTC, 2027-07-31T09:00:00Z",
    // Clocks are put back from 03:00 to 02:00: it is the later of two.
    "2027-10-31T02:30, Europe/Berlin, 2027-10-31T01:30:00Z",
    "2027-10-31T02:00, Europe/Berlin, 2027-10-31T01:00:00Z",
    "2027-10-31T01:59:59, Europe/Berlin, 2027-10-30T23:59:59Z",
    "2027-10-31T03:00, Europe/Berlin, 2027-10-31T02:00:00Z",
    // Clocks are put forward from 02:00 to 03:00.
    "2027-03-28T01:59:59, Europe/Berlin, 2027-03-28T00:59:59Z",
    "2027-03-28T03:00, Europe/Berlin, 2027-03-28T01:00:00Z"
  })
  void a_local_time_is_that_of_its_zone_and_the_later_of_two(
      String local, String zone, Instant until) {
    assertThat(PausedUntil.judge(local, zone, NOW)).isEqualTo(new Accepted(until));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2027-03-28T02:00", "2027-03-28T02:30", "2027-03-28T02:59:59"})
  void a_time_that_is_left_out_is_refused_with_the_moments_around_it(String local) {
    assertThat(PausedUntil.judge(local, "Europe/Berlin", NOW))
        .isEqualTo(
            new Refused(
                "paused_until",
                "paused_until is a time that is left out in this time_zone: clocks go from"
                    + " 2027-03-28T02:00:00+01:00 to 2027-03-28T03:00:00+02:00."));
  }

  /// Every time zone that this JDK knows.
  static Stream<String> zones() {
    return ZoneId.getAvailableZoneIds().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("zones")
  void around_each_change_of_clocks_of_two_years_every_second_is_accepted_rightly_or_refused(
      String zone) {
    ZoneId rules = ZoneId.of(zone);
    Instant from = Instant.now();
    Instant to = from.plus(TWO_YEARS);
    ZoneOffsetTransition change = rules.getRules().nextTransition(from);
    while (change != null && change.getInstant().isBefore(to)) {
      // Not further ahead than a pause may end.
      Instant now = change.getInstant().minus(Duration.ofDays(30));
      LocalDateTime before = change.getDateTimeBefore();
      LocalDateTime after = change.getDateTimeAfter();
      if (change.isGap()) {
        for (LocalDateTime inside :
            new LocalDateTime[] {before, middle(before, after), after.minusSeconds(1)}) {
          assertThat(judge(inside, zone, now))
              .as("%s %s", zone, inside)
              .isInstanceOf(Refused.class);
        }
        accepts(before.minusSeconds(1), zone, change.getInstant().minusSeconds(1), now);
        accepts(after, zone, change.getInstant(), now);
      } else {
        // The same local time comes twice: the second is meant.
        accepts(after, zone, change.getInstant(), now);
        accepts(
            middle(after, before),
            zone,
            change.getInstant().plus(Duration.between(after, middle(after, before))),
            now);
        accepts(
            before.minusSeconds(1),
            zone,
            change.getInstant().plus(change.getDuration().negated()).minusSeconds(1),
            now);
        accepts(before, zone, change.getInstant().plus(change.getDuration().negated()), now);
        accepts(
            after.minusSeconds(1),
            zone,
            change.getInstant().minusSeconds(1).plus(change.getDuration()),
            now);
      }
      change = rules.getRules().nextTransition(change.getInstant());
    }
    // On a day without a change; a zone may have none at all.
    Instant at = from.plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
    ZoneOffsetTransition next = rules.getRules().nextTransition(from);
    ZoneOffsetTransition last = rules.getRules().previousTransition(from);
    Duration day = Duration.ofDays(3);
    if ((next == null || next.getInstant().isAfter(at.plus(day)))
        && (last == null || last.getInstant().isBefore(from.minus(day)))) {
      accepts(LocalDateTime.ofInstant(at, rules), zone, at, from);
    }
  }

  private static void accepts(LocalDateTime local, String zone, Instant until, Instant now) {
    assertThat(judge(local, zone, now)).as("%s %s", zone, local).isEqualTo(new Accepted(until));
  }

  private static PausedUntil judge(LocalDateTime local, String zone, Instant now) {
    return PausedUntil.judge(SECONDS.format(local), zone, now);
  }

  private static LocalDateTime middle(LocalDateTime from, LocalDateTime to) {
    return from.plusSeconds(Duration.between(from, to).toSeconds() / 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "Europe", "europe/berlin", "+02:00", "Z", "UTC+2", "CEST", "Mars/Base"})
  void another_name_than_that_of_a_zone_is_refused(String zone) {
    assertThat(PausedUntil.judge("2027-01-31T09:00", zone, NOW))
        .isEqualTo(
            new Refused("time_zone", "time_zone must be an IANA name, such as Europe/Berlin."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2027-01-31",
        "2027-01-31 09:00",
        "2027-01-31T9:00",
        "2027-01-31T09:00:00.5",
        "2027-01-31t09:00",
        "2027-01-31T09",
        "2027-01-31T09:00[Europe/Berlin]",
        "12027-01-31T09:00",
        "2027-01-31T09:00\n",
        "２027-01-31T09:00"
      })
  void a_local_time_of_another_form_is_refused(String local) {
    assertThat(PausedUntil.judge(local, "Europe/Berlin", NOW))
        .isEqualTo(
            new Refused(
                "paused_until",
                "paused_until must be a local time beside a time_zone, such as 2027-01-31T09:00 or"
                    + " 2027-01-31T09:00:00."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2027-02-30T09:00",
        "2027-02-29T09:00",
        "2027-01-31T24:00",
        "2027-01-31T09:60",
        "2027-13-01T09:00"
      })
  void a_local_date_or_time_that_does_not_exist_is_refused(String local) {
    assertThat(PausedUntil.judge(local, "Europe/Berlin", NOW))
        .isEqualTo(
            new Refused("paused_until", "paused_until is a date or time that does not exist."));
  }

  @Test
  void a_time_with_an_offset_needs_no_zone() {
    assertThat(PausedUntil.judge("2027-01-31T09:00:00+01:00", "Europe/Berlin", NOW))
        .isEqualTo(
            new Refused(
                "time_zone", "time_zone must be left out where paused_until has an offset."));
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-15T13:00, paused_until must be in the future.",
    "2028-01-16T13:00:01, paused_until must be at most 366 days ahead."
  })
  void a_local_time_is_in_the_future_and_not_too_far(String local, String reason) {
    assertThat(PausedUntil.judge(local, "Europe/Berlin", NOW))
        .isEqualTo(new Refused("paused_until", reason));
  }

  @ParameterizedTest
  @CsvSource({
    "PT1S, 2027-01-15T12:00:02Z",
    "PT90M, 2027-01-15T13:30:01Z",
    "P1D, 2027-01-16T12:00:01Z",
    "P1DT12H, 2027-01-17T00:00:01Z",
    "P0DT0H1M, 2027-01-15T12:01:01Z",
    "PT1H2M3S, 2027-01-15T13:02:04Z",
    "P366D, 2028-01-16T12:00:01Z",
    "PT8784H, 2028-01-16T12:00:01Z"
  })
  void a_duration_counts_from_the_request_and_a_day_has_24_hours(String text, Instant until) {
    assertThat(PausedUntil.judgeDuration(text, NOW)).isEqualTo(new Accepted(until));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PT",
        "P1",
        "1D",
        "P1W",
        "P1M",
        "P1Y",
        "PT1.5H",
        "PT-1H",
        "-PT1H",
        "P1DT",
        "PT1M1H",
        "pt1h",
        "PT1h",
        "PT1H ",
        "PT١H",
        "P1D1H",
        "PT9999999999S",
        "PT1H\n"
      })
  void a_duration_of_another_form_is_refused(String text) {
    assertThat(PausedUntil.judgeDuration(text, NOW))
        .isEqualTo(
            new Refused(
                "paused_for",
                "paused_for must be an ISO 8601 duration of whole days, hours, minutes and seconds,"
                    + " such as PT90M or P1DT12H."));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, paused_for must be longer than nothing.",
    "P0D, paused_for must be longer than nothing.",
    "P366DT1S, paused_for must be at most 366 days.",
    "P999999999D, paused_for must be at most 366 days.",
    "P999999999DT999999999H999999999M999999999S, paused_for must be at most 366 days."
  })
  void a_duration_is_longer_than_nothing_and_at_most_366_days(String text, String reason) {
    assertThat(PausedUntil.judgeDuration(text, NOW)).isEqualTo(new Refused("paused_for", reason));
  }
}
