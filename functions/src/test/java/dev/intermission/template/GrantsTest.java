package dev.intermission.template;

import static dev.intermission.template.Grant.grants;
import static dev.intermission.template.Grant.resources;
import static dev.intermission.template.Grant.withTheKey;
import static dev.intermission.template.Template.ADS;
import static dev.intermission.template.Template.CAMPAIGNS;
import static dev.intermission.template.Template.EACH_VERB;
import static dev.intermission.template.Template.RESOURCES;
import static dev.intermission.template.Template.TEMPLATE;
import static dev.intermission.template.Template.VERBS;
import static dev.intermission.template.Template.function;
import static dev.intermission.template.Template.tableArn;
import static dev.intermission.template.Template.withAKey;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The grants of each function: nobody may do more than his code does.
class GrantsTest {
  /// The one wildcard: a schedule's name, made from a random pause id.
  private static final String OWN_SCHEDULES =
      "!Sub arn:${AWS::Partition}:scheduler:${AWS::Region}:${AWS::AccountId}"
          + ":schedule/${ResumeScheduleGroup}/resume-*";

  private static final String CREDENTIALS = "!GetAtt CredentialsTable.Arn";
  private static final String KEPT_RESPONSES = "!GetAtt IdempotencyTable.Arn";

  /// Who may do what to what: nobody more than his code does.
  private static final Map<String, Set<Grant>> GRANTS =
      Map.ofEntries(
          entry(
              "PauseAd",
              Set.of(
                  Grant.of("dynamodb:GetItem", CREDENTIALS),
                  Grant.of("dynamodb:UpdateItem", ADS),
                  Grant.of("dynamodb:GetItem", ADS),
                  Grant.of("dynamodb:ConditionCheckItem", ADS),
                  Grant.of("dynamodb:GetItem", KEPT_RESPONSES),
                  Grant.of("dynamodb:PutItem", KEPT_RESPONSES))),
          entry(
              "PauseAdCampaign",
              Set.of(
                  Grant.of("dynamodb:GetItem", CREDENTIALS),
                  Grant.of("dynamodb:UpdateItem", CAMPAIGNS),
                  Grant.of("dynamodb:GetItem", CAMPAIGNS),
                  Grant.of("dynamodb:ConditionCheckItem", CAMPAIGNS),
                  Grant.of("dynamodb:GetItem", KEPT_RESPONSES),
                  Grant.of("dynamodb:PutItem", KEPT_RESPONSES),
                  Grant.of("scheduler:CreateSchedule", OWN_SCHEDULES),
                  Grant.of("scheduler:DeleteSchedule", OWN_SCHEDULES),
                  new Grant(
                      "Allow",
                      "iam:PassRole",
                      "!GetAtt ResumeSchedulerRole.Arn",
                      Map.of(
                          "StringEquals",
                          Map.of("iam:PassedToService", "scheduler.amazonaws.com"))))),
          entry(
              "UnpauseAd",
              Set.of(
                  Grant.of("dynamodb:GetItem", CREDENTIALS),
                  Grant.of("dynamodb:UpdateItem", ADS),
                  Grant.of("dynamodb:GetItem", ADS),
                  Grant.of("dynamodb:ConditionCheckItem", ADS),
                  Grant.of("dynamodb:GetItem", KEPT_RESPONSES),
                  Grant.of("dynamodb:PutItem", KEPT_RESPONSES))),
          entry(
              "UnpauseAdCampaign",
              Set.of(
                  Grant.of("dynamodb:GetItem", CREDENTIALS),
                  Grant.of("dynamodb:UpdateItem", CAMPAIGNS),
                  Grant.of("dynamodb:GetItem", CAMPAIGNS),
                  Grant.of("dynamodb:ConditionCheckItem", CAMPAIGNS),
                  Grant.of("dynamodb:GetItem", KEPT_RESPONSES),
                  Grant.of("dynamodb:PutItem", KEPT_RESPONSES),
                  Grant.of("scheduler:DeleteSchedule", OWN_SCHEDULES))),
          entry(
              "RetrieveAd",
              Set.of(Grant.of("dynamodb:GetItem", CREDENTIALS), Grant.of("dynamodb:GetItem", ADS))),
          entry(
              "RetrieveAdCampaign",
              Set.of(
                  Grant.of("dynamodb:GetItem", CREDENTIALS),
                  Grant.of("dynamodb:GetItem", CAMPAIGNS))),
          entry(
              "ListAds",
              Set.of(
                  Grant.of("dynamodb:GetItem", CREDENTIALS),
                  Grant.of("dynamodb:Query", tableArn("Ads", "/index/by_account")),
                  Grant.of("dynamodb:Query", tableArn("Ads", "/index/by_ad_campaign")),
                  Grant.of("dynamodb:BatchGetItem", ADS))),
          entry(
              "ListAdCampaigns",
              Set.of(
                  Grant.of("dynamodb:GetItem", CREDENTIALS),
                  Grant.of("dynamodb:Query", tableArn("AdCampaigns", "/index/by_account")),
                  Grant.of("dynamodb:BatchGetItem", CAMPAIGNS))),
          // A transaction takes the grant of each of its writes.
          entry(
              "AdministerCredentials",
              Set.of(
                  Grant.of("dynamodb:GetItem", CREDENTIALS),
                  Grant.of("dynamodb:BatchGetItem", CREDENTIALS),
                  Grant.of("dynamodb:Query", CREDENTIALS),
                  Grant.of("dynamodb:PutItem", CREDENTIALS),
                  Grant.of("dynamodb:UpdateItem", CREDENTIALS),
                  Grant.of("dynamodb:DeleteItem", CREDENTIALS))),
          entry("ResumeAdCampaign", Set.of(Grant.of("dynamodb:UpdateItem", CAMPAIGNS))),
          entry(
              "SweepDuePauses",
              Set.of(
                  Grant.of("dynamodb:Query", tableArn("AdCampaigns", "/index/due")),
                  Grant.of("dynamodb:UpdateItem", CAMPAIGNS))));

  @ParameterizedTest
  @MethodSource(EACH_VERB)
  void a_function_may_do_exactly_this(String verb) {
    List<RawYaml> policies = function(verb).items("Policies");
    assertThat(policies).hasSize(2);
    assertThat(grants(policies.getFirst())).containsExactlyInAnyOrderElementsOf(GRANTS.get(verb));
  }

  /// DynamoDB and SQS use a table's or queue's key in the caller's name. DynamoDB decrypts a
  /// table's key; SQS asks for a data key and tries it.
  @ParameterizedTest
  @MethodSource(EACH_VERB)
  void a_function_may_use_a_customers_key_only_through_what_is_encrypted_with_it(String verb) {
    Set<Grant> expected = new HashSet<>(withTheKey("dynamodb", "kms:Decrypt"));
    if (verb.equals("ResumeAdCampaign")) {
      expected.addAll(withTheKey("sqs", "kms:GenerateDataKey", "kms:Decrypt"));
    }
    assertThat(grants(withAKey(function(verb).items("Policies").getLast())))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource(EACH_VERB)
  void a_function_has_no_role_but_the_one_made_from_its_policy(String verb) {
    assertThat(function(verb).fields())
        .doesNotContainKeys("Role", "Connectors", "AssumeRolePolicyDocument", "VpcConfig");
    assertThat(TEMPLATE.fields("Globals", "Function")).doesNotContainKeys("Policies", "Role");
    assertThat(RESOURCES.fields(verb + "Function")).doesNotContainKey("Connectors");
  }

  @Test
  void no_grant_has_a_wildcard_but_the_name_of_a_schedule() {
    assertThat(policyStatements())
        .isNotEmpty()
        .flatExtracting(statement ->
            Stream.concat(statement.texts("Action").stream(), resources(statement).stream())
                .toList())
        .filteredOn(text -> text.contains("*") || text.contains("?"))
        .containsOnly(OWN_SCHEDULES);
  }

  private static List<RawYaml> policyStatements() {
    List<RawYaml> documents = new ArrayList<>();
    for (String verb : VERBS) {
      List<RawYaml> policies = function(verb).items("Policies");
      documents.add(policies.getFirst());
      documents.add(withAKey(policies.getLast()));
    }
    List<RawYaml> policies = RESOURCES.items("ResumeSchedulerRole", "Properties", "Policies");
    documents.add(policies.getFirst().at("PolicyDocument"));
    documents.add(withAKey(policies.getLast()).at("PolicyDocument"));
    documents.add(RESOURCES.at("CredentialOperatorPolicy", "Properties", "PolicyDocument"));
    documents.add(RESOURCES.at("PlatformWriterPolicy", "Properties", "PolicyDocument"));
    return documents.stream()
        .flatMap(document -> document.items("Statement").stream())
        .map(statement -> statement.has("!If") ? withAKey(statement) : statement)
        .toList();
  }
}
