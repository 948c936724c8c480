package dev.intermission.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageBudgetTest {
  @ParameterizedTest
  @CsvSource({"4, 2, 1000, 50, 2", "2, 1, 102, 1, 0", "5, 4, 1000, 50, 3"})
  void a_page_can_be_read_within_a_budget(
      int calls, int indexCalls, int keys, int readAhead, int waits) {
    assertThat(budget(calls, indexCalls, keys, readAhead, waits).keys()).isEqualTo(keys);
  }

  @ParameterizedTest
  @CsvSource({
    // No call for the index, or for records.
    "4, 0, 1000, 50, 2",
    "4, 4, 1000, 50, 2",
    "1, 1, 1000, 50, 0",
    // Nothing tells that a page follows, or not even a full page can be read.
    "4, 2, 1000, 0, 2",
    "4, 2, 150, 50, 2",
    // Not as many waits as calls that may ask again.
    "4, 2, 1000, 50, 1",
    "4, 2, 1000, 50, 3",
  })
  void a_budget_that_no_page_can_be_read_within_is_none(
      int calls, int indexCalls, int keys, int readAhead, int waits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> budget(calls, indexCalls, keys, readAhead, waits));
  }

  private static PageBudget budget(int calls, int indexCalls, int keys, int readAhead, int waits) {
    return new PageBudget(
        calls, indexCalls, keys, readAhead, Collections.nCopies(waits, Duration.ofMillis(100)));
  }
}
