package dev.intermission.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final List<String> ORDER = List.of("One", "Two", "Three");

  @Test
  void a_new_document_has_the_introduction_and_the_section() {
    assertThat(Report.replace("", "One", "First.\n", ORDER))
        .isEqualTo(Report.INTRODUCTION + "\n## One\n\nFirst.\n");
  }

  @Test
  void a_section_takes_the_place_of_the_one_with_its_heading() {
    String document = "# Title\n\n## One\n\nOld.\n\n### Part\n\nOld.\n\n## Two\n\nSecond.\n";
    assertThat(Report.replace(document, "One", "New.", ORDER))
        .isEqualTo("# Title\n\n## One\n\nNew.\n\n## Two\n\nSecond.\n");
  }

  @Test
  void the_last_section_can_be_replaced() {
    assertThat(Report.replace("# Title\n\n## One\n\nOld.\n", "One", "New.", ORDER))
        .isEqualTo("# Title\n\n## One\n\nNew.\n");
  }

  @Test
  void a_missing_section_stands_before_those_that_follow_it() {
    String document = "# Title\n\n## One\n\nFirst.\n\n## Three\n\nThird.\n";
    assertThat(Report.replace(document, "Two", "Second.", ORDER))
        .isEqualTo("# Title\n\n## One\n\nFirst.\n\n## Two\n\nSecond.\n\n## Three\n\nThird.\n");
  }

  @Test
  void sections_by_hand_stay() {
    String document = "# Title\n\nText.\n\n## Profile\n\nBy hand.\n";
    String once = Report.replace(document, "Two", "Second.", ORDER);
    assertThat(once).startsWith(document.stripTrailing()).endsWith("\n## Two\n\nSecond.\n");
    assertThat(Report.replace(once, "Two", "Second.", ORDER)).isEqualTo(once);
  }

  @Test
  void prose_is_wrapped_at_100_columns() {
    String wrapped = Report.prose("word ".repeat(60));
    assertThat(wrapped.lines()).allMatch(line -> line.length() <= 100).hasSize(3);
    assertThat(wrapped.replace('\n', ' ')).isEqualTo("word ".repeat(60));
  }

  @Test
  void a_table_has_a_rule_below_its_head() {
    assertThat(Report.table(List.of("a", "b"), List.of(List.of("1", "2"))))
        .isEqualTo("| a | b |\n|---|---|\n| 1 | 2 |\n");
  }
}
