package dev.intermission.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static final String ID = "adcamp_1";
  private static final Instant NOON = Instant.parse("2126-01-01T12:00:00Z");
  private static final Book.Effect UNTIL_NOON = new Book.Effect.Until(NOON);

  private final Checks checks = new Checks();

  @BeforeEach
  void begin() {
    checks.begin(ID);
  }

  @Test
  void a_campaign_that_is_as_acknowledged_is_fine() {
    acknowledge(UNTIL_NOON);
    checks.stored(paused(NOON), false);
    assertThat(checks.areMet()).isTrue();
  }

  @Test
  void a_lost_pause_is_a_violation() {
    acknowledge(UNTIL_NOON);
    checks.stored(active(null, NOON.minusSeconds(1), NOON.minusSeconds(1)), false);
    assertThat(checks.areMet()).isFalse();
  }

  @Test
  void a_pause_without_a_response_may_be_there_or_not() {
    Book.Change change = checks.book(ID).begin(UNTIL_NOON);
    checks.book(ID).unknown(change, NOON.minusSeconds(10));
    checks.stored(paused(NOON), false);
    checks.stored(active(null, NOON.minusSeconds(9), NOON.minusSeconds(9)), false);
    assertThat(checks.areMet()).isTrue();
  }

  @Test
  void a_refused_pause_must_not_be_there() {
    checks.book(ID).without(checks.book(ID).begin(UNTIL_NOON));
    checks.stored(paused(NOON), false);
    assertThat(checks.areMet()).isFalse();
  }

  @Test
  void what_was_asked_for_before_the_newest_acknowledged_change_is_over() {
    acknowledge(UNTIL_NOON);
    acknowledge(new Book.Effect.Forever());
    checks.stored(paused(NOON), false);
    assertThat(checks.areMet()).isFalse();
  }

  @Test
  void a_pause_may_end_at_its_time_and_not_before() {
    acknowledge(UNTIL_NOON);
    checks.stored(active("schedule", NOON, NOON.plusSeconds(1)), false);
    assertThat(checks.areMet()).isTrue();
    checks.stored(active("schedule", NOON, NOON.minusSeconds(1)), false);
    assertThat(checks.areMet()).isFalse();
  }

  @Test
  void in_the_end_no_timed_pause_is_left() {
    acknowledge(UNTIL_NOON);
    checks.stored(paused(NOON), true);
    assertThat(checks.areMet()).isFalse();
  }

  @Test
  void half_a_pause_is_a_violation() {
    acknowledge(UNTIL_NOON);
    StoredCampaign whole = paused(NOON);
    checks.stored(
        new StoredCampaign(
            ID, "paused", "p1", NOON, null, "a", whole.updatedAt(), 1, whole.start(), whole.end()),
        false);
    assertThat(checks.areMet()).isFalse();
  }

  private void acknowledge(Book.Effect effect) {
    Book book = checks.book(ID);
    Instant time = Instant.now();
    book.acknowledged(book.begin(effect), time, time);
  }

  private static StoredCampaign paused(Instant until) {
    Instant seen = until.minusSeconds(1);
    return new StoredCampaign(
        ID, "paused", "p1", until, "DUE#1", "a", Checks.written(seen), 1, seen, seen);
  }

  private static StoredCampaign active(
      @Nullable String changedBy, Instant updatedAt, Instant seen) {
    return new StoredCampaign(
        ID, "active", null, null, null, changedBy, Checks.written(updatedAt), 2, seen, seen);
  }
}
