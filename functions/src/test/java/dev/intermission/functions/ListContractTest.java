package dev.intermission.functions;

import static dev.intermission.functions.TestStack.seconds;
import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.functions.FaultyDynamoDb.Fault;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.model.AccountId;
import dev.intermission.model.AdStatus;
import dev.intermission.model.AppId;
import dev.intermission.model.RecordKind;
import dev.intermission.model.Timestamps;
import dev.intermission.model.UserId;
import dev.intermission.read.AccountList;
import dev.intermission.read.Direction;
import dev.intermission.read.IndexKey;
import dev.intermission.read.ListFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Lists as a client meets them. Refusals and their messages, access by account, the fields shown,
/// and that paging loses and doubles no record. Over HTTP, against DynamoDB Local.
class ListContractTest {
  private static final String CAMPAIGNS = "/ad_campaigns";
  private static final Set<Scope> ALL = EnumSet.allOf(Scope.class);
  private static final String NOT_FOUND =
      "{\"error\":{\"type\":\"not_found\",\"message\":\"Not found.\",\"code\":null,\"param\":null}}";
  private static final List<String> ROUTES = List.of("/ads", CAMPAIGNS);

  @RegisterExtension static final HttpStack http = HttpStack.start();

  @BeforeAll
  static void arrange() {
    for (String account : List.of(HttpStack.ACCOUNT, "biz_other")) {
      for (int i = 1; i <= 5; i++) {
        String id = account.substring(4) + i;
        Map<String, AttributeValue> item =
            Map.of(
                "account_id", text(account),
                "created_at", text("2026-09-0" + i + "T08:00:00.000Z"));
        http.stack.putAd("ad_" + id, item);
        http.stack.putCampaign("adcamp_" + id, item);
      }
    }
  }

  @BeforeEach
  void forget() {
    // Past what the functions remember of credentials.
    http.clock.advance(Duration.ofSeconds(31));
    http.dynamoDb.forget();
  }

  // ------------------------------------------------------------------ parameters

  static Stream<Arguments> badParameters() {
    String cursor = endCursor(CAMPAIGNS + "?first=2");
    String changed = cursor.charAt(9) == 'x' ? "y" : "x";
    return Stream.of(
        Arguments.of("first=0", "first"),
        Arguments.of("first=101", "first"),
        Arguments.of("first=-1", "first"),
        Arguments.of("first=%2B5", "first"),
        Arguments.of("first=05", "first"),
        Arguments.of("first=5.0", "first"),
        Arguments.of("first=x", "first"),
        Arguments.of("first=%20", "first"),
        Arguments.of("first=%D9%A5", "first"),
        Arguments.of("first=99999999999999999999", "first"),
        Arguments.of("last=0", "last"),
        Arguments.of("last=101", "last"),
        Arguments.of("last=x", "last"),
        Arguments.of("first=1&last=1", "last"),
        Arguments.of("last=1&after=" + cursor, "after"),
        Arguments.of("before=" + cursor + "&after=" + cursor, "after"),
        Arguments.of("first=1&before=" + cursor, "before"),
        Arguments.of("order=updated_at", "order"),
        Arguments.of("order=CREATED_AT", "order"),
        Arguments.of("direction=up", "direction"),
        Arguments.of("direction=DESC", "direction"),
        Arguments.of("status=in_review", "status"),
        Arguments.of("status=Active", "status"),
        Arguments.of("after=x", "after"),
        Arguments.of("after=" + cursor.substring(1), "after"),
        Arguments.of("after=" + cursor + "A", "after"),
        Arguments.of("after=" + cursor + "%3D", "after"),
        Arguments.of("after=" + cursor.substring(0, 9) + changed + cursor.substring(10), "after"),
        Arguments.of("before=x", "before"),
        Arguments.of("status=active&after=" + cursor, "after"),
        Arguments.of("direction=asc&after=" + cursor, "after"),
        Arguments.of("last=2&before=" + endCursor("/ads?first=2"), "before"),
        Arguments.of("account_id=biz_other&after=" + cursor, "after"),
        Arguments.of("created_after=2026-09-01T00:00:00Z&after=" + cursor, "after"),
        Arguments.of("created_before=2027-09-01T00:00:00Z&after=" + cursor, "after"),
        Arguments.of("created_after=2026-09-01", "created_after"),
        Arguments.of("created_after=2026-09-01T00:00:00", "created_after"),
        Arguments.of("created_after=2026-09-01T00:00Z", "created_after"),
        Arguments.of("created_after=2026-09-01T24:00:00Z", "created_after"),
        Arguments.of("created_after=2026-09-31T00:00:00Z", "created_after"),
        Arguments.of("created_after=1788220800", "created_after"),
        Arguments.of("created_after=yesterday", "created_after"),
        Arguments.of("created_after=%20", "created_after"),
        // A + that is not encoded is a blank.
        Arguments.of("created_before=2026-09-01T00:00:00+02:00", "created_before"),
        Arguments.of("created_before=12026-09-01T00:00:00Z", "created_before"),
        Arguments.of("created_before=2026-09-01T00:00:60Z", "created_before"),
        Arguments.of("account_id=demo", "account_id"),
        Arguments.of("account_id=biz_", "account_id"),
        Arguments.of("company_id=biz_a-b", "company_id"),
        Arguments.of("account_id=biz_demo&company_id=biz_other", "company_id"));
  }

  @ParameterizedTest
  @MethodSource("badParameters")
  void a_bad_parameter_is_refused_by_name_before_anything_is_read(String query, String param) {
    http.dynamoDb.forget();
    Response response = http.call("GET", CAMPAIGNS + "?" + query).send();

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("type").textValue()).isEqualTo("invalid_request_error");
    assertThat(response.error().path("code").textValue()).isEqualTo("parameter_invalid");
    assertThat(response.error().path("param").textValue()).isEqualTo(param);
    assertThat(response.error().path("message").textValue()).contains(param);
    assertThat(response.header("x-should-retry")).isEqualTo("false");
    assertThat(http.dynamoDb.operations()).doesNotContain("Query", "BatchGetItem");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ad_1", "adcamp_", "adcamp_a-b", "ADCAMP_1", "adcamp_%20", "%20"})
  void an_ad_campaign_id_of_another_form_is_refused_by_name(String id) {
    Response response = http.call("GET", "/ads?ad_campaign_id=" + id).send();

    assertThat(response.status()).isEqualTo(400);
    assertThat(response.error().path("param").textValue()).isEqualTo("ad_campaign_id");
    assertThat(response.error().path("message").textValue())
        .isEqualTo("ad_campaign_id must be adcamp_ followed by 1 to 64 letters and digits.");
    assertThat(http.dynamoDb.operations()).doesNotContain("Query", "BatchGetItem");
  }

  @Test
  void campaigns_have_no_campaign_to_be_listed_by() {
    assertThat(
            http.call("GET", CAMPAIGNS + "?ad_campaign_id=adcamp_demo1")
                .send()
                .error()
                .path("param")
                .textValue())
        .isEqualTo("ad_campaign_id");
  }

  @Test
  void the_message_for_a_time_shows_the_form_and_how_a_plus_is_written() {
    assertThat(
            http.call("GET", CAMPAIGNS + "?created_after=2026-09-01T00:00:00+02:00")
                .send()
                .error()
                .path("message")
                .textValue())
        .isEqualTo(
            "created_after must be an RFC 3339 date-time with seconds and an offset, such as"
                + " 2027-01-31T09:00:00Z; in a query, + is written %2B.");
  }

  /// Order of checks: a bad parameter, an unknown account, a scope not granted.
  @Test
  void a_bad_parameter_costs_no_look_at_the_account() {
    String app = key(new Holder.App(new AppId("app_early")), ALL);
    http.dynamoDb.forget();

    Response response =
        http.call("GET", CAMPAIGNS + "?account_id=biz_nobody&first=0").key(app).send();

    assertThat(response.error().path("param").textValue()).isEqualTo("first");
    assertThat(http.dynamoDb.operations()).containsExactly("GetItem");
  }

  @Test
  void a_status_is_one_of_the_records_own() {
    assertThat(http.call("GET", "/ads?status=stale").send().error().path("param").textValue())
        .isEqualTo("status");
    assertThat(http.call("GET", "/ads?status=in_review").send().status()).isEqualTo(200);
    assertThat(http.call("GET", CAMPAIGNS + "?status=stale").send().status()).isEqualTo(200);
  }

  /// Official clients send a null as a parameter without a value.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "?account_id=biz_demo",
        "?company_id=biz_demo",
        "?account_id=biz_demo&company_id=biz_demo",
        "?first=20&direction=desc&order=created_at",
        "?last=20",
        "?account_id=&company_id=&status=&first=&after=&last&before&order=&direction=",
        "?created_after=&created_before",
        "?stats_from=2026-01-01&stats_to=x&time_zone=&attribution_model=0&include_paused",
      })
  void parameters_that_say_what_is_so_anyway_change_nothing(String query) {
    for (String route : ROUTES) {
      assertThat(http.call("GET", route + query).send().body())
          .isEqualTo(http.call("GET", route).send().body());
    }
  }

  // ------------------------------------------------------------------ pages

  @Test
  void a_page_holds_whole_records_the_newest_first_and_says_what_is_next_to_it() {
    for (String route : ROUTES) {
      Response response = http.call("GET", route).send();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("Content-Type")).isEqualTo("application/json");
      assertThat(response.json().fieldNames()).toIterable().containsExactly("data", "page_info");
      String prefix = route.equals("/ads") ? "ad_demo" : "adcamp_demo";
      assertThat(ids(response))
          .containsExactly(prefix + 5, prefix + 4, prefix + 3, prefix + 2, prefix + 1);
      for (JsonNode record : response.json().path("data")) {
        assertThat(record)
            .isEqualTo(http.call("GET", route + "/" + record.path("id").textValue()).send().json());
      }
      JsonNode info = response.json().path("page_info");
      assertThat(info.fieldNames())
          .toIterable()
          .containsExactly("start_cursor", "end_cursor", "has_next_page", "has_previous_page");
      assertThat(info.path("start_cursor").isTextual()).isTrue();
      assertThat(info.path("end_cursor").isNull()).isTrue();
      assertThat(info.path("has_next_page").booleanValue()).isFalse();
      assertThat(info.path("has_previous_page").booleanValue()).isFalse();
    }
  }

  @Test
  void pages_follow_each_other_both_ways() {
    for (String route : ROUTES) {
      for (String direction : List.of("asc", "desc")) {
        String list = route + "?direction=" + direction;
        List<String> all = ids(http.call("GET", list).send());
        assertThat(walk(list, 2, false)).isEqualTo(all);
        assertThat(walk(list, 2, true)).isEqualTo(all);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "first=2, 5 4, false, true, true",
    "first=5, 5 4 3 2 1, false, false, false",
    "last=2, 2 1, true, false, false",
    "last=5, 5 4 3 2 1, false, false, false",
    "direction=asc&first=1, 1, false, true, true",
    "direction=asc&last=1, 5, true, false, false",
  })
  void page_info_says_what_is_there(
      String query, String numbers, boolean hasPrevious, boolean hasNext, boolean hasEndCursor) {
    Response response = http.call("GET", CAMPAIGNS + "?" + query).send();

    assertThat(ids(response))
        .isEqualTo(Stream.of(numbers.split(" ")).map(number -> "adcamp_demo" + number).toList());
    JsonNode info = response.json().path("page_info");
    assertThat(info.path("has_previous_page").booleanValue()).isEqualTo(hasPrevious);
    assertThat(info.path("has_next_page").booleanValue()).isEqualTo(hasNext);
    assertThat(info.path("end_cursor").isTextual()).isEqualTo(hasEndCursor);
  }

  @Test
  void a_cursor_is_good_for_a_page_of_another_size_and_for_any_credential_of_the_account() {
    String after = endCursor(CAMPAIGNS + "?first=1");
    String other = http.stack.issueKey("another", HttpStack.ACCOUNT, ALL);

    assertThat(ids(http.call("GET", CAMPAIGNS + "?first=3&after=" + after).key(other).send()))
        .containsExactly("adcamp_demo4", "adcamp_demo3", "adcamp_demo2");
    assertThat(ids(http.call("GET", CAMPAIGNS + "?after=" + after).send())).hasSize(4);
    assertThat(ids(http.call("GET", CAMPAIGNS + "?before=" + after).send())).isEmpty();
  }

  @Test
  void an_empty_page_says_that_there_is_a_page_on_the_side_that_it_was_come_from() {
    for (String route : ROUTES) {
      String first =
          http.call("GET", route + "?first=2")
              .send()
              .json()
              .at("/page_info/start_cursor")
              .textValue();
      String last =
          http.call("GET", route + "?last=1")
              .send()
              .json()
              .at("/page_info/start_cursor")
              .textValue();

      assertThat(http.call("GET", route + "?last=2&before=" + first).send().body())
          .isEqualTo(
              "{\"data\":[],\"page_info\":{\"start_cursor\":null,\"end_cursor\":null,"
                  + "\"has_next_page\":true,\"has_previous_page\":false}}");
      assertThat(http.call("GET", route + "?first=2&after=" + last).send().body())
          .isEqualTo(
              "{\"data\":[],\"page_info\":{\"start_cursor\":null,\"end_cursor\":null,"
                  + "\"has_next_page\":false,\"has_previous_page\":true}}");
    }
  }

  // ------------------------------------------------------------------ who may see what

  enum Kind {
    ACCOUNT_KEY,
    APP_KEY,
    USER_TOKEN,
    ACCOUNT_JWT;

    /// Whether it acts on one account.
    boolean isOfOneAccount() {
      return this == ACCOUNT_KEY || this == ACCOUNT_JWT;
    }

    /// The calls that it takes to know who asks, and what was granted to him.
    List<String> calls(boolean asksForGrant) {
      return switch (this) {
        case ACCOUNT_KEY -> List.of("GetItem");
        case ACCOUNT_JWT -> asksForGrant ? List.of("GetItem") : List.of();
        case APP_KEY, USER_TOKEN ->
            asksForGrant ? List.of("GetItem", "GetItem") : List.of("GetItem");
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void every_kind_of_credential_lists_its_account_and_no_other(Kind kind) {
    for (Operation operation : Operation.values()) {
      if (operation.form() != Operation.Form.PAGE) {
        continue;
      }
      String route = operation.kind() == RecordKind.AD ? "/ads" : CAMPAIGNS;
      List<String> page = new ArrayList<>(kind.calls(true));
      page.addAll(List.of("Query", "BatchGetItem"));

      expect(kind, ALL, ALL, route + "?account_id=biz_demo", 200, page, null);
      assertThat(
              ids(
                  http.call("GET", route + "?account_id=biz_demo")
                      .key(bearer(kind, ALL, ALL))
                      .send()))
          .hasSize(5)
          .allMatch(id -> id.contains("_demo"));
      if (kind.isOfOneAccount()) {
        expect(kind, ALL, ALL, route, 200, page, null);
      } else {
        expect(kind, ALL, ALL, route, 400, kind.calls(false), "account_id");
      }
      // Another account, and one that is not there: the same response for the same calls.
      expect(kind, ALL, ALL, route + "?account_id=biz_other", 404, kind.calls(true), null);
      expect(kind, ALL, ALL, route + "?company_id=biz_nowhere", 404, kind.calls(true), null);
      Set<Scope> none = EnumSet.noneOf(Scope.class);
      expect(
          kind,
          none,
          ALL,
          route + "?account_id=biz_demo&first=0",
          403,
          kind.calls(false),
          operation.scopes().getFirst().wireName());
      if (kind != Kind.ACCOUNT_KEY) {
        expect(kind, ALL, null, route + "?account_id=biz_demo", 404, kind.calls(true), null);
        for (Scope scope : operation.scopes()) {
          Set<Scope> others = EnumSet.complementOf(EnumSet.of(scope));
          expect(
              kind,
              ALL,
              others,
              route + "?account_id=biz_demo",
              403,
              kind.calls(true),
              scope.wireName());
          expect(kind, ALL, others, route + "?account_id=biz_other", 404, kind.calls(true), null);
        }
      }
    }
  }

  @Test
  void a_missing_account_is_told_of_as_missing() {
    Response response = http.call("GET", "/ads").key(bearer(Kind.APP_KEY, ALL, ALL)).send();

    assertThat(response.error().path("code").textValue()).isEqualTo("parameter_missing");
    assertThat(response.error().path("param").textValue()).isEqualTo("account_id");
  }

  @Test
  void an_app_lists_each_account_that_installed_it() {
    Holder.App app = new Holder.App(new AppId("app_many"));
    String bearer = key(app, ALL);
    http.stack.grant(app, new AccountId("biz_demo"), ALL);
    http.stack.grant(app, new AccountId("biz_other"), ALL);
    for (String account : List.of("demo", "other")) {
      assertThat(ids(http.call("GET", "/ads?account_id=biz_" + account).key(bearer).send()))
          .hasSize(5)
          .allMatch(id -> id.startsWith("ad_" + account));
    }
  }

  /// Cursors are not signed, so anybody can forge one. It leads nowhere else.
  @Test
  void a_cursor_of_another_account_opens_nothing() {
    String theirs = http.stack.issueKey("theirs", "biz_other", ALL);
    String after =
        http.call("GET", CAMPAIGNS + "?first=1")
            .key(theirs)
            .send()
            .json()
            .at("/page_info/end_cursor")
            .textValue();
    http.dynamoDb.forget();

    assertThat(http.call("GET", CAMPAIGNS + "?after=" + after).send().status()).isEqualTo(400);
    Response response = http.call("GET", CAMPAIGNS + "?account_id=biz_other&after=" + after).send();
    assertThat(response.body()).isEqualTo(NOT_FOUND);
    assertThat(http.dynamoDb.operations()).doesNotContain("Query");
  }

  /// DynamoDB would refuse to read on from there.
  @ParameterizedTest
  @CsvSource({
    "0, 1, 400",
    "1, 0, 400",
    "1024, 2048, 200",
    "1025, 2048, 400",
    "1024, 2049, 400",
  })
  void a_cursor_of_a_place_where_no_item_can_be_is_refused_by_name(
      int createdAtBytes, int idBytes, int status) {
    IndexKey place = new IndexKey("2".repeat(createdAtBytes), "a".repeat(idBytes));
    for (Operation operation : Operation.values()) {
      if (operation.form() != Operation.Form.PAGE) {
        continue;
      }
      String cursor =
          new AccountList<AdStatus>(
                  operation,
                  new AccountId(HttpStack.ACCOUNT),
                  ListFilter.ofStatus(null),
                  Direction.DESC)
              .cursor(place);
      for (String name : List.of("after", "before")) {
        http.dynamoDb.forget();
        String route = operation.kind() == RecordKind.AD ? "/ads" : CAMPAIGNS;
        Response response = http.call("GET", route + "?" + name + "=" + cursor).send();

        assertThat(response.status()).as(response.body()).isEqualTo(status);
        if (status == 400) {
          assertThat(response.error().path("param").textValue()).isEqualTo(name);
          assertThat(response.error().path("message").textValue())
              .isEqualTo(
                  name
                      + " is not a cursor of this list. Use one of its page_info, with the same"
                      + " filters.");
          assertThat(http.dynamoDb.operations()).doesNotContain("Query");
        }
      }
    }
  }

  /// As docs/clients.md and docs/quotas.md say; [dev.intermission.read.PageBudget] is kept to in
  /// `shared`.
  @Test
  void a_page_may_read_1000_keys() {
    assertThat(Wiring.pageBudget().keys()).isEqualTo(1000);
  }

  /// Lambda's limit is 6 MB, and a character of the body may take 3 bytes.
  @Test
  void a_page_that_would_be_too_long_is_shorter_and_has_a_cursor() {
    String bearer = http.stack.issueKey("long", "biz_long", ALL);
    List<String> all = new ArrayList<>();
    for (int i = 9; i >= 1; i--) {
      put("long", i, Map.of("title", text("x".repeat(i == 5 ? 10 : 390_000))));
      all.add("adcamp_long" + i);
      http.stack.putAd(
          "ad_long" + i,
          Map.of(
              "account_id", text("biz_long"),
              "created_at", text("2026-09-0" + i + "T08:00:00.000Z"),
              "title", text("\u0001".repeat(390_000))));
    }

    for (String page : List.of("?first=100", "?last=100", "?", "?first=9&status=active")) {
      for (String route : ROUTES) {
        http.clock.advance(Duration.ofSeconds(31));
        http.dynamoDb.forget();
        Response response = http.call("GET", route + page).key(bearer).send();
        assertThat(response.status()).isEqualTo(200);
        boolean isBackwards = page.startsWith("?last");
        int shown = route.equals(CAMPAIGNS) ? 6 : 1;
        assertThat(ids(response))
            .isEqualTo(
                (isBackwards ? all.subList(9 - shown, 9) : all.subList(0, shown))
                    .stream()
                        .map(id -> route.equals(CAMPAIGNS) ? id : id.replace("camp", ""))
                        .toList());
        assertThat(response.json().at("/page_info/has_previous_page").booleanValue())
            .isEqualTo(isBackwards);
        assertThat(response.json().at("/page_info/has_next_page").booleanValue())
            .isEqualTo(!isBackwards);
        assertThat(response.body().length()).isLessThan(2_400_000);
        // The page is cut as it is, and not read again.
        assertThat(http.dynamoDb.operations())
            .startsWith("GetItem", "Query")
            .doesNotContainSubsequence("BatchGetItem", "Query");
      }
    }
    assertThat(walk(CAMPAIGNS + "?direction=desc", 100, false, bearer, () -> {})).isEqualTo(all);
    assertThat(walk(CAMPAIGNS + "?direction=desc", 100, true, bearer, () -> {})).isEqualTo(all);
    assertThat(walk("/ads?direction=desc", 100, false, bearer, () -> {})).hasSize(9);
  }

  // ------------------------------------------------------------------ what is shown

  @Test
  void a_status_picks_by_what_the_response_shows() {
    String bearer = http.stack.issueKey("derived", "biz_derived", ALL);
    Instant now = http.clock.instant();
    put("derived", 1, Map.of("status", text("active")));
    put("derived", 2, Map.of("status", text("paused")));
    put("derived", 3, Map.of("status", text("paused"), "paused_until", seconds(now)));
    put(
        "derived",
        4,
        Map.of("status", text("paused"), "paused_until", seconds(now.plusSeconds(9))));
    put("derived", 5, Map.of("status", text("inactive")));

    Response active = http.call("GET", CAMPAIGNS + "?status=active").key(bearer).send();

    assertThat(ids(active)).containsExactly("adcamp_derived3", "adcamp_derived1");
    assertThat(active.json().path("data"))
        .allSatisfy(campaign -> {
          assertThat(campaign.path("status").textValue()).isEqualTo("active");
          assertThat(campaign.path("paused_until").isNull()).isTrue();
        });
    assertThat(active.json().at("/data/0/updated_at").textValue())
        .isEqualTo(Timestamps.write(now.truncatedTo(ChronoUnit.SECONDS)));
    assertThat(ids(http.call("GET", CAMPAIGNS + "?status=paused").key(bearer).send()))
        .containsExactly("adcamp_derived4", "adcamp_derived2");
  }

  @Test
  void what_changes_between_the_index_and_the_records_is_shown_as_it_is_then() {
    String bearer = http.stack.issueKey("late", "biz_late", ALL);
    for (int i = 1; i <= 4; i++) {
      put("late", i, Map.of());
    }
    http.dynamoDb.beforeNext(
        "BatchGetItem",
        () -> {
          put("late", 1, Map.of("status", text("paused")));
          put("late", 2, Map.of("account_id", text("biz_taken")));
          put("late", 3, Map.of("title", text("Renamed")));
        });

    Response response = http.call("GET", CAMPAIGNS + "?status=active").key(bearer).send();

    assertThat(ids(response)).containsExactly("adcamp_late4", "adcamp_late3");
    assertThat(response.json().at("/data/1/title").textValue()).isEqualTo("Renamed");
  }

  @Test
  void a_broken_item_is_left_out_logged_and_counted_and_the_page_is_full_all_the_same() {
    String bearer = http.stack.issueKey("broken", "biz_broken", ALL);
    put("broken", 4, Map.of());
    Map<String, @Nullable AttributeValue> untitled = new HashMap<>();
    untitled.put("title", null);
    put("broken", 3, untitled);
    put("broken", 2, Map.of("status", text("draft")));
    put("broken", 1, Map.of());
    int counted = count("\"BrokenItems\":1");

    Response response = http.call("GET", CAMPAIGNS + "?first=2").key(bearer).send();

    assertThat(ids(response)).containsExactly("adcamp_broken4", "adcamp_broken1");
    assertThat(response.json().at("/page_info/end_cursor").isNull()).isTrue();
    assertThat(count("\"BrokenItems\":1")).isEqualTo(counted + 2);
  }

  @Test
  void an_item_whose_id_has_another_form_is_left_out_as_broken() {
    String bearer = http.stack.issueKey("odd", "biz_odd", ALL);
    http.stack.putAd("not-an-ad", Map.of("account_id", text("biz_odd")));
    http.stack.putAd("ad_odd1", Map.of("account_id", text("biz_odd")));
    int counted = count("\"BrokenItems\":1");

    assertThat(ids(http.call("GET", "/ads").key(bearer).send())).containsExactly("ad_odd1");
    assertThat(count("\"BrokenItems\":1")).isEqualTo(counted + 1);
  }

  // ------------------------------------------------------------------ a time, a campaign

  @ParameterizedTest
  @CsvSource({
    "created_after=2026-09-02T08:00:00Z, 5 4 3",
    "created_after=2026-09-02T08:00:00.000Z, 5 4 3",
    "created_after=2026-09-02t08:00:00z, 5 4 3",
    "created_after=2026-09-02T10:00:00%2B02:00, 5 4 3",
    "created_after=2026-09-02T07:59:59.9999999999Z, 5 4 3 2",
    "created_after=2026-09-05T08:00:00Z, ''",
    "created_before=2026-09-02T08:00:00Z, 1",
    "created_before=2026-09-02T08:00:00.0000000000001Z, 2 1",
    "created_before=2026-09-02T02:00:00-06:00, 1",
    "created_before=2026-09-01T08:00:00Z, ''",
    "created_after=2026-09-01T08:00:00Z&created_before=2026-09-05T08:00:00Z, 4 3 2",
    "created_after=2026-09-01T08:00:00Z&created_before=2026-09-05T08:00:00Z&first=2, 4 3",
    "created_after=2026-09-01T08:00:00Z&created_before=2026-09-05T08:00:00Z&last=2, 3 2",
    "created_after=2026-09-01T08:00:00Z&direction=asc&first=1, 2",
    "created_after=2026-09-01T08:00:00Z&status=paused, ''",
    "created_after=2026-09-03T08:00:00Z&created_before=2026-09-03T08:00:00Z, ''",
    "created_after=2026-09-04T08:00:00Z&created_before=2026-09-02T08:00:00Z, ''",
    "created_after=0000-01-01T00:00:00Z&created_before=9999-12-31T23:59:59Z, 5 4 3 2 1",
    "created_after=0000-01-01T00:00:00%2B23:59&created_before=9999-12-31T23:59:59-23:59, 5 4 3 2 1",
    "created_after=2026-09-01T07:59:59.99999999999Z&created_before=2026-09-05T08:00:00.0001Z, 5 4 3 2 1",
    "created_after=9999-12-31T23:59:59-23:59, ''",
    "created_before=0000-01-01T00:00:00%2B23:59, ''",
  })
  void a_range_of_times_leaves_out_both_of_its_bounds(String query, String numbers) {
    for (String route : ROUTES) {
      String prefix = route.equals("/ads") ? "ad_demo" : "adcamp_demo";
      assertThat(ids(http.call("GET", route + "?" + query).send()))
          .isEqualTo(
              numbers.isEmpty()
                  ? List.of()
                  : Stream.of(numbers.split(" ")).map(number -> prefix + number).toList());
    }
  }

  @Test
  void pages_of_a_range_follow_each_other_both_ways() {
    for (String route : ROUTES) {
      String list =
          route + "?created_after=2026-09-01T08:00:00Z&created_before=2026-09-09T00:00:00Z";
      List<String> all = ids(http.call("GET", list).send());
      assertThat(all).hasSize(4);
      for (int size = 1; size <= 4; size++) {
        assertThat(walk(list, size, false)).isEqualTo(all);
        assertThat(walk(list, size, true)).isEqualTo(all);
      }
    }
  }

  /// The same instant in other words is the same list.
  @Test
  void a_cursor_is_bound_to_the_instants_of_its_range() {
    String after = endCursor(CAMPAIGNS + "?first=1&created_after=2026-09-01T08:00:00Z");

    assertThat(
            ids(
                http.call(
                        "GET",
                        CAMPAIGNS + "?created_after=2026-09-01T09:00:00.0%2B01:00&after=" + after)
                    .send()))
        .containsExactly("adcamp_demo4", "adcamp_demo3", "adcamp_demo2");
    assertThat(
            http.call("GET", CAMPAIGNS + "?created_after=2026-09-01T08:00:00.001Z&after=" + after)
                .send()
                .error()
                .path("param")
                .textValue())
        .isEqualTo("after");
  }

  @Test
  void the_ads_of_a_campaign_are_listed_in_pages_and_nobody_elses_are() {
    String bearer = http.stack.issueKey("ofcampaign", "biz_ofcampaign", ALL);
    for (int i = 1; i <= 6; i++) {
      http.stack.putAd(
          "ad_ofcampaign" + i,
          Map.of(
              "account_id", text(i == 4 ? "biz_stranger" : "biz_ofcampaign"),
              "ad_campaign_id", text(i == 2 ? "adcamp_second" : "adcamp_first"),
              "status", text(i == 3 ? "paused" : "active"),
              "created_at", text("2026-09-0" + i + "T08:00:00.000Z")));
    }
    String list = "/ads?ad_campaign_id=adcamp_first";
    List<String> all =
        List.of("ad_ofcampaign6", "ad_ofcampaign5", "ad_ofcampaign3", "ad_ofcampaign1");

    assertThat(ids(http.call("GET", list).key(bearer).send())).isEqualTo(all);
    for (int size = 1; size <= 4; size++) {
      assertThat(walk(list, size, false, bearer, () -> {})).isEqualTo(all);
      assertThat(walk(list, size, true, bearer, () -> {})).isEqualTo(all);
    }
    assertThat(ids(http.call("GET", list + "&status=paused").key(bearer).send()))
        .containsExactly("ad_ofcampaign3");
    assertThat(
            ids(
                http.call("GET", list + "&created_after=2026-09-03T08:00:00Z&direction=asc")
                    .key(bearer)
                    .send()))
        .containsExactly("ad_ofcampaign5", "ad_ofcampaign6");
    assertThat(ids(http.call("GET", "/ads?ad_campaign_id=").key(bearer).send())).hasSize(5);
    // Of another account, of which it has an ad all the same, and of none: as if there were none.
    String nothing =
        http.call("GET", "/ads?ad_campaign_id=adcamp_nowhere").key(bearer).send().body();
    assertThat(http.call("GET", "/ads?ad_campaign_id=adcamp_second").send().body())
        .isEqualTo(nothing);
    assertThat(http.call("GET", "/ads?ad_campaign_id=adcamp_first&first=1").send().body())
        .isEqualTo(nothing);
    assertThat(
            http.call(
                    "GET",
                    "/ads?first=1&ad_campaign_id=adcamp_second&after=" + endCursor(bearer, list))
                .key(bearer)
                .send()
                .error()
                .path("param")
                .textValue())
        .isEqualTo("after");
    // The index makes it one read, however many ads the account has.
    http.clock.advance(Duration.ofSeconds(31));
    http.dynamoDb.forget();
    http.call("GET", list).key(bearer).send();
    assertThat(http.dynamoDb.operations()).containsExactly("GetItem", "Query", "BatchGetItem");
  }

  // ------------------------------------------------------------------ a store in trouble

  @Test
  void what_dynamodb_did_not_get_to_is_asked_for_again_after_a_while() {
    Instant before = http.clock.instant();
    http.dynamoDb.next(Fault.NONE, Fault.NONE, Fault.UNPROCESSED, Fault.UNPROCESSED);

    Response response = http.call("GET", CAMPAIGNS).send();

    assertThat(ids(response)).hasSize(5);
    assertThat(http.dynamoDb.operations())
        .containsExactly("GetItem", "Query", "BatchGetItem", "BatchGetItem", "BatchGetItem");
    assertThat(http.clock.instant()).isEqualTo(before.plusMillis(300));
  }

  @Test
  void a_page_that_dynamodb_never_gets_to_is_a_503() {
    http.dynamoDb.next(
        Fault.NONE, Fault.NONE, Fault.UNPROCESSED, Fault.UNPROCESSED, Fault.UNPROCESSED);

    Response response = http.call("GET", CAMPAIGNS).send();

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("Retry-After")).isEqualTo("1");
    assertThat(http.dynamoDb.operations()).hasSize(5);
  }

  @Test
  void an_index_that_does_not_answer_is_a_503() {
    http.dynamoDb.next(
        Fault.NONE,
        Fault.BROKEN_BEFORE_EFFECT,
        Fault.BROKEN_BEFORE_EFFECT,
        Fault.BROKEN_BEFORE_EFFECT);

    assertThat(http.call("GET", "/ads").send().status()).isEqualTo(503);
  }

  // ------------------------------------------------------------------ many

  /// Ten of each time, so that most have the same place by time as others.
  @Test
  void
      paging_through_1000_campaigns_both_ways_while_some_are_being_paused_misses_none_and_doubles_none() {
    String bearer = http.stack.issueKey("many", "biz_many", ALL);
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    Set<String> all = new HashSet<>();
    Set<String> paused = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      String id = "adcamp_many" + i;
      all.add(id);
      http.stack.putCampaign(
          id,
          Map.of(
              "account_id", text("biz_many"),
              "created_at", text(Timestamps.write(start.plusSeconds(i / 10)))));
    }
    for (boolean backwards : new boolean[] {false, true}) {
      Deque<Integer> toPause =
          new ArrayDeque<>(
              IntStream.range(0, 1000).filter(i -> i % 20 == (backwards ? 1 : 0)).boxed().toList());
      // From both ends, between the index and the records of each page.
      Runnable pauseSome =
          () ->
              Stream.of(toPause.pollFirst(), toPause.pollLast())
                  .filter(Objects::nonNull)
                  .map(i -> "adcamp_many" + i)
                  .forEach(id -> {
                    http.call("POST", CAMPAIGNS + "/" + id + "/pause").key(bearer).send();
                    paused.add(id);
                  });
      List<String> seen =
          walk(
              CAMPAIGNS + "?direction=desc",
              37,
              backwards,
              bearer,
              () -> http.dynamoDb.beforeNext("BatchGetItem", pauseSome));
      assertThat(seen).hasSize(1000).doesNotHaveDuplicates();
      assertThat(new HashSet<>(seen)).isEqualTo(all);
    }
    assertThat(paused).hasSize(100);
    // Those of one time stand in one order, whichever way and in pages of whatever size.
    List<String> once = walk(CAMPAIGNS + "?direction=desc", 100, false, bearer, () -> {});
    assertThat(walk(CAMPAIGNS + "?direction=desc", 53, true, bearer, () -> {})).isEqualTo(once);
    assertThat(walk(CAMPAIGNS + "?direction=asc", 71, false, bearer, () -> {}).reversed())
        .isEqualTo(once);
    // A filter misses none of those that it should show.
    assertThat(new HashSet<>(walk(CAMPAIGNS + "?status=paused", 19, true, bearer, () -> {})))
        .isEqualTo(paused);
    assertThat(walk(CAMPAIGNS + "?status=active", 100, false, bearer, () -> {}))
        .hasSize(900)
        .doesNotContainAnyElementsOf(paused);
  }

  // ------------------------------------------------------------------ helpers

  private static void put(
      String account, int number, Map<String, @Nullable AttributeValue> changes) {
    Map<String, @Nullable AttributeValue> item = new HashMap<>();
    item.put("account_id", text("biz_" + account));
    item.put("created_at", text("2026-09-0" + number + "T08:00:00.000Z"));
    item.putAll(changes);
    http.stack.putCampaign("adcamp_" + account + number, item);
  }

  private static void expect(
      Kind kind,
      Set<Scope> scopes,
      @Nullable Set<Scope> granted,
      String path,
      int status,
      List<String> calls,
      @Nullable String names) {
    String bearer = bearer(kind, scopes, granted);
    http.clock.advance(Duration.ofSeconds(31));
    bearer = kind == Kind.ACCOUNT_JWT ? bearer(kind, scopes, granted) : bearer;
    http.dynamoDb.forget();
    Response response = http.call("GET", path).key(bearer).send();
    String it = "%s with %s, granted %s: %s".formatted(kind, scopes, granted, path);
    assertThat(response.status()).as(it).isEqualTo(status);
    assertThat(http.dynamoDb.operations()).as(it).isEqualTo(calls);
    if (status == 404) {
      assertThat(response.body()).as(it).isEqualTo(NOT_FOUND);
    }
    if (names != null) {
      assertThat(response.error().path("message").textValue()).as(it).contains(names);
    }
  }

  /// A credential of the demo account, or of an app or user with its grant.
  private static String bearer(Kind kind, Set<Scope> scopes, @Nullable Set<Scope> granted) {
    String name = "list" + Integer.toUnsignedString(String.valueOf(granted).hashCode(), 36);
    Holder.Grantee grantee =
        kind == Kind.APP_KEY
            ? new Holder.App(new AppId("app_" + name))
            : new Holder.User(new UserId("user_" + name));
    AccountId account = new AccountId(HttpStack.ACCOUNT);
    if (granted != null) {
      http.stack.grant(grantee, account, granted);
    }
    return switch (kind) {
      case ACCOUNT_KEY -> key(new Holder.Account(account), scopes);
      case APP_KEY, USER_TOKEN -> key(grantee, scopes);
      case ACCOUNT_JWT ->
          http.issuer.begin("user_" + name, account.value(), scopes, http.clock.instant()).signed();
    };
  }

  private static String key(Holder holder, Set<Scope> scopes) {
    Secret secret = TestStack.secret(SecretKind.of(holder), holder.ownerId() + scopes);
    http.stack.store(
        secret, new Credential(new Caller("cred_list", holder, scopes, null), null, null, null));
    return secret.reveal();
  }

  private static String endCursor(String bearer, String list) {
    return http.call("GET", list + "&first=1")
        .key(bearer)
        .send()
        .json()
        .at("/page_info/end_cursor")
        .textValue();
  }

  private static String endCursor(String path) {
    return http.call("GET", path).send().json().at("/page_info/end_cursor").textValue();
  }

  private static List<String> ids(Response response) {
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    response.json().path("data").forEach(record -> ids.add(record.path("id").textValue()));
    return ids;
  }

  private static List<String> walk(String list, int size, boolean backwards) {
    return walk(list, size, backwards, http.token(), () -> {});
  }

  /// All ids in the list's order, page by page as a client reads them.
  private static List<String> walk(
      String list, int size, boolean backwards, String bearer, Runnable beforeEachPage) {
    List<String> all = new ArrayList<>();
    String cursor = "";
    for (int pages = 0; pages < 1001; pages++) {
      beforeEachPage.run();
      Response response =
          http.call(
                  "GET",
                  "%s&%s=%d&%s=%s"
                      .formatted(
                          list,
                          backwards ? "last" : "first",
                          size,
                          backwards ? "before" : "after",
                          cursor))
              .key(bearer)
              .send();
      all.addAll(backwards ? 0 : all.size(), ids(response));
      JsonNode info = response.json().path("page_info");
      if (!info.path(backwards ? "has_previous_page" : "has_next_page").booleanValue()) {
        return all;
      }
      cursor = info.path(backwards ? "start_cursor" : "end_cursor").textValue();
    }
    throw new AssertionError("the list never ends");
  }

  private static int count(String part) {
    return http.output().split(Pattern.quote(part), -1).length - 1;
  }
}
