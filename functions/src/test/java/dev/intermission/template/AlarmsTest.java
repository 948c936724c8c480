package dev.intermission.template;

import static dev.intermission.template.Template.OWN_METRICS;
import static dev.intermission.template.Template.api;
import static dev.intermission.template.Template.ofType;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.functions.metrics.EmfMetrics;
import dev.intermission.metrics.Metrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The alarms of prod.
class AlarmsTest {
  /// Pauses do not end, or clients get errors: somebody must look now.
  private static final Set<String> PAGES =
      Set.of("OldestDuePauseAlarm", "UnresumablePausesAlarm", "ServerErrorsAlarm");

  /// By name: namespace, metric, statistic, threshold, minutes, and what silence means.
  private static final Map<String, List<String>> ALARMS =
      Map.ofEntries(
          alarm(
              "OldestDuePause",
              OWN_METRICS,
              "OldestDuePauseAge",
              "Maximum",
              "180",
              "3",
              "breaching"),
          alarm(
              "UnresumablePauses",
              OWN_METRICS,
              "UnresumablePauses",
              "Sum",
              "0",
              "1",
              "notBreaching"),
          alarm("TimersNotArmed", OWN_METRICS, "TimerNotArmed", "Sum", "0", "1", "notBreaching"),
          alarm("ResumedBySweep", OWN_METRICS, "ResumedBySweep", "Sum", "0", "1", "notBreaching"),
          alarm("SweepFailures", OWN_METRICS, "SweepFailures", "Sum", "0", "3", "notBreaching"),
          alarm("SweepsCutOff", OWN_METRICS, "SweepsCutOff", "Sum", "0", "3", "notBreaching"),
          alarm("BrokenItems", OWN_METRICS, "BrokenItems", "Sum", "0", "1", "notBreaching"),
          alarm(
              "FailedResumes",
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "Maximum",
              "0",
              "1",
              "notBreaching",
              "QueueName=!GetAtt FailedResumesQueue.QueueName"),
          alarm(
              "UndeliveredResumes",
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "Maximum",
              "0",
              "1",
              "notBreaching",
              "QueueName=!GetAtt UndeliveredResumesQueue.QueueName"),
          alarm(
              "ResumeThrottles",
              "AWS/Lambda",
              "Throttles",
              "Sum",
              "0",
              "3",
              "notBreaching",
              "FunctionName=!Ref ResumeAdCampaignFunction"),
          alarm(
              "SweepThrottles",
              "AWS/Lambda",
              "Throttles",
              "Sum",
              "0",
              "3",
              "notBreaching",
              "FunctionName=!Ref SweepDuePausesFunction"),
          alarm(
              "SweepErrors",
              "AWS/Lambda",
              "Errors",
              "Sum",
              "0",
              "3",
              "notBreaching",
              "FunctionName=!Ref SweepDuePausesFunction"),
          alarm(
              "ServerErrors",
              "AWS/ApiGateway",
              "5XXError",
              "Average",
              "0.01",
              "5",
              "notBreaching",
              "ApiName=!Sub ${AWS::StackName}",
              "Stage=api"));

  @Test
  void prods_alarms_are_these_and_tell_whoever_is_on_call() {
    Map<String, List<String>> alarms = new HashMap<>();
    ofType("AWS::CloudWatch::Alarm")
        .forEach((id, resource) -> {
          RawYaml alarm = resource.at("Properties");
          List<String> facts = new ArrayList<>();
          for (String fact :
              List.of(
                  "Namespace",
                  "MetricName",
                  "Statistic",
                  "Threshold",
                  "EvaluationPeriods",
                  "TreatMissingData")) {
            facts.add(alarm.text(fact));
          }
          if (alarm.has("Dimensions")) {
            alarm
                .items("Dimensions")
                .forEach(each -> facts.add(each.text("Name") + "=" + each.text("Value")));
          }
          alarms.put(id, facts);
          assertThat(resource.text("Condition")).isEqualTo("IsProd");
          assertThat(alarm.text("AlarmDescription")).isNotBlank();
          assertThat(alarm.text("Period")).isEqualTo("60");
          assertThat(alarm.text("ComparisonOperator")).isEqualTo("GreaterThanThreshold");
          String severity = PAGES.contains(id) ? "Page" : "Ticket";
          for (String actions : List.of("AlarmActions", "OKActions")) {
            assertThat(alarm.at(actions).value())
                .as(id)
                .isEqualTo(
                    List.of(
                        Map.of(
                            "!If",
                            List.of(
                                "Has" + severity + "Topic",
                                "!Ref " + severity + "TopicArn",
                                "!Ref " + severity + "Topic"))));
          }
        });
    assertThat(alarms).containsExactlyInAnyOrderEntriesOf(ALARMS);
    assertThat(alarms.keySet()).containsAll(PAGES);
  }

  @Test
  void an_address_gets_the_alarms_of_each_topic_that_the_stack_makes() {
    assertThat(ofType("AWS::SNS::Topic")).containsOnlyKeys("PageTopic", "TicketTopic");
    assertThat(ofType("AWS::SNS::Subscription")).hasSize(2);
    for (String severity : List.of("Page", "Ticket")) {
      assertThat(ofType("AWS::SNS::Topic").get(severity + "Topic").text("Condition"))
          .isEqualTo("Makes" + severity + "Topic");
      assertThat(ofType("AWS::SNS::Subscription").get(severity + "Subscription").value())
          .isEqualTo(
              Map.of(
                  "Type",
                  "AWS::SNS::Subscription",
                  "Condition",
                  "Mails" + severity + "s",
                  "Properties",
                  Map.of(
                      "TopicArn",
                      "!Ref " + severity + "Topic",
                      "Protocol",
                      "email",
                      "Endpoint",
                      "!Ref AlarmEmail")));
    }
  }

  /// API Gateway counts by the API's name, which is in the definition too.
  @Test
  void the_alarm_on_5xx_watches_this_api() {
    assertThat(api().text("Name")).isEqualTo("!Ref AWS::StackName");
    assertThat(api().text("DefinitionBody", "info", "title")).isEqualTo("!Ref AWS::StackName");
    assertThat(ALARMS.get("ServerErrorsAlarm")).contains("ApiName=!Sub ${AWS::StackName}");
  }

  @Test
  void an_alarm_on_a_metric_of_ours_watches_one_that_the_code_emits() {
    Set<String> emitted =
        Arrays.stream(Metrics.Measure.values()).map(EmfMetrics::name).collect(Collectors.toSet());
    assertThat(ALARMS.values())
        .filteredOn(facts -> facts.getFirst().equals(OWN_METRICS))
        .extracting(facts -> facts.get(1))
        .isNotEmpty()
        .allMatch(emitted::contains);
  }

  private static Map.Entry<String, List<String>> alarm(String name, String... facts) {
    return entry(name + "Alarm", List.of(facts));
  }
}
