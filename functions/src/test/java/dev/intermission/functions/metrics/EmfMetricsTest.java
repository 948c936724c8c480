package dev.intermission.functions.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.metrics.Metrics.Measure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EmfMetricsTest {
  @Test
  void a_value_is_one_line_that_cloudwatch_understands() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EmfMetrics metrics =
        new EmfMetrics(
            "Intermission/test",
            () -> Instant.ofEpochMilli(1234),
            new PrintStream(out, true, StandardCharsets.UTF_8));
    metrics.record(Measure.OLDEST_DUE_PAUSE_AGE, 91);
    assertThat(out.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{\"_aws\":{\"Timestamp\":1234,\"CloudWatchMetrics\":[{\"Namespace\":\"Intermission/test\","
                + "\"Dimensions\":[[]],\"Metrics\":[{\"Name\":\"OldestDuePauseAge\","
                + "\"Unit\":\"Seconds\"}]}]},\"OldestDuePauseAge\":91}");
  }

  @Test
  void a_count_says_so() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new EmfMetrics("n", () -> Instant.EPOCH, new PrintStream(out, true, StandardCharsets.UTF_8))
        .record(Measure.TIMER_NOT_ARMED, 1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"Name\":\"TimerNotArmed\",\"Unit\":\"Count\"", "\"TimerNotArmed\":1}");
  }
}
