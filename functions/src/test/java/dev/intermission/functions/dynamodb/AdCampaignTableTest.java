package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.TestStack.seconds;
import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.change.Ask;
import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.functions.TestStack;
import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.pause.PauseRecords;
import dev.intermission.resume.DuePage;
import dev.intermission.resume.DuePause;
import dev.intermission.resume.ResumeResult;
import dev.intermission.resume.ResumeUpdate;
import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
import dev.intermission.store.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AdCampaignTableTest {
  private static final TestStack STACK = new TestStack();
  private static final AtomicInteger IDS = new AtomicInteger();
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");
  private static final Instant UNTIL = Instant.parse("2026-11-22T11:00:00Z");
  private static final AccountId ACCOUNT = new AccountId("biz_demo");

  private final String id = "adcamp_t" + IDS.incrementAndGet();
  private final AdCampaignId campaignId = new AdCampaignId(id);
  private final PauseRecords<AdCampaign> records =
      new DynamoDbPauseRecords<>(
          STACK.clients().repeatable(),
          STACK.clients().unrepeatable(),
          STACK.settings().adCampaignsTable(),
          ItemKind.adCampaigns());
  private final DynamoDbDuePauses duePauses = duePauses(STACK);

  @Test
  void a_timed_pause_sets_exactly_what_intermission_owns() {
    STACK.putCampaign(id, Map.of());
    Map<String, AttributeValue> expected = new HashMap<>(STACK.campaign(id));

    assertThat(pause("p1", UNTIL)).isInstanceOf(UpdateResult.Applied.class);

    expected.put("status", text("paused"));
    expected.put("pause_id", text("p1"));
    expected.put("paused_until", seconds(UNTIL));
    expected.put("due_pk", text(DueShard.of(campaignId).key()));
    expected.put("changed_by", text("cred_1"));
    expected.put("updated_at", text("2026-11-22T10:00:00.123Z"));
    expected.put("rev", AttributeValue.fromN("1"));
    assertThat(STACK.campaign(id)).isEqualTo(expected);
  }

  @Test
  void a_pause_without_an_end_takes_the_end_of_the_pause_before_away() {
    STACK.putCampaign(id, Map.of("rev", AttributeValue.fromN("7")));
    pause("p1", UNTIL);

    Stored<AdCampaign> before = applied(pause("p2", null));

    assertThat(state(before).pauseId()).isEqualTo(new PauseId("p1"));
    assertThat(state(before).until()).isEqualTo(UNTIL);
    assertThat(STACK.campaign(id))
        .doesNotContainKeys("paused_until", "due_pk")
        .containsEntry("pause_id", text("p2"))
        .containsEntry("rev", AttributeValue.fromN("9"));
  }

  @Test
  void the_item_before_comes_back_whole() {
    STACK.putCampaign(id, Map.of());
    Stored<AdCampaign> before = applied(pause("p1", UNTIL));
    assertThat(before.parsed()).isInstanceOf(Parsed.Valid.class);
    AdCampaign campaign = ((Parsed.Valid<AdCampaign>) before.parsed()).record();
    assertThat(campaign.state().status()).isEqualTo(AdCampaignStatus.ACTIVE);
    assertThat(campaign.details().money().totalSpend()).isEqualByComparingTo("612.40");
    assertThat(campaign.details().product()).isNotNull();
    assertThat(campaign.details().paymentMethod()).isNotNull();
    assertThat(campaign.details().config()).isNotNull();
  }

  @Test
  void the_same_pause_again_is_refused_with_the_item_as_it_is() {
    STACK.putCampaign(id, Map.of());
    pause("p1", UNTIL);
    Map<String, AttributeValue> before = STACK.campaign(id);
    Stored<AdCampaign> current = refused(pause("p2", UNTIL));
    assertThat(state(current).pauseId()).isEqualTo(new PauseId("p1"));
    assertThat(state(current).until()).isEqualTo(UNTIL);
    assertThat(STACK.campaign(id)).isEqualTo(before);
  }

  @Test
  void a_pause_without_an_end_again_is_refused() {
    STACK.putCampaign(id, Map.of("status", text("paused")));
    assertThat(state(refused(pause("p2", null))).status()).isEqualTo(AdCampaignStatus.PAUSED);
    assertThat(STACK.campaign(id)).doesNotContainKey("pause_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pause_id", "due_pk"})
  void a_timed_pause_that_lost_a_part_is_written_anew_by_the_same_request(String lost) {
    Map<String, @Nullable AttributeValue> item = pausedItem("p1", UNTIL);
    item.put(lost, null);
    STACK.putCampaign(id, item);
    applied(pause("p2", UNTIL));
    assertThat(STACK.campaign(id)).containsEntry("pause_id", text("p2")).containsKey("due_pk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inactive", "stale", "draft", "PAUSED", ""})
  void another_status_is_refused_and_not_touched(String status) {
    STACK.putCampaign(id, Map.of("status", text(status)));
    Map<String, AttributeValue> before = STACK.campaign(id);
    refused(pause("p1", UNTIL));
    refused(pause("p1", null));
    assertThat(STACK.campaign(id)).isEqualTo(before);
  }

  @Test
  void a_campaign_of_another_account_is_refused_and_not_touched() {
    STACK.putCampaign(id, Map.of("account_id", text("biz_other")));
    Map<String, AttributeValue> before = STACK.campaign(id);
    assertThat(refused(pause("p1", UNTIL)).belongsTo(ACCOUNT)).isFalse();
    assertThat(STACK.campaign(id)).isEqualTo(before);
  }

  @Test
  void a_campaign_that_does_not_exist_is_missing_and_not_made() {
    assertThat(pause("p1", UNTIL)).isInstanceOf(UpdateResult.Missing.class);
    assertThat(pause("p1", null)).isInstanceOf(UpdateResult.Missing.class);
    assertThat(STACK.campaign(id)).isEmpty();
    assertThat(records.find(campaignId)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_unpause_takes_the_whole_pause_away_and_hands_it_back(boolean isTimed) {
    STACK.putCampaign(id, Map.of());
    Map<String, AttributeValue> expected = new HashMap<>(STACK.campaign(id));
    pause("p1", isTimed ? UNTIL : null);

    assertThat(state(applied(unpause())).pauseId()).isEqualTo(new PauseId("p1"));

    expected.put("changed_by", text("cred_2"));
    expected.put("updated_at", text("2026-11-22T10:00:00.123Z"));
    expected.put("rev", AttributeValue.fromN("2"));
    assertThat(STACK.campaign(id)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"active", "inactive", "stale", "draft"})
  void an_unpause_of_what_is_not_paused_is_refused_and_not_touched(String status) {
    STACK.putCampaign(id, Map.of("status", text(status)));
    Map<String, AttributeValue> before = STACK.campaign(id);
    refused(unpause());
    assertThat(STACK.campaign(id)).isEqualTo(before);
  }

  @Test
  void an_unpause_of_another_accounts_campaign_is_refused_and_not_touched() {
    Map<String, @Nullable AttributeValue> item = pausedItem("p1", UNTIL);
    item.put("account_id", text("biz_other"));
    STACK.putCampaign(id, item);
    Map<String, AttributeValue> before = STACK.campaign(id);
    assertThat(refused(unpause()).belongsTo(ACCOUNT)).isFalse();
    assertThat(STACK.campaign(id)).isEqualTo(before);
  }

  @Test
  void an_unpause_of_what_does_not_exist_is_missing_and_makes_nothing() {
    assertThat(unpause()).isInstanceOf(UpdateResult.Missing.class);
    assertThat(STACK.campaign(id)).isEmpty();
  }

  @Test
  void a_resume_sets_exactly_what_ends_the_pause() {
    STACK.putCampaign(id, Map.of());
    Map<String, AttributeValue> expected = new HashMap<>(STACK.campaign(id));
    pause("p1", UNTIL);

    assertThat(resume("p1", UNTIL, UNTIL)).isEqualTo(new ResumeResult.Resumed());

    expected.put("changed_by", text("schedule"));
    expected.put("updated_at", text("2026-11-22T11:00:00.000Z"));
    expected.put("rev", AttributeValue.fromN("2"));
    assertThat(STACK.campaign(id)).isEqualTo(expected);
  }

  @Test
  void a_resume_is_refused_until_the_second_has_come() {
    STACK.putCampaign(id, Map.of());
    pause("p1", UNTIL);
    assertThat(resume("p1", UNTIL, UNTIL.minusNanos(1))).isInstanceOf(ResumeResult.Refused.class);
    assertThat(resume("p1", UNTIL, UNTIL)).isInstanceOf(ResumeResult.Resumed.class);
  }

  @Test
  void a_resume_of_another_pause_or_of_none_is_refused() {
    STACK.putCampaign(id, Map.of());
    pause("p1", UNTIL);
    pause("p2", UNTIL.plusSeconds(1));
    Instant later = UNTIL.plusSeconds(100);
    assertThat(resume("p1", UNTIL, later)).isInstanceOf(ResumeResult.Refused.class);
    assertThat(resume("p2", UNTIL, later)).isInstanceOf(ResumeResult.Refused.class);
    assertThat(resume(null, UNTIL.plusSeconds(1), later)).isInstanceOf(ResumeResult.Refused.class);
    pause("p3", null);
    assertThat(resume("p3", UNTIL, later)).isInstanceOf(ResumeResult.Refused.class);
    assertThat(STACK.campaign(id)).containsEntry("status", text("paused"));
  }

  @Test
  void a_resume_of_what_is_gone_is_missing_and_makes_nothing() {
    assertThat(resume("p1", UNTIL, UNTIL)).isEqualTo(new ResumeResult.Missing());
    assertThat(STACK.campaign(id)).isEmpty();
  }

  @Test
  void thirty_two_resumes_at_once_have_one_winner() throws Exception {
    STACK.putCampaign(id, Map.of());
    pause("p1", UNTIL);
    List<ResumeResult> writes = atOnce(number -> resume("p1", UNTIL, UNTIL));
    assertThat(writes).filteredOn(ResumeResult.Resumed.class::isInstance).hasSize(1);
    assertThat(STACK.campaign(id)).containsEntry("rev", AttributeValue.fromN("2"));
  }

  @Test
  void thirty_two_equal_pauses_at_once_have_one_winner_that_the_others_are_shown()
      throws Exception {
    STACK.putCampaign(id, Map.of());
    List<UpdateResult<AdCampaign>> writes = atOnce(number -> pause("p" + number, UNTIL));
    assertThat(writes).filteredOn(UpdateResult.Applied.class::isInstance).hasSize(1);
    PauseId winner = found().pauseId();
    assertThat(winner).isNotNull();
    assertThat(writes)
        .filteredOn(UpdateResult.Refused.class::isInstance)
        .hasSize(31)
        .allSatisfy(write -> assertThat(state(refused(write)).pauseId()).isEqualTo(winner));
  }

  @Test
  void thirty_two_different_pauses_at_once_form_one_chain() throws Exception {
    STACK.putCampaign(id, Map.of());
    List<UpdateResult<AdCampaign>> writes =
        atOnce(number -> pause("p" + number, UNTIL.plusSeconds(number)));
    List<String> befores =
        writes.stream().map(write -> String.valueOf(state(applied(write)).pauseId())).toList();
    assertThat(befores).doesNotHaveDuplicates().hasSize(32).containsOnlyOnce("null");
    assertThat(STACK.campaign(id)).containsEntry("rev", AttributeValue.fromN("32"));
  }

  @Test
  void pauses_and_resumes_at_once_leave_the_newest_pause() throws Exception {
    STACK.putCampaign(id, Map.of());
    pause("p0", UNTIL);
    Instant later = UNTIL.plusSeconds(7200);
    List<Object> ignored =
        atOnce(number -> number % 2 == 0 ? resume("p0", UNTIL, UNTIL) : pause("p" + number, later));
    assertThat(ignored).hasSize(32);
    assertThat(STACK.campaign(id))
        .containsEntry("status", text("paused"))
        .containsEntry("paused_until", seconds(later));
  }

  @Test
  void due_pauses_come_oldest_first_page_after_page() {
    TestStack stack = new TestStack();
    List<Long> expected = new ArrayList<>();
    for (int i = 0; expected.size() < 450; i++) {
      AdCampaignId each = new AdCampaignId("adcamp_d" + i);
      if (DueShard.of(each).equals(new DueShard(3))) {
        Instant until = UNTIL.minusSeconds((i * 7919L) % 5000);
        Map<String, @Nullable AttributeValue> item = pausedItem("p" + i, until);
        item.put("due_pk", text("DUE#3"));
        stack.putCampaign(each.value(), item);
        expected.add(until.getEpochSecond());
      }
    }
    expected.sort(null);
    expected.removeIf(second -> second > UNTIL.getEpochSecond() - 100);

    List<Long> found = new ArrayList<>();
    int pages = 0;
    DuePage.Cursor cursor = null;
    do {
      DuePage page = duePauses(stack).due(new DueShard(3), UNTIL.minusSeconds(100), cursor);
      page.rows().forEach(row -> found.add(row.pausedUntil().getEpochSecond()));
      assertThat(page.unreadable()).isEmpty();
      cursor = page.next();
      pages++;
    } while (cursor != null);

    assertThat(found).isEqualTo(expected);
    assertThat(pages).isGreaterThan(2);
  }

  @Test
  void a_due_row_tells_its_pause() {
    STACK.putCampaign(id, Map.of());
    pause("p1", UNTIL);
    DuePause row = new DuePause(campaignId, new PauseId("p1"), UNTIL);
    DueShard shard = DueShard.of(campaignId);
    assertThat(duePauses.due(shard, UNTIL, null).rows()).contains(row);
    assertThat(duePauses.due(shard, UNTIL.minusSeconds(1), null).rows()).doesNotContain(row);
  }

  @Test
  void leftovers_are_taken_out_and_the_rest_stays() {
    Map<String, @Nullable AttributeValue> item = pausedItem("p1", UNTIL);
    item.put("status", text("inactive"));
    STACK.putCampaign(id, item);
    PauseState seen = state(refused(pause("p2", UNTIL)));
    assertThat(seen.hasLeftovers()).isTrue();

    assertThat(duePauses.forget(campaignId, seen)).isTrue();

    assertThat(STACK.campaign(id))
        .doesNotContainKeys("pause_id", "paused_until", "due_pk")
        .containsEntry("status", text("inactive"))
        .containsEntry("title", text("Autumn"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent", "empty", "number"})
  void leftovers_without_a_readable_pause_id_are_taken_out_too(String kind) {
    Map<String, @Nullable AttributeValue> item = pausedItem("p1", UNTIL);
    item.put("status", text("inactive"));
    item.put(
        "pause_id",
        switch (kind) {
          case "absent" -> null;
          case "empty" -> text("");
          default -> AttributeValue.fromN("1");
        });
    STACK.putCampaign(id, item);
    assertThat(duePauses.forget(campaignId, found())).isTrue();
    assertThat(STACK.campaign(id)).doesNotContainKeys("pause_id", "paused_until", "due_pk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent", "empty"})
  void asking_for_no_pause_ends_none(String kind) {
    Map<String, @Nullable AttributeValue> item = pausedItem("p1", UNTIL);
    item.put("pause_id", kind.equals("absent") ? null : text(""));
    STACK.putCampaign(id, item);
    assertThat(resume(null, UNTIL, UNTIL)).isInstanceOf(ResumeResult.Refused.class);
    assertThat(STACK.campaign(id)).containsEntry("status", text("paused"));
  }

  @Test
  void leftovers_stay_when_the_item_changed_since_it_was_seen() {
    Map<String, @Nullable AttributeValue> item = pausedItem("p1", UNTIL);
    item.put("status", text("active"));
    STACK.putCampaign(id, item);
    PauseState seen = found();
    pause("p2", UNTIL.plusSeconds(60));
    Map<String, AttributeValue> paused = STACK.campaign(id);

    assertThat(duePauses.forget(campaignId, seen)).isFalse();
    assertThat(STACK.campaign(id)).isEqualTo(paused);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title", "target_country_codes", "budget_mode", "clicks_count", "impressions_count",
        "purchases_count", "revenue", "todays_spend", "total_credits", "total_spend",
        "created_by_user", "created_at", "updated_at"
      })
  void an_item_that_lacks_an_attribute_is_paused_all_the_same_and_the_attribute_is_named(
      String attribute) {
    Map<String, @Nullable AttributeValue> changes = new HashMap<>();
    changes.put(attribute, null);
    if (attribute.equals("created_at")) {
      changes.put("created_at", text("yesterday"));
    }
    STACK.putCampaign(id, changes);
    Stored<AdCampaign> before = applied(pause("p1", UNTIL));
    assertThat(before.parsed())
        .isEqualTo(
            new Parsed.Invalid<AdCampaign>(
                new ItemError(STACK.settings().adCampaignsTable(), id, attribute)));
    assertThat(STACK.campaign(id)).containsEntry("status", text("paused"));
  }

  @Test
  void an_attribute_of_the_wrong_type_is_named_with_its_place() {
    STACK.putCampaign(id, Map.of("config", AttributeValue.fromM(Map.of("bid_amount", text("1")))));
    assertThat(brokenAttribute()).isEqualTo("config.bid_amount");
  }

  @Test
  void a_count_that_is_no_whole_number_is_an_item_error() {
    STACK.putCampaign(id, Map.of("clicks_count", AttributeValue.fromN("1.5")));
    assertThat(brokenAttribute()).isEqualTo("clicks_count");
  }

  @Test
  void a_counter_that_cannot_be_added_to_stops_neither_a_pause_nor_its_end() {
    STACK.putCampaign(id, Map.of("rev", text("seven")));
    applied(pause("p1", UNTIL));
    assertThat(STACK.campaign(id))
        .containsEntry("status", text("paused"))
        .containsEntry("rev", AttributeValue.fromN("1"));

    Map<String, @Nullable AttributeValue> item = pausedItem("p1", UNTIL);
    item.put("rev", text("seven"));
    STACK.putCampaign(id, item);
    assertThat(resume("p1", UNTIL, UNTIL)).isEqualTo(new ResumeResult.Resumed());
  }

  @Test
  void a_broken_counter_opens_no_door() {
    Map<String, @Nullable AttributeValue> item = pausedItem("p1", UNTIL);
    item.put("rev", text("seven"));
    STACK.putCampaign(id, item);
    assertThat(resume("p1", UNTIL, UNTIL.minusSeconds(1))).isInstanceOf(ResumeResult.Refused.class);
    assertThat(resume("p2", UNTIL, UNTIL)).isInstanceOf(ResumeResult.Refused.class);
  }

  @Test
  void a_read_sees_the_write_before_it() {
    STACK.putCampaign(id, Map.of());
    for (int i = 1; i <= 20; i++) {
      pause("p" + i, UNTIL.plusSeconds(i));
      assertThat(found().pauseId()).isEqualTo(new PauseId("p" + i));
    }
  }

  @Test
  void who_reads_single_campaigns_sees_the_same() {
    STACK.putCampaign(id, Map.of());
    pause("p1", UNTIL);
    assertThat(
            new DynamoDbRecords<>(
                    STACK.clients().repeatable(),
                    STACK.settings().adCampaignsTable(),
                    ItemKind.adCampaigns())
                .find(campaignId))
        .isPresent()
        .isEqualTo(records.find(campaignId));
  }

  private static DynamoDbDuePauses duePauses(TestStack stack) {
    return new DynamoDbDuePauses(stack.clients().repeatable(), stack.settings().adCampaignsTable());
  }

  private UpdateResult<AdCampaign> pause(String pauseId, @Nullable Instant until) {
    return update(new Ask.Pause(new PauseId(pauseId), until), "cred_1");
  }

  private UpdateResult<AdCampaign> unpause() {
    return update(new Ask.Unpause(), "cred_2");
  }

  private UpdateResult<AdCampaign> update(Ask ask, String changedBy) {
    return records.update(new StatusUpdate(campaignId, ACCOUNT, ask, changedBy, NOW, null));
  }

  private ResumeResult resume(@Nullable String pauseId, Instant until, Instant now) {
    return duePauses.resume(
        new ResumeUpdate(
            campaignId, pauseId == null ? null : new PauseId(pauseId), until, "schedule", now));
  }

  private String brokenAttribute() {
    Parsed<AdCampaign> reading = records.find(campaignId).orElseThrow().parsed();
    assertThat(reading).isInstanceOf(Parsed.Invalid.class);
    return ((Parsed.Invalid<AdCampaign>) reading).error().attribute();
  }

  private Map<String, @Nullable AttributeValue> pausedItem(String pauseId, Instant until) {
    Map<String, @Nullable AttributeValue> item = new HashMap<>();
    item.put("status", text("paused"));
    item.put("pause_id", text(pauseId));
    item.put("paused_until", seconds(until));
    item.put("due_pk", text(DueShard.of(campaignId).key()));
    return item;
  }

  private PauseState found() {
    return state(records.find(campaignId).orElseThrow());
  }

  private static PauseState state(Stored<AdCampaign> stored) {
    return Objects.requireNonNull(stored.state());
  }

  private static Stored<AdCampaign> applied(UpdateResult<AdCampaign> write) {
    assertThat(write).isInstanceOf(UpdateResult.Applied.class);
    return ((UpdateResult.Applied<AdCampaign>) write).before();
  }

  private static Stored<AdCampaign> refused(UpdateResult<AdCampaign> write) {
    assertThat(write).isInstanceOf(UpdateResult.Refused.class);
    return ((UpdateResult.Refused<AdCampaign>) write).current();
  }

  private static <T> List<T> atOnce(IntFunction<T> task) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 1; i <= 32; i++) {
        int number = i;
        calls.add(() -> task.apply(number));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
