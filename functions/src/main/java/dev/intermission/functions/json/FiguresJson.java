package dev.intermission.functions.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.model.AdIssue;
import dev.intermission.model.AdMetrics;
import dev.intermission.model.Conversion;
import dev.intermission.model.Conversions;
import dev.intermission.model.Results;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// The figures and issues that ads and campaigns show in the same way.
final class FiguresJson {
  private FiguresJson() {}

  /// The 17 fields that the API reference has of an ad.
  static void writeMetrics(JsonGenerator json, AdMetrics metrics) throws IOException {
    JsonFields.number(json, "click_through_rate", metrics.clickThroughRate());
    JsonFields.number(json, "clicks", metrics.clicks());
    JsonFields.number(json, "cost_per_click", metrics.costPerClick());
    JsonFields.number(json, "cost_per_lead", metrics.costPerLead());
    JsonFields.number(json, "cost_per_mille", metrics.costPerMille());
    JsonFields.number(json, "cost_per_purchase", metrics.costPerPurchase());
    JsonFields.number(json, "frequency", metrics.frequency());
    JsonFields.number(json, "impressions", metrics.impressions());
    JsonFields.number(json, "leads", metrics.leads());
    JsonFields.number(json, "purchase_value", metrics.purchaseValue());
    JsonFields.number(json, "purchases", metrics.purchases());
    JsonFields.number(json, "reach", metrics.reach());
    JsonFields.number(json, "return_on_ad_spend", metrics.returnOnAdSpend());
    JsonFields.number(json, "spend", metrics.spend());
    json.writeStringField("spend_currency", metrics.spendCurrency());
    JsonFields.number(json, "unique_click_through_rate", metrics.uniqueClickThroughRate());
    JsonFields.number(json, "unique_clicks", metrics.uniqueClicks());
  }

  /// The fields of newer versions.
  static void writeConversions(JsonGenerator json, AdMetrics metrics, Conversions conversions)
      throws IOException {
    BigDecimal spend = metrics.spend();
    Results results = conversions.results();
    writeConversion(
        json,
        "added_to_cart_value",
        "added_to_carts",
        "cost_per_added_to_cart",
        conversions.addedToCarts(),
        spend,
        results);
    writeConversion(
        json,
        "completed_registration_value",
        "completed_registrations",
        "cost_per_completed_registration",
        conversions.completedRegistrations(),
        spend,
        results);
    writeConversion(
        json,
        "contact_value",
        "contacts",
        "cost_per_contact",
        conversions.contacts(),
        spend,
        results);
    writeConversion(
        json,
        "schedule_value",
        "schedules",
        "cost_per_schedule",
        conversions.schedules(),
        spend,
        results);
    writeConversion(
        json,
        "submitted_application_value",
        "submitted_applications",
        "cost_per_submitted_application",
        conversions.submittedApplications(),
        spend,
        results);
    writeConversion(
        json,
        "viewed_content_value",
        "viewed_contents",
        "cost_per_viewed_content",
        conversions.viewedContents(),
        spend,
        results);
    JsonFields.number(json, "cost_per_unique_click", metrics.costPerUniqueClick());
    JsonFields.number(json, "lead_value", conversions.leadValue());
    JsonFields.number(json, "link_clicks", conversions.linkClicks());
    JsonFields.number(json, "custom_conversions", conversions.customConversions());
    writeNumbers(json, "custom_event_counts", conversions.customEventCounts());
    writeNumbers(json, "custom_event_values", conversions.customEventValues());
    JsonFields.number(json, "results", results.count());
    JsonFields.name(json, "result_event", results.event());
    json.writeStringField("result_event_name", results.eventName());
    JsonFields.number(json, "cost_per_result", results.cost(spend));
  }

  private static void writeConversion(
      JsonGenerator json,
      String valueField,
      String countField,
      String costField,
      Conversion conversion,
      BigDecimal spend,
      Results results)
      throws IOException {
    JsonFields.number(json, valueField, conversion.value());
    JsonFields.number(json, countField, conversion.count());
    JsonFields.number(json, costField, conversion.cost(spend, results));
  }

  static void writeIssues(JsonGenerator json, List<AdIssue> issues, Shape shape)
      throws IOException {
    json.writeArrayFieldStart("issues");
    for (AdIssue issue : issues) {
      json.writeStartObject();
      json.writeStringField("id", issue.id());
      if (shape.hasNewerFields()) {
        JsonFields.name(json, "category", issue.shownSeverity());
        json.writeStringField("title", issue.shownTitle());
        json.writeStringField("message", issue.shownMessage());
      } else {
        JsonFields.name(json, "category", issue.category());
      }
      json.writeStringField("resource_id", issue.resourceId());
      JsonFields.name(json, "resource_type", issue.resourceType());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeNumbers(
      JsonGenerator json, String field, Map<String, BigDecimal> numbers) throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, BigDecimal> number : numbers.entrySet()) {
      JsonFields.number(json, number.getKey(), number.getValue());
    }
    json.writeEndObject();
  }
}
