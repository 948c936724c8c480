package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Scope;
import dev.intermission.functions.HttpStack.Call;
import dev.intermission.functions.HttpStack.Response;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Unknown query parameters, and repeated parameters and headers. A 400 on every route, in its
/// place in the order of checks. Over HTTP, against DynamoDB Local.
class StrictQueryTest {
  private static final String AD = "/ads/ad_q";
  private static final String CAMPAIGN = "/ad_campaigns/adcamp_q";
  private static final List<String> READS = List.of(AD, CAMPAIGN);
  private static final List<String> LISTS = List.of("/ads", "/ad_campaigns");
  private static final List<String> CHANGES =
      Stream.of(AD, CAMPAIGN)
          .flatMap(path -> Stream.of(path + "/pause", path + "/unpause"))
          .toList();
  private static final List<String> ROUTES =
      Stream.of(READS, LISTS, CHANGES).flatMap(Collection::stream).toList();

  @RegisterExtension static final HttpStack http = HttpStack.start();

  @BeforeEach
  void arrange() {
    http.clock.advance(Duration.ofSeconds(31));
    http.stack.putAd("ad_q", Map.of());
    http.stack.putCampaign("adcamp_q", Map.of());
    http.dynamoDb.forget();
  }

  /// Parameters as sent, and as named in the refusal; names of others are never repeated.
  static Stream<Arguments> unknownParameters() {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("paused_until=2027-01-01T00:00:00Z", "paused_until");
    parameters.put("paused_until", "paused_until");
    parameters.put("paused_until=", "paused_until");
    parameters.put("id=ad_1", "id");
    parameters.put("limit=1", "limit");
    parameters.put("frist=5", "frist");
    parameters.put("FIRST=2", "FIRST");
    parameters.put("First=2", "First");
    parameters.put("Stats_From=x", "Stats_From");
    parameters.put("ad_campaign_ids=adcamp_1", "ad_campaign_ids");
    parameters.put("ad_group_id=adgrp_1", "ad_group_id");
    parameters.put("campaign_id=adcamp_1", "campaign_id");
    parameters.put("query=x", "query");
    parameters.put("dry-run=true", "dry-run");
    parameters.put("page=1&limit=2", "limit");
    parameters.put("a=1&a=1", "a");
    parameters.put("status[]=active", null);
    parameters.put("status%5B%5D=active", null);
    parameters.put("first%20=1", null);
    parameters.put("%20first=1", null);
    parameters.put("first%00=1", null);
    parameters.put("=1", null);
    parameters.put("f%C3%AFrst=1", null);
    parameters.put("%3Cscript%3E=1", null);
    parameters.put("x".repeat(65) + "=1", null);
    parameters.put("a%0D%0Ab=1", null);
    return parameters.entrySet().stream().map(it -> Arguments.of(it.getKey(), it.getValue()));
  }

  @ParameterizedTest
  @MethodSource("unknownParameters")
  void an_unknown_parameter_is_refused_by_name_on_every_route_and_changes_nothing(
      String query, @Nullable String param) {
    for (String route : ROUTES) {
      Response response = call(route, query).send();

      assertThat(response.status()).as(route).isEqualTo(400);
      assertThat(response.error().path("type").textValue()).isEqualTo("invalid_request_error");
      assertThat(response.error().path("code").textValue()).isEqualTo("parameter_invalid");
      assertThat(response.error().path("param").textValue()).isEqualTo(param);
      assertThat(response.header("x-should-retry")).isEqualTo("false");
      assertThat(response.body()).doesNotContain("script", "xxx", "\r");
    }
    // The credential, and no more.
    assertThat(http.dynamoDb.operations()).containsOnly("GetItem");
  }

  @Test
  void the_message_says_which_parameters_the_route_takes() {
    assertThat(message("/ads?frist=1"))
        .isEqualTo(
            "A query parameter is unknown. This route takes ad_campaign_id, account_id, company_id,"
                + " status, created_after, created_before, order, direction, first, after, last,"
                + " before, stats_from, stats_to, time_zone, attribution_model, include_paused.");
    assertThat(message(AD + "?first=1"))
        .isEqualTo(
            "A query parameter is unknown. This route takes stats_from, stats_to, time_zone,"
                + " attribution_model, include_paused.");
    assertThat(call(CAMPAIGN + "/pause", "x=1").send().error().path("message").textValue())
        .isEqualTo(
            "A query parameter is unknown. This route takes none; its parameters belong in the"
                + " request body.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account_id=biz_demo",
        "first=1",
        "status=active",
        "order=created_at",
        "direction=asc",
        "after=",
        "before=x",
        "created_after=2026-01-01T00:00:00Z",
        "created_before=",
        "ad_campaign_id=adcamp_q",
      })
  void what_a_list_takes_no_other_route_takes(String query) {
    for (String route : ROUTES) {
      if (!LISTS.contains(route)) {
        Response response = call(route, query).send();
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.error().path("param").textValue())
            .isEqualTo(query.substring(0, query.indexOf('=')));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stats_from", "stats_to", "time_zone", "attribution_model", "include_paused"})
  void what_selects_no_records_is_ignored_where_records_are_read(String name) {
    for (String route : Stream.of(READS, LISTS).flatMap(Collection::stream).toList()) {
      String body = call(route, "").send().body();
      for (String value : List.of("", "=", "=2026-01-01", "=true", "=%00", "=" + "x".repeat(999))) {
        Response response = call(route, name + value).send();
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(body);
      }
    }
    for (String route : CHANGES) {
      assertThat(call(route, name + "=x").send().error().path("param").textValue()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/ads, account_id, biz_demo",
    "/ads, company_id, biz_demo",
    "/ads, status, active",
    "/ads, order, created_at",
    "/ads, direction, asc",
    "/ads, first, 1",
    "/ads, after, x",
    "/ads, last, 1",
    "/ads, before, x",
    "/ads, ad_campaign_id, adcamp_1",
    "/ads, created_after, 2026-01-01T00:00:00Z",
    "/ads, created_before, 2026-01-01T00:00:00Z",
    "/ads, stats_from, x",
    "/ad_campaigns, first, 1",
    "/ad_campaigns, include_paused, true",
    "/ads/ad_q, time_zone, UTC",
    "/ad_campaigns/adcamp_q, attribution_model, x",
  })
  void a_parameter_that_is_given_twice_is_refused_also_with_equal_values(
      String route, String name, String value) {
    for (String query :
        List.of(
            "%s=%s&%s=%s".formatted(name, value, name, value),
            "%s=%s&stats_to=&%s=other".formatted(name, value, name),
            "%s=&%s=%s".formatted(name, name, value),
            "%s&%s&%s".formatted(name, name, name))) {
      Response response = call(route, query).send();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.error().path("code").textValue()).isEqualTo("parameter_invalid");
      assertThat(response.error().path("param").textValue()).isEqualTo(name);
      assertThat(response.error().path("message").textValue())
          .isEqualTo(name + " is given more than once.");
    }
  }

  @Test
  void the_first_wrong_one_by_name_is_told_of() {
    for (String query : List.of("b=1&a=1", "a=1&b=1", "first=1&first=2&a=1", "last=1&last=1&a=")) {
      assertThat(call("/ads", query).send().error().path("param").textValue()).isEqualTo("a");
    }
  }

  // ------------------------------------------------------------------ headers

  @ParameterizedTest
  @CsvSource({
    "Authorization, authorization",
    "Authorization, AUTHORIZATION",
    "Api-Version-Date, api-version-date",
    "Idempotency-Key, IDEMPOTENCY-KEY",
  })
  void one_of_our_headers_that_is_given_twice_is_refused_also_with_equal_values(
      String name, String otherSpelling) {
    for (String route : ROUTES) {
      for (String spelling : List.of(name, otherSpelling)) {
        for (boolean equal : new boolean[] {true, false}) {
          String value =
              switch (name) {
                case "Authorization" -> "Bearer " + http.token();
                case "Api-Version-Date" -> "2026-06-20";
                default -> "key-of-a-repeated-header";
              };
          Response response =
              call(route, "")
                  .authorization(name.equals("Authorization") ? null : "Bearer " + http.token())
                  .header(name, value)
                  .header(spelling, equal ? value : "other")
                  .send();

          assertThat(response.status()).as("%s %s", route, spelling).isEqualTo(400);
          assertThat(response.error().path("type").textValue()).isEqualTo("invalid_request_error");
          assertThat(response.error().path("code").textValue()).isEqualTo("parameter_invalid");
          assertThat(response.error().path("param").textValue()).isEqualTo(name);
          assertThat(response.error().path("message").textValue())
              .isEqualTo(name + " is given more than once.");
        }
      }
    }
    assertThat(http.dynamoDb.operations()).doesNotContain("UpdateItem", "TransactWriteItems");
  }

  @Test
  void other_headers_may_be_given_twice() {
    for (String route : ROUTES) {
      assertThat(call(route, "").header("X-Other", "1").header("X-Other", "2").send().status())
          .isEqualTo(200);
    }
  }

  // ------------------------------------------------------------------ the order of checks

  /// Each request has the next one's fault, and one that is checked before it.
  @Test
  void a_query_is_looked_at_after_the_scopes_and_before_the_key_the_id_and_the_body() {
    String poor = http.stack.issueKey("poor", HttpStack.ACCOUNT, EnumSet.noneOf(Scope.class));
    String key = "order-of-checks";
    assertThat(call(CAMPAIGN + "/pause", "").header("Idempotency-Key", key).send().status())
        .isEqualTo(200);
    String query = "paused_until=x";

    assertThat(
            call(CAMPAIGN + "/pause", query)
                .authorization(null)
                .body("x".repeat(4097))
                .send()
                .status())
        .isEqualTo(413);
    assertThat(call(CAMPAIGN + "/pause", query).authorization(null).send().status()).isEqualTo(401);
    assertThat(
            call(CAMPAIGN + "/pause", query)
                .key(poor)
                .header("Api-Version-Date", "latest")
                .send()
                .error()
                .path("param")
                .textValue())
        .isEqualTo("Api-Version-Date");
    assertThat(call(CAMPAIGN + "/pause", query).key(poor).send().status()).isEqualTo(403);
    for (Call call :
        List.of(
            call(CAMPAIGN + "/pause", query).header("Idempotency-Key", key),
            call(CAMPAIGN + "/pause", query).header("Idempotency-Key", ""),
            call(CAMPAIGN + "/pause", query)
                .header("Idempotency-Key", "a")
                .header("Idempotency-Key", "b"),
            call("/ad_campaigns/x/pause", query),
            call(CAMPAIGN + "/pause", query).body("{"),
            call("/ad_campaigns/adcamp_none/pause", query))) {
      Response response = call.send();
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.error().path("param").textValue()).isEqualTo("paused_until");
      assertThat(response.header("Idempotent-Replayed")).isNull();
    }
    // It is not kept for the key, which is still good for a right request.
    assertThat(
            call(CAMPAIGN + "/unpause", query).header("Idempotency-Key", "new key").send().status())
        .isEqualTo(400);
    assertThat(call(CAMPAIGN + "/unpause", "").header("Idempotency-Key", "new key").send().status())
        .isEqualTo(200);
  }

  private static Call call(String route, String query) {
    return http.call(
        CHANGES.contains(route) || route.endsWith("ause") ? "POST" : "GET",
        query.isEmpty() ? route : route + "?" + query);
  }

  private static @Nullable String message(String path) {
    return http.call("GET", path).send().error().path("message").textValue();
  }
}
