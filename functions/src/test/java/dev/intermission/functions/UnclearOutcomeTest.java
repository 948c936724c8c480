package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.Outcome;
import dev.intermission.access.Scope;
import dev.intermission.access.Seen;
import dev.intermission.functions.FaultyDynamoDb.Fault;
import dev.intermission.functions.dynamodb.DynamoDbDuePauses;
import dev.intermission.functions.dynamodb.DynamoDbPauseRecords;
import dev.intermission.functions.dynamodb.ItemKind;
import dev.intermission.model.AccountId;
import dev.intermission.model.Ad;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdId;
import dev.intermission.model.PauseId;
import dev.intermission.pause.PauseAd;
import dev.intermission.pause.PauseAdCampaign;
import dev.intermission.pause.PauseRecords;
import dev.intermission.pause.UnpauseAd;
import dev.intermission.pause.UnpauseAdCampaign;
import dev.intermission.resume.ArmTimer;
import dev.intermission.resume.ResumeResult;
import dev.intermission.resume.ResumeUpdate;
import dev.intermission.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The write that accepts a pause, when its outcome is unknown. It reaches DynamoDB once and no
/// more, through all layers, and a consistent read decides.
class UnclearOutcomeTest {
  private static final TestStack STACK = new TestStack();
  private static final AtomicInteger IDS = new AtomicInteger();
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-11-22T11:00:00Z");
  private static final AccountAccess OWN_ACCOUNT_ONLY =
      new AccountAccess((grantee, account) -> Optional.empty());
  private static final Caller CALLER =
      new Caller(
          "cred_1", new Holder.Account(new AccountId("biz_demo")), Set.of(Scope.values()), null);

  private final String id = "u" + IDS.incrementAndGet();
  private final AdCampaignId campaignId = new AdCampaignId("adcamp_" + id);
  private final AdId adId = new AdId("ad_" + id);
  private final List<PauseId> armed = new ArrayList<>();
  private FaultyDynamoDb faulty;
  private PauseRecords<AdCampaign> campaigns;
  private DynamoDbDuePauses duePauses;
  private PauseAdCampaign pauseAdCampaign;
  private PauseAd pauseAd;
  private UnpauseAd unpauseAd;
  private UnpauseAdCampaign unpauseAdCampaign;

  @BeforeEach
  void start() throws IOException {
    STACK.putCampaign(campaignId.value(), Map.of());
    STACK.putAd(adId.value(), Map.of());
    faulty = new FaultyDynamoDb(STACK.dynamoDbEndpoint());
    Settings settings = STACK.settingsWith("AWS_ENDPOINT_URL_DYNAMODB", faulty.endpoint());
    Clients clients = new Clients(settings);
    campaigns =
        new DynamoDbPauseRecords<>(
            clients.repeatable(),
            clients.unrepeatable(),
            settings.adCampaignsTable(),
            ItemKind.adCampaigns());
    duePauses = new DynamoDbDuePauses(clients.repeatable(), settings.adCampaignsTable());
    pauseAdCampaign =
        new PauseAdCampaign(
            campaigns,
            OWN_ACCOUNT_ONLY,
            (timer, now) -> new ArmTimer.Result(armed.add(timer.pauseId()), Duration.ZERO),
            (replaced, spent) -> {},
            () -> new PauseId("mine"),
            (measure, value) -> {});
    PauseRecords<Ad> ads =
        new DynamoDbPauseRecords<>(
            clients.repeatable(), clients.unrepeatable(), settings.adsTable(), ItemKind.ads());
    pauseAd = new PauseAd(ads, OWN_ACCOUNT_ONLY);
    unpauseAd = new UnpauseAd(ads, OWN_ACCOUNT_ONLY);
    unpauseAdCampaign = new UnpauseAdCampaign(campaigns, OWN_ACCOUNT_ONLY, (replaced, spent) -> {});
  }

  @AfterEach
  void stop() {
    faulty.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN_AFTER_EFFECT", "SILENT_AFTER_EFFECT", "SERVER_ERROR_AFTER_EFFECT"})
  void a_pause_that_had_its_effect_is_found_by_its_id_and_gets_its_timer(Fault fault) {
    warmUpConnection();
    faulty.next(fault);
    assertChanged(pauseCampaign(), true);
    assertThat(faulty.operations()).containsExactly("GetItem", "UpdateItem", "GetItem");
    assertThat(armed).containsExactly(new PauseId("mine"));
    assertThat(STACK.campaign(campaignId.value()).get("rev").n()).isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN_AFTER_EFFECT", "SILENT_AFTER_EFFECT", "SERVER_ERROR_AFTER_EFFECT"})
  void an_ad_that_is_found_paused_is_paused(Fault fault) {
    warmUpConnection();
    faulty.next(fault);
    assertChanged(pauseAd.pause(adId, CALLER, NOW).make(), true);
    assertThat(faulty.operations()).containsExactly("GetItem", "UpdateItem", "GetItem");
    assertThat(STACK.ad(adId.value()).get("rev").n()).isEqualTo("1");
  }

  @Test
  void a_pause_that_had_no_effect_is_not_confirmed_and_not_repeated() {
    warmUpConnection();
    faulty.next(Fault.BROKEN_BEFORE_EFFECT);
    assertThat(pauseCampaign()).isEqualTo(new Outcome.Unconfirmed<>());
    assertThat(faulty.operations()).containsExactly("GetItem", "UpdateItem", "GetItem");
    assertThat(STACK.campaign(campaignId.value())).containsEntry("status", text("active"));
    assertThat(armed).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN_AFTER_EFFECT", "SILENT_AFTER_EFFECT", "SERVER_ERROR_AFTER_EFFECT"})
  void an_unpause_that_had_its_effect_is_found_and_not_repeated(Fault fault) {
    pauseCampaign();
    STACK.putAd(adId.value(), Map.of("status", text("paused")));
    List<String> before = faulty.operations();
    faulty.next(fault, Fault.NONE, fault);
    assertChanged(unpauseAdCampaign.unpause(campaignId, CALLER, NOW).make(), true);
    assertChanged(unpauseAd.unpause(adId, CALLER, NOW).make(), true);
    assertThat(faulty.operations().subList(before.size(), faulty.operations().size()))
        .containsExactly("UpdateItem", "GetItem", "UpdateItem", "GetItem");
    assertThat(STACK.campaign(campaignId.value())).doesNotContainKey("pause_id");
  }

  @Test
  void an_unpause_that_had_no_effect_is_not_confirmed_and_not_repeated() {
    pauseCampaign();
    int before = faulty.operations().size();
    faulty.next(Fault.BROKEN_BEFORE_EFFECT);
    assertThat(unpauseAdCampaign.unpause(campaignId, CALLER, NOW).make())
        .isEqualTo(new Outcome.Unconfirmed<>());
    assertThat(faulty.operations().subList(before, faulty.operations().size()))
        .containsExactly("UpdateItem", "GetItem");
  }

  @Test
  void what_was_as_asked_before_a_lost_write_is_not_called_changed() {
    STACK.putAd(adId.value(), Map.of("status", text("paused")));
    warmUpConnection();
    faulty.next(Fault.BROKEN_BEFORE_EFFECT);
    assertChanged(pauseAd.pause(adId, CALLER, NOW).make(), false);
    faulty.next(Fault.BROKEN_BEFORE_EFFECT);
    assertChanged(unpauseAdCampaign.unpause(campaignId, CALLER, NOW).make(), false);
  }

  private static void assertChanged(Outcome<?> outcome, boolean changed) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Seen.Shown.class, shown -> assertThat(shown.changed()).isEqualTo(changed));
  }

  @Test
  void an_ad_whose_pause_had_no_effect_is_not_confirmed_and_not_repeated() {
    warmUpConnection();
    faulty.next(Fault.BROKEN_BEFORE_EFFECT);
    assertThat(pauseAd.pause(adId, CALLER, NOW).make()).isEqualTo(new Outcome.Unconfirmed<>());
    assertThat(faulty.operations()).containsExactly("GetItem", "UpdateItem", "GetItem");
  }

  @Test
  void a_pause_that_is_refused_for_want_of_capacity_is_tried_again() {
    faulty.next(Fault.THROTTLED, Fault.THROTTLED);
    assertThat(pauseCampaign()).isInstanceOf(Seen.Shown.class);
    assertThat(faulty.operations()).containsExactly("UpdateItem", "UpdateItem", "UpdateItem");
  }

  /// For minutes, for instance while a stack is switched to another table.
  @Test
  void a_pause_that_is_denied_definitely_did_nothing_and_is_not_asked_for_again() {
    warmUpConnection();
    faulty.next(Fault.DENIED);
    assertThatThrownBy(this::pauseCampaign).isInstanceOf(StoreUnavailableException.class);
    assertThat(faulty.operations()).containsExactly("GetItem", "UpdateItem");
    assertThat(STACK.campaign(campaignId.value())).containsEntry("status", text("active"));
    assertThat(armed).isEmpty();
  }

  @Test
  void a_pause_that_is_always_refused_for_want_of_capacity_definitely_did_nothing() {
    faulty.next(Fault.THROTTLED, Fault.THROTTLED, Fault.THROTTLED);
    assertThatThrownBy(this::pauseCampaign).isInstanceOf(StoreUnavailableException.class);
    assertThat(STACK.campaign(campaignId.value())).containsEntry("status", text("active"));
  }

  @Test
  void a_read_that_fails_is_tried_again_and_then_it_is_a_fault() {
    faulty.next(Fault.BROKEN_BEFORE_EFFECT, Fault.BROKEN_BEFORE_EFFECT);
    assertThat(campaigns.find(campaignId)).isPresent();
    faulty.next(Fault.BROKEN_BEFORE_EFFECT, Fault.BROKEN_BEFORE_EFFECT, Fault.BROKEN_BEFORE_EFFECT);
    assertThatThrownBy(() -> campaigns.find(campaignId))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(faulty.operations()).hasSize(6);
  }

  @Test
  void a_pause_whose_outcome_cannot_even_be_read_is_a_fault() {
    warmUpConnection();
    faulty.next(
        Fault.BROKEN_AFTER_EFFECT,
        Fault.BROKEN_BEFORE_EFFECT,
        Fault.BROKEN_BEFORE_EFFECT,
        Fault.BROKEN_BEFORE_EFFECT);
    assertThatThrownBy(this::pauseCampaign).isInstanceOf(StoreUnavailableException.class);
    // Accepted all the same, and the sweep will end it.
    assertThat(STACK.campaign(campaignId.value())).containsKeys("due_pk", "paused_until");
  }

  @Test
  void the_end_of_a_pause_may_be_repeated() {
    pauseCampaign();
    faulty.next(Fault.BROKEN_AFTER_EFFECT);
    // The repetition finds that the first had its effect.
    assertThat(
            duePauses.resume(
                new ResumeUpdate(campaignId, new PauseId("mine"), UNTIL, "schedule", UNTIL)))
        .isInstanceOf(ResumeResult.Refused.class);
    assertThat(STACK.campaign(campaignId.value()))
        .containsEntry("status", text("active"))
        .containsEntry("changed_by", text("schedule"));
  }

  @Test
  void a_store_that_is_down_is_a_fault() {
    faulty.close();
    assertThatThrownBy(this::pauseCampaign).isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> campaigns.find(campaignId))
        .isInstanceOf(StoreUnavailableException.class);
  }

  private Outcome<AdCampaign> pauseCampaign() {
    return pauseAdCampaign.pause(campaignId, UNTIL, CALLER, NOW).make();
  }

  /// Only on a kept connection would the JDK repeat a POST by itself.
  private void warmUpConnection() {
    assertThat(campaigns.find(campaignId)).isPresent();
  }
}
