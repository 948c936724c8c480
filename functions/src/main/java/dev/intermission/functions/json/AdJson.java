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
    Members.strings(json, "primary_texts", details.primaryTexts());
    Members.strings(json, "headlines", details.headlines());
    Members.strings(json, "descriptions", details.descriptions());
    Members.name(json, "call_to_action", details.callToAction());
    json.writeStringField("url", details.url());
    json.writeObjectFieldStart("url_parameters");
    for (Map.Entry<String, String> parameter : details.urlParameters().entrySet()) {
      json.writeStringField(parameter.getKey(), parameter.getValue());
    }
    json.writeEndObject();
    Members.reference(json, "ad_group", details.adGroupId());
    Members.reference(json, "ad_campaign", details.adCampaignId());
    writeObjects(json, "creatives", details.creatives());
    writeObjects(json, "social_accounts", details.socialAccounts());
    Members.timestamp(json, "created_at", ad.createdAt());
    Members.timestamp(json, "updated_at", ad.updatedAt());
    json.writeArrayFieldStart("issues");
    for (AdIssue issue : details.issues()) {
      writeIssue(json, issue);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeMetrics(JsonGenerator json, AdMetrics metrics) throws IOException {
    Members.number(json, "click_through_rate", metrics.clickThroughRate());
    Members.number(json, "clicks", metrics.clicks());
    Members.number(json, "cost_per_click", metrics.costPerClick());
    Members.number(json, "cost_per_lead", metrics.costPerLead());
    Members.number(json, "cost_per_mille", metrics.costPerMille());
    Members.number(json, "cost_per_purchase", metrics.costPerPurchase());
    Members.number(json, "frequency", metrics.frequency());
    Members.number(json, "impressions", metrics.impressions());
    Members.number(json, "leads", metrics.leads());
    Members.number(json, "purchase_value", metrics.purchaseValue());
    Members.number(json, "purchases", metrics.purchases());
    Members.number(json, "reach", metrics.reach());
    Members.number(json, "return_on_ad_spend", metrics.returnOnAdSpend());
    Members.number(json, "spend", metrics.spend());
    json.writeStringField("spend_currency", metrics.spendCurrency());
    Members.number(json, "unique_click_through_rate", metrics.uniqueClickThroughRate());
    Members.number(json, "unique_clicks", metrics.uniqueClicks());
  }

  private static void writeObjects(
      JsonGenerator json, String member, List<Map<String, @Nullable Object>> objects)
      throws IOException {
    json.writeArrayFieldStart(member);
    for (Map<String, @Nullable Object> object : objects) {
      FreeForm.write(json, object);
    }
    json.writeEndArray();
  }

  private static void writeIssue(JsonGenerator json, AdIssue issue) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", issue.id());
    Members.name(json, "category", issue.category());
    json.writeStringField("resource_id", issue.resourceId());
    Members.name(json, "resource_type", issue.resourceType());
    json.writeEndObject();
  }
}
