package dev.intermission.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.Samples;
import dev.intermission.pause.RetrieveAdCampaign.Outcome;
import dev.intermission.port.InMemoryAdCampaigns;
import dev.intermission.port.InMemoryAdCampaigns.Item;
import dev.intermission.port.InMemoryAdCampaigns.Step;
import dev.intermission.port.InMemoryGrants;
import dev.intermission.port.ItemError;
import dev.intermission.port.StoreUnavailableException;
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

  private final InMemoryAdCampaigns campaigns = new InMemoryAdCampaigns();
  private final RetrieveAdCampaign retrieveAdCampaign =
      new RetrieveAdCampaign(campaigns, new AccountAccess(new InMemoryGrants()));

  @ParameterizedTest
  @EnumSource(AdCampaignStatus.class)
  void a_campaign_is_shown_as_it_is(AdCampaignStatus status) {
    AdCampaign campaign = Samples.campaign("adcamp_1", status);
    campaigns.put(campaign);

    assertThat(retrieveAdCampaign.retrieve(ID, CALLER, UNTIL))
        .isEqualTo(new Outcome.Found(campaign));
  }

  @Test
  void a_timed_pause_is_shown_until_its_time() {
    AdCampaign campaign = Samples.pausedCampaign("adcamp_1", "p", UNTIL);
    campaigns.put(campaign);

    assertThat(retrieveAdCampaign.retrieve(ID, CALLER, UNTIL.minusNanos(1)))
        .isEqualTo(new Outcome.Found(campaign));
  }

  @Test
  void a_pause_whose_time_has_passed_is_shown_as_active_since_then_and_nothing_is_written() {
    AdCampaign campaign = Samples.pausedCampaign("adcamp_1", "p", UNTIL);
    campaigns.put(campaign);
    Item stored = campaigns.item(ID);

    assertThat(retrieveAdCampaign.retrieve(ID, CALLER, UNTIL))
        .isInstanceOfSatisfying(
            Outcome.Found.class,
            found -> {
              assertThat(found.campaign().status()).isEqualTo(AdCampaignStatus.ACTIVE);
              assertThat(found.campaign().pausedUntil()).isNull();
              assertThat(found.campaign().updatedAt()).isEqualTo(UNTIL);
            });

    assertThat(campaigns.item(ID)).isEqualTo(stored);
  }

  @Test
  void a_missing_campaign_is_not_found() {
    assertThat(retrieveAdCampaign.retrieve(ID, CALLER, UNTIL)).isEqualTo(new Outcome.NotFound());
  }

  @Test
  void another_accounts_campaign_is_not_found() {
    campaigns.put(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE));

    assertThat(retrieveAdCampaign.retrieve(ID, STRANGER, UNTIL)).isEqualTo(new Outcome.NotFound());
  }

  @Test
  void a_broken_campaign_is_unreadable_and_another_accounts_is_not_found() {
    campaigns.put(Item.of(Samples.pausedCampaign("adcamp_1", "p", UNTIL)).broken("title"));

    assertThat(retrieveAdCampaign.retrieve(ID, CALLER, UNTIL))
        .isEqualTo(new Outcome.Unreadable(new ItemError("ad_campaigns", "adcamp_1", "title")));
    assertThat(retrieveAdCampaign.retrieve(ID, STRANGER, UNTIL)).isEqualTo(new Outcome.NotFound());
  }

  @Test
  void a_campaign_without_a_readable_account_is_nobodys() {
    campaigns.put(Item.of(Samples.campaign("adcamp_1", AdCampaignStatus.ACTIVE)).withoutAccount());

    assertThat(retrieveAdCampaign.retrieve(ID, CALLER, UNTIL)).isEqualTo(new Outcome.NotFound());
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
