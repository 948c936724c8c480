package dev.intermission.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.InMemoryGrants;
import dev.intermission.access.Seen;
import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseState;
import dev.intermission.model.Samples;
import dev.intermission.store.FaultyStore;
import dev.intermission.store.FaultyStore.Step;
import dev.intermission.store.Item;
import dev.intermission.store.ItemError;
import dev.intermission.store.StoreUnavailableException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetrieveAdCampaignTest {
  private static final AdCampaignId ID = new AdCampaignId("adcamp_1");
  private static final Instant UNTIL = Instant.parse("2026-06-01T12:00:10Z");
  private static final Caller CALLER = caller(Samples.ACCOUNT);
  private static final Caller STRANGER = caller(Samples.OTHER_ACCOUNT);

  private final FaultyStore<AdCampaignStatus, AdCampaign> campaigns = FaultyStore.ofAdCampaigns();
  private final RetrieveAdCampaign retrieveAdCampaign =
      new RetrieveAdCampaign(campaigns, new AccountAccess(new InMemoryGrants()));

  @ParameterizedTest
  @EnumSource(AdCampaignStatus.class)
  void a_campaign_is_shown_as_it_is(AdCampaignStatus status) {
    AdCampaign campaign = Samples.campaign("adcamp_1", status);
    campaigns.put(campaign);

    assertThat(retrieveAdCampaign.retrieve(ID, CALLER, UNTIL))
        .isEqualTo(new Seen.Shown<>(campaign));
  }

  @Test
  void a_timed_pause_is_shown_until_its_time() {
    AdCampaign campaign = Samples.pausedCampaign("adcamp_1", "p", UNTIL);
    campaigns.put(campaign);

    assertThat(retrieveAdCampaign.retrieve(ID, CALLER, UNTIL.minusNanos(1)))
        .isEqualTo(new Seen.Shown<>(campaign));
  }

  @Test
  void a_pause_whose_time_has_passed_is_shown_as_active_since_then_and_nothing_is_written() {
    AdCampaign campaign = Samples.pausedCampaign("adcamp_1", "p", UNTIL);
    campaigns.put(campaign);
    Item stored = campaigns.item(ID);

    assertThat(retrieveAdCampaign.retrieve(ID, CALLER, UNTIL))
        .isEqualTo(new Seen.Shown<>(campaign.with(PauseState.of(AdCampaignStatus.ACTIVE), UNTIL)));

    assertThat(campaigns.item(ID)).isEqualTo(stored);
  }

  @Test
  void a_missing_campaign_is_not_found() {
    assertThat(retrieveAdCampaign.retrieve(ID, CALLER, UNTIL)).isEqualTo(new Seen.NotFound<>());
  }

  @Test
  void another_accounts_campaign_is_not_found() {
    campaigns.put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));

    assertThat(retrieveAdCampaign.retrieve(ID, STRANGER, UNTIL)).isEqualTo(new Seen.NotFound<>());
  }

  @Test
  void a_broken_campaign_is_unreadable_and_another_accounts_is_not_found() {
    campaigns.putBroken(Samples.pausedCampaign("adcamp_1", "p", UNTIL), "title");

    assertThat(retrieveAdCampaign.retrieve(ID, CALLER, UNTIL))
        .isEqualTo(new Seen.Unreadable<>(new ItemError("ad_campaigns", "adcamp_1", "title")));
    assertThat(retrieveAdCampaign.retrieve(ID, STRANGER, UNTIL)).isEqualTo(new Seen.NotFound<>());
  }

  @Test
  void a_campaign_without_a_readable_account_is_nobodys() {
    campaigns.putBroken(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE), "account_id");

    assertThat(retrieveAdCampaign.retrieve(ID, CALLER, UNTIL)).isEqualTo(new Seen.NotFound<>());
  }

  @Test
  void a_store_that_is_not_available_is_a_fault() {
    campaigns.makeUnavailable(Step.FIND);

    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> retrieveAdCampaign.retrieve(ID, CALLER, UNTIL));
  }

  private static Caller caller(AccountId account) {
    return new Caller("key_1", new Holder.Account(account), Set.of(), null);
  }
}
