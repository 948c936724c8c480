package dev.intermission.simulation;

import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.BudgetMode;
import dev.intermission.model.CampaignMoney;
import dev.intermission.model.CreatedByUser;
import dev.intermission.model.PauseId;
import dev.intermission.port.Reading;
import dev.intermission.port.Revision;
import dev.intermission.port.StoredAdCampaign;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is decided on in a campaign's item, and one counter for all that the platform owns.
///
/// @param due whether it holds the key that puts it before the sweep
/// @param clicks the platform's
record Item(
    AdCampaignStatus status,
    @Nullable PauseId pauseId,
    @Nullable Instant until,
    boolean due,
    @Nullable String changedBy,
    Instant updatedAt,
    int rev,
    long clicks) {
  static final AccountId ACCOUNT = new AccountId("biz_demo");

  private static final CampaignMoney MONEY =
      new CampaignMoney(
          BudgetMode.DAILY,
          null,
          List.of(),
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          BigDecimal.ZERO);

  /// What the item's `rev` was.
  record Rev(int rev) implements Revision {}

  boolean inTimedPause() {
    return status == AdCampaignStatus.PAUSED && until != null;
  }

  Item written(
      AdCampaignStatus newStatus,
      @Nullable PauseId newPauseId,
      @Nullable Instant newUntil,
      @Nullable String by,
      Instant at) {
    return new Item(newStatus, newPauseId, newUntil, newUntil != null, by, at, rev + 1, clicks);
  }

  Item with(@Nullable PauseId newPauseId, @Nullable Instant newUntil, boolean newDue) {
    return new Item(status, newPauseId, newUntil, newDue, changedBy, updatedAt, rev, clicks);
  }

  /// After an update that changed nothing of it but `rev`.
  Item counted() {
    return new Item(status, pauseId, until, due, changedBy, updatedAt, rev + 1, clicks);
  }

  Item clicked() {
    return new Item(status, pauseId, until, due, changedBy, updatedAt, rev, clicks + 1);
  }

  AdCampaign campaign(AdCampaignId id) {
    return new AdCampaign(
        id,
        ACCOUNT,
        "A campaign",
        status,
        List.of(),
        null,
        MONEY,
        clicks,
        0,
        0,
        pauseId,
        until,
        null,
        new CreatedByUser("user_1", null, "user"),
        null,
        null,
        null,
        Instant.EPOCH,
        updatedAt);
  }

  StoredAdCampaign stored(AdCampaignId id) {
    return new StoredAdCampaign(
        ACCOUNT, status, pauseId, until, due, new Rev(rev), new Reading.Whole<>(campaign(id)));
  }
}
