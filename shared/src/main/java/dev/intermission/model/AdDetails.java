package dev.intermission.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The part of an ad that pausing does not look at, stored or derived. Lists and maps are handed
/// over and not changed afterwards.
///
/// @param ownTitle the title that the ad itself has, or null
/// @param creativeSetCaption stands in for a missing title; or null
/// @param callToAction null when the ad has no button
/// @param url null when the ad links nowhere
/// @param creatives stored objects, passed through as they are: values are String, BigDecimal,
///   Boolean, List, Map or null
/// @param socialAccounts stored objects, passed through as they are
public record AdDetails(
    @Nullable String ownTitle,
    @Nullable String creativeSetCaption,
    List<String> primaryTexts,
    List<String> headlines,
    List<String> descriptions,
    @Nullable CallToAction callToAction,
    @Nullable String url,
    Map<String, String> urlParameters,
    String adGroupId,
    String adCampaignId,
    List<Map<String, @Nullable Object>> creatives,
    List<Map<String, @Nullable Object>> socialAccounts,
    List<AdIssue> issues,
    AdMetrics metrics,
    NewerAdDetails newer) {

  /// The display title: the ad's own, or the creative set's caption, or null.
  public @Nullable String title() {
    return ownTitle != null ? ownTitle : creativeSetCaption;
  }
}
