package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.functions.HttpStack.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The header of each 200 of a request for a change. It tells whether the request changed the
/// record as it is shown.
class IntermissionChangedTest {
  private static final String CAMPAIGN = "/ad_campaigns/adcamp_it";

  @RegisterExtension static final HttpStack http = HttpStack.start();

  private static int keys;

  @ParameterizedTest
  @CsvSource({"/ads/ad_it, false", "/ads/ad_it, true", CAMPAIGN + ", false", CAMPAIGN + ", true"})
  void it_tells_the_first_request_from_the_same_again(String path, boolean withKey) {
    put();
    for (String change : List.of("/pause", "/unpause", "/pause")) {
      assertThat(changed(post(path + change, null, newKey(withKey)))).isEqualTo("true");
      assertThat(changed(post(path + change, null, newKey(withKey)))).isEqualTo("false");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void another_end_is_a_change(boolean withKey) {
    put();
    String soon = until(Duration.ofHours(1));
    String later = until(Duration.ofHours(2));
    for (@Nullable String end : new @Nullable String[] {soon, later, null, soon}) {
      assertThat(changed(post(CAMPAIGN + "/pause", end, newKey(withKey)))).isEqualTo("true");
      assertThat(changed(post(CAMPAIGN + "/pause", end, newKey(withKey)))).isEqualTo("false");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void to_unpause_after_the_end_changes_nothing_and_to_pause_again_does(boolean withKey) {
    put();
    post(CAMPAIGN + "/pause", until(Duration.ofHours(1)), null);
    http.clock.set(http.clock.instant().plus(Duration.ofHours(1)));
    assertThat(changed(post(CAMPAIGN + "/unpause", null, newKey(withKey)))).isEqualTo("false");
    assertThat(http.stack.campaign("adcamp_it")).containsEntry("status", text("active"));
    post(CAMPAIGN + "/pause", until(Duration.ofHours(1)), null);
    http.clock.set(http.clock.instant().plus(Duration.ofHours(1)));
    assertThat(changed(post(CAMPAIGN + "/pause", null, newKey(withKey)))).isEqualTo("true");
  }

  @Test
  void a_replay_tells_of_the_first_request() {
    put();
    assertThat(changed(post(CAMPAIGN + "/pause", null, "first"))).isEqualTo("true");
    assertThat(changed(post(CAMPAIGN + "/pause", null, "second"))).isEqualTo("false");
    post(CAMPAIGN + "/unpause", null, null);
    for (String key : List.of("first", "second")) {
      Response replay = post(CAMPAIGN + "/pause", null, key);
      assertThat(replay.header("Idempotent-Replayed")).isEqualTo("true");
      assertThat(changed(replay)).isEqualTo(key.equals("first") ? "true" : "false");
    }
  }

  @Test
  void an_error_or_a_read_has_none() {
    put();
    http.stack.putCampaign("adcamp_off", Map.of("status", text("inactive")));
    for (@Nullable String key : new @Nullable String[] {null, "stopped"}) {
      Response refused = post("/ad_campaigns/adcamp_off/pause", null, key);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.header("Intermission-Changed")).isNull();
    }
    for (String read : List.of(CAMPAIGN, "/ads/ad_it", "/ads", "/ad_campaigns")) {
      assertThat(http.call("GET", read).send().header("Intermission-Changed")).as(read).isNull();
    }
  }

  private static void put() {
    http.stack.putAd("ad_it", Map.of("status", text("active")));
    http.stack.putCampaign("adcamp_it", Map.of("status", text("active")));
  }

  private static @Nullable String newKey(boolean isWanted) {
    return isWanted ? "key " + ++keys : null;
  }

  private static String until(Duration from) {
    return "{\"paused_until\":\"" + http.clock.instant().plus(from) + "\"}";
  }

  private static Response post(String path, @Nullable String body, @Nullable String key) {
    HttpStack.Call call = http.call("POST", path);
    if (body != null) {
      call.body(body);
    }
    return key == null ? call.send() : call.header("Idempotency-Key", key).send();
  }

  private static @Nullable String changed(Response response) {
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.header("Intermission-Changed");
  }
}
