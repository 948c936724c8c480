package dev.intermission.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdIssueTest {
  @ParameterizedTest
  @CsvSource({
    "Title, Message, AD_VOLUME_LIMIT, Title, Message",
    "Title, , AD_VOLUME_LIMIT, Title, Title",
    ", Message, AD_VOLUME_LIMIT, ad_volume_limit, Message",
    ", , AD_VOLUME_LIMIT, ad_volume_limit, ad_volume_limit",
    ", , , '', ''",
    ", Message, , '', Message"
  })
  void a_missing_text_is_the_word_of_the_category(
      @Nullable String title,
      @Nullable String message,
      @Nullable IssueCategory category,
      String shownTitle,
      String shownMessage) {
    AdIssue issue = new AdIssue("i", category, null, IssueResource.AD, title, message, null);
    assertThat(issue.shownTitle()).isEqualTo(shownTitle);
    assertThat(issue.shownMessage()).isEqualTo(shownMessage);
  }

  @Test
  void an_issue_of_unknown_severity_is_an_error() {
    assertThat(of(null).shownSeverity()).isEqualTo(IssueSeverity.ERROR);
    assertThat(of(IssueSeverity.WARNING).shownSeverity()).isEqualTo(IssueSeverity.WARNING);
  }

  private static AdIssue of(@Nullable IssueSeverity severity) {
    return new AdIssue("i", null, null, IssueResource.AD, null, null, severity);
  }
}
