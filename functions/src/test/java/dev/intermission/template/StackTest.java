package dev.intermission.template;

import static dev.intermission.template.Template.ADS_NAME;
import static dev.intermission.template.Template.CAMPAIGNS_NAME;
import static dev.intermission.template.Template.OWN_METRICS;
import static dev.intermission.template.Template.RESOURCES;
import static dev.intermission.template.Template.TEMPLATE;
import static dev.intermission.template.Template.ofType;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.functions.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The stack as a whole: names, tags and outputs.
class StackTest {
  @Test
  void nothing_but_the_schedule_group_has_a_name_of_its_own() {
    Map<String, RawYaml> resources = new HashMap<>(RESOURCES.fields());
    // AWS WAF takes no log group whose name does not begin with its own words.
    assertThat(resources.remove("WebAclLogs")).isNotNull();
    assertThat(resources.values())
        .allSatisfy(resource ->
            assertThat(
                    resource.has("Properties")
                        ? resource.fields("Properties").keySet()
                        : Set.<String>of())
                .doesNotContain(
                    "FunctionName",
                    "TableName",
                    "QueueName",
                    "RoleName",
                    "ManagedPolicyName",
                    "LogGroupName"));
  }

  /// With a stack name of 30 characters. Where a name is not given here, CloudFormation makes one
  /// and shortens it itself.
  @Test
  void no_name_is_longer_than_aws_allows() {
    String stack = "a-stack-name-of-30-characters-";
    assertThat(stack).hasSize(30);
    Map<String, Integer> longest =
        Map.of(
            "Name of AWS::Scheduler::ScheduleGroup", 64,
            "LogGroupName of AWS::Logs::LogGroup", 512,
            "Name of AWS::Serverless::Api", 1024,
            "AutoPublishAlias of AWS::Serverless::Function", 128);
    Set<String> named = new TreeSet<>();
    RESOURCES
        .fields()
        .forEach((id, resource) -> {
          assertThat(id).hasSizeLessThanOrEqualTo(255);
          Map<String, RawYaml> properties =
              resource.has("Properties") ? resource.fields("Properties") : Map.of();
          properties.forEach((property, value) -> {
            String kind = property + " of " + resource.text("Type");
            if (property.equals("AutoPublishAlias")
                || (property.endsWith("Name")
                    && !kind.equals("MetricName of AWS::CloudWatch::Alarm")
                    && !property.equals("StageName")
                    && !property.equals("DomainName"))) {
              named.add(kind);
              assertThat(longest).as(id).containsKey(kind);
              assertThat(
                      value
                          .text()
                          .replace("!Sub ", "")
                          .replace("!Ref AWS::StackName", stack)
                          .replace("${AWS::StackName}", stack))
                  .as(id)
                  .doesNotContain("$", "!")
                  .hasSizeLessThanOrEqualTo(longest.get(kind));
            }
          });
        });
    assertThat(named).isEqualTo(longest.keySet());
    // A schedule's own name, in that group: SchedulerArmTimer makes it from a UUID.
    assertThat(("resume-" + new UUID(0, 0)).length()).isLessThanOrEqualTo(64);
    assertThat(OWN_METRICS.replace("!Sub ", "").replace("${AWS::StackName}", stack))
        .as("a CloudWatch namespace")
        .hasSizeLessThanOrEqualTo(255);
  }

  /// A DeletionPolicy by stage takes a transform of its own, before SAM's.
  @Test
  void the_transforms_are_these_in_this_order() {
    assertThat(TEMPLATE.at("Transform").value())
        .isEqualTo(List.of("AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"));
  }

  /// A policy for the deployer names roles by their path. In their names CloudFormation shortens
  /// the stack's part.
  @Test
  void every_role_and_policy_has_the_stacks_path_and_every_role_the_boundary_if_any() {
    String path = "!Sub /${AWS::StackName}/";
    Map<String, List<String>> boundary =
        either("HasPermissionsBoundary", "!Ref PermissionsBoundary", "!Ref AWS::NoValue");
    assertThat(TEMPLATE.text("Globals", "Function", "RolePath")).isEqualTo(path);
    assertThat(TEMPLATE.at("Globals", "Function", "PermissionsBoundary").value())
        .isEqualTo(boundary);
    ofType("AWS::Serverless::Function")
        .values()
        .forEach(function ->
            assertThat(function.fields("Properties"))
                .doesNotContainKeys("RolePath", "PermissionsBoundary", "Role"));
    ofType("AWS::IAM::Role")
        .values()
        .forEach(role -> {
          assertThat(role.text("Properties", "Path")).isEqualTo(path);
          assertThat(role.at("Properties", "PermissionsBoundary").value()).isEqualTo(boundary);
        });
    ofType("AWS::IAM::ManagedPolicy")
        .values()
        .forEach(policy -> assertThat(policy.text("Properties", "Path")).isEqualTo(path));
  }

  /// A stack's tags go to everything in it that takes tags. A function's own tags would change a
  /// version's logical id and not the version, and Lambda would refuse to publish it.
  @Test
  void no_resource_has_tags_of_its_own() {
    assertThat(TEMPLATE.at("Globals").allTexts()).doesNotContain("Tags");
    assertThat(RESOURCES.fields().values())
        .filteredOn(resource -> resource.has("Properties", "Tags"))
        .isEmpty();
  }

  /// A stack's tags go to everything in it that takes tags.
  @Test
  void every_stage_tags_its_stack() throws IOException {
    String stages = Files.readString(TestStack.PROJECT.resolve("samconfig.toml"));
    for (String stage : List.of("default", "dev", "prod")) {
      String deploy = stages.substring(stages.indexOf("[" + stage + ".deploy.parameters]"));
      assertThat(deploy.substring(0, (deploy + "\n[").indexOf("\n[")))
          .contains("\ntags = \"project=intermission");
    }
  }

  @Test
  void the_stack_tells_what_its_operators_and_clients_need() {
    Map<String, Object> outputs = new HashMap<>();
    TEMPLATE
        .fields("Outputs")
        .forEach((name, output) -> outputs.put(name, output.at("Value").value()));
    assertThat(outputs)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                entry(
                    "BaseUrl",
                    either(
                        "HasDomain",
                        "!Sub https://${DomainName}/api/v1",
                        "!Sub https://${IntermissionApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/api/v1")),
                entry("DomainTarget", "!GetAtt Domain.RegionalDomainName"),
                entry("DomainTargetZone", "!GetAtt Domain.RegionalHostedZoneId"),
                entry(
                    "PageTopicArn", either("HasPageTopic", "!Ref PageTopicArn", "!Ref PageTopic")),
                entry(
                    "TicketTopicArn",
                    either("HasTicketTopic", "!Ref TicketTopicArn", "!Ref TicketTopic")),
                entry("AdsTableName", ADS_NAME),
                entry("AdCampaignsTableName", CAMPAIGNS_NAME),
                entry("CredentialsTableName", "!Ref CredentialsTable"),
                entry("IdempotencyTableName", "!Ref IdempotencyTable"),
                entry("AdministerCredentialsFunctionName", "!Ref AdministerCredentialsFunction"),
                entry(
                    "AdministerCredentialsFunctionArn",
                    "!GetAtt AdministerCredentialsFunction.Arn"),
                entry("CredentialOperatorPolicyArn", "!Ref CredentialOperatorPolicy"),
                entry("PlatformWriterPolicyArn", "!Ref PlatformWriterPolicy"),
                entry("ResumeFunctionAlias", "!Ref ResumeAdCampaignFunction.Alias"),
                entry("UndeliveredResumesQueueUrl", "!Ref UndeliveredResumesQueue"),
                entry("FailedResumesQueueUrl", "!Ref FailedResumesQueue")));
  }

  private static Map<String, List<String>> either(String condition, String then, String otherwise) {
    return Map.of("!If", List.of(condition, then, otherwise));
  }
}
