package dev.intermission.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An ad: the 33 members of its page, stored or derived, and the account that it belongs to.
/// Whoever makes one hands its lists and maps over and does not change them afterwards.
///
/// @param ownTitle the title that the ad itself has, or null
/// @param creativeSetCaption what the title falls back to, or null
/// @param callToAction null when the ad has no button
/// @param url null when the ad links nowhere
/// @param creatives stored objects, passed through as they are: values are String, BigDecimal,
///   Boolean, List, Map or null
/// @param socialAccounts stored objects, passed through as they are
public record Ad(
    AdId id,
    AccountId account,
    AdStatus status,
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
    Instant createdAt,
    Instant updatedAt) {

  /// The display title: the ad's own, or the creative set's caption, or null.
  public @Nullable String title() {
    return ownTitle != null ? ownTitle : creativeSetCaption;
  }

  /// This ad after a pause that was accepted then.
  public Ad paused(Instant at) {
    return changedTo(AdStatus.PAUSED, at);
  }

  /// This ad after a change of its status that was accepted then.
  public Ad changedTo(AdStatus newStatus, Instant at) {
    return new Ad(
        id,
        account,
        newStatus,
        ownTitle,
        creativeSetCaption,
        primaryTexts,
        headlines,
        descriptions,
        callToAction,
        url,
        urlParameters,
        adGroupId,
        adCampaignId,
        creatives,
        socialAccounts,
        issues,
        metrics,
        createdAt,
        at.truncatedTo(ChronoUnit.MILLIS));
  }
}
