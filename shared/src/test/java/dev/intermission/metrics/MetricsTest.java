package dev.intermission.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.metrics.Metrics.Measure;
import dev.intermission.metrics.Metrics.Unit;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void only_the_age_is_measured_in_seconds() {
    for (Measure measure : Measure.values()) {
      assertThat(measure.unit())
          .as(measure.name())
          .isEqualTo(measure == Measure.OLDEST_DUE_PAUSE_AGE ? Unit.SECONDS : Unit.COUNT);
    }
  }
}
