package dev.intermission.template;

import static dev.intermission.template.Grant.grants;
import static dev.intermission.template.Grant.withTheKey;
import static dev.intermission.template.Template.RESOURCES;
import static dev.intermission.template.Template.RETAIN_IN_PROD;
import static dev.intermission.template.Template.THE_KEY_IF_ANY;
import static dev.intermission.template.Template.VERBS;
import static dev.intermission.template.Template.deployed;
import static dev.intermission.template.Template.function;
import static dev.intermission.template.Template.ofType;
import static dev.intermission.template.Template.withAKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.emulator.template.DeployedFunction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The ends of timed pauses: schedules, their role and queues, and the sweep.
class SchedulesTest {
  /// Deleting or renaming the group deletes its schedules. Up to 366 days of timers would be gone
  /// at once.
  @Test
  void the_schedule_groups_name_is_frozen() {
    assertThat(ofType("AWS::Scheduler::ScheduleGroup")).containsOnlyKeys("ResumeScheduleGroup");
    assertThat(RESOURCES.at("ResumeScheduleGroup", "Properties").value())
        .isEqualTo(Map.of("Name", "!Sub ${AWS::StackName}-resumes"));
  }

  /// Every waiting schedule holds this ARN, some for 366 days. With another logical id or another
  /// alias, all of them would invoke a function that is gone.
  @Test
  void what_schedules_invoke_is_frozen() {
    assertThat(function("ResumeAdCampaign").text("AutoPublishAlias")).isEqualTo("live");
    // Else a changed time-out or table would deploy green and stay off behind the alias.
    assertThat(function("ResumeAdCampaign").text("AutoPublishAliasAllProperties"))
        .isEqualTo("true");
    assertThat(deployed("ResumeAdCampaign").qualifiedArn())
        .endsWith("-ResumeAdCampaignFunction:live")
        .isEqualTo(deployed("PauseAdCampaign").environment().get("RESUME_FUNCTION_ARN"));
  }

  /// The role and the dead-letter queue are frozen for the same reason. With another logical id, a
  /// property that replaces it, or a condition, the old one would be gone.
  @Test
  void what_schedules_hold_beside_it_is_frozen() {
    DeployedFunction pause = deployed("PauseAdCampaign");
    assertThat(pause.environment().get("SCHEDULER_ROLE_ARN")).endsWith("-ResumeSchedulerRole");
    assertThat(pause.environment().get("UNDELIVERED_RESUMES_QUEUE_ARN"))
        .endsWith("-UndeliveredResumesQueue");
    assertThat(pause.environment().get("SCHEDULE_GROUP")).isEqualTo("test-resumes");
    assertThat(
            List.of(
                "ResumeAdCampaignFunction",
                "ResumeSchedulerRole",
                "UndeliveredResumesQueue",
                "ResumeScheduleGroup"))
        .allSatisfy(id -> assertThat(RESOURCES.fields(id)).doesNotContainKey("Condition"));
    assertThat(RESOURCES.text("ResumeSchedulerRole", "Properties", "Path"))
        .isEqualTo("!Sub /${AWS::StackName}/");
  }

  /// In prod. A failed first deploy must not leave anything behind that blocks the next.
  @ParameterizedTest
  @ValueSource(strings = {"ResumeScheduleGroup", "UndeliveredResumesQueue", "FailedResumesQueue"})
  void what_holds_timers_and_events_outlives_the_stack_but_not_a_failed_first_deploy(String id) {
    assertThat(RESOURCES.at(id, "DeletionPolicy").value())
        .isEqualTo(Map.of("!If", List.of("IsProd", "RetainExceptOnCreate", "Delete")));
    assertThat(RESOURCES.at(id, "UpdateReplacePolicy").value()).isEqualTo(RETAIN_IN_PROD);
  }

  @Test
  void only_the_scheduler_and_only_for_this_stacks_group_takes_on_the_role() {
    assertThat(
            RESOURCES.at("ResumeSchedulerRole", "Properties", "AssumeRolePolicyDocument").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    Version: "2012-10-17"
                    Statement:
                      - Effect: Allow
                        Principal:
                          Service: scheduler.amazonaws.com
                        Action: sts:AssumeRole
                        Condition:
                          StringEquals:
                            aws:SourceAccount: !Ref AWS::AccountId
                            aws:SourceArn: !GetAtt ResumeScheduleGroup.Arn
                    """)
                .value());
  }

  @Test
  void the_schedulers_role_may_deliver_a_resume_or_keep_it_and_nothing_else() {
    RawYaml role = RESOURCES.at("ResumeSchedulerRole", "Properties");
    assertThat(role.fields())
        .containsOnlyKeys("Path", "PermissionsBoundary", "AssumeRolePolicyDocument", "Policies");
    assertThat(role.items("Policies")).hasSize(2);
    assertThat(grants(role.items("Policies").getFirst().at("PolicyDocument")))
        .containsExactlyInAnyOrder(
            Grant.of("lambda:InvokeFunction", "!Ref ResumeAdCampaignFunction.Alias"),
            Grant.of("sqs:SendMessage", "!GetAtt UndeliveredResumesQueue.Arn"));
    assertThat(grants(withAKey(role.items("Policies").getLast()).at("PolicyDocument")))
        .containsExactlyInAnyOrderElementsOf(
            withTheKey("sqs", "kms:GenerateDataKey", "kms:Decrypt"));
  }

  /// EventBridge Scheduler takes no FIFO queue for what it cannot deliver.
  @Test
  void two_encrypted_standard_queues_keep_what_was_not_resumed_for_14_days() {
    assertThat(ofType("AWS::SQS::Queue"))
        .containsOnlyKeys("UndeliveredResumesQueue", "FailedResumesQueue")
        .allSatisfy((id, queue) ->
            assertThat(queue.at("Properties").value())
                .isEqualTo(
                    Map.of(
                        "MessageRetentionPeriod",
                        "1209600",
                        "SqsManagedSseEnabled",
                        Map.of("!If", List.of("EncryptsWithKmsKey", "!Ref AWS::NoValue", "true")),
                        "KmsMasterKeyId",
                        THE_KEY_IF_ANY)));
  }

  @Test
  void a_failed_resume_is_tried_twice_more_and_then_kept() {
    assertThat(function("ResumeAdCampaign").at("EventInvokeConfig").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    MaximumRetryAttempts: 2
                    MaximumEventAgeInSeconds: 21600
                    DestinationConfig:
                      OnFailure:
                        Type: SQS
                        Destination: !GetAtt FailedResumesQueue.Arn
                    """)
                .value());
  }

  /// A reservation is taken from the account's, and new accounts have hardly any to give.
  @Test
  void concurrency_is_reserved_for_resumes_and_sweeps_and_only_when_asked_for() {
    assertThat(function("ResumeAdCampaign").at("ReservedConcurrentExecutions").value())
        .isEqualTo(
            Map.of(
                "!If",
                List.of("ReservesConcurrency", "!Ref ResumeConcurrency", "!Ref AWS::NoValue")));
    assertThat(function("SweepDuePauses").at("ReservedConcurrentExecutions").value())
        .isEqualTo(
            Map.of(
                "!If",
                List.of(
                    "ReservesConcurrencyForSweeps", "!Ref SweepConcurrency", "!Ref AWS::NoValue")));
    assertThat(VERBS)
        .filteredOn(verb -> function(verb).has("ReservedConcurrentExecutions"))
        .containsExactlyInAnyOrder("ResumeAdCampaign", "SweepDuePauses");
  }

  /// The sweep must not depend on the service that it backs up. So a classic rule, not EventBridge
  /// Scheduler (ScheduleV2).
  @Test
  void the_sweep_runs_each_minute_from_a_classic_rule() {
    assertThat(function("SweepDuePauses").at("Events").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    EachMinute:
                      Type: Schedule
                      Properties:
                        Description: Ends the timed pauses that no schedule ended
                        Schedule: rate(1 minute)
                    """)
                .value());
  }

  @Test
  void a_failed_sweep_is_not_tried_again_since_the_next_one_follows() {
    assertThat(function("SweepDuePauses").at("EventInvokeConfig").value())
        .isEqualTo(Map.of("MaximumRetryAttempts", "0", "MaximumEventAgeInSeconds", "60"));
  }
}
