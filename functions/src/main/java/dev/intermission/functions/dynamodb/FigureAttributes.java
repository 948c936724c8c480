package dev.intermission.functions.dynamodb;

import dev.intermission.model.AdIssue;
import dev.intermission.model.Conversion;
import dev.intermission.model.Conversions;
import dev.intermission.model.IssueCategory;
import dev.intermission.model.IssueResource;
import dev.intermission.model.IssueSeverity;
import dev.intermission.model.ResultEvent;
import dev.intermission.model.Results;

/// Reads the attributes that items of ads and of campaigns have under the same names.
final class FigureAttributes {
  private FigureAttributes() {}

  static Conversions conversions(OptionalAttributes item) {
    return new Conversions(
        new Conversion(
            ResultEvent.ADD_TO_CART,
            item.number("added_to_carts"),
            item.number("added_to_cart_value")),
        new Conversion(
            ResultEvent.COMPLETE_REGISTRATION,
            item.number("completed_registrations"),
            item.number("completed_registration_value")),
        new Conversion(ResultEvent.CONTACT, item.number("contacts"), item.number("contact_value")),
        new Conversion(
            ResultEvent.SCHEDULE, item.number("schedules"), item.number("schedule_value")),
        new Conversion(
            ResultEvent.SUBMIT_APPLICATION,
            item.number("submitted_applications"),
            item.number("submitted_application_value")),
        new Conversion(
            ResultEvent.VIEW_CONTENT,
            item.number("viewed_contents"),
            item.number("viewed_content_value")),
        item.number("lead_value"),
        item.number("link_clicks"),
        item.number("custom_conversions"),
        item.numbers("custom_event_counts"),
        item.numbers("custom_event_values"),
        new Results(
            item.nullableNumber("results"),
            item.name("result_event", ResultEvent.class),
            item.string("result_event_name")));
  }

  /// An issue of an ad.
  static AdIssue issue(Attributes issue) {
    issue.string("resource_id");
    return issueOfAdCampaign(issue);
  }

  /// An issue of a campaign, which need not name the record that has it.
  static AdIssue issueOfAdCampaign(Attributes issue) {
    OptionalAttributes optional = new OptionalAttributes(issue);
    return new AdIssue(
        issue.string("id"),
        issue.optionalName("category", IssueCategory.class),
        issue.optionalString("resource_id"),
        issue.name("resource_type", IssueResource.class),
        optional.string("title"),
        optional.string("message"),
        optional.name("severity", IssueSeverity.class));
  }
}
