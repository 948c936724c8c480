package dev.intermission.functions.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.model.Ad;
import dev.intermission.model.AdDetails;
import dev.intermission.model.CallToAction;
import dev.intermission.model.NewerAdDetails;
import dev.intermission.model.NewerAdDetails.MessagingConfig;
import dev.intermission.model.NewerAdDetails.Music;
import dev.intermission.model.NewerAdDetails.Translations;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes ads. The 33 fields of the API reference come in its order, then those of newer versions.
public final class AdJson {
  private AdJson() {}

  /// Writes one ad.
  ///
  /// @param ad as it is shown
  public static void write(JsonGenerator json, Ad ad, Shape shape) throws IOException {
    AdDetails details = ad.details();
    json.writeStartObject();
    FiguresJson.writeMetrics(json, details.metrics());
    json.writeStringField("id", ad.id().value());
    json.writeStringField("title", details.title());
    json.writeStringField("status", ad.state().status().wireName());
    writeTexts(json, "primary_texts", details.primaryTexts(), shape);
    writeTexts(json, "headlines", details.headlines(), shape);
    writeTexts(json, "descriptions", details.descriptions(), shape);
    CallToAction callToAction = details.callToAction();
    boolean hasWord =
        callToAction != null && (shape.hasNewerFields() || callToAction.isInApiReference());
    JsonFields.name(json, "call_to_action", hasWord ? callToAction : null);
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
    FiguresJson.writeIssues(json, details.issues(), shape);
    if (shape.hasNewerFields()) {
      writeNewer(json, ad);
    }
    json.writeEndObject();
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

  /// The fields that the API reference lacks.
  private static void writeNewer(JsonGenerator json, Ad ad) throws IOException {
    AdDetails details = ad.details();
    NewerAdDetails newer = details.newer();
    JsonFields.name(json, "delivery_status", ad.deliveryStatus());
    FiguresJson.writeConversions(json, details.metrics(), newer.conversions());
    json.writeStringField("existing_post_id", newer.existingPostId());
    writeObjects(json, "external_accounts", details.socialAccounts());
    json.writeFieldName("lead_form");
    FreeForm.write(json, newer.leadForm());
    json.writeStringField("lead_form_id", newer.leadFormId());
    writeMessagingConfig(json, newer.messagingConfig());
    JsonFields.truth(json, "multi_advertiser_ads", newer.multiAdvertiserAds());
    writeMusic(json, newer.music());
    JsonFields.name(json, "platform", newer.platform());
    json.writeStringField("post_id", newer.postId());
    JsonFields.name(json, "post_source", newer.postSource());
    json.writeStringField("post_thumbnail_url", newer.postThumbnailUrl());
    writeTranslations(json, newer.translations());
  }

  private static void writeMessagingConfig(JsonGenerator json, @Nullable MessagingConfig config)
      throws IOException {
    if (config == null) {
      json.writeNullField("messaging_config");
      return;
    }
    json.writeObjectFieldStart("messaging_config");
    json.writeStringField("keyword", config.keyword());
    json.writeStringField("message", config.message());
    json.writeEndObject();
  }

  private static void writeMusic(JsonGenerator json, @Nullable Music music) throws IOException {
    if (music == null) {
      json.writeNullField("music");
      return;
    }
    json.writeObjectFieldStart("music");
    json.writeStringField("id", music.id());
    json.writeStringField("name", music.name());
    json.writeStringField("url", music.url());
    json.writeEndObject();
  }

  private static void writeTranslations(JsonGenerator json, @Nullable Translations translations)
      throws IOException {
    if (translations == null) {
      json.writeNullField("translations");
      return;
    }
    json.writeObjectFieldStart("translations");
    JsonFields.strings(json, "automatic_languages", translations.automaticLanguages());
    json.writeStringField("source_language", translations.sourceLanguage());
    json.writeEndObject();
  }

  private static void writeTexts(JsonGenerator json, String field, List<String> texts, Shape shape)
      throws IOException {
    if (!shape.hasLanguages()) {
      JsonFields.strings(json, field, texts);
      return;
    }
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeStartObject();
      json.writeStringField("text", text);
      // Items have no language.
      json.writeNullField("language");
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
