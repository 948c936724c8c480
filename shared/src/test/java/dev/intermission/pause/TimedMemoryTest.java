package dev.intermission.pause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimedMemoryTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final TimedMemory memory = new TimedMemory(Duration.ofSeconds(10), 3);

  @Test
  void a_thing_is_remembered_until_its_time_is_over() {
    memory.add("a", NOW);

    assertThat(memory.has("a", NOW)).isTrue();
    assertThat(memory.has("a", NOW.plusSeconds(10).minusNanos(1))).isTrue();
    assertThat(memory.has("a", NOW.plusSeconds(10))).isFalse();
    assertThat(memory.has("b", NOW)).isFalse();
  }

  @Test
  void a_thing_that_is_seen_again_is_remembered_longer() {
    memory.add("a", NOW);
    memory.add("a", NOW.plusSeconds(9));

    assertThat(memory.has("a", NOW.plusSeconds(18))).isTrue();
  }

  @Test
  void only_the_newest_things_are_remembered() {
    memory.add("a", NOW);
    memory.add("b", NOW);
    memory.add("c", NOW);
    memory.add("a", NOW);
    memory.add("d", NOW);

    assertThat(memory.has("b", NOW)).isFalse();
    assertThat(memory.has("a", NOW)).isTrue();
    assertThat(memory.has("c", NOW)).isTrue();
    assertThat(memory.has("d", NOW)).isTrue();
  }

  @Test
  void nothing_is_remembered_of_a_clock_that_jumped_back() {
    memory.add("a", NOW);

    assertThat(memory.has("a", NOW.minusNanos(1))).isFalse();
  }
}
