package dev.intermission.pause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.change.Ask;
import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.Samples;
import dev.intermission.store.FaultyStore;
import dev.intermission.store.FaultyStore.Step;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CautiousRecordsTest {
  private static final AdCampaignId ID = new AdCampaignId("adcamp_1");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

  private final FaultyStore<AdCampaignStatus, AdCampaign> campaigns = FaultyStore.ofAdCampaigns();
  private final PauseRecords<AdCampaign> cautious =
      new CautiousRecords<>(campaigns, new TimedMemory(Duration.ofSeconds(10), 100));

  /// A refused write would take write capacity of the owner's record, by its size.
  @Test
  void another_accounts_record_is_written_at_once_and_then_only_read() {
    campaigns.put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));

    assertThat(pause(Samples.OTHER_ACCOUNT, NOW)).isInstanceOf(UpdateResult.Refused.class);
    for (int second = 1; second <= 30; second++) {
      assertThat(pause(Samples.OTHER_ACCOUNT, NOW.plusSeconds(second)))
          .isInstanceOf(UpdateResult.Missing.class);
    }

    assertThat(campaigns.calls(Step.UPDATE)).isEqualTo(1);
    assertThat(campaigns.calls(Step.FIND)).isEqualTo(30);
  }

  /// Else the calls, and so the time, would tell whether there is such a record.
  @Test
  void a_record_that_is_not_there_takes_the_same_calls() {
    assertThat(pause(Samples.OTHER_ACCOUNT, NOW)).isInstanceOf(UpdateResult.Missing.class);
    assertThat(pause(Samples.OTHER_ACCOUNT, NOW)).isInstanceOf(UpdateResult.Missing.class);

    assertThat(campaigns.calls(Step.UPDATE)).isEqualTo(1);
    assertThat(campaigns.calls(Step.FIND)).isEqualTo(1);
  }

  @Test
  void its_owner_is_not_held_up() {
    campaigns.put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));
    pause(Samples.OTHER_ACCOUNT, NOW);

    assertThat(pause(Samples.ACCOUNT, NOW)).isInstanceOf(UpdateResult.Applied.class);

    assertThat(campaigns.calls(Step.FIND)).isZero();
  }

  @Test
  void a_record_that_has_come_meanwhile_is_paused() {
    assertThat(pause(Samples.ACCOUNT, NOW)).isInstanceOf(UpdateResult.Missing.class);
    campaigns.put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));

    assertThat(pause(Samples.ACCOUNT, NOW)).isInstanceOf(UpdateResult.Applied.class);
  }

  @Test
  void after_some_seconds_it_is_written_at_once_again() {
    pause(Samples.ACCOUNT, NOW);
    pause(Samples.ACCOUNT, NOW.plusSeconds(10));

    assertThat(campaigns.calls(Step.UPDATE)).isEqualTo(2);
    assertThat(campaigns.calls(Step.FIND)).isZero();
  }

  private UpdateResult<AdCampaign> pause(AccountId account, Instant now) {
    return cautious.update(
        new StatusUpdate(ID, account, new Ask.Pause(null, null), "cred_1", now, null));
  }
}
