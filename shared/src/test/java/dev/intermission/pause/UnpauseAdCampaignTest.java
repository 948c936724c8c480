package dev.intermission.pause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.InMemoryGrants;
import dev.intermission.access.Outcome;
import dev.intermission.access.Seen;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.Samples;
import dev.intermission.resume.RecordingTimer;
import dev.intermission.resume.RecordingTimer.Disarmed;
import dev.intermission.store.FaultyStore;
import dev.intermission.store.FaultyStore.LostResponse;
import dev.intermission.store.FaultyStore.Step;
import dev.intermission.store.Item;
import dev.intermission.store.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnpauseAdCampaignTest {
  private static final AdCampaignId ID = new AdCampaignId("adcamp_1");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00.123456Z");
  private static final Instant NOW_STORED = Instant.parse("2026-06-01T12:00:00.123Z");
  private static final Caller CALLER =
      new Caller("key_1", new Holder.Account(Samples.ACCOUNT), Set.of(), null);
  private static final Caller STRANGER =
      new Caller("key_1", new Holder.Account(Samples.OTHER_ACCOUNT), Set.of(), null);

  private final FaultyStore<AdCampaignStatus, AdCampaign> campaigns = FaultyStore.ofAdCampaigns();
  private final RecordingTimer timer = new RecordingTimer();
  private final UnpauseAdCampaign unpauseAdCampaign =
      new UnpauseAdCampaign(campaigns, new AccountAccess(new InMemoryGrants()), timer);

  @Test
  void a_timed_pause_is_forgotten_and_its_timer_is_taken_away() {
    campaigns.put(Samples.pausedCampaign(ID.value(), "mine", NOW.plusSeconds(60)));

    AdCampaign shown = shown();

    active(shown);
    assertThat(timer.calls()).containsExactly(new Disarmed(new PauseId("mine"), Duration.ZERO));
  }

  @Test
  void a_pause_without_an_end_is_forgotten_and_no_timer_is_looked_for() {
    campaigns.put(Samples.pausedCampaign(ID.value(), "mine", null));
    active(shown());
    assertThat(timer.calls()).isEmpty();
  }

  @Test
  void a_pause_by_the_platform_is_ended_too() {
    campaigns.put(Samples.pausedCampaign(ID.value(), null, null));
    active(shown());
    assertThat(timer.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-01T11:59:00Z", "2026-06-01T12:00:00Z"})
  void a_pause_that_is_over_but_that_nothing_ended_is_ended_as_of_its_end(Instant until) {
    AdCampaign paused = Samples.pausedCampaign(ID.value(), "mine", until);
    campaigns.put(paused);
    AdCampaign seenBefore = paused.shownAt(NOW);

    AdCampaign shown = shown();

    assertThat(shown).isEqualTo(seenBefore);
    active(shown, until);
    assertThat(campaigns.item(ID).updatedAt()).isEqualTo(until);
    assertThat(timer.calls()).containsExactly(new Disarmed(new PauseId("mine"), Duration.ZERO));
  }

  @Test
  void a_pause_that_ends_in_the_next_second_is_not_over() {
    campaigns.put(
        Samples.pausedCampaign(ID.value(), "mine", Instant.parse("2026-06-01T12:00:01Z")));
    active(shown());
  }

  @Test
  void a_pause_that_is_over_counts_as_active_even_if_it_cannot_be_ended() {
    Instant until = NOW_STORED.minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    AdCampaign paused = Samples.pausedCampaign(ID.value(), "mine", until);
    campaigns.put(paused);
    Item stored = campaigns.item(ID);
    campaigns.beforeNext(
        Step.UPDATE,
        () ->
            campaigns.beforeNext(
                Step.UPDATE,
                () -> {
                  throw new StoreUnavailableException("away", null);
                }));

    assertThat(shown()).isEqualTo(paused.shownAt(NOW));
    assertThat(campaigns.item(ID)).isEqualTo(stored);
    assertThat(timer.calls()).isEmpty();
  }

  @Test
  void a_pause_that_comes_while_an_older_one_is_ended_stays() {
    AdCampaign paused = Samples.pausedCampaign(ID.value(), "mine", NOW.minusSeconds(60));
    AdCampaign newer = Samples.pausedCampaign(ID.value(), "newer", NOW.plusSeconds(60));
    campaigns.put(paused);
    campaigns.beforeNext(
        Step.UPDATE, () -> campaigns.beforeNext(Step.UPDATE, () -> campaigns.put(newer)));

    assertThat(shown()).as("as it was when it was asked").isEqualTo(paused.shownAt(NOW));
    assertThat(campaigns.item(ID).state().pauseId()).isEqualTo(new PauseId("newer"));
    assertThat(timer.calls()).isEmpty();
  }

  @Test
  void unpausing_an_active_campaign_changes_nothing() {
    AdCampaign before = Samples.campaign(ID.value(), AdCampaignStatus.ACTIVE);
    campaigns.put(before);
    Item stored = campaigns.item(ID);
    assertThat(shown()).isEqualTo(before);
    assertThat(campaigns.item(ID)).isEqualTo(stored);
    assertThat(timer.calls()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = AdCampaignStatus.class,
      names = {"INACTIVE", "STALE"})
  void a_stop_by_the_platform_is_never_overwritten(AdCampaignStatus status) {
    campaigns.put(Samples.campaign(ID.value(), status));
    assertThat(unpause(CALLER)).isEqualTo(new Outcome.NotAllowed<>(status));
    assertThat(campaigns.item(ID).state().status()).isEqualTo(status);
  }

  @Test
  void another_accounts_campaign_and_a_missing_one_do_not_exist() {
    assertThat(unpause(CALLER)).isEqualTo(new Seen.NotFound<>());
    campaigns.put(Samples.pausedCampaign(ID.value(), "mine", NOW.plusSeconds(60)));
    Item stored = campaigns.item(ID);
    assertThat(unpause(STRANGER)).isEqualTo(new Seen.NotFound<>());
    assertThat(campaigns.item(ID)).isEqualTo(stored);
    assertThat(timer.calls()).isEmpty();
  }

  @Test
  void a_lost_response_is_confirmed_by_the_status_that_is_found() {
    campaigns.put(Samples.pausedCampaign(ID.value(), "mine", NOW.plusSeconds(60)));
    campaigns.loseNextResponse(Step.UPDATE, LostResponse.CARRIED_OUT);
    active(shown());

    campaigns.put(Samples.pausedCampaign(ID.value(), "mine", NOW.plusSeconds(60)));
    campaigns.loseNextResponse(Step.UPDATE, LostResponse.NOT_CARRIED_OUT);
    assertThat(unpause(CALLER)).isEqualTo(new Outcome.Unconfirmed<>());
    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.PAUSED);
  }

  @Test
  void a_broken_item_is_unpaused_all_the_same() {
    campaigns.putBroken(Samples.pausedCampaign(ID.value(), "mine", NOW.plusSeconds(60)), "title");
    assertThat(unpause(CALLER)).isInstanceOf(Seen.Unreadable.class);
    assertThat(campaigns.item(ID).state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
    assertThat(timer.calls()).hasSize(1);
  }

  private Outcome<AdCampaign> unpause(Caller caller) {
    return unpauseAdCampaign.unpause(ID, caller, NOW).make();
  }

  private AdCampaign shown() {
    Outcome<AdCampaign> outcome = unpause(CALLER);
    assertThat(outcome).isInstanceOf(Seen.Shown.class);
    return ((Seen.Shown<AdCampaign>) outcome).record();
  }

  private void active(AdCampaign shown) {
    active(shown, NOW_STORED);
  }

  private void active(AdCampaign shown, Instant updatedAt) {
    assertThat(shown.state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
    assertThat(shown.state().until()).isNull();
    Item item = campaigns.item(ID);
    assertThat(item.state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
    assertThat(item.state().pauseId()).isNull();
    assertThat(item.state().until()).isNull();
    assertThat(item.state().inDueIndex()).isFalse();
    assertThat(item.changedBy()).isEqualTo("key_1");
    assertThat(shown.updatedAt()).isEqualTo(updatedAt);
  }
}
