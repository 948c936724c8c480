package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.change.Ask;
import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.functions.TestStack;
import dev.intermission.model.AccountId;
import dev.intermission.model.Ad;
import dev.intermission.model.AdGoal;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import dev.intermission.model.CallToAction;
import dev.intermission.pause.PauseRecords;
import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
import dev.intermission.store.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AdTableTest {
  private static final TestStack STACK = new TestStack();
  private static final AtomicInteger IDS = new AtomicInteger();
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");

  private final AdId id = new AdId("ad_t" + IDS.incrementAndGet());
  private final PauseRecords<Ad> records =
      new DynamoDbPauseRecords<>(
          STACK.clients().repeatable(),
          STACK.clients().unrepeatable(),
          STACK.settings().adsTable(),
          ItemKind.ads());

  @Test
  void a_pause_sets_exactly_what_intermission_owns_and_hands_back_the_ad_before() {
    STACK.putAd(id.value(), Map.of());
    Map<String, AttributeValue> expected = new HashMap<>(STACK.ad(id.value()));

    Ad before = whole(applied(pause()));

    assertThat(before.state().status()).isEqualTo(AdStatus.ACTIVE);
    assertThat(before.details().callToAction()).isEqualTo(CallToAction.SHOP_NOW);
    assertThat(before.details().metrics().goals()).containsExactly(AdGoal.PURCHASES);
    assertThat(before.details().urlParameters()).containsEntry("utm_source", "meta");
    expected.put("status", text("paused"));
    expected.put("changed_by", text("cred_1"));
    expected.put("updated_at", text("2026-11-22T10:00:00.123Z"));
    expected.put("rev", AttributeValue.fromN("1"));
    assertThat(STACK.ad(id.value())).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"paused", "in_review", "rejected", "archived"})
  void any_other_status_is_refused_and_not_touched(String status) {
    STACK.putAd(id.value(), Map.of("status", text(status)));
    Map<String, AttributeValue> before = STACK.ad(id.value());
    assertThat(pause()).isInstanceOf(UpdateResult.Refused.class);
    assertThat(STACK.ad(id.value())).isEqualTo(before);
  }

  @Test
  void an_ad_of_another_account_is_refused_and_not_touched() {
    STACK.putAd(id.value(), Map.of("account_id", text("biz_other")));
    Map<String, AttributeValue> before = STACK.ad(id.value());
    assertThat(pause()).isInstanceOf(UpdateResult.Refused.class);
    assertThat(STACK.ad(id.value())).isEqualTo(before);
  }

  @Test
  void an_unpause_asks_for_a_paused_ad_of_the_account() {
    for (String account : List.of("biz_other", "biz_demo")) {
      STACK.putAd(id.value(), Map.of("status", text("paused"), "account_id", text(account)));
      boolean isOwn = account.equals("biz_demo");
      assertThat(unpause())
          .isInstanceOf(isOwn ? UpdateResult.Applied.class : UpdateResult.Refused.class);
      assertThat(STACK.ad(id.value())).containsEntry("status", text(isOwn ? "active" : "paused"));
    }
    assertThat(unpause()).isInstanceOf(UpdateResult.Refused.class);
  }

  @Test
  void an_ad_that_does_not_exist_is_missing_and_not_made() {
    assertThat(pause()).isInstanceOf(UpdateResult.Missing.class);
    assertThat(STACK.ad(id.value())).isEmpty();
    assertThat(records.find(id)).isEmpty();
  }

  @Test
  void thirty_two_pauses_at_once_have_one_winner() throws Exception {
    STACK.putAd(id.value(), Map.of());
    List<UpdateResult<Ad>> writes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
      List<Callable<UpdateResult<Ad>>> calls = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        calls.add(this::pause);
      }
      for (Future<UpdateResult<Ad>> future : threads.invokeAll(calls)) {
        writes.add(future.get());
      }
    }
    assertThat(writes).filteredOn(UpdateResult.Applied.class::isInstance).hasSize(1);
    assertThat(STACK.ad(id.value())).containsEntry("rev", AttributeValue.fromN("1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "primary_texts",
        "headlines",
        "descriptions",
        "url_parameters",
        "ad_group_id",
        "ad_campaign_id",
        "creatives",
        "social_accounts",
        "issues",
        "clicks",
        "impressions",
        "leads",
        "purchases",
        "purchase_value",
        "reach",
        "spend",
        "unique_clicks",
        "updated_at"
      })
  void an_ad_that_lacks_an_attribute_is_paused_all_the_same_and_the_attribute_is_named(
      String attribute) {
    Map<String, @Nullable AttributeValue> changes = new HashMap<>();
    changes.put(attribute, null);
    STACK.putAd(id.value(), changes);
    assertThat(applied(pause()).parsed())
        .isEqualTo(
            new Parsed.Invalid<Ad>(
                new ItemError(STACK.settings().adsTable(), id.value(), attribute)));
    assertThat(STACK.ad(id.value())).containsEntry("status", text("paused"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"clicks", "url_parameters", "creatives", "call_to_action", "goals"})
  void an_attribute_of_the_wrong_type_or_off_the_list_is_named(String attribute) {
    STACK.putAd(
        id.value(),
        Map.of(
            attribute,
            attribute.equals("goals") ? AttributeValue.fromSs(List.of("x")) : text("x")));
    assertThat(records.find(id).orElseThrow().parsed())
        .isEqualTo(
            new Parsed.Invalid<Ad>(
                new ItemError(STACK.settings().adsTable(), id.value(), attribute)));
  }

  @Test
  void who_reads_single_ads_sees_the_same() {
    STACK.putAd(id.value(), Map.of());
    assertThat(
            new DynamoDbRecords<>(
                    STACK.clients().repeatable(), STACK.settings().adsTable(), ItemKind.ads())
                .find(id))
        .isPresent()
        .isEqualTo(records.find(id));
  }

  private UpdateResult<Ad> pause() {
    return update(new Ask.Pause(null, null), "cred_1");
  }

  private UpdateResult<Ad> unpause() {
    return update(new Ask.Unpause(), "cred_2");
  }

  private UpdateResult<Ad> update(Ask ask, String changedBy) {
    return records.update(
        new StatusUpdate(id, new AccountId("biz_demo"), ask, changedBy, NOW, null));
  }

  private static Stored<Ad> applied(UpdateResult<Ad> result) {
    assertThat(result).isInstanceOf(UpdateResult.Applied.class);
    return ((UpdateResult.Applied<Ad>) result).before();
  }

  private static Ad whole(Stored<Ad> stored) {
    assertThat(stored.parsed()).isInstanceOf(Parsed.Valid.class);
    return ((Parsed.Valid<Ad>) stored.parsed()).record();
  }
}
