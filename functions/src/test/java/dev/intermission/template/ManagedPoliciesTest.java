package dev.intermission.template;

import static dev.intermission.template.Grant.grants;
import static dev.intermission.template.Grant.resources;
import static dev.intermission.template.Grant.withTheKey;
import static dev.intermission.template.Template.ADS;
import static dev.intermission.template.Template.CAMPAIGNS;
import static dev.intermission.template.Template.RESOURCES;
import static dev.intermission.template.Template.TEMPLATE;
import static dev.intermission.template.Template.deployedApi;
import static dev.intermission.template.Template.function;
import static dev.intermission.template.Template.ofType;
import static dev.intermission.template.Template.withAKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.emulator.template.DeployedApi.Route;
import dev.intermission.functions.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The policies for those outside the stack: operators and the platform.
class ManagedPoliciesTest {
  @Test
  void there_are_two_managed_policies_when_asked_for_and_nothing_else_that_grants() {
    assertThat(ofType("AWS::IAM::Role")).containsOnlyKeys("ResumeSchedulerRole");
    assertThat(ofType("AWS::IAM::ManagedPolicy"))
        .containsOnlyKeys("CredentialOperatorPolicy", "PlatformWriterPolicy");
    assertThat(RESOURCES.text("CredentialOperatorPolicy", "Condition"))
        .isEqualTo("MakesOperatorPolicy");
    assertThat(RESOURCES.text("PlatformWriterPolicy", "Condition"))
        .isEqualTo("MakesPlatformPolicy");
    assertThat(RESOURCES.fields().values())
        .extracting(resource -> resource.text("Type"))
        .filteredOn(type ->
            type.startsWith("AWS::IAM::") || type.endsWith("Policy") || type.endsWith("Permission"))
        .containsOnly("AWS::IAM::Role", "AWS::IAM::ManagedPolicy")
        .doesNotContain("AWS::Serverless::Connector");
    assertThat(TEMPLATE.allTexts())
        .doesNotContain("ManagedPolicyArns", "ResourcePolicy", "FunctionUrlConfig")
        // The pattern of PermissionsBoundary apart.
        .filteredOn(text -> !text.startsWith("^"))
        .noneMatch(text -> text.contains(":policy/") || text.endsWith("FullAccess"));
  }

  /// Guards against a PutItem of a stale copy. It would turn a timed pause into an endless one, or
  /// switch spending back on; so would a pause's attributes in the wrong hands. IAM cannot tell SET
  /// from REMOVE.
  @Test
  void the_platform_may_update_its_own_attributes_and_a_pauses_only_with_the_status() {
    RawYaml policy = RESOURCES.at("PlatformWriterPolicy", "Properties");
    assertThat(policy.fields()).containsOnlyKeys("Path", "Description", "PolicyDocument");
    List<RawYaml> statements = policy.items("PolicyDocument", "Statement");
    assertThat(statements).hasSize(5);
    for (RawYaml write : statements.subList(0, 2)) {
      assertThat(write.text("Effect")).isEqualTo("Allow");
      assertThat(write.text("Action")).isEqualTo("dynamodb:UpdateItem");
      assertThat(write.fields("Condition"))
          .containsOnlyKeys("ForAllValues:StringEquals", "StringEquals");
      // Nothing of an item is shown that is not its own.
      assertThat(write.at("Condition", "StringEquals").value())
          .isEqualTo(
              Map.of("dynamodb:ReturnValues", List.of("NONE", "UPDATED_OLD", "UPDATED_NEW")));
    }
    assertThat(resources(statements.get(0))).containsExactly(ADS);
    assertThat(resources(statements.get(1))).containsExactly(CAMPAIGNS);
    assertThat(statements.get(2).fields().keySet())
        .containsExactlyInAnyOrder("Sid", "Effect", "Action", "Resource", "Condition");
    assertThat(statements.get(2).text("Effect")).isEqualTo("Deny");
    assertThat(statements.get(2).text("Action")).isEqualTo("dynamodb:UpdateItem");
    assertThat(resources(statements.get(2))).containsExactly(ADS, CAMPAIGNS);
    assertThat(statements.get(2).at("Condition").value())
        .isEqualTo(
            Map.of(
                "ForAnyValue:StringEquals",
                Map.of(
                    "dynamodb:Attributes",
                    List.of("rev", "pause_id", "paused_until", "due_pk", "changed_by")),
                "ForAllValues:StringNotEquals",
                Map.of("dynamodb:Attributes", List.of("status"))));
    assertThat(statements.get(3).fields().keySet())
        .containsExactlyInAnyOrder("Sid", "Effect", "Action", "Resource");
    assertThat(statements.get(3).text("Effect")).isEqualTo("Deny");
    assertThat(statements.get(3).texts("Action"))
        .containsExactlyInAnyOrder(
            "dynamodb:PutItem",
            "dynamodb:DeleteItem",
            "dynamodb:BatchWriteItem",
            "dynamodb:PartiQLInsert",
            "dynamodb:PartiQLUpdate",
            "dynamodb:PartiQLDelete");
    assertThat(resources(statements.get(3))).containsExactly(ADS, CAMPAIGNS);
    assertThat(grants(List.of(withAKey(statements.get(4)))))
        .containsExactlyElementsOf(withTheKey("dynamodb", "kms:Decrypt"));
  }

  /// An attribute missing from the policy could not be written by the platform.
  @ParameterizedTest
  @CsvSource({"0, Ads, ads", "1, Campaigns, campaigns"})
  void what_the_platform_may_write_is_what_the_item_contract_names(
      int statement, String records, String ofNewer) throws IOException {
    String contract = Files.readString(TestStack.PROJECT.resolve("docs/items.md"));
    Set<String> attributes = new TreeSet<>();
    for (String title :
        List.of(
            "Both tables",
            "Campaigns while paused (Intermission)",
            records + " (platform)",
            "Newer versions, both tables (platform)",
            "Newer versions, " + ofNewer + " (platform)")) {
      String section = contract.substring(contract.indexOf("\n## " + title) + 1);
      section
          .substring(0, (section + "\n## ").indexOf("\n## "))
          .lines()
          .filter(line -> line.startsWith("| `"))
          .map(line -> line.substring(0, line.indexOf('|', 1)))
          .forEach(names ->
              Pattern.compile("`(\\w+)`")
                  .matcher(names)
                  .results()
                  .forEach(name -> attributes.add(name.group(1))));
    }
    assertThat(
            RESOURCES
                .items("PlatformWriterPolicy", "Properties", "PolicyDocument", "Statement")
                .get(statement)
                .texts("Condition", "ForAllValues:StringEquals", "dynamodb:Attributes"))
        .containsExactlyInAnyOrderElementsOf(attributes);
  }

  /// IAM takes 6,144 characters, white space apart. A table's name may have 255, docs/items.md asks
  /// for at most 150.
  @Test
  void the_platforms_policy_is_not_longer_than_iam_takes() {
    String arn = "\"arn:aws-us-gov:dynamodb:us-gov-west-1:123456789012:table/\",";
    List<RawYaml> statements =
        RESOURCES.items("PlatformWriterPolicy", "Properties", "PolicyDocument", "Statement");
    // Each table twice: as it is, and the one that is about to be left.
    int tables = 2 + 2 + 4 + 4;
    // The words of the policy itself, and the statement about the key.
    int length = 1000 + tables * (arn.length() + 150);
    for (RawYaml statement : statements.subList(0, 2)) {
      length +=
          statement.texts("Condition", "ForAllValues:StringEquals", "dynamodb:Attributes").stream()
              .mapToInt(name -> name.length() + "\"\",".length())
              .sum();
    }
    assertThat(length).isBetween(4000, 6144);
  }

  /// Every caller of this function can issue credentials. So no route, no rule, no function URL and
  /// no permission for anybody else leads there.
  @Test
  void nothing_but_an_operators_invocation_leads_to_the_function_that_issues_credentials() {
    assertThat(function("AdministerCredentials").fields())
        .containsOnlyKeys(
            "Description",
            "Handler",
            "LoggingConfig",
            "Environment",
            "Policies",
            "EventInvokeConfig");
    assertThat(deployedApi().routes())
        .extracting(Route::function)
        .doesNotContain("AdministerCredentialsFunction");
  }

  @Test
  void an_operator_may_invoke_that_function_and_do_nothing_else() {
    RawYaml policy = RESOURCES.at("CredentialOperatorPolicy", "Properties");
    // A policy with a name of its own needs a capability of its own, and cannot be deployed twice.
    assertThat(policy.fields()).containsOnlyKeys("Path", "Description", "PolicyDocument");
    assertThat(grants(policy.at("PolicyDocument")))
        .containsExactly(
            Grant.of("lambda:InvokeFunction", "!GetAtt AdministerCredentialsFunction.Arn"));
  }

  /// A retry's response would go nowhere, and the secret in it too.
  @Test
  void a_failed_invocation_is_never_repeated_by_lambda() {
    assertThat(function("AdministerCredentials").at("EventInvokeConfig").value())
        .isEqualTo(Map.of("MaximumRetryAttempts", "0"));
  }
}
