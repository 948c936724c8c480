package dev.intermission.model;

import org.jspecify.annotations.Nullable;

/// Something that is wrong with an ad or a campaign, as the platform reports it.
///
/// @param category null when the platform gave none
/// @param resourceId the record that has it; null only on a campaign's issue
/// @param title for people, or null
/// @param message for people, or null
/// @param severity null when the platform gave none
public record AdIssue(
    String id,
    @Nullable IssueCategory category,
    @Nullable String resourceId,
    IssueResource resourceType,
    @Nullable String title,
    @Nullable String message,
    @Nullable IssueSeverity severity) {

  /// The title, or the word of the category; empty when there is neither.
  public String shownTitle() {
    if (title != null) {
      return title;
    }
    return category == null ? "" : category.wireName();
  }

  /// The message, or the shown title.
  public String shownMessage() {
    return message == null ? shownTitle() : message;
  }

  /// The severity. An issue of which none is known is shown as an error.
  public IssueSeverity shownSeverity() {
    return severity == null ? IssueSeverity.ERROR : severity;
  }
}
