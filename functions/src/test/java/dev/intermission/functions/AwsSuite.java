package dev.intermission.functions;

import static dev.intermission.functions.TestStack.seconds;
import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.change.Ask;
import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.emulator.lambda.InvocationResult;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.functions.dynamodb.DynamoDbDuePauses;
import dev.intermission.functions.dynamodb.DynamoDbPauseRecords;
import dev.intermission.functions.dynamodb.ItemKind;
import dev.intermission.functions.scheduler.ResumeTarget;
import dev.intermission.functions.scheduler.SchedulerArmTimer;
import dev.intermission.functions.scheduler.SchedulerDisarmTimer;
import dev.intermission.model.AccountId;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.PauseId;
import dev.intermission.pause.PauseRecords;
import dev.intermission.resume.ArmTimer;
import dev.intermission.resume.DuePause;
import dev.intermission.resume.DuePauses;
import dev.intermission.resume.ResumeResult;
import dev.intermission.resume.ResumeUpdate;
import dev.intermission.resume.Timer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

/// Store, timer and REST API against any DynamoDB and EventBridge Scheduler endpoints. The
/// Scheduler need not fire: its schedules are handed to the resume function here. The HTTP front
/// and the functions run in this JVM, because functions in LocalStack want its Docker socket.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AwsSuite {
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Instant inAnHour = now.plus(1, ChronoUnit.HOURS);

  private HttpStack http;
  private SchedulerClient scheduler;
  private String id;

  /// Where DynamoDB is; asked once, before the first test.
  abstract URI dynamoDb() throws IOException;

  /// Where EventBridge Scheduler is; asked once, before the first test.
  abstract URI schedulerEndpoint() throws IOException;

  @BeforeAll
  void start() throws IOException {
    http = new HttpStack(new TestStack(dynamoDb()), schedulerEndpoint());
    scheduler = http.stack.clients().scheduler();
    scheduler.createScheduleGroup(group -> group.name(http.stack.settings().scheduleGroup()));
  }

  @AfterAll
  void stop() {
    if (http != null) {
      http.close();
      scheduler.close();
    }
  }

  @BeforeEach
  void putACampaign() {
    id = "adcamp_" + UUID.randomUUID().toString().replace("-", "");
    http.clock.set(now.toString());
    http.stack.putCampaign(id, Map.of());
  }

  // ------------------------------------------------------------------ store

  @Test
  void the_tables_are_as_the_template_makes_them() {
    assertThat(http.stack.template.tables())
        .hasSize(4)
        .allSatisfy(table ->
            assertThat(
                    http.stack
                        .dynamoDb
                        .describeTable(describe -> describe.tableName(table.name()))
                        .table()
                        .globalSecondaryIndexes())
                .hasSameSizeAs(table.indexes()));
  }

  @Test
  void the_store_accepts_a_pause_finds_it_when_it_is_due_and_ends_it_then_and_not_before() {
    Clients clients = http.stack.clients();
    String table = http.stack.settings().adCampaignsTable();
    PauseRecords<AdCampaign> records =
        new DynamoDbPauseRecords<>(
            clients.repeatable(), clients.unrepeatable(), table, ItemKind.adCampaigns());
    DuePauses duePauses = new DynamoDbDuePauses(clients.repeatable(), table);
    AdCampaignId campaign = new AdCampaignId(id);
    PauseId pause = new PauseId("p-" + id);
    StatusUpdate asked = update(new Ask.Pause(pause, inAnHour));

    assertThat(records.update(asked)).isInstanceOf(UpdateResult.Applied.class);
    assertThat(records.update(asked)).isInstanceOf(UpdateResult.Refused.class);
    assertThat(http.stack.campaign(id))
        .containsEntry("status", text("paused"))
        .containsEntry("paused_until", seconds(inAnHour));
    assertThat(due(duePauses, inAnHour)).contains(new DuePause(campaign, pause, inAnHour));
    assertThat(due(duePauses, inAnHour.minusSeconds(1)))
        .extracting(DuePause::id)
        .doesNotContain(campaign);

    assertThat(duePauses.resume(resume(campaign, pause, inAnHour.minusMillis(1))))
        .isInstanceOf(ResumeResult.Refused.class);
    assertThat(duePauses.resume(resume(campaign, new PauseId("another"), inAnHour)))
        .isInstanceOf(ResumeResult.Refused.class);
    assertThat(duePauses.resume(resume(campaign, pause, inAnHour)))
        .isInstanceOf(ResumeResult.Resumed.class);
    assertThat(http.stack.campaign(id))
        .containsEntry("status", text("active"))
        .doesNotContainKeys("pause_id", "paused_until", "due_pk");
    assertThat(records.update(update(new Ask.Unpause()))).isInstanceOf(UpdateResult.Refused.class);
  }

  @Test
  void an_operators_key_is_issued_in_one_transaction_and_lets_its_client_in() throws IOException {
    InvocationResult issued =
        http.invoke(
            "AdministerCredentialsFunction",
            """
            {"action":"issue_credential","request_id":"%s","kind":"account_api_key",
             "account_id":"biz_demo","scopes":["ad_campaign:update","ad_campaign:basic:read"]}
            """
                .formatted(id));
    JsonNode response = new ObjectMapper().readTree(((InvocationResult.Success) issued).payload());
    http.stack.putAd("ad_" + id.substring(7), Map.of());
    assertThat(
            http.call("POST", "/ads/ad_" + id.substring(7) + "/pause")
                .key(response.path("secret").asText())
                .send()
                .status())
        .isEqualTo(200);
  }

  // ------------------------------------------------------------------ timer

  @Test
  void a_timer_is_armed_once_and_replaced_by_another() {
    Settings settings = http.stack.settings();
    SchedulerArmTimer armTimer =
        new SchedulerArmTimer(
            scheduler,
            new ResumeTarget(
                settings.scheduleGroup(),
                settings.resumeFunctionArn(),
                settings.schedulerRoleArn(),
                settings.undeliveredResumesQueueArn()));
    SchedulerDisarmTimer disarmTimer =
        new SchedulerDisarmTimer(scheduler, settings.scheduleGroup());
    Timer first = new Timer(new AdCampaignId(id), new PauseId("1-" + id), inAnHour);
    Timer second = new Timer(new AdCampaignId(id), new PauseId("2-" + id), inAnHour.plusSeconds(1));

    assertThat(armTimer.arm(first, now).armed()).isTrue();
    assertThat(armTimer.arm(first, now).armed()).as("the same again").isTrue();
    ArmTimer.Result replacing = armTimer.arm(second, now);
    assertThat(replacing.armed()).isTrue();
    disarmTimer.disarm(first.pauseId(), replacing.took());

    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> schedule(first.pauseId().value()));
    GetScheduleResponse schedule = schedule(second.pauseId().value());
    assertThat(schedule.scheduleExpression())
        .isEqualTo("at(" + second.until().toString().replace("Z", ")"));
    assertThat(schedule.scheduleExpressionTimezone()).isEqualTo("UTC");
    assertThat(schedule.target().arn()).isEqualTo(settings.resumeFunctionArn());
    assertThat(schedule.target().roleArn()).isEqualTo(settings.schedulerRoleArn());

    disarmTimer.disarm(second.pauseId(), Duration.ZERO);
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> schedule(second.pauseId().value()));
  }

  @Test
  void a_time_with_a_z_is_not_a_time() {
    assertThatExceptionOfType(ValidationException.class)
        .isThrownBy(() ->
            scheduler.createSchedule(schedule ->
                schedule
                    .name("z-" + id)
                    .groupName(http.stack.settings().scheduleGroup())
                    .scheduleExpression("at(" + inAnHour + ")")
                    .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                    .target(target ->
                        target
                            .arn(http.stack.settings().resumeFunctionArn())
                            .roleArn(http.stack.settings().schedulerRoleArn()))));
  }

  // ------------------------------------------------------------------ REST API

  @Test
  void a_timed_pause_goes_from_the_request_to_its_schedule_and_by_what_that_holds_to_its_end() {
    assertThat(pause().json().path("status").asText()).isEqualTo("paused");
    assertThat(shown()).isEqualTo("paused");
    GetScheduleResponse schedule = schedule(pauseId());

    http.clock.set(inAnHour.toString());
    assertThat(http.invoke(schedule.target().arn(), schedule.target().input()))
        .isInstanceOf(InvocationResult.Success.class);

    assertThat(http.stack.campaign(id))
        .containsEntry("status", text("active"))
        .containsEntry("changed_by", text("schedule"))
        .doesNotContainKeys("pause_id", "due_pk");
  }

  @Test
  void an_unpause_takes_the_schedule_away() {
    pause();
    String pauseId = pauseId();
    http.call("POST", "/ad_campaigns/" + id + "/unpause").send();
    assertThat(shown()).isEqualTo("active");
    assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> schedule(pauseId));
  }

  @Test
  void the_sweep_ends_what_no_schedule_ended() {
    pause();
    http.clock.set(inAnHour.plus(Duration.ofSeconds(90)).toString());
    assertThat(http.invoke("SweepDuePausesFunction", "{}"))
        .isInstanceOf(InvocationResult.Success.class);
    assertThat(http.stack.campaign(id))
        .containsEntry("status", text("active"))
        .containsEntry("changed_by", text("sweep"));
  }

  @Test
  void a_request_with_a_key_has_one_effect_and_one_response() {
    Response first = pauseWithKey();
    http.call("POST", "/ad_campaigns/" + id + "/unpause").send();
    Response again = pauseWithKey();
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(shown()).isEqualTo("active");
  }

  @Test
  void a_list_shows_it_and_an_unknown_record_is_not_found() {
    assertThat(
            http.call("GET", "/ad_campaigns?first=100")
                .send()
                .json()
                .path("data")
                .findValuesAsText("id"))
        .contains(id);
    assertThat(http.call("GET", "/ad_campaigns/" + id + "0").send().status()).isEqualTo(404);
  }

  private Response pause() {
    return http.call("POST", "/ad_campaigns/" + id + "/pause").body(untilInAnHour()).send();
  }

  private Response pauseWithKey() {
    return http.call("POST", "/ad_campaigns/" + id + "/pause")
        .header("Idempotency-Key", id)
        .body(untilInAnHour())
        .send();
  }

  private String untilInAnHour() {
    return "{\"paused_until\":\"" + inAnHour + "\"}";
  }

  private String shown() {
    return http.call("GET", "/ad_campaigns/" + id).send().json().path("status").asText();
  }

  private String pauseId() {
    return http.stack.campaign(id).getOrDefault("pause_id", text("")).s();
  }

  private GetScheduleResponse schedule(String pauseId) {
    return scheduler.getSchedule(schedule ->
        schedule.groupName(http.stack.settings().scheduleGroup()).name("resume-" + pauseId));
  }

  private static List<DuePause> due(DuePauses duePauses, Instant notAfter) {
    return duePauses.parts().stream()
        .flatMap(part -> duePauses.due(part, notAfter, null).rows().stream())
        .toList();
  }

  private StatusUpdate update(Ask ask) {
    return new StatusUpdate(
        new AdCampaignId(id), new AccountId("biz_demo"), ask, "cred_1", now, null);
  }

  private ResumeUpdate resume(AdCampaignId campaign, PauseId pause, Instant at) {
    return new ResumeUpdate(campaign, pause, inAnHour, "schedule", at);
  }
}
