package dev.intermission.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void the_median_of_an_odd_number_is_the_middle_one() {
    assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(3, 1, 2, 9));
  }

  @Test
  void the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 100.0)).median()).isEqualTo(3);
  }

  @Test
  void nothing_has_no_median() {
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_text_has_the_lowest_and_the_highest_in_brackets() {
    assertThat(Spread.of(List.of(1.26, 2.04, 3.0)).text(1)).isEqualTo("2.0 (1.3 to 3.0)");
  }

  @Test
  void half_of_the_values_are_not_above_the_quantile_of_a_half() {
    double[] values = {5, 1, 4, 2, 3, 6};
    assertThat(Spread.quantile(values, 0.5)).isEqualTo(3);
    assertThat(Spread.quantile(values, 1)).isEqualTo(6);
    assertThat(values).startsWith(5);
  }
}
