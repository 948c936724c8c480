package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.functions.HttpStack.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The end of a pause in its three forms, over HTTP. The forms themselves are tested in `shared`.
class PauseEndTest {
  private static final String PATH = "/ad_campaigns/adcamp_it";

  @RegisterExtension static final HttpStack http = HttpStack.start();

  private static int keys;

  @BeforeEach
  void put() {
    http.clock.set(Instant.parse("2026-11-22T10:00:00.300Z"));
    http.stack.putCampaign("adcamp_it", Map.of("status", text("active")));
  }

  @Test
  void a_local_time_ends_the_pause_at_that_time_of_its_zone() {
    Response paused =
        pause("{'paused_until':'2026-12-24T18:00','time_zone':'Europe/Berlin'}", null);
    assertThat(paused.json().path("paused_until").asText()).isEqualTo("2026-12-24T17:00:00.000Z");
    assertThat(http.schedules.list())
        .extracting(schedule -> schedule.scheduledTime())
        .contains(Instant.parse("2026-12-24T17:00:00Z"));
  }

  @Test
  void a_duration_counts_from_the_moment_of_the_request() {
    Response paused = pause("{'paused_for':'PT90M'}", newKey());
    assertThat(paused.json().path("paused_until").asText()).isEqualTo("2026-11-22T11:30:01.000Z");
  }

  @Test
  void a_duration_that_is_sent_again_with_its_key_moves_nothing() {
    String key = newKey();
    Response first = pause("{'paused_for':'PT90M'}", key);
    http.clock.set(http.clock.instant().plus(Duration.ofHours(1)));
    Response again = pause("{'paused_for':'PT90M'}", key);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(http.stack.campaign("adcamp_it").get("paused_until").n())
        .isEqualTo(Long.toString(Instant.parse("2026-11-22T11:30:01Z").getEpochSecond()));
    http.clock.set(http.clock.instant().plus(Duration.ofHours(1)));
    assertThat(pause("{'paused_for':'PT90M'}", key).body()).isEqualTo(first.body());
    assertThat(pause("{'paused_for':'PT91M'}", key).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'paused_for':'PT1H'} | parameter_missing | Idempotency-Key",
        "{'paused_for':'PT1H','paused_until':'2026-12-01T00:00:00Z'} | parameter_invalid | paused_for",
        "{'paused_for':'PT1H','time_zone':'UTC'} | parameter_invalid | paused_for",
        "{'time_zone':'UTC'} | parameter_invalid | time_zone",
        "{'paused_until':null,'time_zone':'UTC'} | parameter_invalid | time_zone",
        "{'paused_until':'2026-12-01T00:00:00Z','time_zone':'UTC'} | parameter_invalid | time_zone",
        "{'paused_until':'2026-12-01T00:00','time_zone':'Berlin'} | parameter_invalid | time_zone",
        "{'paused_until':'2026-12-01T00:00'} | parameter_invalid | paused_until",
        "{'paused_until':'2027-03-28T02:30','time_zone':'Europe/Berlin'} | parameter_invalid | paused_until",
        "{'paused_for':1} | parameter_invalid | paused_for",
        "{'time_zone':[]} | parameter_invalid | time_zone"
      })
  void what_is_not_one_of_the_forms_is_refused_by_name_and_changes_nothing(
      String body, String code, String param) {
    Map<String, ?> before = http.stack.campaign("adcamp_it");
    Response refused = pause(body, null);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/error/code").asText()).isEqualTo(code);
    assertThat(refused.json().at("/error/param").asText()).isEqualTo(param);
    assertThat(http.stack.campaign("adcamp_it")).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'paused_until':'2026-12-24T18:00','time_zone':'Europe/Berlin'}",
        "{'paused_until':'2026-12-24T18:00','time_zone':'Europe/Paris'}",
        "{'paused_until':'2026-12-24T17:00:00Z'}",
        "{'paused_for':'PT1H'}",
        "{'paused_for':'PT60M'}"
      })
  void a_key_is_of_one_body_also_where_the_end_is_the_same(String body) {
    String key = newKey();
    assertThat(
            pause("{'paused_until':'2026-12-24T18:00:00','time_zone':'Europe/Berlin'}", key)
                .status())
        .isEqualTo(200);
    assertThat(pause(body, key).status()).isEqualTo(400);
  }

  @Test
  void nulls_are_as_if_they_were_left_out() {
    Response paused = pause("{'paused_until':null,'time_zone':null,'paused_for':null}", null);
    assertThat(paused.status()).isEqualTo(200);
    assertThat(paused.json().path("paused_until").isNull()).isTrue();
  }

  private static String newKey() {
    return "end " + ++keys;
  }

  private static Response pause(String body, @Nullable String key) {
    HttpStack.Call call = http.call("POST", PATH + "/pause").body(body.replace('\'', '"'));
    return key == null ? call.send() : call.header("Idempotency-Key", key).send();
  }
}
