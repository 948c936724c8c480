package dev.intermission.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import dev.intermission.simulation.Exploration.Scenario;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `-Dexploration=commands` takes every pair of commands, and `-Dexploration=faults` lets calls
/// fail as well.
class ExplorationTest {
  private static final String WHAT = System.getProperty("exploration", "short");

  /// A minute on two free cores; the longer ones a quarter of an hour. More than the box is a space
  /// of states that has grown out of hand.
  @Test
  @Timeout(value = 25, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void whatever_the_order_of_two_commands_two_deliveries_and_a_sweep_and_whatever_dies() {
    List<Scenario> scenarios =
        Exploration.scenarios().stream()
            .filter(scenario -> WHAT.equals("commands") || scenario.isShort())
            .toList();

    long states =
        scenarios.parallelStream()
            .map(scenario -> new Exploration(scenario, new Rules(), WHAT.equals("faults")))
            .mapToLong(ExplorationTest::statesOf)
            .sum();

    System.out.printf("Exploration: %,d states of %d scenarios%n", states, scenarios.size());
    assertThat(states).isGreaterThan(1_000_000);
  }

  /// It must see what is wrong, too.
  @ParameterizedTest
  @EnumSource(
      names = {
        "RESUME_BELIEVES_THE_TIMER",
        "UNCLEAR_WRITE_IS_REPEATED",
        "ANSWER_IS_KEPT_IN_A_STEP_OF_ITS_OWN",
        "SWEEP_WITHOUT_RECHECK"
      })
  void it_finds_a_weakening(Weakening weakening) {
    // Faults with keys show where one comes twice.
    List<Scenario> scenarios =
        Exploration.scenarios().stream()
            .filter(Scenario::isShort)
            .filter(scenario ->
                (scenario.first().key() != null) == weakening.name().startsWith("ANSWER"))
            .toList();

    assertThatExceptionOfType(BrokenException.class)
        .isThrownBy(() -> {
          for (Scenario scenario : scenarios) {
            new Exploration(scenario, weakening.rules(), true).run();
          }
        });
  }

  private static int statesOf(Exploration exploration) {
    try {
      return exploration.run();
    } catch (BrokenException e) {
      return fail(String.join("\n", exploration.story()) + "\n" + e.getMessage());
    }
  }
}
