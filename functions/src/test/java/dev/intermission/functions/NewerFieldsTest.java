package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intermission.functions.HttpStack.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The fields that only newer versions show. Their names, the values that an item without them
/// gives, and those of an item that has them.
class NewerFieldsTest {
  private static final String VERSION = "2026-10-15-1";

  /// The fields of an ad in whop-sdk 2.6.0.
  private static final String OF_AN_AD =
      """
      ad_campaign ad_group added_to_cart_value added_to_carts call_to_action
      click_through_rate clicks completed_registration_value completed_registrations
      contact_value contacts cost_per_added_to_cart cost_per_click
      cost_per_completed_registration cost_per_contact cost_per_lead cost_per_mille
      cost_per_purchase cost_per_result cost_per_schedule cost_per_submitted_application
      cost_per_unique_click cost_per_viewed_content created_at creatives
      custom_conversions custom_event_counts custom_event_values delivery_status
      descriptions existing_post_id external_accounts frequency headlines id impressions
      issues lead_form lead_form_id lead_value leads link_clicks messaging_config
      multi_advertiser_ads music platform post_id post_source post_thumbnail_url
      primary_texts purchase_value purchases reach result_event result_event_name results
      return_on_ad_spend schedule_value schedules spend spend_currency status
      submitted_application_value submitted_applications title translations
      unique_click_through_rate unique_clicks updated_at url url_parameters
      viewed_content_value viewed_contents
      """;

  /// The fields of a campaign in whop-sdk 2.6.0.
  private static final String OF_A_CAMPAIGN =
      """
      added_to_cart_value added_to_carts bid_type budget_amount budget_amount_local
      budget_currency budget_optimization budget_type campaign_type click_through_rate
      clicks completed_registration_value completed_registrations contact_value contacts
      cost_per_added_to_cart cost_per_click cost_per_completed_registration
      cost_per_contact cost_per_lead cost_per_mille cost_per_purchase cost_per_result
      cost_per_schedule cost_per_submitted_application cost_per_unique_click
      cost_per_viewed_content created_at custom_conversions custom_event_counts
      custom_event_values delivery_status desired_cost_per_result ends_at frequency id
      impressions issues lead_value leads link_clicks objective optimization_goal platform
      purchase_value purchases reach result_event result_event_name results
      return_on_ad_spend schedule_value schedules special_ad_categories spend
      spend_currency starts_at status submitted_application_value submitted_applications
      title unique_click_through_rate unique_clicks updated_at viewed_content_value
      viewed_contents
      """;

  private static final AttributeValue ONE = AttributeValue.fromN("1");
  private static final AttributeValue WRONG = AttributeValue.fromSs(List.of("wrong"));

  @RegisterExtension static final HttpStack http = HttpStack.start();

  enum Kind {
    AD("/ads/ad_it", OF_AN_AD),
    CAMPAIGN("/ad_campaigns/adcamp_it", OF_A_CAMPAIGN);

    private final String path;
    private final String fields;

    Kind(String path, String fields) {
      this.path = path;
      this.fields = fields;
    }

    String id() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    void put(Map<String, @Nullable AttributeValue> changes) {
      if (this == AD) {
        http.stack.putAd(id(), changes);
      } else {
        http.stack.putCampaign(id(), changes);
      }
    }
  }

  /// The attributes that an item may have for these fields, with a value each.
  private static Map<String, AttributeValue> optional(Kind kind) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    for (String number :
        List.of(
            "added_to_carts",
            "added_to_cart_value",
            "completed_registrations",
            "completed_registration_value",
            "contacts",
            "contact_value",
            "schedules",
            "schedule_value",
            "submitted_applications",
            "submitted_application_value",
            "viewed_contents",
            "viewed_content_value",
            "lead_value",
            "link_clicks",
            "custom_conversions",
            "results")) {
      values.put(number, AttributeValue.fromN(Integer.toString(values.size() + 1)));
    }
    values.put("custom_event_counts", map(Map.of("quiz", ONE)));
    values.put("custom_event_values", map(Map.of("quiz", AttributeValue.fromN("2.50"))));
    values.put("result_event", text("contact"));
    values.put("result_event_name", text("a name"));
    values.put("delivery_status", text("learning"));
    switch (kind) {
      case AD -> {
        values.put("platform", text("google"));
        values.put("existing_post_id", text("post_1"));
        values.put(
            "lead_form",
            map(
                Map.of(
                    "form_type", text("more_volume"),
                    "phone_verification", AttributeValue.fromBool(true),
                    "questions",
                        AttributeValue.fromL(List.of(map(Map.of("type", text("email"))))))));
        values.put("lead_form_id", text("form_1"));
        values.put(
            "messaging_config", map(Map.of("keyword", text("go"), "message", text("Hello"))));
        values.put("multi_advertiser_ads", AttributeValue.fromBool(true));
        values.put("music", map(Map.of("id", text("music_1"))));
        values.put("post_id", text("post_2"));
        values.put("post_source", text("instagram"));
        values.put("post_thumbnail_url", text("https://example.com/t.png"));
        values.put(
            "translations",
            map(
                Map.of(
                    "source_language", text("en"),
                    "automatic_languages", AttributeValue.fromL(List.of(text("de"))))));
      }
      case CAMPAIGN -> {
        values.put("leads", AttributeValue.fromN("30"));
        values.put("reach", AttributeValue.fromN("31"));
        values.put("unique_clicks", AttributeValue.fromN("32"));
        values.put("spend_currency", text("eur"));
        values.put("budget_currency", text("eur"));
        values.put("budget_amount_local", AttributeValue.fromN("42"));
        values.put("lifetime_budget", AttributeValue.fromN("43"));
        values.put("campaign_type", text("search"));
        values.put("desired_cost_per_result", AttributeValue.fromN("1.5"));
        values.put("starts_at", text("2026-11-01T08:00:00.000Z"));
        values.put("ends_at", text("2026-12-01T08:00:00.000Z"));
        values.put("objective", text("leads"));
        values.put("optimization_goal", text("contact"));
        values.put(
            "issues",
            AttributeValue.fromL(
                List.of(
                    map(
                        Map.of(
                            "id", text("issue_1"),
                            "resource_type", text("ad_campaign"),
                            "severity", text("information"),
                            "title", text("T"),
                            "message", text("M"))))));
      }
    }
    return values;
  }

  /// Of each kind, each optional attribute.
  static Stream<Arguments> optional() {
    return Stream.of(Kind.values())
        .flatMap(kind -> optional(kind).keySet().stream().map(name -> Arguments.of(kind, name)));
  }

  @ParameterizedTest
  @EnumSource
  void a_record_has_the_fields_of_the_newest_official_client(Kind kind) {
    kind.put(Map.of());
    assertThat(VersionedShapeTest.fields(get(kind))).contains(kind.fields.strip().split("\\s+"));
  }

  @Test
  void an_ad_of_which_the_platform_stored_none_shows_zeros_empty_objects_and_nulls() {
    Map<String, @Nullable AttributeValue> bare = without(optional(Kind.AD));
    Kind.AD.put(bare);
    JsonNode ad = get(Kind.AD);
    assertThat(newer(ad, null))
        .containsExactlyInAnyOrder(
            "cost_per_added_to_cart",
            "cost_per_completed_registration",
            "cost_per_contact",
            "cost_per_result",
            "cost_per_schedule",
            "cost_per_submitted_application",
            "cost_per_viewed_content",
            "existing_post_id",
            "lead_form",
            "lead_form_id",
            "messaging_config",
            "multi_advertiser_ads",
            "music",
            "platform",
            "post_id",
            "post_source",
            "post_thumbnail_url",
            "result_event",
            "result_event_name",
            "results",
            "translations");
    assertThat(newer(ad, "0")).containsExactlyInAnyOrderElementsOf(COUNTERS);
    assertThat(newer(ad, "{}"))
        .containsExactlyInAnyOrder("custom_event_counts", "custom_event_values");
    assertThat(ad.path("delivery_status").asText()).isEqualTo("active");
    assertThat(ad.path("external_accounts")).isEqualTo(ad.path("social_accounts"));
    assertThat(ad.path("cost_per_unique_click").decimalValue()).isEqualTo("0.556727");
  }

  @Test
  void a_campaign_of_which_the_platform_stored_none_shows_zeros_empty_objects_and_nulls() {
    Kind.CAMPAIGN.put(without(optional(Kind.CAMPAIGN)));
    JsonNode campaign = get(Kind.CAMPAIGN);
    assertThat(newer(campaign, null))
        .containsExactlyInAnyOrder(
            // The ad groups have budgets of their own.
            "budget_amount",
            "budget_amount_local",
            "cost_per_added_to_cart",
            "cost_per_completed_registration",
            "cost_per_contact",
            "cost_per_lead",
            "cost_per_result",
            "cost_per_schedule",
            "cost_per_submitted_application",
            "cost_per_unique_click",
            "cost_per_viewed_content",
            "desired_cost_per_result",
            "ends_at",
            "frequency",
            "objective",
            "optimization_goal",
            "result_event",
            "result_event_name",
            "results",
            "spend_currency",
            "starts_at");
    List<String> zeros = new ArrayList<>(COUNTERS);
    zeros.addAll(List.of("leads", "reach", "unique_clicks", "unique_click_through_rate"));
    assertThat(newer(campaign, "0")).containsExactlyInAnyOrderElementsOf(zeros);
    assertThat(newer(campaign, "{}"))
        .containsExactlyInAnyOrder("custom_event_counts", "custom_event_values");
    assertThat(newer(campaign, "[]")).containsExactlyInAnyOrder("issues", "special_ad_categories");
    shows(campaign, "delivery_status", "\"active\"");
    shows(campaign, "budget_currency", "\"usd\"");
    shows(campaign, "budget_type", "\"daily\"");
    shows(campaign, "budget_optimization", "\"ad_campaign\"");
    shows(campaign, "bid_type", "\"minimum_cost\"");
    shows(campaign, "campaign_type", "\"standard\"");
    shows(campaign, "clicks", "1250");
    shows(campaign, "impressions", "48000");
    shows(campaign, "purchases", "37");
    shows(campaign, "purchase_value", "2183.5");
    shows(campaign, "spend", "612.4");
    shows(campaign, "click_through_rate", "0.026042");
    shows(campaign, "cost_per_click", "0.48992");
    shows(campaign, "cost_per_mille", "12.758333");
    shows(campaign, "cost_per_purchase", "16.551351");
    shows(campaign, "return_on_ad_spend", "3.56548");
  }

  @ParameterizedTest
  @EnumSource
  void a_stored_value_is_shown_under_the_name_of_its_attribute(Kind kind) {
    Map<String, AttributeValue> stored = optional(kind);
    Map<String, @Nullable AttributeValue> changes = new HashMap<>(stored);
    changes.put("ad_group_daily_budgets", null);
    kind.put(changes);
    JsonNode record = get(kind);
    stored.forEach((name, value) -> {
      // That one is shown as the budget.
      if (value.n() != null && !name.equals("lifetime_budget")) {
        assertThat(record.path(name).decimalValue()).as(name).isEqualByComparingTo(value.n());
      } else if (value.s() != null) {
        assertThat(record.path(name).asText()).as(name).isEqualTo(value.s());
      }
    });
    shows(record, "custom_event_counts", "{\"quiz\":1}");
    shows(record, "custom_event_values", "{\"quiz\":2.5}");
    shows(record, "cost_per_added_to_cart", "612.4");
    shows(record, "cost_per_completed_registration", "204.133333");
    shows(record, "cost_per_contact", "122.48");
    shows(record, "cost_per_schedule", "87.485714");
    shows(record, "cost_per_submitted_application", "68.044444");
    shows(record, "cost_per_viewed_content", "55.672727");
    shows(record, "cost_per_result", "38.275");
  }

  @Test
  void the_objects_of_an_ad_are_shown_with_all_their_fields() {
    Kind.AD.put(new HashMap<>(optional(Kind.AD)));
    JsonNode ad = get(Kind.AD);
    shows(ad, "multi_advertiser_ads", "true");
    shows(ad, "messaging_config", "{\"keyword\":\"go\",\"message\":\"Hello\"}");
    shows(ad, "music", "{\"id\":\"music_1\",\"name\":null,\"url\":null}");
    shows(ad, "translations", "{\"automatic_languages\":[\"de\"],\"source_language\":\"en\"}");
    assertThat(ad.path("lead_form").path("questions")).hasToString("[{\"type\":\"email\"}]");
    assertThat(ad.path("lead_form").path("phone_verification").asBoolean()).isTrue();
  }

  @Test
  void an_issue_has_six_fields() {
    AttributeValue issue =
        map(
            Map.of(
                "id", text("issue_1"),
                "category", text("policy_rejection"),
                "resource_id", text("ad_it"),
                "resource_type", text("ad")));
    Kind.AD.put(Map.of("issues", AttributeValue.fromL(List.of(issue))));
    assertThat(get(Kind.AD).path("issues"))
        .hasToString(
            """
            [{"id":"issue_1","category":"error","title":"policy_rejection",\
            "message":"policy_rejection","resource_id":"ad_it","resource_type":"ad"}]\
            """);
    assertThat(http.call("GET", Kind.AD.path).send().json().path("issues"))
        .hasToString(
            """
            [{"id":"issue_1","category":"policy_rejection","resource_id":"ad_it",\
            "resource_type":"ad"}]\
            """);
    Kind.CAMPAIGN.put(new HashMap<>(optional(Kind.CAMPAIGN)));
    assertThat(get(Kind.CAMPAIGN).path("issues"))
        .hasToString(
            """
            [{"id":"issue_1","category":"information","title":"T","message":"M",\
            "resource_id":null,"resource_type":"ad_campaign"}]\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "daily, 10, , , 10, 10, usd",
    "daily, 10, EUR, 9, 10, 9, EUR",
    "daily, 10, EUR, , 10, , EUR",
    "daily, 10, USD, 9, 10, 10, USD",
    "lifetime, 10, , , 43, 43, usd",
    "lifetime, 10, eur, 39, 43, 39, eur",
    "daily, , eur, 39, , , eur"
  })
  void a_campaigns_budget_is_its_own_in_dollars_and_in_the_accounts_currency(
      String mode,
      @Nullable String daily,
      @Nullable String currency,
      @Nullable String local,
      @Nullable String shown,
      @Nullable String shownLocal,
      String shownCurrency) {
    Map<String, @Nullable AttributeValue> changes = new HashMap<>();
    changes.put("ad_group_daily_budgets", null);
    changes.put("budget_mode", text(mode));
    changes.put("campaign_daily_budget", daily == null ? null : AttributeValue.fromN(daily));
    changes.put("lifetime_budget", AttributeValue.fromN("43"));
    changes.put("budget_currency", currency == null ? null : text(currency));
    changes.put("budget_amount_local", local == null ? null : AttributeValue.fromN(local));
    Kind.CAMPAIGN.put(changes);
    JsonNode campaign = get(Kind.CAMPAIGN);
    shows(campaign, "budget_amount", String.valueOf(shown));
    shows(campaign, "budget_amount_local", String.valueOf(shownLocal));
    shows(campaign, "budget_currency", '"' + shownCurrency + '"');
    shows(campaign, "budget_type", '"' + mode + '"');
  }

  @ParameterizedTest
  @MethodSource("optional")
  void a_broken_one_counts_as_left_out_and_is_reported_and_the_pause_is_answered(
      Kind kind, String attribute) {
    Map<String, @Nullable AttributeValue> left = new HashMap<>(optional(kind));
    left.put(attribute, null);
    left.put("status", text("active"));
    kind.put(left);
    http.out.reset();
    ObjectNode expected = (ObjectNode) pause(kind);
    assertThat(http.output()).doesNotContain("BrokenItems");
    left.put(attribute, WRONG);
    kind.put(left);
    for (String version : List.of(VERSION, "2025-01-01")) {
      http.out.reset();
      Response got = http.call("GET", kind.path).version(version).send();
      assertThat(got.status()).isEqualTo(200);
      assertThat(http.output()).containsOnlyOnce("\"BrokenItems\":1");
    }
    ObjectNode paused = (ObjectNode) pause(kind);
    for (ObjectNode record : List.of(expected, paused)) {
      record.remove("updated_at");
    }
    assertThat(paused).isEqualTo(expected);
    http.out.reset();
    JsonNode page = http.call("GET", listOf(kind)).version(VERSION).send().json();
    assertThat(page.path("data"))
        .anySatisfy(record -> assertThat(record.path("id").asText()).isEqualTo(kind.id()));
    assertThat(http.output()).containsOnlyOnce("\"BrokenItems\":1");
  }

  @ParameterizedTest
  @CsvSource({
    "AD, post_source, myspace",
    "AD, delivery_status, sleeping",
    "CAMPAIGN, starts_at, tomorrow",
    "CAMPAIGN, objective, fame"
  })
  void a_word_that_is_not_on_the_list_is_broken(Kind kind, String attribute, String word) {
    kind.put(Map.of(attribute, text(word), "status", text("active")));
    http.out.reset();
    JsonNode record = get(kind);
    shows(record, attribute, attribute.equals("delivery_status") ? "\"active\"" : "null");
    assertThat(http.output()).containsOnlyOnce("\"BrokenItems\":1");
  }

  @Test
  void an_object_without_a_field_that_clients_require_is_broken() {
    Kind.AD.put(
        Map.of(
            "music", map(Map.of("name", text("no id"))),
            "translations", map(Map.of("source_language", text("en"))),
            "lead_form", map(Map.of("form_type", text("more_volume")))));
    http.out.reset();
    JsonNode ad = get(Kind.AD);
    for (String field : List.of("music", "translations", "lead_form")) {
      shows(ad, field, "null");
    }
    assertThat(http.output()).contains("\"BrokenItems\":1");
  }

  /// A byte or two may stand for 126 digits, and a map may have many.
  @Test
  void a_custom_event_has_a_number_of_at_most_38_digits() {
    Kind.AD.put(Map.of("custom_event_counts", map(Map.of("quiz", AttributeValue.fromN("1E+38")))));
    shows(get(Kind.AD), "custom_event_counts", "{}");
  }

  /// A list may have thousands of the same fault.
  @Test
  void the_same_fault_in_each_element_is_reported_once() {
    AttributeValue issue =
        map(
            Map.of(
                "id", text("issue_1"),
                "resource_id", text("ad_it"),
                "resource_type", text("ad"),
                "severity", text("fatal")));
    Kind.AD.put(Map.of("issues", AttributeValue.fromL(List.of(issue, issue, issue))));
    http.out.reset();
    assertThat(get(Kind.AD).path("issues")).hasSize(3);
    assertThat(http.output()).containsOnlyOnce("\"BrokenItems\":1");
  }

  /// However often the request had to begin again; and not when its response is replayed.
  @ParameterizedTest
  @EnumSource
  void what_is_broken_is_reported_once_for_a_request_with_a_key(Kind kind) {
    kind.put(Map.of("status", text("active"), "results", text("many")));
    http.out.reset();
    http.dynamoDb.beforeNext("TransactWriteItems", () -> count(kind));
    for (boolean replayed : new boolean[] {false, true}) {
      Response paused =
          http.call("POST", kind.path + "/pause")
              .version(VERSION)
              .header("Idempotency-Key", "flawed " + kind)
              .send();
      assertThat(paused.status()).isEqualTo(200);
      assertThat("true".equals(paused.header("Idempotent-Replayed"))).isEqualTo(replayed);
    }
    assertThat(http.output()).containsOnlyOnce("\"BrokenItems\":1");
  }

  /// As another writer of its status, which makes the request begin again.
  private static void count(Kind kind) {
    http.stack.dynamoDb.updateItem(update ->
        update
            .tableName(
                kind == Kind.AD
                    ? http.stack.settings().adsTable()
                    : http.stack.settings().adCampaignsTable())
            .key(Map.of("id", text(kind.id())))
            .updateExpression("SET rev = :rev")
            .expressionAttributeValues(Map.of(":rev", AttributeValue.fromN("7"))));
  }

  @ParameterizedTest
  @EnumSource
  void a_pause_wins_over_a_stale_word_and_so_does_its_end(Kind kind) {
    for (String stale : List.of("active", "learning", "paused")) {
      kind.put(Map.of("status", text("active"), "delivery_status", text(stale)));
      shows(pause(kind), "delivery_status", "\"paused\"");
      shows(get(kind), "delivery_status", "\"paused\"");
      Response unpaused = http.call("POST", kind.path + "/unpause").version(VERSION).send();
      shows(
          unpaused.json(),
          "delivery_status",
          stale.equals("paused") ? "\"active\"" : '"' + stale + '"');
    }
  }

  @Test
  void a_timed_pause_that_is_over_shows_as_delivered_before_anything_has_ended_it() {
    Kind.CAMPAIGN.put(Map.of("status", text("active"), "delivery_status", text("paused")));
    Instant until = http.clock.instant().plus(Duration.ofHours(1));
    http.call("POST", Kind.CAMPAIGN.path + "/pause")
        .version(VERSION)
        .body("{\"paused_until\":\"" + until + "\"}")
        .send();
    shows(get(Kind.CAMPAIGN), "delivery_status", "\"paused\"");
    http.clock.set(until);
    JsonNode over = get(Kind.CAMPAIGN);
    shows(over, "status", "\"active\"");
    shows(over, "delivery_status", "\"active\"");
    assertThat(http.stack.campaign(Kind.CAMPAIGN.id())).containsEntry("status", text("paused"));
  }

  private static final List<String> COUNTERS =
      List.of(
          "added_to_cart_value",
          "added_to_carts",
          "completed_registration_value",
          "completed_registrations",
          "contact_value",
          "contacts",
          "custom_conversions",
          "lead_value",
          "link_clicks",
          "schedule_value",
          "schedules",
          "submitted_application_value",
          "submitted_applications",
          "viewed_content_value",
          "viewed_contents");

  private static JsonNode get(Kind kind) {
    Response response = http.call("GET", kind.path).version(VERSION).send();
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.json();
  }

  private static JsonNode pause(Kind kind) {
    Response response = http.call("POST", kind.path + "/pause").version(VERSION).send();
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.json();
  }

  private static String listOf(Kind kind) {
    return kind.path.substring(0, kind.path.lastIndexOf('/')) + "?account_id=" + HttpStack.ACCOUNT;
  }

  private static void shows(JsonNode record, String field, String json) {
    assertThat(record.path(field)).as(field).hasToString(json);
  }

  /// The newer fields that have that JSON, or null.
  private static List<String> newer(JsonNode record, @Nullable String json) {
    List<String> oldest =
        VersionedShapeTest.fields(
            http.call("GET", record.has("ad_group") ? Kind.AD.path : Kind.CAMPAIGN.path)
                .send()
                .json());
    return VersionedShapeTest.fields(record).stream()
        .filter(field -> !oldest.contains(field))
        .filter(field -> record.path(field).toString().equals(String.valueOf(json)))
        .toList();
  }

  private static Map<String, @Nullable AttributeValue> without(
      Map<String, AttributeValue> attributes) {
    Map<String, @Nullable AttributeValue> none = new HashMap<>();
    attributes.keySet().forEach(name -> none.put(name, null));
    return none;
  }

  private static AttributeValue map(Map<String, AttributeValue> fields) {
    return AttributeValue.fromM(fields);
  }
}
