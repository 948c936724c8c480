package dev.intermission.functions.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.model.Ad;
import dev.intermission.model.AdDetails;
import dev.intermission.model.AdIssue;
import dev.intermission.model.AdMetrics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An ad as the API reference shows it: 33 fields, in its order.
public final class AdJson {
  private AdJson() {}

  /// Writes one ad.
  public static void write(JsonGenerator json, Ad ad) throws IOException {
    AdDetails details = ad.details();
    json.writeStartObject();
    writeMetrics(json, details.metrics());
    json.writeStringField("id", ad.id().value());
    json.writeStringField("title", details.title());
    json.writeStringField("status", ad.state().status().wireName());
    JsonFields.strings(json, "primary_texts", details.primaryTexts());
    JsonFields.strings(json, "headlines", details.headlines());
    JsonFields.strings(json, "descriptions", details.descriptions());
    JsonFields.name(json, "call_to_action", details.callToAction());
    json.writeStringField("url", details.url());
    json.writeObjectFieldStart("url_parameters");
    for (Map.Entry<String, String> parameter : details.urlParameters().entrySet()) {
      json.writeStringField(parameter.getKey(), parameter.getValue());
    }
    json.writeEndObject();
    JsonFields.reference(json, "ad_group", details.adGroupId());
    JsonFields.reference(json, "ad_campaign", details.adCampaignId());
    writeObjects(json, "creatives", details.creatives());
    writeObjects(json, "social_accounts", details.socialAccounts());
    JsonFields.timestamp(json, "created_at", ad.createdAt());
    JsonFields.timestamp(json, "updated_at", ad.updatedAt());
    json.writeArrayFieldStart("issues");
    for (AdIssue issue : details.issues()) {
      writeIssue(json, issue);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeMetrics(JsonGenerator json, AdMetrics metrics) throws IOException {
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

  private static void writeObjects(
      JsonGenerator json, String field, List<Map<String, @Nullable Object>> objects)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Map<String, @Nullable Object> object : objects) {
      FreeForm.write(json, object);
    }
    json.writeEndArray();
  }

  private static void writeIssue(JsonGenerator json, AdIssue issue) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", issue.id());
    JsonFields.name(json, "category", issue.category());
    json.writeStringField("resource_id", issue.resourceId());
    JsonFields.name(json, "resource_type", issue.resourceType());
    json.writeEndObject();
  }
}
