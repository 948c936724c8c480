package dev.intermission.emulator.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.intermission.emulator.template.DeployedApi.CannedResponse;
import dev.intermission.emulator.template.DeployedApi.HeaderValue.Constant;
import dev.intermission.emulator.template.DeployedApi.HeaderValue.RequestId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Against the project's own template: what is asserted here is asserted of that file too.
class SamTemplateTest {

  private final SamTemplate template =
      SamTemplate.read(
          Path.of("..", "template.yaml"),
          Map.of("ExtraApiVersions", "2026-11-01"),
          new StackSettings("demo", "us-east-1", "123456789012"));

  SamTemplateTest() throws IOException {}

  @Test
  void a_function_has_globals_and_its_own_properties_merged() {
    DeployedFunction pause = function("PauseAdCampaignFunction");

    assertThat(pause.name()).isEqualTo("demo-PauseAdCampaignFunction");
    assertThat(pause.handler())
        .isEqualTo("dev.intermission.functions.PauseAdCampaignHandler::handleRequest");
    assertThat(pause.codeUri()).isEqualTo(Path.of("functions", "target", "lambda"));
    assertThat(template.directory().resolve("template.yaml")).exists();
    assertThat(pause.timeout()).isEqualTo(Duration.ofSeconds(28));
    assertThat(function("RetrieveAdFunction").timeout()).isEqualTo(Duration.ofSeconds(16));
    assertThat(pause.memoryMegabytes()).isEqualTo(1024);
    assertThat(pause.environment())
        .containsEntry("METRICS_NAMESPACE", "Intermission/demo")
        .containsEntry("AD_CAMPAIGNS_TABLE", "demo-AdCampaignsTable")
        .containsEntry("EXTRA_API_VERSIONS", "2026-11-01")
        .containsEntry("SCHEDULE_GROUP", "demo-resumes")
        .containsEntry(
            "SCHEDULER_ROLE_ARN", "arn:aws:iam::123456789012:role/demo-ResumeSchedulerRole")
        .containsEntry(
            "RESUME_FUNCTION_ARN",
            "arn:aws:lambda:us-east-1:123456789012:function:demo-ResumeAdCampaignFunction:live")
        .containsEntry(
            "UNDELIVERED_RESUMES_QUEUE_ARN",
            "arn:aws:sqs:us-east-1:123456789012:demo-UndeliveredResumesQueue");
  }

  @Test
  void a_functions_own_timeout_and_asynchronous_settings_are_read() {
    DeployedFunction resume = function("ResumeAdCampaignFunction");

    assertThat(resume.timeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(resume.alias()).isEqualTo("live");
    assertThat(resume.qualifiedArn()).endsWith(":demo-ResumeAdCampaignFunction:live");
    assertThat(resume.async())
        .isEqualTo(
            new DeployedFunction.AsyncInvoke(
                2,
                Duration.ofHours(6),
                "arn:aws:sqs:us-east-1:123456789012:demo-FailedResumesQueue"));
    assertThat(function("PauseAdFunction").async()).isEqualTo(DeployedFunction.AsyncInvoke.DEFAULT);
    assertThat(function("SweepDuePausesFunction").environment())
        .containsEntry("SWEEP_AGE_SECONDS", "90");
  }

  @Test
  void a_rule_has_its_rate_and_its_input() {
    assertThat(template.rules())
        .filteredOn(rule -> rule.logicalId().endsWith("KeepActive"))
        .hasSize(8)
        .allSatisfy(rule -> {
          assertThat(rule.rate()).isEqualTo(Duration.ofDays(7));
          assertThat(rule.input()).contains("keep-active");
        });
    assertThat(template.rules())
        .filteredOn(rule -> !rule.logicalId().endsWith("KeepActive"))
        .containsExactly(
            new SamTemplate.ScheduleRule(
                "SweepDuePausesFunctionEachMinute",
                Duration.ofMinutes(1),
                "SweepDuePausesFunction",
                null));
  }

  @Test
  void the_api_has_its_stage_routes_mocks_and_gateway_responses() {
    DeployedApi api = Objects.requireNonNull(template.api());

    assertThat(api.stage()).isEqualTo("api");
    assertThat(api.routes())
        .contains(
            new DeployedApi.Route("POST", "/v1/ads/{id}/pause", "PauseAdFunction"),
            new DeployedApi.Route("GET", "/v1/ad_campaigns/{id}", "RetrieveAdCampaignFunction"));
    assertThat(api.mocks())
        .extracting(DeployedApi.Mock::method, DeployedApi.Mock::path)
        .contains(tuple("ANY", "/{proxy+}"), tuple("ANY", "/v1/ads/{id}"));
    assertThat(api.mocks().getFirst().response())
        .isEqualTo(
            new CannedResponse(
                OptionalInt.of(404),
                Map.of(
                    "X-Request-Id",
                    new RequestId(),
                    "Cache-Control",
                    new Constant("no-store"),
                    "X-Content-Type-Options",
                    new Constant("nosniff"),
                    "x-should-retry",
                    new Constant("false")),
                """
                {"error":{"type":"not_found",\
                "message":"No such route, or not with this method. Routes begin with /api/v1.",\
                "code":null,"param":null}}\
                """));
    assertThat(api.gatewayResponses().get("INTEGRATION_FAILURE"))
        .satisfies(failure -> {
          assertThat(failure.status()).hasValue(503);
          assertThat(failure.headers()).containsEntry("Retry-After", new Constant("1"));
        });
    assertThat(api.gatewayResponses().get("DEFAULT_5XX"))
        .satisfies(other -> assertThat(other.status()).isEmpty());
  }

  @Test
  void a_table_has_its_keys_and_indexes() {
    DeployedTable campaigns =
        template.tables().stream()
            .filter(table -> table.logicalId().equals("AdCampaignsTable"))
            .findFirst()
            .orElseThrow();

    assertThat(campaigns.name()).isEqualTo("demo-AdCampaignsTable");
    assertThat(campaigns.attributes()).contains(new DeployedTable.Attribute("paused_until", "N"));
    assertThat(campaigns.keys()).containsExactly(new DeployedTable.Key("id", "HASH"));
    assertThat(campaigns.indexes())
        .contains(
            new DeployedTable.Index(
                "due",
                List.of(
                    new DeployedTable.Key("due_pk", "HASH"),
                    new DeployedTable.Key("paused_until", "RANGE")),
                "INCLUDE",
                List.of("pause_id")));
  }

  @Test
  void queues_groups_outputs_and_what_is_left_out_are_named() {
    assertThat(template.queues())
        .extracting(SamTemplate.DeployedQueue::url)
        .contains("https://sqs.us-east-1.amazonaws.com/123456789012/demo-FailedResumesQueue");
    assertThat(template.scheduleGroups())
        .containsExactly(
            new SamTemplate.ScheduleGroup(
                "ResumeScheduleGroup",
                "demo-resumes",
                "arn:aws:scheduler:us-east-1:123456789012:schedule-group/demo-resumes"));
    assertThat(template.outputs())
        .containsEntry("AdsTableName", "demo-AdsTable")
        .doesNotContainKeys("CredentialOperatorPolicyArn", "PlatformWriterPolicyArn")
        .containsEntry("BaseUrl", "https://local.execute-api.us-east-1.amazonaws.com/api/v1");
  }

  @Test
  void the_functions_environments_do_not_contradict_each_other() {
    assertThat(template.mergedEnvironment()).containsKeys("ADS_TABLE", "SWEEP_AGE_SECONDS");
  }

  private DeployedFunction function(String logicalId) {
    return template.functions().stream()
        .filter(function -> function.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow();
  }
}
