package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.model.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The shape of a record by version, on every route that shows one.
class VersionedShapeTest {
  private static final String PLAIN = "2026-07-20";
  private static final String WITH_LANGUAGE = "2026-09-29";
  private static final String NEWEST = "2026-10-15-1";

  @RegisterExtension static final HttpStack http = HttpStack.start();

  @BeforeEach
  void put() {
    http.stack.putAd("ad_1", Map.of("status", text("active")));
    http.stack.putCampaign("adcamp_1", Map.of("status", text("active")));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"2025-01-01", "2026-06-20", "2026-07-18"})
  void until_2026_07_20_a_record_has_the_api_references_fields(@Nullable String version) {
    assertThat(get("/ads/ad_1", version)).hasSize(33);
    assertThat(get("/ad_campaigns/adcamp_1", version)).hasSize(24);
    assertThat(body("/ads/ad_1", version)).isEqualTo(body("/ads/ad_1", "2026-06-20"));
    assertThat(body("/ad_campaigns/adcamp_1", version))
        .isEqualTo(body("/ad_campaigns/adcamp_1", "2026-06-20"));
  }

  @ParameterizedTest
  @ValueSource(strings = {PLAIN, "2026-07-22", "2026-09-23", WITH_LANGUAGE, "2026-10-08", NEWEST})
  void from_2026_07_20_on_it_has_the_newer_ones_too(String version) {
    JsonNode ad = get("/ads/ad_1", version);
    assertThat(ad).hasSize(33 + 41);
    assertThat(fields(ad)).containsAll(fields(get("/ads/ad_1", null)));
    JsonNode campaign = get("/ad_campaigns/adcamp_1", version);
    assertThat(campaign).hasSize(24 + 59);
    assertThat(fields(campaign)).containsAll(fields(get("/ad_campaigns/adcamp_1", null)));
  }

  /// A campaign's return on ad spend is a percentage in the API reference. Later it is a ratio.
  @Test
  void the_fields_that_stay_keep_their_values() {
    for (String path : List.of("/ads/ad_1", "/ad_campaigns/adcamp_1")) {
      ObjectNode oldest = (ObjectNode) get(path, null);
      ObjectNode newer = (ObjectNode) get(path, PLAIN);
      if (path.startsWith("/ad_campaigns")) {
        assertThat(oldest.remove("return_on_ad_spend").decimalValue()).isEqualTo("356.548008");
        assertThat(newer.path("return_on_ad_spend").decimalValue()).isEqualTo("3.56548");
      }
      newer.retain(fields(oldest));
      assertThat(newer).isEqualTo(oldest);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-07-20, '\"Made for long evenings.\"'",
    "2026-09-23, '\"Made for long evenings.\"'",
    "2026-09-29, '{\"text\":\"Made for long evenings.\",\"language\":null}'",
    "2026-10-15-1, '{\"text\":\"Made for long evenings.\",\"language\":null}'"
  })
  void from_2026_09_29_on_each_text_of_an_ad_is_an_object(String version, String text) {
    JsonNode ad = get("/ads/ad_1", version);
    assertThat(ad.path("primary_texts").get(0)).hasToString(text);
    for (String texts : List.of("headlines", "descriptions")) {
      assertThat(ad.path(texts).get(0).isObject()).isEqualTo(text.startsWith("{"));
    }
  }

  @Test
  void the_other_fields_are_the_same_in_both_newer_shapes() {
    ObjectNode plain = (ObjectNode) get("/ads/ad_1", PLAIN);
    ObjectNode withLanguage = (ObjectNode) get("/ads/ad_1", WITH_LANGUAGE);
    for (ObjectNode ad : List.of(plain, withLanguage)) {
      ad.remove(List.of("primary_texts", "headlines", "descriptions"));
    }
    assertThat(withLanguage).isEqualTo(plain);
    assertThat(body("/ad_campaigns/adcamp_1", WITH_LANGUAGE))
        .isEqualTo(body("/ad_campaigns/adcamp_1", PLAIN));
  }

  @ParameterizedTest
  @CsvSource({", 33, 24", "2026-07-20, 74, 83", "2026-10-15-1, 74, 83"})
  void every_route_that_shows_a_record_shows_it_in_that_shape(
      @Nullable String version, int ofAd, int ofCampaign) {
    for (String change : List.of("pause", "unpause")) {
      assertThat(post("/ads/ad_1/" + change, version, null).json()).hasSize(ofAd);
      assertThat(post("/ad_campaigns/adcamp_1/" + change, version, null).json())
          .hasSize(ofCampaign);
    }
    assertThat(get("/ads?account_id=" + HttpStack.ACCOUNT, version).path("data"))
        .isNotEmpty()
        .allSatisfy(ad -> assertThat(ad).hasSize(ofAd));
    assertThat(get("/ad_campaigns?account_id=" + HttpStack.ACCOUNT, version).path("data"))
        .isNotEmpty()
        .allSatisfy(campaign -> assertThat(campaign).hasSize(ofCampaign));
  }

  @ParameterizedTest
  @CsvSource({", 33", "2026-07-20, 74", "2026-10-15-1, 74"})
  void a_response_that_is_kept_for_a_key_is_kept_in_its_shape(
      @Nullable String version, int fields) {
    String key = "shape " + version;
    Response first = post("/ads/ad_1/pause", version, key);
    assertThat(first.json()).hasSize(fields);
    post("/ads/ad_1/unpause", version, null);
    Response replay = post("/ads/ad_1/pause", version, key);
    assertThat(replay.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(replay.body()).isEqualTo(first.body());
    assertThat(post("/ads/ad_1/pause", "2026-06-09", key).status()).isEqualTo(400);
  }

  @Test
  void the_version_that_a_key_is_pinned_to_counts_unless_the_request_names_one() {
    Secret secret = TestStack.secret("pinned");
    Holder account = new Holder.Account(new AccountId(HttpStack.ACCOUNT));
    Caller caller = new Caller("cred_p", account, Set.of(Scope.values()), PLAIN);
    http.stack.store(secret, new Credential(caller, null, null, null));
    String pinned = secret.reveal();
    assertThat(http.call("GET", "/ads/ad_1").key(pinned).inVersion(PLAIN).send().json())
        .hasSize(74);
    assertThat(http.call("GET", "/ads/ad_1").key(pinned).version("2025-01-01").send().json())
        .hasSize(33);
  }

  @Test
  void the_words_that_the_api_reference_lacks_are_null_in_its_shape() {
    http.stack.putAd("ad_1", Map.of("call_to_action", text("donate_now")));
    http.stack.putCampaign("adcamp_1", Map.of("platform", text("google")));
    assertThat(get("/ads/ad_1", null).path("call_to_action").isNull()).isTrue();
    assertThat(get("/ads/ad_1", PLAIN).path("call_to_action").asText()).isEqualTo("donate_now");
    assertThat(get("/ad_campaigns/adcamp_1", null).path("platform").isNull()).isTrue();
    assertThat(get("/ad_campaigns/adcamp_1", PLAIN).path("platform").asText()).isEqualTo("google");
  }

  @Test
  void an_error_has_the_same_shape_in_all_versions() {
    String first = http.call("GET", "/ads/ad_none").version("2025-01-01").send().body();
    for (String version : List.of(PLAIN, NEWEST)) {
      assertThat(http.call("GET", "/ads/ad_none").version(version).send().body()).isEqualTo(first);
    }
  }

  static List<String> fields(JsonNode record) {
    return record.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static JsonNode get(String path, @Nullable String version) {
    Response response = http.call("GET", path).version(version).send();
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.json();
  }

  private static String body(String path, @Nullable String version) {
    return http.call("GET", path).version(version).send().body();
  }

  private static Response post(String path, @Nullable String version, @Nullable String key) {
    HttpStack.Call call = http.call("POST", path).version(version);
    if (key != null) {
      call.header("Idempotency-Key", key);
    }
    return call.send();
  }
}
