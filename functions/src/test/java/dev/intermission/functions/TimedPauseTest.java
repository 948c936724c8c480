package dev.intermission.functions;

import static dev.intermission.functions.TestStack.seconds;
import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.emulator.lambda.InvocationResult;
import dev.intermission.emulator.scheduler.DeliveryFaults.Creation;
import dev.intermission.emulator.scheduler.DeliveryFaults.Delivery;
import dev.intermission.emulator.scheduler.PendingSchedule;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.functions.dynamodb.DueKeys;
import dev.intermission.model.AdCampaignId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;

/// A timed pause from request to end, over HTTP, with the real Scheduler client. On time, and with
/// everything going wrong that may. The proof of an end is the stored item, never a response.
class TimedPauseTest {
  private static final String RESUME = "ResumeAdCampaignFunction";
  private static final String SWEEP = "SweepDuePausesFunction";
  private static final AtomicInteger IDS = new AtomicInteger();

  @RegisterExtension static final HttpStack http = HttpStack.start();

  private final String id = "adcamp_timed" + IDS.incrementAndGet();

  @BeforeEach
  void reset() {
    http.clock.set("2026-11-22T10:00:00Z");
    http.faults.set(new Delivery.Normal());
    http.faults.set(new Creation.Normal());
    http.delivered.clear();
    http.out.reset();
    http.stack.putCampaign(id, Map.of());
  }

  @AfterEach
  void fireWhatIsLeft() {
    http.clock.set("2028-11-22T10:00:00Z");
    http.faults.set(new Delivery.Lose());
    http.schedules.fireDue();
    assertThat(http.schedules.list()).isEmpty();
    sweep();
  }

  @Test
  void a_timed_pause_arms_exactly_one_schedule() {
    Response response = pause("2026-11-22T12:30:00.001+01:00");

    assertThat(response.json().path("status").asText()).isEqualTo("paused");
    assertThat(response.json().path("paused_until").asText()).isEqualTo("2026-11-22T11:30:01.000Z");
    assertThat(http.schedules.list()).hasSize(1);
    GetScheduleResponse schedule = schedule();
    assertThat(schedule.groupName()).isEqualTo(http.stack.settings().scheduleGroup());
    assertThat(schedule.scheduleExpression()).isEqualTo("at(2026-11-22T11:30:01)");
    assertThat(schedule.scheduleExpressionTimezone()).isEqualTo("UTC");
    assertThat(schedule.flexibleTimeWindow().mode()).isEqualTo(FlexibleTimeWindowMode.OFF);
    assertThat(schedule.actionAfterCompletion()).isEqualTo(ActionAfterCompletion.DELETE);
    assertThat(schedule.target().arn()).isEqualTo(http.stack.settings().resumeFunctionArn());
    assertThat(schedule.target().arn()).endsWith(":live");
    assertThat(schedule.target().roleArn()).isEqualTo(http.stack.settings().schedulerRoleArn());
    assertThat(schedule.target().deadLetterConfig().arn())
        .isEqualTo(http.stack.settings().undeliveredResumesQueueArn());
    assertThat(schedule.target().retryPolicy().maximumRetryAttempts()).isEqualTo(185);
    assertThat(schedule.target().input())
        .isEqualTo(
            "{\"v\":1,\"id\":\"%s\",\"pause_id\":\"%s\",\"paused_until\":%d}"
                .formatted(id, pauseId(), Instant.parse("2026-11-22T11:30:01Z").getEpochSecond()));
  }

  @Test
  void a_pause_that_ends_at_once_is_armed_ten_seconds_ahead() {
    http.clock.set("2026-11-22T10:00:00.500Z");
    pause("2026-11-22T10:00:01Z");
    assertThat(schedule().scheduleExpression()).isEqualTo("at(2026-11-22T10:00:11)");
  }

  @Test
  void its_schedule_ends_it() {
    pause("2026-11-22T11:00:00Z");
    http.clock.set("2026-11-22T11:00:00Z");
    assertThat(http.schedules.fireDue()).isEqualTo(1);
    endedBy("schedule", "2026-11-22T11:00:00.000Z");
    assertThat(http.schedules.list()).isEmpty();
    assertThat(http.output()).contains("\"ResumedBySchedule\":1");
    assertThat(status()).isEqualTo("active");
  }

  @Test
  void a_response_shows_it_active_from_its_time_on_though_nothing_ended_it_yet() {
    pause("2026-11-22T11:00:00Z");
    http.clock.set("2026-11-22T10:59:59.999Z");
    assertThat(status()).isEqualTo("paused");
    http.clock.set("2026-11-22T11:00:00Z");
    Response response = http.call("GET", "/ad_campaigns/" + id).send();
    assertThat(response.json().path("status").asText()).isEqualTo("active");
    assertThat(response.json().path("paused_until").isNull()).isTrue();
    assertThat(response.json().path("updated_at").asText()).isEqualTo("2026-11-22T11:00:00.000Z");
    stillPaused();
  }

  @Test
  void a_lost_delivery_is_made_good_by_the_sweep_after_ninety_seconds() {
    http.faults.set(new Delivery.Lose());
    pause("2026-11-22T11:00:00Z");
    http.clock.set("2026-11-22T11:01:29Z");
    http.schedules.fireDue();
    sweep();
    stillPaused();
    http.clock.set("2026-11-22T11:01:30Z");
    sweep();
    endedBy("sweep", "2026-11-22T11:00:00.000Z");
    assertThat(http.output()).contains("\"ResumedBySweep\":1", "\"OldestDuePauseAge\":90");
  }

  static Stream<Creation> failing_creations() {
    return Stream.of(new Creation.ServerFailure(), new Creation.Throttled());
  }

  @ParameterizedTest
  @MethodSource("failing_creations")
  void a_schedule_that_cannot_be_made_leaves_the_pause_standing_and_the_sweep_ends_it(
      Creation fault) {
    http.faults.set(fault);
    Response response = pause("2026-11-22T11:00:00Z");
    assertThat(response.status()).isEqualTo(200);
    assertThat(http.output()).contains("\"TimerNotArmed\":1");
    stillPaused();
    http.clock.set("2026-11-22T11:02:00Z");
    sweep();
    endedBy("sweep", "2026-11-22T11:00:00.000Z");
  }

  @Test
  void a_schedule_whose_making_is_not_answered_is_made_sure_of_by_a_second_try() {
    http.faults.set(new Creation.Hang(Duration.ofSeconds(2)));
    pause("2026-11-22T11:00:00Z");
    assertThat(http.schedules.list()).hasSize(1);
    http.clock.set("2026-11-22T11:00:00Z");
    http.schedules.fireDue();
    endedBy("schedule", "2026-11-22T11:00:00.000Z");
  }

  @Test
  void a_scheduler_that_is_down_leaves_the_pause_standing() {
    PauseAdCampaignHandler handler =
        new PauseAdCampaignHandler(
            Wiring.of(
                http.stack
                    .settingsWith("AWS_ENDPOINT_URL_SCHEDULER", "http://127.0.0.1:1")
                    .environment(),
                http.clock));
    http.stack.putCampaign("adcamp_demoActive1", Map.of());
    assertThat(
            Samples.answer(handler, "pause-ad-campaign.json", http.token(), http.clock.instant()))
        .contains("\"statusCode\":200");
    assertThat(http.stack.campaign("adcamp_demoActive1"))
        .containsEntry("paused_until", seconds(Instant.parse("2026-11-22T11:00:00Z")))
        .containsKey("due_pk");
  }

  @Test
  void a_retry_after_a_lost_timer_arms_it_again_and_changes_nothing() {
    http.faults.set(new Creation.ServerFailure());
    pause("2026-11-22T11:00:00Z");
    assertThat(http.schedules.list()).isEmpty();
    Map<String, AttributeValue> paused = item();

    http.faults.set(new Creation.Normal());
    http.clock.advance(Duration.ofSeconds(5));
    assertThat(pause("2026-11-22T11:00:00Z").status()).isEqualTo(200);

    assertThat(item()).isEqualTo(paused);
    assertThat(schedule().name()).isEqualTo("resume-" + pauseId());
    // A third one finds the schedule there, which is as good.
    assertThat(pause("2026-11-22T11:00:00Z").status()).isEqualTo(200);
    assertThat(http.schedules.list()).hasSize(1);
  }

  @Test
  void a_doubled_delivery_is_harmless() {
    http.faults.set(new Delivery.Twice());
    pause("2026-11-22T11:00:00Z");
    http.clock.set("2026-11-22T11:00:00Z");
    http.schedules.fireDue();
    assertThat(http.delivered).hasSize(2).allMatch(InvocationResult.Success.class::isInstance);
    endedBy("schedule", "2026-11-22T11:00:00.000Z");
    assertThat(http.output()).contains("\"ResumeForEndedPause\":1");
  }

  @Test
  void a_newer_pause_wins_and_the_older_schedule_is_taken_away() {
    pause("2026-11-22T11:00:00Z");
    String first = pauseId();
    pause("2026-11-22T12:00:00Z");
    assertThat(http.schedules.list())
        .extracting(PendingSchedule::name)
        .containsExactly("resume-" + pauseId());

    // Even if it could not be taken away.
    resume(first, "2026-11-22T11:00:00Z", "2026-11-22T11:00:00Z");
    stillPaused();
    http.clock.set("2026-11-22T12:00:00Z");
    http.schedules.fireDue();
    endedBy("schedule", "2026-11-22T12:00:00.000Z");
  }

  @Test
  void a_shorter_pause_ends_at_its_own_time() {
    pause("2026-11-22T12:00:00Z");
    pause("2026-11-22T11:00:00Z");
    http.clock.set("2026-11-22T11:00:00Z");
    http.schedules.fireDue();
    endedBy("schedule", "2026-11-22T11:00:00.000Z");
  }

  @Test
  void a_pause_without_an_end_is_never_undone_by_an_older_schedule_or_the_sweep() {
    pause("2026-11-22T11:00:00Z");
    String first = pauseId();
    Response response = http.call("POST", "/ad_campaigns/" + id + "/pause").send();
    assertThat(response.json().path("paused_until").isNull()).isTrue();
    assertThat(http.schedules.list()).isEmpty();

    resume(first, "2026-11-22T11:00:00Z", "2026-11-22T11:00:00Z");
    http.clock.set("2027-11-22T11:00:00Z");
    sweep();

    assertThat(item()).containsEntry("status", text("paused")).doesNotContainKey("paused_until");
    assertThat(http.output()).contains("\"ResumeForReplacedPause\":1");
  }

  @Test
  void an_unpause_forgets_the_pause_and_takes_its_schedule_away() {
    pause("2026-11-22T11:00:00Z");
    String first = pauseId();
    http.clock.set("2026-11-22T10:30:00.250Z");
    Response response = http.call("POST", "/ad_campaigns/" + id + "/unpause").send();
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.json().path("status").asText()).isEqualTo("active");
    assertThat(response.json().path("paused_until").isNull()).isTrue();
    endedBy("cred_all", "2026-11-22T10:30:00.250Z");
    assertThat(response.json().path("updated_at").asText()).isEqualTo("2026-11-22T10:30:00.250Z");
    assertThat(http.schedules.list()).isEmpty();

    // Even if it could not be taken away, it undoes no pause that comes after.
    http.call("POST", "/ad_campaigns/" + id + "/pause").send();
    resume(first, "2026-11-22T11:00:00Z", "2026-11-22T11:00:00Z");
    assertThat(item()).containsEntry("status", text("paused")).doesNotContainKey("paused_until");
  }

  @Test
  void unpausing_an_active_campaign_changes_nothing() {
    Map<String, AttributeValue> before = item();
    Response response = http.call("POST", "/ad_campaigns/" + id + "/unpause").body("{}").send();
    assertThat(response.json().path("updated_at").asText()).isEqualTo("2026-11-01T08:00:00.000Z");
    assertThat(item()).isEqualTo(before);
  }

  @Test
  void unpausing_a_pause_that_is_over_but_not_ended_writes_what_a_reader_has_seen() {
    for (String key : new String[] {"", "unpause-after-the-end-" + id}) {
      http.stack.putCampaign(id, Map.of());
      http.clock.set("2026-11-22T10:00:00Z");
      pause("2026-11-22T11:00:00Z");
      http.clock.set("2026-11-22T11:00:30Z");
      Response seen = http.call("GET", "/ad_campaigns/" + id).send();

      HttpStack.Call unpause = http.call("POST", "/ad_campaigns/" + id + "/unpause");
      Response response = (key.isEmpty() ? unpause : unpause.header("Idempotency-Key", key)).send();

      assertThat(response.json()).isEqualTo(seen.json());
      endedBy("cred_all", "2026-11-22T11:00:00.000Z");
    }
  }

  @Test
  void an_ad_is_unpaused_and_then_it_changes_nothing_more() {
    http.stack.putAd("ad_back", Map.of("status", text("paused")));
    Response response = http.call("POST", "/ads/ad_back/unpause").send();
    assertThat(response.json().path("status").asText()).isEqualTo("active");
    Map<String, AttributeValue> active = http.stack.ad("ad_back");
    assertThat(active)
        .containsEntry("status", text("active"))
        .containsEntry("changed_by", text("cred_all"))
        .containsEntry("rev", AttributeValue.fromN("1"));
    http.clock.advance(Duration.ofMinutes(1));
    assertThat(http.call("POST", "/ads/ad_back/unpause").send().body()).isEqualTo(response.body());
    assertThat(http.stack.ad("ad_back")).isEqualTo(active);
  }

  @Test
  void the_platform_that_stopped_a_campaign_is_never_overruled() {
    pause("2026-11-22T11:00:00Z");
    Map<String, @Nullable AttributeValue> stopped = new HashMap<>(item());
    stopped.put("status", text("inactive"));
    http.stack.putCampaign(id, stopped);
    http.clock.set("2026-11-22T12:00:00Z");
    http.schedules.fireDue();
    sweep();
    assertThat(item())
        .containsEntry("status", text("inactive"))
        .doesNotContainKeys("pause_id", "paused_until", "due_pk");
    http.out.reset();
    sweep();
    assertThat(http.output()).contains("\"OldestDuePauseAge\":0", "\"UnresumablePauses\":0");
  }

  @Test
  void a_delivery_that_is_a_little_early_is_waited_out() {
    pause("2026-11-22T11:00:00Z");
    assertThat(resume(pauseId(), "2026-11-22T11:00:00Z", "2026-11-22T10:59:56Z"))
        .isInstanceOf(InvocationResult.Success.class);
    assertThat(http.clock.instant()).isEqualTo(Instant.parse("2026-11-22T11:00:00Z"));
    endedBy("schedule", "2026-11-22T11:00:00.000Z");
  }

  @Test
  void a_delivery_that_is_early_fails_so_that_lambda_tries_again() {
    pause("2026-11-22T11:00:00Z");
    for (String early : new String[] {"2026-11-22T10:59:54Z", "2026-11-22T10:58:00Z"}) {
      assertThat(resume(pauseId(), "2026-11-22T11:00:00Z", early))
          .isInstanceOf(InvocationResult.FunctionError.class);
      stillPaused();
    }
    assertThat(resume(pauseId(), "2026-11-22T11:00:00Z", "2026-11-22T10:57:59Z"))
        .isInstanceOf(InvocationResult.Success.class);
    stillPaused();
    assertThat(http.output()).contains("\"ResumeFarTooEarly\":1");
  }

  @Test
  void a_forged_delivery_ends_nothing_before_its_time() {
    pause("2026-11-22T11:00:00Z");
    // The right pause with another time: the record's own time counts.
    assertThat(resume(pauseId(), "2026-11-22T09:00:00Z", "2026-11-22T10:00:00Z"))
        .isInstanceOf(InvocationResult.Success.class);
    stillPaused();
    resume("00000000-0000-4000-8000-000000000009", "2026-11-22T09:00:00Z", "2026-11-22T12:00:00Z");
    stillPaused();
    resume(pauseId(), "2026-11-22T09:00:00Z", "2026-11-22T11:00:00Z");
    endedBy("schedule", "2026-11-22T11:00:00.000Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "null", "{\"v\":2}", "{\"v\":1,\"id\":\"x\"}"})
  void a_malformed_delivery_fails_and_changes_nothing(String input) {
    pause("2026-11-22T11:00:00Z");
    assertThat(http.invoke(RESUME, input)).isInstanceOf(InvocationResult.FunctionError.class);
    stillPaused();
  }

  @Test
  void a_delivery_for_a_campaign_that_is_gone_is_done() {
    assertThat(
            http.invoke(
                RESUME,
                "{\"v\":1,\"id\":\"adcamp_gone\",\"pause_id\":\"00000000-0000-4000-8000-000000000009\",\"paused_until\":1}"))
        .isInstanceOf(InvocationResult.Success.class);
    assertThat(http.stack.campaign("adcamp_gone")).isEmpty();
  }

  @Test
  void poisoned_items_never_stop_the_sweep() {
    Instant due = Instant.parse("2026-11-22T10:30:00Z");
    poison("adcamp_poison1", due, "status", AttributeValue.fromN("1"));
    poison("adcamp_poison2", due, "pause_id", null);
    poison("adcamp_poison3", due, "rev", text("x"));
    poison("adcamp_poison4", due, "title", null);
    pause("2026-11-22T11:00:00Z");
    http.faults.set(new Delivery.Lose());
    http.clock.set("2026-11-22T11:02:00Z");
    sweep();
    endedBy("sweep", "2026-11-22T11:00:00.000Z");
    assertThat(http.stack.campaign("adcamp_poison3")).containsEntry("status", text("active"));
    assertThat(http.stack.campaign("adcamp_poison4")).containsEntry("status", text("active"));
    assertThat(http.output()).contains("\"UnresumablePauses\":2", "\"ResumedBySweep\":3");
    for (String each : new String[] {"adcamp_poison1", "adcamp_poison2"}) {
      http.stack.putCampaign(each, Map.of());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-31557014167219200", "-1", "253402300800", "1.5", "9e99"})
  void a_stored_time_that_is_none_is_an_item_error_and_holds_the_sweep_up_in_nothing(String time) {
    Map<String, @Nullable AttributeValue> item = new HashMap<>();
    item.put("status", text("paused"));
    item.put("pause_id", text("p"));
    item.put("paused_until", AttributeValue.fromN(time));
    item.put("due_pk", text("DUE#0"));
    http.stack.putCampaign(id, item);
    Response response = http.call("GET", "/ad_campaigns/" + id).send();
    assertThat(response.status()).isEqualTo(500);
    assertThat(response.header("x-should-retry")).isEqualTo("false");
    http.clock.set("2026-11-22T11:02:00Z");
    sweep();
    assertThat(http.output()).contains("\"SweepFailures\":0", "\"OldestDuePauseAge\":0");
    assertThat(item()).containsEntry("status", text("paused"));
    http.stack.putCampaign(id, Map.of());
  }

  @Test
  void the_sweep_drains_every_shard_and_page() {
    Instant due = Instant.parse("2026-11-22T10:30:00Z");
    for (int i = 0; i < 2000; i++) {
      poison("adcamp_many" + i, due.plusSeconds(i % 60), "rev", AttributeValue.fromN("1"));
    }
    http.clock.set("2026-11-22T11:02:00Z");
    sweep();
    assertThat(http.output()).contains("\"ResumedBySweep\":2000", "\"SweepsCutOff\":0");
    http.out.reset();
    sweep();
    assertThat(http.output()).contains("\"ResumedBySweep\":0");
  }

  @Test
  void an_ad_is_paused_without_touching_its_campaign_or_any_timer() {
    http.stack.putAd("ad_timed", Map.of());
    Response response = http.call("POST", "/ads/ad_timed/pause").send();
    assertThat(response.json().path("status").asText()).isEqualTo("paused");
    assertThat(response.json().path("updated_at").asText()).isEqualTo("2026-11-22T10:00:00.000Z");
    Map<String, AttributeValue> paused = http.stack.ad("ad_timed");
    assertThat(paused)
        .containsEntry("status", text("paused"))
        .containsEntry("changed_by", text("cred_all"))
        .containsEntry("rev", AttributeValue.fromN("1"));
    http.clock.advance(Duration.ofMinutes(1));
    assertThat(http.call("POST", "/ads/ad_timed/pause").send().body()).isEqualTo(response.body());
    assertThat(http.stack.ad("ad_timed")).isEqualTo(paused);
    assertThat(http.schedules.list()).isEmpty();
  }

  private Response pause(String until) {
    return http.call("POST", "/ad_campaigns/" + id + "/pause")
        .body("{\"paused_until\":\"" + until + "\"}")
        .send();
  }

  private String status() {
    return http.call("GET", "/ad_campaigns/" + id).send().json().path("status").asText();
  }

  private InvocationResult resume(String pauseId, String until, String now) {
    http.clock.set(now);
    return http.invoke(
        RESUME,
        "{\"v\":1,\"id\":\"%s\",\"pause_id\":\"%s\",\"paused_until\":%d}"
            .formatted(id, pauseId, Instant.parse(until).getEpochSecond()));
  }

  private static void sweep() {
    assertThat(http.invoke(SWEEP, "{}")).isInstanceOf(InvocationResult.Success.class);
  }

  private static void poison(
      String campaign, Instant due, String attribute, @Nullable AttributeValue value) {
    Map<String, @Nullable AttributeValue> item = new HashMap<>();
    item.put("status", text("paused"));
    item.put("pause_id", text("p-" + campaign));
    item.put("paused_until", seconds(due));
    item.put("due_pk", text(DueKeys.of(new AdCampaignId(campaign))));
    item.put(attribute, value);
    http.stack.putCampaign(campaign, item);
  }

  private Map<String, AttributeValue> item() {
    return http.stack.campaign(id);
  }

  private String pauseId() {
    return item().getOrDefault("pause_id", text("")).s();
  }

  private void stillPaused() {
    assertThat(item())
        .containsEntry("status", text("paused"))
        .containsKeys("pause_id", "paused_until", "due_pk");
  }

  private void endedBy(String what, String updatedAt) {
    assertThat(item())
        .containsEntry("status", text("active"))
        .doesNotContainKeys("pause_id", "paused_until", "due_pk")
        .containsEntry("changed_by", text(what))
        .containsEntry("updated_at", text(updatedAt));
  }

  private GetScheduleResponse schedule() {
    try (SchedulerClient client =
        SchedulerClient.builder()
            .endpointOverride(URI.create(http.stack.environment.get("AWS_ENDPOINT_URL_SCHEDULER")))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("t", "t")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      return client.getSchedule(
          get -> get.groupName(http.stack.settings().scheduleGroup()).name("resume-" + pauseId()));
    }
  }
}
