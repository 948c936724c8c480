package dev.intermission.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An ad and a campaign to start a test from.
public final class Samples {
  public static final AccountId ACCOUNT = new AccountId("biz_mine");
  public static final AccountId OTHER_ACCOUNT = new AccountId("biz_theirs");
  public static final Instant CREATED_AT = Instant.parse("2026-01-02T03:04:05.006Z");
  public static final Instant UPDATED_AT = Instant.parse("2026-02-03T04:05:06.007Z");

  private Samples() {}

  public static Ad ad(String id, AdStatus status) {
    return ad(id, status, "A title", "A caption", metrics());
  }

  public static Ad titledAd(@Nullable String title, @Nullable String caption) {
    return ad("ad_1", AdStatus.ACTIVE, title, caption, metrics());
  }

  /// An active one.
  public static Ad adOf(AccountId account, String adCampaignId, String id, Instant createdAt) {
    return ad(
        id, account, AdStatus.ACTIVE, "A title", "A caption", adCampaignId, metrics(), createdAt);
  }

  private static Ad ad(
      String id,
      AdStatus status,
      @Nullable String title,
      @Nullable String caption,
      AdMetrics metrics) {
    return ad(id, ACCOUNT, status, title, caption, "adcamp_1", metrics, CREATED_AT);
  }

  private static Ad ad(
      String id,
      AccountId account,
      AdStatus status,
      @Nullable String title,
      @Nullable String caption,
      String adCampaignId,
      AdMetrics metrics,
      Instant createdAt) {
    return new Ad(
        new AdId(id),
        account,
        PauseState.of(status),
        new AdDetails(
            title,
            caption,
            List.of("text"),
            List.of("headline"),
            List.of("description"),
            CallToAction.LEARN_MORE,
            "https://example.com/",
            Map.of("utm_source", "ad"),
            "adgrp_1",
            adCampaignId,
            List.of(Map.of("id", "creative_1")),
            List.of(Map.of("id", "social_1")),
            List.of(
                new AdIssue(
                    "issue_1",
                    IssueCategory.CREATIVE_MEDIA,
                    "ad_1",
                    IssueResource.AD,
                    null,
                    null,
                    null)),
            metrics,
            newerAdDetails()),
        createdAt,
        UPDATED_AT);
  }

  /// Metrics with nothing counted and no goals.
  public static AdMetrics metrics() {
    return metrics(Map.of(), Set.of());
  }

  /// Metrics with those counters under the names of the API reference; the others are 0.
  public static AdMetrics metrics(Map<String, String> counters, Set<AdGoal> goals) {
    return new AdMetrics(
        counter(counters, "clicks"),
        counter(counters, "impressions"),
        counter(counters, "leads"),
        counter(counters, "purchases"),
        counter(counters, "purchase_value"),
        counter(counters, "reach"),
        counter(counters, "spend"),
        "EUR",
        counter(counters, "unique_clicks"),
        goals.isEmpty() ? Set.of() : EnumSet.copyOf(goals));
  }

  private static BigDecimal counter(Map<String, String> counters, String name) {
    return new BigDecimal(counters.getOrDefault(name, "0"));
  }

  public static AdCampaign campaignMadeAt(String id, AdCampaignStatus status, Instant createdAt) {
    return campaign(id, ACCOUNT, PauseState.of(status), createdAt);
  }

  /// An active one.
  public static AdCampaign campaignOf(AccountId account, String id, Instant createdAt) {
    return campaign(id, account, PauseState.of(AdCampaignStatus.ACTIVE), createdAt);
  }

  public static AdCampaign campaign(String id, AdCampaignStatus status) {
    return campaign(id, status, null, null);
  }

  public static AdCampaign pausedCampaign(
      String id, @Nullable String pauseId, @Nullable Instant until) {
    return campaign(
        id, AdCampaignStatus.PAUSED, pauseId == null ? null : new PauseId(pauseId), until);
  }

  /// A campaign in any pause state, whole or half.
  public static AdCampaign campaign(String id, PauseState state) {
    return campaign(id, ACCOUNT, state, CREATED_AT);
  }

  /// One that is in the index of due pauses if it has an end.
  public static AdCampaign campaign(
      String id,
      AdCampaignStatus status,
      @Nullable PauseId pauseId,
      @Nullable Instant pausedUntil) {
    return campaign(id, new PauseState(status, pauseId, pausedUntil, pausedUntil != null));
  }

  private static AdCampaign campaign(
      String id, AccountId account, PauseState state, Instant createdAt) {
    return new AdCampaign(
        new AdCampaignId(id),
        account,
        state,
        new AdCampaignDetails(
            "A campaign",
            List.of("DE", "FR"),
            AdPlatform.META,
            money(),
            1,
            2,
            3,
            new Product("prod_1", "A product", "a-product"),
            new CreatedByUser("user_1", "A name", "a-name"),
            null,
            "ldgr_1",
            new CampaignConfig(
                "purchase",
                BidStrategy.BID_CAP,
                42L,
                ConfigStatus.ACTIVE,
                List.of(),
                true,
                null,
                null),
            newerAdCampaignDetails()),
        createdAt,
        UPDATED_AT);
  }

  /// Of an ad of which the platform stored only what it must.
  public static NewerAdDetails newerAdDetails() {
    return new NewerAdDetails(
        null, null, conversions(), null, null, null, null, null, null, null, null, null, null);
  }

  /// Of a campaign of which the platform stored only what it must.
  public static NewerAdCampaignDetails newerAdCampaignDetails() {
    return new NewerAdCampaignDetails(
        null,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        null,
        conversions(),
        null,
        null,
        null,
        CampaignType.STANDARD,
        null,
        null,
        null,
        null,
        null,
        List.of());
  }

  /// Conversions with nothing attributed.
  public static Conversions conversions() {
    return new Conversions(
        none(ResultEvent.ADD_TO_CART),
        none(ResultEvent.COMPLETE_REGISTRATION),
        none(ResultEvent.CONTACT),
        none(ResultEvent.SCHEDULE),
        none(ResultEvent.SUBMIT_APPLICATION),
        none(ResultEvent.VIEW_CONTENT),
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        Map.of(),
        Map.of(),
        new Results(null, null, null));
  }

  private static Conversion none(ResultEvent event) {
    return new Conversion(event, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  public static CampaignMoney money() {
    return new CampaignMoney(
        BudgetMode.DAILY,
        new BigDecimal("10"),
        List.of(),
        new BigDecimal("30"),
        new BigDecimal("4"),
        new BigDecimal("100"),
        new BigDecimal("20"));
  }
}
