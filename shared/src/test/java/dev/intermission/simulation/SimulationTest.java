package dev.intermission.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.intermission.simulation.Simulation.Failure;
import dev.intermission.simulation.Simulation.Outcome;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The timed pause holds in many random histories, and each mutant is caught.
/// `-Dsimulation.histories=1000000` makes it longer, and `-Dsimulation.seed=...` makes the
/// histories of before again: the first of them is the one that failed.
class SimulationTest {
  private static final int HISTORIES = Integer.getInteger("simulation.histories", 50_000);

  /// So many are enough to catch every mutant, with room.
  private static final int HISTORIES_TO_CATCH = 60_000;

  private static final long SEED =
      Long.getLong("simulation.seed", ThreadLocalRandom.current().nextInt());

  @Test
  void no_accepted_pause_is_lost_or_early_or_doubled_whatever_dies() {
    check(new Simulation(new Rules(), true), HISTORIES);
  }

  /// The seeds of histories that failed once.
  ///
  /// -1795040974: the clock of the last sweep jumped ahead, which cut the sweep off.
  @ParameterizedTest
  @ValueSource(longs = {-1795040974})
  void what_failed_once_fails_no_more(long seed) {
    assertThat(new Simulation(new Rules(), true).run(seed, 1).failure()).isNull();
  }

  @Test
  void a_platform_that_breaks_the_item_contract_makes_no_end_early_and_no_row_come_again() {
    check(new Simulation(new Rules(), false), HISTORIES / 5);
  }

  private static void check(Simulation simulation, int histories) {
    Outcome outcome = simulation.run(SEED, histories);
    Failure failure = outcome.failure();
    if (failure != null) {
      fail(
          "%s%n%s%nThe same again: ./mvnw -pl shared test -Dtest=SimulationTest"
              + " -Dsimulation.seed=%d -Dsimulation.histories=1",
          String.join(System.lineSeparator(), failure.story()), failure.message(), failure.seed());
    }
    System.out.printf(
        "Simulation: %,d histories of %,d events in all, from seed %d on%n",
        outcome.histories(), outcome.steps(), SEED);
    assertThat(outcome.steps()).isGreaterThan(outcome.histories());
  }

  @ParameterizedTest
  @EnumSource
  void every_weakening_of_the_protocol_is_caught(Weakening weakening) {
    Simulation simulation = new Simulation(weakening.rules(), !weakening.needsBrokenContract());

    Failure failure =
        Objects.requireNonNull(
            simulation.first(1, HISTORIES_TO_CATCH), weakening + " was not caught");

    System.out.printf(
        "Weakening %s: %s after %,d histories%n", weakening, failure.invariant(), failure.seed());
  }

  @Test
  void a_failure_is_told_as_a_short_story() {
    Simulation simulation = new Simulation(Weakening.RESUME_WITHOUT_THE_TIME_CLAUSE.rules(), true);
    Failure failure = Objects.requireNonNull(simulation.first(1, HISTORIES_TO_CATCH));

    Failure shrunk = simulation.shrunk(failure.seed());

    assertThat(shrunk.invariant()).isEqualTo(failure.invariant());
    assertThat(shrunk.story()).hasSizeLessThan(16);
    System.out.println(String.join(System.lineSeparator(), shrunk.story()));
  }

  @Test
  void the_same_seed_makes_the_same_history() {
    Simulation simulation = new Simulation(new Rules(), true);

    assertThat(simulation.run(SEED, 100)).isEqualTo(simulation.run(SEED, 100));
  }
}
