package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intermission.functions.HttpStack.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Response fields match the API reference exactly: 33 and 24. They are always present, null only
/// where the contract says so, and numbers are decimals without exponent.
class ResponseShapeTest {
  private static final List<String> AD =
      List.of(
          "click_through_rate",
          "clicks",
          "cost_per_click",
          "cost_per_lead",
          "cost_per_mille",
          "cost_per_purchase",
          "frequency",
          "impressions",
          "leads",
          "purchase_value",
          "purchases",
          "reach",
          "return_on_ad_spend",
          "spend",
          "spend_currency",
          "unique_click_through_rate",
          "unique_clicks",
          "id",
          "title",
          "status",
          "primary_texts",
          "headlines",
          "descriptions",
          "call_to_action",
          "url",
          "url_parameters",
          "ad_group",
          "ad_campaign",
          "creatives",
          "social_accounts",
          "created_at",
          "updated_at",
          "issues");
  private static final List<String> CAMPAIGN =
      List.of(
          "id",
          "title",
          "status",
          "target_country_codes",
          "daily_budget",
          "platform",
          "available_budget",
          "created_at",
          "updated_at",
          "paused_until",
          "clicks_count",
          "impressions_count",
          "purchases_count",
          "remaining_balance",
          "revenue",
          "return_on_ad_spend",
          "todays_spend",
          "total_credits",
          "total_spend",
          "product",
          "created_by_user",
          "payment_method",
          "billing_ledger_account",
          "config");
  private static final List<String> CONFIG =
      List.of(
          "conversion_goal",
          "bid_strategy",
          "bid_amount",
          "status",
          "special_categories",
          "budget_optimization",
          "start_time",
          "end_time");
  private static final AttributeValue ZERO = AttributeValue.fromN("0");
  private static final AttributeValue NULL = AttributeValue.fromNul(true);

  @RegisterExtension static final HttpStack http = HttpStack.start();

  @Test
  void an_ad_has_the_pages_thirty_three_fields() {
    http.stack.putAd("ad_full", Map.of());
    assertThat(AD).hasSize(33);
    assertThat(names(get("/ads/ad_full"))).isEqualTo(AD);
    assertThat(names(post("/ads/ad_full/pause"))).isEqualTo(AD);
  }

  @Test
  void a_campaign_has_the_pages_twenty_four_fields() {
    http.stack.putCampaign("adcamp_full", Map.of());
    assertThat(CAMPAIGN).hasSize(24);
    JsonNode campaign = get("/ad_campaigns/adcamp_full");
    assertThat(names(campaign)).isEqualTo(CAMPAIGN);
    assertThat(names(campaign.path("config"))).isEqualTo(CONFIG);
    assertThat(names(campaign.path("product"))).containsExactly("id", "title", "route");
    assertThat(names(campaign.path("created_by_user"))).containsExactly("id", "name", "username");
    assertThat(names(campaign.path("payment_method")))
        .containsExactly("typename", "id", "created_at", "payment_method_type", "card");
    assertThat(names(campaign.path("payment_method").path("card")))
        .containsExactly("brand", "last4", "exp_month", "exp_year");
    assertThat(names(post("/ad_campaigns/adcamp_full/pause"))).isEqualTo(CAMPAIGN);
  }

  @Test
  void an_ad_is_null_only_where_the_contract_says_so() {
    Map<String, @Nullable AttributeValue> bare = new HashMap<>();
    for (String name :
        List.of(
            "title", "creative_set_caption", "call_to_action", "url", "spend_currency", "goals")) {
      bare.put(name, null);
    }
    for (String name :
        List.of(
            "clicks",
            "impressions",
            "leads",
            "purchases",
            "purchase_value",
            "reach",
            "spend",
            "unique_clicks")) {
      bare.put(name, ZERO);
    }
    http.stack.putAd("ad_bare", bare);
    JsonNode ad = get("/ads/ad_bare");
    assertThat(names(ad)).isEqualTo(AD);
    assertThat(nulls(ad))
        .containsExactlyInAnyOrder(
            "cost_per_lead",
            "cost_per_purchase",
            "frequency",
            "spend_currency",
            "unique_click_through_rate",
            "title",
            "call_to_action",
            "url");
  }

  @Test
  void a_campaign_is_null_only_where_the_contract_says_so() {
    Map<String, @Nullable AttributeValue> bare = new HashMap<>();
    for (String name :
        List.of(
            "campaign_daily_budget",
            "ad_group_daily_budgets",
            "platform",
            "product",
            "payment_method",
            "billing_ledger_account_id",
            "config")) {
      bare.put(name, name.equals("product") || name.equals("ad_group_daily_budgets") ? NULL : null);
    }
    http.stack.putCampaign("adcamp_bare", bare);
    JsonNode campaign = get("/ad_campaigns/adcamp_bare");
    assertThat(names(campaign)).isEqualTo(CAMPAIGN);
    assertThat(nulls(campaign))
        .containsExactlyInAnyOrder(
            "daily_budget",
            "platform",
            "paused_until",
            "product",
            "payment_method",
            "billing_ledger_account",
            "config");
  }

  @Test
  void an_empty_config_keeps_its_fields() {
    http.stack.putCampaign("adcamp_config", Map.of("config", AttributeValue.fromM(Map.of())));
    JsonNode config = get("/ad_campaigns/adcamp_config").path("config");
    assertThat(names(config)).isEqualTo(CONFIG);
    assertThat(nulls(config)).isEqualTo(CONFIG);
  }

  @Test
  void figures_are_exact() {
    http.stack.putAd(
        "ad_figures",
        Map.of(
            "clicks", AttributeValue.fromN("3"),
            "impressions", AttributeValue.fromN("7"),
            "unique_clicks", AttributeValue.fromN("9"),
            "spend", AttributeValue.fromN("0.1"),
            "purchase_value", AttributeValue.fromN("12345678901234567890.123456789012345678"),
            "reach", AttributeValue.fromN("1E+20")));
    String body = http.call("GET", "/ads/ad_figures").send().body();
    assertThat(body)
        .contains("\"click_through_rate\":0.428571,")
        .contains("\"cost_per_click\":0.033333,")
        .contains("\"cost_per_mille\":14.285714,")
        .contains("\"purchase_value\":12345678901234567890.123456789012345678,")
        .contains("\"unique_click_through_rate\":1,")
        .contains("\"reach\":100000000000000000000,")
        .contains("\"frequency\":0,")
        .contains(
            "\"return_on_ad_spend\":123456789012345678901.23456789012345678".substring(0, 42));
  }

  @Test
  void an_other_payment_method_than_a_card_has_no_card() {
    http.stack.putCampaign(
        "adcamp_debit",
        Map.of(
            "payment_method",
            AttributeValue.fromM(
                Map.of(
                    "typename", text("BasePaymentMethod"),
                    "id", text("payt_1"),
                    "created_at", text("2023-12-01T05:00:00.401Z"),
                    "payment_method_type", text("acss_debit")))));
    JsonNode method = get("/ad_campaigns/adcamp_debit").path("payment_method");
    assertThat(names(method))
        .containsExactly("typename", "id", "created_at", "payment_method_type");
    assertThat(method.path("created_at").asText()).isEqualTo("2023-12-01T05:00:00.401Z");
  }

  @Test
  void stored_objects_pass_through() {
    AttributeValue creative =
        AttributeValue.fromM(
            Map.of(
                "deep",
                AttributeValue.fromL(
                    List.of(
                        AttributeValue.fromN("1.50"),
                        AttributeValue.fromBool(true),
                        NULL,
                        AttributeValue.fromM(Map.of("text", text("\"quoted\" ü")))))));
    http.stack.putAd("ad_objects", Map.of("creatives", AttributeValue.fromL(List.of(creative))));
    assertThat(get("/ads/ad_objects").path("creatives").toString())
        .isEqualTo("[{\"deep\":[1.5,true,null,{\"text\":\"\\\"quoted\\\" ü\"}]}]");
  }

  private static JsonNode get(String path) {
    return record(http.call("GET", path).send());
  }

  private static JsonNode post(String path) {
    return record(http.call("POST", path).send());
  }

  private static JsonNode record(Response response) {
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.json();
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static List<String> nulls(JsonNode object) {
    return object.properties().stream()
        .filter(field -> field.getValue().isNull())
        .map(Map.Entry::getKey)
        .toList();
  }
}
