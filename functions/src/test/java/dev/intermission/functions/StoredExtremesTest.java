package dev.intermission.functions;

import static dev.intermission.functions.TestStack.seconds;
import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.access.Scope;
import dev.intermission.emulator.lambda.InvocationResult;
import dev.intermission.emulator.state.ItemJson;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.functions.dynamodb.DueKeys;
import dev.intermission.model.AdCampaignId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/// A pause is committed first, whatever another writer left in any attribute. Tries each type, and
/// each extreme value of it, in each attribute of each record, in DynamoDB Local.
class StoredExtremesTest {
  private static final String DIGITS = "9".repeat(38);
  private static final String MOST = "9." + "9".repeat(37) + "E+125";
  private static final String UNTIL = "2026-11-22T11:00:00Z";
  private static final Instant END = Instant.parse(UNTIL);

  /// The attributes that pausing writes, or decides on.
  private static final Set<String> TOUCHED =
      Set.of(
          "status",
          "rev",
          "changed_by",
          "updated_at",
          "pause_id",
          "paused_until",
          "due_pk",
          "account_id",
          "created_at");

  /// Attributes without which no timed pause ends.
  private static final Set<String> OF_A_PAUSE =
      Set.of("status", "pause_id", "paused_until", "due_pk");

  private static final String PAUSE_ID = "3f6f0d0e-0000-4000-8000-000000000001";
  private static final String FILLER = "filler";
  private static final ObjectMapper EXACT =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  private static final Map<String, @Nullable AttributeValue> VALUES = values();

  @RegisterExtension static final HttpStack http = HttpStack.start();
  private static int ids;

  /// A kind of record.
  enum Kind {
    AD("/ads/", "ad_x", "ad.json"),
    CAMPAIGN("/ad_campaigns/", "adcamp_x", "ad-campaign.json");

    private final String path;
    private final String idPrefix;
    private final String file;

    Kind(String path, String idPrefix, String file) {
      this.path = path;
      this.idPrefix = idPrefix;
      this.file = file;
    }

    private Set<String> attributes() {
      try {
        return ItemJson.read(TestStack.PROJECT.resolve("events/items").resolve(file)).keySet();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void put(String id, Map<String, @Nullable AttributeValue> changes) {
      put(http, id, changes);
    }

    private void put(HttpStack into, String id, Map<String, @Nullable AttributeValue> changes) {
      if (this == AD) {
        into.stack.putAd(id, changes);
      } else {
        into.stack.putCampaign(id, changes);
      }
    }

    private Map<String, AttributeValue> item(String id) {
      return this == AD ? http.stack.ad(id) : http.stack.campaign(id);
    }
  }

  /// A request.
  private enum Ask {
    PAUSE("/pause", null, "paused"),
    PAUSE_UNTIL("/pause", "{\"paused_until\":\"" + UNTIL + "\"}", "paused"),
    UNPAUSE("/unpause", null, "active");

    private final String path;
    private final @Nullable String body;
    private final String status;

    Ask(String path, @Nullable String body, String status) {
      this.path = path;
      this.body = body;
      this.status = status;
    }
  }

  /// All values of one attribute.
  record Attribute(Kind kind, String name) {
    boolean isTouched() {
      return TOUCHED.contains(name);
    }

    @Override
    public String toString() {
      return kind + " " + name;
    }
  }

  static Stream<Attribute> attributes() {
    List<Attribute> attributes = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Set<String> names = new TreeSet<>(kind.attributes());
      names.addAll(TOUCHED);
      if (kind == Kind.AD) {
        names.removeAll(Set.of("pause_id", "paused_until", "due_pk"));
      }
      names.add("an_attribute_of_somebody_else");
      names.remove("id");
      names.forEach(name -> attributes.add(new Attribute(kind, name)));
    }
    return attributes.stream();
  }

  @ParameterizedTest
  @MethodSource("attributes")
  void a_change_is_committed_whatever_is_stored(Attribute attribute) {
    List<String> wrong = new ArrayList<>();
    VALUES.forEach((name, value) -> {
      if (attribute.isTouched()) {
        for (boolean withKey : List.of(false, true)) {
          change(attribute, name, value, Ask.PAUSE, false, withKey, wrong);
          change(attribute, name, value, Ask.UNPAUSE, true, withKey, wrong);
          if (attribute.kind == Kind.CAMPAIGN) {
            change(attribute, name, value, Ask.PAUSE_UNTIL, false, withKey, wrong);
            change(attribute, name, value, Ask.PAUSE_UNTIL, true, withKey, wrong);
          }
        }
      } else {
        change(attribute, name, value, Ask.PAUSE, false, ids % 2 == 0, wrong);
      }
    });
    assertThat(wrong).isEmpty();
  }

  @Test
  void nothing_that_is_stored_keeps_a_list_from_being_shown_or_another_pause_from_being_ended()
      throws IOException {
    try (HttpStack own = new HttpStack()) {
      Map<String, String> mustEnd = new HashMap<>();
      attributes()
          .forEach(attribute ->
              VALUES.forEach((name, value) -> {
                String id = attribute.kind.idPrefix + ++ids;
                Map<String, @Nullable AttributeValue> changes =
                    attribute.kind == Kind.AD ? new HashMap<>() : timedPause(id);
                changes.put(attribute.name, value);
                boolean isStored = put(own, attribute.kind, id, changes);
                if (isStored
                    && attribute.kind == Kind.CAMPAIGN
                    && !OF_A_PAUSE.contains(attribute.name)) {
                  mustEnd.put(id, attribute + " = " + name);
                }
              }));
      for (String list : List.of("/ads", "/ad_campaigns")) {
        JsonNode info;
        String after = "";
        do {
          Response page = own.call("GET", list + "?account_id=biz_demo&first=50" + after).send();
          assertThat(page.status()).isEqualTo(200);
          info = EXACT.readTree(page.body()).path("page_info");
          after = "&after=" + info.path("end_cursor").asText();
        } while (info.path("has_next_page").asBoolean());
      }

      own.clock.set("2026-11-22T11:05:00Z");
      assertThat(own.invoke("SweepDuePausesFunction", "{}"))
          .isInstanceOf(InvocationResult.Success.class);

      assertThat(mustEnd).hasSizeGreaterThan(500);
      mustEnd.keySet().removeIf(id -> text("active").equals(own.stack.campaign(id).get("status")));
      assertThat(mustEnd).as("still paused").isEmpty();
    }
  }

  @Test
  void a_schedules_event_ends_its_pause_or_says_that_the_item_is_broken() {
    for (String attribute : TOUCHED) {
      VALUES.forEach((name, value) -> {
        String id = Kind.CAMPAIGN.idPrefix + ++ids;
        Map<String, @Nullable AttributeValue> changes = timedPause(id);
        changes.put("paused_until", seconds(http.clock.instant()));
        changes.put(attribute, value);
        if (!put(http, Kind.CAMPAIGN, id, changes)) {
          return;
        }
        InvocationResult result = resume(id);
        if (OF_A_PAUSE.contains(attribute)) {
          assertThat(result)
              .as("%s = %s", attribute, name)
              .satisfiesAnyOf(
                  it -> assertThat(it).isInstanceOf(InvocationResult.Success.class),
                  it -> assertThat(it.toString()).contains("TryAgainException"));
        } else {
          assertThat(result).isInstanceOf(InvocationResult.Success.class);
          assertThat(http.stack.campaign(id)).containsEntry("status", text("active"));
        }
      });
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_item_without_room_is_an_item_error_and_one_with_a_little_room_is_paused(Kind kind) {
    String id = kind.idPrefix + ++ids;
    int room = fill(kind, id, Map.of());
    Map<String, AttributeValue> before = kind.item(id);
    for (String key : Arrays.asList(null, "k" + id)) {
      http.out.reset();
      HttpStack.Call call = http.call("POST", kind.path + id + "/pause");
      if (key != null) {
        call.header("Idempotency-Key", key);
      }
      Response response = call.send();
      assertThat(response.status()).isEqualTo(500);
      assertThat(response.header("x-should-retry")).isEqualTo("false");
      assertThat(http.output()).contains("\"BrokenItems\"");
      assertThat(kind.item(id)).isEqualTo(before);
    }

    kind.put(id, Map.of(FILLER, text("x".repeat(room - 1024))));
    assertThat(http.call("POST", kind.path + id + "/pause").send().status()).isEqualTo(200);
  }

  @Test
  void a_pause_ends_in_an_item_without_room() {
    String id = Kind.CAMPAIGN.idPrefix + ++ids;
    Map<String, @Nullable AttributeValue> due = timedPause(id);
    due.put("paused_until", seconds(http.clock.instant()));
    fill(Kind.CAMPAIGN, id, due);
    assertThat(resume(id)).isInstanceOf(InvocationResult.Success.class);
    assertThat(http.stack.campaign(id)).containsEntry("status", text("active"));
  }

  @Test
  void figures_of_numbers_at_the_limits_are_exact_and_of_bounded_length() throws IOException {
    AttributeValue most = AttributeValue.fromN(MOST);
    AttributeValue least = AttributeValue.fromN("1E-130");
    String ad = Kind.AD.idPrefix + ++ids;
    Kind.AD.put(
        ad,
        Map.of(
            "spend", most,
            "purchase_value", most,
            "impressions", least,
            "clicks", least,
            "reach", least));
    JsonNode shown = figures("/ads/" + ad);
    BigDecimal spend = new BigDecimal(MOST);
    assertThat(shown.path("spend").decimalValue()).isEqualByComparingTo(spend);
    assertThat(shown.path("reach").decimalValue()).isEqualByComparingTo("1E-130");
    assertThat(shown.path("cost_per_mille").decimalValue())
        .isEqualByComparingTo(spend.scaleByPowerOfTen(133));
    assertThat(shown.path("return_on_ad_spend").decimalValue()).isEqualByComparingTo("1");

    String campaign = Kind.CAMPAIGN.idPrefix + ++ids;
    Kind.CAMPAIGN.put(
        campaign,
        Map.of(
            "ad_group_daily_budgets", AttributeValue.fromL(List.of(most, least, most)),
            "total_credits", most,
            "total_spend", least,
            "revenue", most));
    JsonNode money = figures("/ad_campaigns/" + campaign);
    BigDecimal tiny = new BigDecimal("1E-130");
    assertThat(money.path("daily_budget").decimalValue())
        .isEqualByComparingTo(spend.add(spend).add(tiny));
    assertThat(money.path("remaining_balance").decimalValue())
        .isEqualByComparingTo(spend.subtract(tiny));
    assertThat(money.path("return_on_ad_spend").decimalValue())
        .isEqualByComparingTo(spend.scaleByPowerOfTen(132));
  }

  @ParameterizedTest
  @CsvSource({"1E+37, 200", "1E-38, 200", "1E+38, 500", "1E-39, 500", "1E+125, 500"})
  void a_number_that_is_passed_through_has_at_most_38_digits_on_either_side(
      String number, int status) {
    String id = Kind.AD.idPrefix + ++ids;
    AttributeValue list =
        AttributeValue.fromL(Collections.nCopies(1000, AttributeValue.fromN(number)));
    Kind.AD.put(
        id,
        Map.of(
            "creatives", AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of("n", list))))));
    Response response = http.call("POST", "/ads/" + id + "/pause").send();
    assertThat(response.status()).isEqualTo(status);
    assertThat(Kind.AD.item(id)).containsEntry("status", text("paused"));
  }

  /// A byte of an item may be many of a response. A number has no exponent there, and the newer
  /// shapes show it twice; a text has a language beside it.
  @ParameterizedTest
  @CsvSource({
    "social_accounts, 2025-01-01, 200",
    "social_accounts, 2026-07-20, 500",
    "primary_texts, 2026-07-20, 200",
    "primary_texts, 2026-09-29, 500"
  })
  void a_record_that_no_response_can_hold_is_paused_and_lists_leave_it_out(
      String attribute, String version, int status) {
    String account = "biz_long" + ++ids;
    String key = http.stack.issueKey("long" + ids, account, Set.of(Scope.values()));
    AttributeValue numbers =
        AttributeValue.fromL(Collections.nCopies(100_000, AttributeValue.fromN("1E+37")));
    AttributeValue value =
        attribute.equals("primary_texts")
            ? AttributeValue.fromL(Collections.nCopies(190_000, text("")))
            : AttributeValue.fromL(List.of(AttributeValue.fromM(Map.of("n", numbers))));
    String id = Kind.AD.idPrefix + ++ids;
    Kind.AD.put(id, Map.of("account_id", text(account), attribute, value));
    Kind.AD.put(Kind.AD.idPrefix + ++ids, Map.of("account_id", text(account)));
    http.out.reset();
    for (String ofPause : List.of("", "k" + id)) {
      HttpStack.Call pause = http.call("POST", "/ads/" + id + "/pause").key(key).version(version);
      if (!ofPause.isEmpty()) {
        pause.header("Idempotency-Key", ofPause);
      }
      assertThat(pause.send().status()).isEqualTo(status);
    }
    assertThat(Kind.AD.item(id)).containsEntry("status", text("paused"));
    List<String> listed = new ArrayList<>();
    @Nullable String page = "/ads?first=2";
    while (page != null) {
      Response list = http.call("GET", page).key(key).version(version).send();
      assertThat(list.status()).isEqualTo(200);
      list.json().path("data").forEach(ad -> listed.add(ad.path("id").asText()));
      JsonNode end = list.json().at("/page_info/end_cursor");
      page = end.isNull() ? null : "/ads?first=2&after=" + end.asText();
    }
    assertThat(listed).hasSize(status == 200 ? 2 : 1);
    assertThat(listed.contains(id)).isEqualTo(status == 200);
    assertThat(http.output().contains("\"BrokenItems\":1")).isEqualTo(status == 500);
  }

  private static InvocationResult resume(String id) {
    return http.invoke(
        "ResumeAdCampaignFunction",
        """
        {"v":1,"id":"%s","pause_id":"%s","paused_until":%d}
        """
            .formatted(id, PAUSE_ID, http.clock.instant().getEpochSecond()));
  }

  private static JsonNode figures(String path) throws IOException {
    Response response = http.call("GET", path).send();
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body())
        .hasSizeLessThan(10_000)
        .doesNotContainPattern("[0-9][eE][+-]?[0-9]");
    return EXACT.readTree(response.body());
  }

  /// Puts an item that has as many bytes as one may have.
  ///
  /// @return the length of what fills it
  private static int fill(Kind kind, String id, Map<String, @Nullable AttributeValue> changes) {
    int fits = 0;
    int doesNot = 410_000;
    while (doesNot - fits > 1) {
      int length = (fits + doesNot) / 2;
      Map<String, @Nullable AttributeValue> filled = new HashMap<>(changes);
      filled.put(FILLER, text("x".repeat(length)));
      if (put(http, kind, id, filled)) {
        fits = length;
      } else {
        doesNot = length;
      }
    }
    Map<String, @Nullable AttributeValue> filled = new HashMap<>(changes);
    filled.put(FILLER, text("x".repeat(fits)));
    kind.put(id, filled);
    return fits;
  }

  private static void change(
      Attribute attribute,
      String valueName,
      @Nullable AttributeValue value,
      Ask ask,
      boolean startsPaused,
      boolean withKey,
      List<String> wrong) {
    Kind kind = attribute.kind;
    String id = kind.idPrefix + ++ids;
    Map<String, @Nullable AttributeValue> changes = new HashMap<>();
    if (startsPaused) {
      if (kind == Kind.AD) {
        changes.put("status", text("paused"));
      } else {
        changes.putAll(timedPause(id));
      }
    }
    changes.put(attribute.name, value);
    if (!put(http, kind, id, changes)) {
      return;
    }
    Map<String, AttributeValue> before = kind.item(id);
    http.out.reset();
    HttpStack.Call call = http.call("POST", kind.path + id + ask.path);
    if (ask.body != null) {
      call.header("Content-Type", "application/json").body(ask.body);
    }
    if (withKey) {
      call.header("Idempotency-Key", "k" + id);
    }
    Response response = call.send();
    boolean isItemError = http.output().contains("\"BrokenItems\"");
    Map<String, AttributeValue> after = kind.item(id);
    String problem = problem(kind, before, after, response, isItemError, ask);
    if (problem != null) {
      wrong.add(
          "%s = %s, %s%s%s: %d, %s"
              .formatted(
                  attribute,
                  valueName,
                  startsPaused ? "paused, " : "",
                  ask,
                  withKey ? " with a key" : "",
                  response.status(),
                  problem));
    }
  }

  private static @Nullable String problem(
      Kind kind,
      Map<String, AttributeValue> before,
      Map<String, AttributeValue> after,
      Response response,
      boolean isItemError,
      Ask ask) {
    String account = string(before, "account_id");
    String status = string(before, "status");
    boolean mayChange = "active".equals(status) || "paused".equals(status);
    if (!HttpStack.ACCOUNT.equals(account)) {
      return response.status() == 404 && after.equals(before) ? null : "not 404";
    }
    if (response.status() == 500 && !isItemError) {
      return "an unhandled fault";
    }
    if (!mayChange) {
      return response.status() >= 400 && response.status() != 503 && after.equals(before)
          ? null
          : "not refused";
    }
    if (response.status() != 200
        && !(response.status() == 500 && "false".equals(response.header("x-should-retry")))) {
      return "neither 200 nor an item error";
    }
    if (ask == Ask.UNPAUSE && response.status() == 500 && isOverAtNoTime(before)) {
      return after.equals(before) ? null : "changed";
    }
    if (!ask.status.equals(string(after, "status"))) {
      return "not committed: " + after.get("status");
    }
    if (!after.equals(before) && !hasRev(after)) {
      return "no rev";
    }
    if (kind == Kind.AD) {
      return null;
    }
    boolean isTimed = ask == Ask.PAUSE_UNTIL;
    if (after.containsKey("paused_until") != isTimed) {
      // An active record may keep what was no pause.
      return ask == Ask.UNPAUSE && after.equals(before) ? null : "another pause: " + after;
    }
    return isTimed && !canEnd(after) ? "a pause that nothing can end" : null;
  }

  /// Whether the end is over, but not a whole second. An unpause would have to say when that was.
  private static boolean isOverAtNoTime(Map<String, AttributeValue> item) {
    AttributeValue end = item.get("paused_until");
    if (end == null || end.n() == null) {
      return false;
    }
    BigDecimal seconds = new BigDecimal(end.n());
    return seconds.compareTo(BigDecimal.valueOf(http.clock.instant().getEpochSecond())) <= 0
        && (seconds.signum() < 0 || seconds.stripTrailingZeros().scale() > 0);
  }

  private static boolean hasRev(Map<String, AttributeValue> item) {
    AttributeValue rev = item.get("rev");
    return rev != null && rev.n() != null;
  }

  private static boolean canEnd(Map<String, AttributeValue> item) {
    String pauseId = string(item, "pause_id");
    return pauseId != null
        && !pauseId.isEmpty()
        && seconds(END).equals(item.get("paused_until"))
        && dueKey(String.valueOf(string(item, "id"))).equals(item.get("due_pk"));
  }

  private static AttributeValue dueKey(String campaign) {
    return text(DueKeys.of(new AdCampaignId(campaign)));
  }

  private static @Nullable String string(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? null : value.s();
  }

  private static Map<String, @Nullable AttributeValue> timedPause(String id) {
    Map<String, @Nullable AttributeValue> pause = new HashMap<>();
    pause.put("status", text("paused"));
    pause.put("pause_id", text(PAUSE_ID));
    pause.put("paused_until", seconds(END));
    pause.put("due_pk", dueKey(id));
    return pause;
  }

  /// False for what DynamoDB does not store: a key of an index has one type.
  private static boolean put(
      HttpStack stack, Kind kind, String id, Map<String, @Nullable AttributeValue> changes) {
    try {
      kind.put(stack, id, changes);
      return true;
    } catch (DynamoDbException e) {
      assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
      return false;
    }
  }

  private static Map<String, @Nullable AttributeValue> values() {
    Map<String, @Nullable AttributeValue> values = new LinkedHashMap<>();
    values.put("absent", null);
    for (String string :
        List.of(
            "",
            "7",
            "active",
            "é𝕏\u0000\n\"\\",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "2026-02-30T00:00:00.000Z",
            "1970-01-01T00:00:00Z")) {
      values.put("S " + string, text(string));
    }
    values.put("S of 10,000 characters", text("x".repeat(10_000)));
    for (String number :
        List.of(
            "0",
            "-1",
            "1",
            "1.5",
            DIGITS,
            "-" + DIGITS,
            "0." + DIGITS,
            "1." + "0".repeat(36) + "1",
            MOST,
            "-" + MOST,
            "1E+125",
            "1E-130",
            "-1E-130",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "31556889864403199",
            "31556889864403200",
            "253402300799",
            "253402300800",
            "1e1")) {
      values.put("N " + number, AttributeValue.fromN(number));
    }
    SdkBytes bytes = SdkBytes.fromString("active", StandardCharsets.UTF_8);
    values.put("B", AttributeValue.fromB(bytes));
    values.put("B empty", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[0])));
    values.put("BOOL true", AttributeValue.fromBool(true));
    values.put("BOOL false", AttributeValue.fromBool(false));
    values.put("NULL", AttributeValue.fromNul(true));
    values.put("M empty", AttributeValue.fromM(Map.of()));
    values.put("L empty", AttributeValue.fromL(List.of()));
    AttributeValue deep = AttributeValue.fromN("1E+125");
    for (int i = 0; i < 15; i++) {
      deep = AttributeValue.fromM(Map.of("", text(""), "l", AttributeValue.fromL(List.of(deep))));
    }
    values.put("M nested", deep);
    values.put("L mixed", AttributeValue.fromL(List.of(text(""), AttributeValue.fromNul(true))));
    values.put("SS", AttributeValue.fromSs(List.of("active", "")));
    values.put("NS", AttributeValue.fromNs(List.of("1E+125", "-1E-130", "0")));
    values.put("BS", AttributeValue.fromBs(List.of(bytes)));
    return Collections.unmodifiableMap(values);
  }
}
