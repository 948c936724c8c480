package dev.intermission.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void without_arguments_everything_is_measured_and_written() {
    Options options = Options.parse(List.of());
    assertThat(options.parts()).isEqualTo(EnumSet.allOf(Options.Part.class));
    assertThat(options.isPrinted()).isFalse();
    assertThat(options.roundsOr(10)).isEqualTo(10);
  }

  @Test
  void a_part_can_be_asked_for_with_a_number_of_rounds() {
    Options options = Options.parse(List.of("starts", "--rounds", "3"));
    assertThat(options.parts()).containsExactly(Options.Part.STARTS);
    assertThat(options.roundsOr(10)).isEqualTo(3);
  }

  @Test
  void a_choice_or_another_package_is_not_written_into_the_document() {
    assertThat(Options.parse(List.of("starts", "--only", "cold")).isPrinted()).isTrue();
    assertThat(Options.parse(List.of("starts", "--package", "a")).isPrinted()).isTrue();
  }

  @Test
  void a_wrong_argument_is_named() {
    assertThatThrownBy(() -> Options.parse(List.of("stars"))).hasMessageContaining("stars");
    assertThatThrownBy(() -> Options.parse(List.of("--rounds", "0")))
        .hasMessageContaining("--rounds");
    assertThatThrownBy(() -> Options.parse(List.of("--only"))).hasMessageContaining("--only");
    assertThatThrownBy(() -> Options.parse(List.of("--only", "("))).hasMessageContaining("--only");
  }
}
