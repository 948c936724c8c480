package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.model.Ad;
import dev.intermission.model.AdGoal;
import dev.intermission.model.AdId;
import dev.intermission.model.AdIssue;
import dev.intermission.model.AdMetrics;
import dev.intermission.model.AdStatus;
import dev.intermission.model.CallToAction;
import dev.intermission.model.IssueCategory;
import dev.intermission.model.IssueResource;
import dev.intermission.model.Timestamps;
import dev.intermission.model.WireName;
import dev.intermission.port.AdChange;
import dev.intermission.port.Reading;
import dev.intermission.port.StoredAd;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The attributes of an item in the table of ads: the one class that knows their names.
final class AdItem {
  private AdItem() {}

  static Map<String, AttributeValue> key(AdId id) {
    return Map.of("id", text(id.value()));
  }

  static Update change(String table, AdChange change) {
    return new Update(
        table,
        key(change.id()),
        "#status = :to, changed_by = :by, updated_at = :at",
        "",
        "account_id = :account AND #status = :from",
        Map.of(
            ":to", text(change.to().wireName()),
            ":from", text(change.from().wireName()),
            ":account", text(change.account().value()),
            ":by", text(change.changedBy()),
            ":at", text(Timestamps.write(change.at()))));
  }

  /// The status of an item, or of its row in the index; null when it has none on the list.
  static @Nullable AdStatus readStatus(Map<String, AttributeValue> item) {
    return Lenient.name(item, "status", AdStatus.class);
  }

  static StoredAd read(String table, String id, Map<String, AttributeValue> item) {
    return stored(item, Attributes.reading(table, id, item, attributes -> read(id, attributes)));
  }

  /// An item that DynamoDB does not update.
  static StoredAd readUnwritable(String table, String id, Map<String, AttributeValue> item) {
    return stored(item, Attributes.unwritable(table, id));
  }

  private static StoredAd stored(Map<String, AttributeValue> item, Reading<Ad> reading) {
    return new StoredAd(
        Lenient.account(item, "account_id"), readStatus(item), Rev.of(item), reading);
  }

  private static Ad read(String id, Attributes item) {
    return new Ad(
        AdId.parse(id).orElseThrow(() -> new Attributes.BrokenException("id")),
        item.account("account_id"),
        item.name("status", AdStatus.class),
        item.optionalString("title"),
        item.optionalString("creative_set_caption"),
        item.strings("primary_texts"),
        item.strings("headlines"),
        item.strings("descriptions"),
        item.optionalName("call_to_action", CallToAction.class),
        item.optionalString("url"),
        item.stringMap("url_parameters"),
        item.string("ad_group_id"),
        item.string("ad_campaign_id"),
        FreeFormValues.objects(item, "creatives"),
        FreeFormValues.objects(item, "social_accounts"),
        item.maps("issues").stream().map(AdItem::readIssue).toList(),
        readMetrics(item),
        item.timestamp("created_at"),
        item.timestamp("updated_at"));
  }

  private static AdIssue readIssue(Attributes issue) {
    return new AdIssue(
        issue.string("id"),
        issue.optionalName("category", IssueCategory.class),
        issue.string("resource_id"),
        issue.name("resource_type", IssueResource.class));
  }

  private static AdMetrics readMetrics(Attributes item) {
    Set<AdGoal> goals = EnumSet.noneOf(AdGoal.class);
    for (String goal : item.stringSet("goals")) {
      goals.add(
          WireName.find(AdGoal.class, goal)
              .orElseThrow(() -> new Attributes.BrokenException("goals")));
    }
    return new AdMetrics(
        item.number("clicks"),
        item.number("impressions"),
        item.number("leads"),
        item.number("purchases"),
        item.number("purchase_value"),
        item.number("reach"),
        item.number("spend"),
        item.optionalString("spend_currency"),
        item.number("unique_clicks"),
        goals);
  }
}
