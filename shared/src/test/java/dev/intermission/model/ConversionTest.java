package dev.intermission.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {
  @ParameterizedTest
  @CsvSource({
    "4, , 2.5",
    "4, ADD_TO_CART, 2.5",
    "3, , 3.333333",
    "0, ADD_TO_CART, 0",
    "0, CONTACT, ",
    "0, , "
  })
  void a_cost_is_spend_divided_by_the_events_and_without_any_0_for_the_goal(
      BigDecimal count, @Nullable ResultEvent goal, @Nullable BigDecimal cost) {
    Conversion conversion = new Conversion(ResultEvent.ADD_TO_CART, count, BigDecimal.ONE);
    assertThat(conversion.cost(BigDecimal.TEN, new Results(null, goal, null))).isEqualTo(cost);
  }

  @ParameterizedTest
  @CsvSource({"4, 2.5", "0, 0", ", "})
  void the_cost_of_a_result_is_null_where_there_is_no_count(
      @Nullable BigDecimal count, @Nullable BigDecimal cost) {
    assertThat(new Results(count, null, null).cost(BigDecimal.TEN)).isEqualTo(cost);
  }

  @ParameterizedTest
  @CsvSource({"LEAD, LEADS", "PURCHASE, PURCHASES", "CUSTOM, ", ", "})
  void the_goal_of_a_campaign_is_its_result_event(
      @Nullable ResultEvent event, @Nullable AdGoal goal) {
    assertThat(new Results(null, event, null).goals())
        .isEqualTo(goal == null ? Set.of() : Set.of(goal));
  }
}
