package dev.intermission.functions.dynamodb;

import dev.intermission.model.Ad;
import dev.intermission.model.AdDeliveryStatus;
import dev.intermission.model.AdDetails;
import dev.intermission.model.AdGoal;
import dev.intermission.model.AdId;
import dev.intermission.model.AdMetrics;
import dev.intermission.model.AdPlatform;
import dev.intermission.model.AdStatus;
import dev.intermission.model.CallToAction;
import dev.intermission.model.NewerAdDetails;
import dev.intermission.model.NewerAdDetails.MessagingConfig;
import dev.intermission.model.NewerAdDetails.Music;
import dev.intermission.model.NewerAdDetails.Translations;
import dev.intermission.model.PauseState;
import dev.intermission.model.PostSource;
import dev.intermission.model.WireName;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads the items of the table of ads, and their rows in its indexes.
///
/// [AdUpdates] changes them, [AccountIndex] lists them, and [FigureAttributes] reads what they have
/// in common with campaigns. Only they know the names of the attributes.
final class AdItem {
  private AdItem() {}

  /// The status of an item or index row; null when it has no known one.
  static @Nullable AdStatus readStatus(Map<String, AttributeValue> item) {
    return Lenient.name(item, "status", AdStatus.class);
  }

  /// The state that decisions rest on; null when the item has no readable status.
  static @Nullable PauseState readState(Map<String, AttributeValue> item) {
    AdStatus status = readStatus(item);
    return status == null ? null : PauseState.of(status);
  }

  static Ad read(String id, Attributes item) {
    return new Ad(
        AdId.parse(id).orElseThrow(() -> new Attributes.BrokenException("id")),
        item.account("account_id"),
        PauseState.of(item.name("status", AdStatus.class)),
        readDetails(item),
        item.timestamp("created_at"),
        item.timestamp("updated_at"));
  }

  private static AdDetails readDetails(Attributes item) {
    return new AdDetails(
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
        item.maps("issues").stream().map(FigureAttributes::issue).toList(),
        readMetrics(item),
        readNewer(new OptionalAttributes(item)));
  }

  private static NewerAdDetails readNewer(OptionalAttributes item) {
    return new NewerAdDetails(
        item.name("delivery_status", AdDeliveryStatus.class),
        item.name("platform", AdPlatform.class),
        FigureAttributes.conversions(item),
        item.string("existing_post_id"),
        item.map("lead_form", AdItem::readLeadForm),
        item.string("lead_form_id"),
        item.map(
            "messaging_config",
            config ->
                new MessagingConfig(
                    config.optionalString("keyword"), config.optionalString("message"))),
        item.truth("multi_advertiser_ads"),
        item.map(
            "music",
            music ->
                new Music(
                    music.string("id"), music.optionalString("name"), music.optionalString("url"))),
        item.string("post_id"),
        item.name("post_source", PostSource.class),
        item.string("post_thumbnail_url"),
        item.map(
            "translations",
            translations ->
                new Translations(
                    translations.strings("automatic_languages"),
                    translations.string("source_language"))));
  }

  /// Passed through, if it has the fields that clients rely on.
  private static Map<String, @Nullable Object> readLeadForm(Attributes form) {
    form.string("form_type");
    form.truth("phone_verification");
    form.maps("questions").forEach(question -> question.string("type"));
    return FreeFormValues.object(form);
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
