package dev.intermission;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.access.Scope;
import dev.intermission.functions.Clients;
import dev.intermission.functions.Handlers;
import dev.intermission.functions.Settings;
import dev.intermission.functions.SweepDuePausesHandler;
import dev.intermission.functions.TestContext;
import dev.intermission.functions.TestStack;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiAnswerWriter;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.metrics.EmfMetrics;
import dev.intermission.local.template.DeployedApi;
import dev.intermission.local.template.DeployedApi.CannedAnswer;
import dev.intermission.local.template.DeployedApi.HeaderValue;
import dev.intermission.local.template.DeployedApi.Route;
import dev.intermission.local.template.DeployedFunction;
import dev.intermission.local.template.DeployedTable;
import dev.intermission.local.template.SamTemplate;
import dev.intermission.local.template.StackSettings;
import dev.intermission.metrics.Metrics;
import dev.intermission.read.PageBudget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Holds `template.yaml`, which nothing else checks before it is deployed: a misspelt property, a
/// grant too many or a variable too few would show only in AWS. The tables here are written out on
/// purpose; whoever changes the template on purpose changes them too.
class TemplateTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RawYaml TEMPLATE = template();
  private static final RawYaml RESOURCES = TEMPLATE.at("Resources");

  private static final List<String> VERBS =
      List.of(
          "PauseAd",
          "PauseAdCampaign",
          "UnpauseAd",
          "UnpauseAdCampaign",
          "RetrieveAd",
          "RetrieveAdCampaign",
          "ListAds",
          "ListAdCampaigns",
          "AdministerCredentials",
          "ResumeAdCampaign",
          "SweepDuePauses");

  private static final Map<String, List<String>> THE_KEY_IF_ANY =
      Map.of("!If", List.of("HasKmsKey", "!Ref KmsKeyArn", "!Ref AWS::NoValue"));

  /// The one wildcard: the last segment is a schedule's name, made from a random pause id.
  private static final String OWN_SCHEDULES =
      "!Sub arn:${AWS::Partition}:scheduler:${AWS::Region}:${AWS::AccountId}"
          + ":schedule/${ResumeScheduleGroup}/resume-*";

  private static final String ADS = arn("Ads", "");
  private static final String CAMPAIGNS = arn("AdCampaigns", "");
  private static final Object ADS_NAME = name("Ads");
  private static final Object CAMPAIGNS_NAME = name("AdCampaigns");
  private static final String CREDENTIALS = "!GetAtt CredentialsTable.Arn";
  private static final String OWN = "!Sub Intermission/${AWS::StackName}";
  private static final String KEPT_ANSWERS = "!GetAtt IdempotencyTable.Arn";

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
                  Grant.of("dynamodb:GetItem", KEPT_ANSWERS),
                  Grant.of("dynamodb:PutItem", KEPT_ANSWERS))),
          entry(
              "PauseAdCampaign",
              Set.of(
                  Grant.of("dynamodb:GetItem", CREDENTIALS),
                  Grant.of("dynamodb:UpdateItem", CAMPAIGNS),
                  Grant.of("dynamodb:GetItem", CAMPAIGNS),
                  Grant.of("dynamodb:ConditionCheckItem", CAMPAIGNS),
                  Grant.of("dynamodb:GetItem", KEPT_ANSWERS),
                  Grant.of("dynamodb:PutItem", KEPT_ANSWERS),
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
                  Grant.of("dynamodb:GetItem", KEPT_ANSWERS),
                  Grant.of("dynamodb:PutItem", KEPT_ANSWERS))),
          entry(
              "UnpauseAdCampaign",
              Set.of(
                  Grant.of("dynamodb:GetItem", CREDENTIALS),
                  Grant.of("dynamodb:UpdateItem", CAMPAIGNS),
                  Grant.of("dynamodb:GetItem", CAMPAIGNS),
                  Grant.of("dynamodb:ConditionCheckItem", CAMPAIGNS),
                  Grant.of("dynamodb:GetItem", KEPT_ANSWERS),
                  Grant.of("dynamodb:PutItem", KEPT_ANSWERS),
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
                  Grant.of("dynamodb:Query", arn("Ads", "/index/by_account")),
                  Grant.of("dynamodb:Query", arn("Ads", "/index/by_ad_campaign")),
                  Grant.of("dynamodb:BatchGetItem", ADS))),
          entry(
              "ListAdCampaigns",
              Set.of(
                  Grant.of("dynamodb:GetItem", CREDENTIALS),
                  Grant.of("dynamodb:Query", arn("AdCampaigns", "/index/by_account")),
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
                  Grant.of("dynamodb:Query", arn("AdCampaigns", "/index/due")),
                  Grant.of("dynamodb:UpdateItem", CAMPAIGNS))));

  /// What each function is told, beside what all are told.
  private static final Map<String, Map<String, Object>> ENVIRONMENTS =
      Map.ofEntries(
          entry("PauseAd", changing("ADS_TABLE", ADS_NAME)),
          entry(
              "PauseAdCampaign",
              changing(
                  "AD_CAMPAIGNS_TABLE",
                  CAMPAIGNS_NAME,
                  "SCHEDULE_GROUP",
                  "!Ref ResumeScheduleGroup",
                  "RESUME_FUNCTION_ARN",
                  "!Ref ResumeAdCampaignFunction.Alias",
                  "SCHEDULER_ROLE_ARN",
                  "!GetAtt ResumeSchedulerRole.Arn",
                  "UNDELIVERED_RESUMES_QUEUE_ARN",
                  "!GetAtt UndeliveredResumesQueue.Arn")),
          entry("UnpauseAd", changing("ADS_TABLE", ADS_NAME)),
          entry(
              "UnpauseAdCampaign",
              changing(
                  "AD_CAMPAIGNS_TABLE",
                  CAMPAIGNS_NAME,
                  "SCHEDULE_GROUP",
                  "!Ref ResumeScheduleGroup")),
          entry("RetrieveAd", behindTheApi("ADS_TABLE", ADS_NAME)),
          entry("RetrieveAdCampaign", behindTheApi("AD_CAMPAIGNS_TABLE", CAMPAIGNS_NAME)),
          entry("ListAds", behindTheApi("ADS_TABLE", ADS_NAME)),
          entry("ListAdCampaigns", behindTheApi("AD_CAMPAIGNS_TABLE", CAMPAIGNS_NAME)),
          entry(
              "AdministerCredentials",
              Map.of(
                  "CREDENTIALS_TABLE", "!Ref CredentialsTable",
                  "EXTRA_API_VERSIONS", "!Ref ExtraApiVersions")),
          entry("ResumeAdCampaign", Map.of("AD_CAMPAIGNS_TABLE", CAMPAIGNS_NAME)),
          entry(
              "SweepDuePauses",
              Map.of("AD_CAMPAIGNS_TABLE", CAMPAIGNS_NAME, "SWEEP_AGE_SECONDS", "90")));

  private static final List<Route> ROUTES =
      List.of(
          new Route("POST", "/v1/ads/{id}/pause", "PauseAdFunction"),
          new Route("POST", "/v1/ad_campaigns/{id}/pause", "PauseAdCampaignFunction"),
          new Route("POST", "/v1/ads/{id}/unpause", "UnpauseAdFunction"),
          new Route("POST", "/v1/ad_campaigns/{id}/unpause", "UnpauseAdCampaignFunction"),
          new Route("GET", "/v1/ads/{id}", "RetrieveAdFunction"),
          new Route("GET", "/v1/ad_campaigns/{id}", "RetrieveAdCampaignFunction"),
          new Route("GET", "/v1/ads", "ListAdsFunction"),
          new Route("GET", "/v1/ad_campaigns", "ListAdCampaignsFunction"));

  private static final String NO_SUCH_ROUTE =
      """
      {"error":{"type":"not_found",\
      "message":"No such route, or not with this method. Routes begin with /api/v1.",\
      "code":null,"param":null}}\
      """;

  /// What a client may do after an answer of the gateway's own.
  private enum Retry {
    NEVER,
    SOON
  }

  private static final OptionalInt THE_GATEWAYS_OWN = OptionalInt.empty();

  /// By API Gateway's name of the response type.
  private static final Map<String, Expected> GATEWAY_ANSWERS =
      Map.ofEntries(
          entry("MISSING_AUTHENTICATION_TOKEN", Expected.of(404, "not_found", Retry.NEVER)),
          entry("RESOURCE_NOT_FOUND", Expected.of(404, "not_found", Retry.NEVER)),
          entry("INVALID_SIGNATURE", Expected.of(404, "not_found", Retry.NEVER)),
          entry("EXPIRED_TOKEN", Expected.of(404, "not_found", Retry.NEVER)),
          entry("UNSUPPORTED_MEDIA_TYPE", Expected.of(404, "not_found", Retry.NEVER)),
          entry("BAD_REQUEST_BODY", Expected.of(400, "invalid_request_error", Retry.NEVER)),
          entry("BAD_REQUEST_PARAMETERS", Expected.of(400, "invalid_request_error", Retry.NEVER)),
          entry("REQUEST_TOO_LARGE", Expected.of(413, "invalid_request_error", Retry.NEVER)),
          entry("ACCESS_DENIED", Expected.of(403, "forbidden", Retry.NEVER)),
          entry("WAF_FILTERED", Expected.of(403, "forbidden", Retry.NEVER)),
          entry("THROTTLED", Expected.of(429, "rate_limit_exceeded", Retry.SOON)),
          entry("QUOTA_EXCEEDED", Expected.of(429, "rate_limit_exceeded", Retry.NEVER)),
          entry("INTEGRATION_FAILURE", Expected.of(503, "internal_server_error", Retry.SOON)),
          entry("INTEGRATION_TIMEOUT", Expected.of(503, "internal_server_error", Retry.SOON)),
          entry("API_CONFIGURATION_ERROR", Expected.of(500, "internal_server_error", Retry.NEVER)),
          entry(
              "DEFAULT_4XX", new Expected(THE_GATEWAYS_OWN, "invalid_request_error", Retry.NEVER)),
          entry(
              "DEFAULT_5XX", new Expected(THE_GATEWAYS_OWN, "internal_server_error", Retry.SOON)));

  /// One action on one resource.
  private record Grant(
      String effect, String action, String resource, Map<String, Map<String, String>> condition) {
    static Grant of(String action, String resource) {
      return new Grant("Allow", action, resource, Map.of());
    }
  }

  private record Expected(OptionalInt status, String errorType, Retry retry) {
    static Expected of(int status, String errorType, Retry retry) {
      return new Expected(OptionalInt.of(status), errorType, retry);
    }
  }

  /// What every function is told that checks a credential and a version, and what it is told
  /// beside.
  private static Map<String, Object> behindTheApi(Object... own) {
    Map<String, Object> environment =
        new HashMap<>(
            Map.of(
                "CREDENTIALS_TABLE", "!Ref CredentialsTable",
                "EXTRA_API_VERSIONS", "!Ref ExtraApiVersions",
                "JWT_ISSUER", "!Ref JwtIssuer",
                "JWT_AUDIENCE", "!Ref JwtAudience",
                "JWT_KEY_SET_URL", "!Ref JwtKeySetUrl"));
    for (int i = 0; i < own.length; i += 2) {
      environment.put((String) own[i], own[i + 1]);
    }
    return environment;
  }

  /// What every function is told that changes records.
  private static Map<String, Object> changing(Object... own) {
    Map<String, Object> environment = behindTheApi(own);
    environment.put("IDEMPOTENCY_TABLE", "!Ref IdempotencyTable");
    return environment;
  }

  /// A table's name: the one that the stack makes, unless it is told to use another.
  private static Map<String, List<String>> name(String table) {
    return Map.of(
        "!If",
        List.of(
            "Makes" + table + "Table",
            "!Ref " + table + "Table",
            "!Ref Existing" + table + "Table"));
  }

  /// The ARN of that table, or of an index of it.
  private static String arn(String table, String index) {
    return Map.of(
            "!If",
            List.of(
                "Makes" + table + "Table",
                index.isEmpty()
                    ? "!GetAtt " + table + "Table.Arn"
                    : "!Sub ${" + table + "Table.Arn}" + index,
                "!Sub arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Existing"
                    + table
                    + "Table}"
                    + index))
        .toString();
  }

  /// What may be done with a customer's key, and through which service alone.
  private static Set<Grant> withTheKey(String service, String... actions) {
    return Arrays.stream(actions)
        .map(action ->
            new Grant(
                "Allow",
                action,
                "!Ref KmsKeyArn",
                Map.of(
                    "StringEquals",
                    Map.of(
                        "kms:ViaService",
                        "!Sub " + service + ".${AWS::Region}.${AWS::URLSuffix}"))))
        .collect(Collectors.toSet());
  }

  static List<String> verbs() {
    return VERBS;
  }

  static Stream<String> verbsWithRoute() {
    return ROUTES.stream().map(route -> route.function().replace("Function", ""));
  }

  static Set<String> gatewayAnswers() {
    return new TreeSet<>(GATEWAY_ANSWERS.keySet());
  }

  // ------------------------------------------------------------------ functions

  @Test
  void the_functions_are_these() {
    assertThat(ofType("AWS::Serverless::Function").keySet())
        .isEqualTo(VERBS.stream().map(verb -> verb + "Function").collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void a_function_is_a_handler_of_its_verb_that_lambda_can_construct(String verb)
      throws ReflectiveOperationException {
    assertThat(function(verb).text("Handler"))
        .isEqualTo("dev.intermission.functions." + verb + "Handler::handleRequest");
    Class<?> handler = handler(verb);
    assertThat(RequestStreamHandler.class).isAssignableFrom(handler);
    assertThat(Modifier.isPublic(handler.getModifiers())).isTrue();
    assertThat(Modifier.isPublic(handler.getDeclaredConstructor().getModifiers())).isTrue();
    Method entry =
        handler.getMethod("handleRequest", InputStream.class, OutputStream.class, Context.class);
    // Lambda calls it by reflection, through the class that declares it.
    assertThat(Modifier.isPublic(entry.getDeclaringClass().getModifiers())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void a_function_has_a_sample_event(String verb) throws IOException {
    assertThat(sample(verb).isObject()).isTrue();
  }

  @Test
  void every_sample_event_is_some_functions() throws IOException {
    try (Stream<Path> files = Files.list(TestStack.PROJECT.resolve("events"))) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".json")))
          .allMatch(name -> VERBS.stream().anyMatch(verb -> name.startsWith(kebabCase(verb))));
    }
  }

  @ParameterizedTest
  @MethodSource("verbsWithRoute")
  void the_sample_event_of_a_route_takes_that_route(String verb) throws IOException {
    JsonNode event = sample(verb);
    assertThat(ROUTES)
        .contains(
            new Route(
                event.at("/httpMethod").asText(),
                event.at("/resource").asText(),
                verb + "Function"));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void a_function_runs_the_one_package_on_java_25(String verb) {
    assertThat(effective(verb, "Runtime").value()).isEqualTo("java25");
    assertThat(effective(verb, "CodeUri").value()).isEqualTo("functions/target/lambda");
    assertThat(effective(verb, "Architectures").value()).isEqualTo(List.of("arm64"));
    assertThat(function(verb).has("PackageType")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void a_function_has_a_log_group_of_its_own_that_does_not_grow_for_ever(String verb) {
    assertThat(function(verb).at("LoggingConfig").value())
        .isEqualTo(Map.of("LogGroup", "!Ref " + verb + "Logs"));
    assertThat(RESOURCES.text(verb + "Logs", "Type")).isEqualTo("AWS::Logs::LogGroup");
    assertThat(RESOURCES.at(verb + "Logs", "Properties").value())
        .isEqualTo(Map.of("RetentionInDays", "!Ref LogRetentionDays", "KmsKeyId", THE_KEY_IF_ANY));
    assertThat(TEMPLATE.text("Parameters", "LogRetentionDays", "Default")).isEqualTo("30");
  }

  /// A function that is cut off leaves a client with a 503 for a pause that may be committed, and
  /// its timer unarmed: each must live longer than the slowest way through its calls.
  @ParameterizedTest
  @MethodSource("verbs")
  void a_function_outlives_the_time_outs_of_all_its_calls(String verb)
      throws ReflectiveOperationException {
    Clients clients = Running.STACK.clients();
    Duration repeatable =
        limit(clients.repeatable().serviceClientConfiguration().overrideConfiguration());
    Duration unrepeatable =
        limit(clients.unrepeatable().serviceClientConfiguration().overrideConfiguration());
    Duration scheduler =
        limit(clients.scheduler().serviceClientConfiguration().overrideConfiguration());
    Duration slowest =
        switch (verb) {
          // with an Idempotency-Key: the credential, the kept answer, and the first try with all
          // that
          // may follow it; another try begins only with the reserve for it. Where an answer cannot
          // be
          // kept: the record, the grant and the transaction; the owner, the grant, the update, that
          // update for a rev that cannot be added to, a read after an unclear one, and the timer
          case "PauseAd", "UnpauseAd", "PauseAdCampaign", "UnpauseAdCampaign" -> {
            Duration kept = oneTry(repeatable, unrepeatable, scheduler);
            Duration notKept =
                repeatable.multipliedBy(5).plus(unrepeatable.multipliedBy(3)).plus(scheduler);
            yield repeatable.multipliedBy(2).plus(kept.compareTo(notKept) > 0 ? kept : notKept);
          }
          // the credential, the record, the grant
          case "RetrieveAd", "RetrieveAdCampaign" -> repeatable.multipliedBy(3);
          // the credential, the grant, the calls of a page, and what it waits between them
          case "ListAds", "ListAdCampaigns" ->
              pageBudget().waits().stream()
                  .reduce(repeatable.multipliedBy(2 + pageBudget().calls()), Duration::plus);
          // an issue and the two reads after an unclear one; or a page, in two batches
          case "AdministerCredentials" -> repeatable.multipliedBy(3);
          // three writes, and what it waits out between them
          case "ResumeAdCampaign" -> repeatable.multipliedBy(3).plusSeconds(5);
          // a last row, begun just inside the time box: a resume, and what is left to be forgotten
          case "SweepDuePauses" -> sweepTimeBox().plus(repeatable.multipliedBy(2));
          default -> throw new AssertionError(verb);
        };
    assertThat(timeout(verb)).isGreaterThan(slowest);
  }

  /// The record, what its account granted, and the transaction; then the kept answer, for a replay
  /// the grant and the record, and the timer.
  private static Duration oneTry(Duration repeatable, Duration unrepeatable, Duration scheduler) {
    return repeatable.multipliedBy(5).plus(unrepeatable).plus(scheduler);
  }

  @Test
  void another_try_begins_only_when_it_ends_before_the_deadline()
      throws ReflectiveOperationException {
    Clients clients = Running.STACK.clients();
    assertThat(reserve())
        .isGreaterThan(
            oneTry(
                limit(clients.repeatable().serviceClientConfiguration().overrideConfiguration()),
                limit(clients.unrepeatable().serviceClientConfiguration().overrideConfiguration()),
                limit(clients.scheduler().serviceClientConfiguration().overrideConfiguration())));
    for (String verb : List.of("PauseAd", "UnpauseAd", "PauseAdCampaign", "UnpauseAdCampaign")) {
      assertThat(timeout(verb).minus(reserve()))
          .as("there is time for several")
          .isGreaterThanOrEqualTo(Duration.ofSeconds(12));
    }
  }

  @ParameterizedTest
  @MethodSource("verbsWithRoute")
  void a_function_answers_before_the_gateway_gives_up(String verb) {
    assertThat(timeout(verb)).isLessThan(Duration.ofSeconds(29));
  }

  // ------------------------------------------------------------------ policies

  @ParameterizedTest
  @MethodSource("verbs")
  void a_function_may_do_exactly_this(String verb) {
    List<RawYaml> policies = function(verb).items("Policies");
    assertThat(policies).hasSize(2);
    assertThat(grants(policies.getFirst())).containsExactlyInAnyOrderElementsOf(GRANTS.get(verb));
  }

  /// DynamoDB decrypts a table's key in the name of whoever calls it; SQS asks for a data key and
  /// tries it in the name of the sender.
  @ParameterizedTest
  @MethodSource("verbs")
  void a_function_may_use_a_customers_key_only_through_what_is_encrypted_with_it(String verb) {
    Set<Grant> expected = new HashSet<>(withTheKey("dynamodb", "kms:Decrypt"));
    if (verb.equals("ResumeAdCampaign")) {
      expected.addAll(withTheKey("sqs", "kms:GenerateDataKey", "kms:Decrypt"));
    }
    assertThat(grants(withAKey(function(verb).items("Policies").getLast())))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void a_function_has_no_role_but_the_one_made_from_its_policy(String verb) {
    assertThat(function(verb).members())
        .doesNotContainKeys("Role", "Connectors", "AssumeRolePolicyDocument", "VpcConfig");
    assertThat(TEMPLATE.members("Globals", "Function")).doesNotContainKeys("Policies", "Role");
    assertThat(RESOURCES.members(verb + "Function")).doesNotContainKey("Connectors");
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

  @Test
  void there_are_two_managed_policies_when_asked_for_and_nothing_else_that_grants() {
    assertThat(ofType("AWS::IAM::Role")).containsOnlyKeys("ResumeSchedulerRole");
    assertThat(ofType("AWS::IAM::ManagedPolicy"))
        .containsOnlyKeys("CredentialOperatorPolicy", "PlatformWriterPolicy");
    assertThat(RESOURCES.text("CredentialOperatorPolicy", "Condition"))
        .isEqualTo("MakesOperatorPolicy");
    assertThat(RESOURCES.text("PlatformWriterPolicy", "Condition"))
        .isEqualTo("MakesPlatformPolicy");
    assertThat(RESOURCES.members().values())
        .extracting(resource -> resource.text("Type"))
        .filteredOn(type ->
            type.startsWith("AWS::IAM::") || type.endsWith("Policy") || type.endsWith("Permission"))
        .containsOnly("AWS::IAM::Role", "AWS::IAM::ManagedPolicy")
        .doesNotContain("AWS::Serverless::Connector");
    assertThat(TEMPLATE.allTexts())
        .doesNotContain("ManagedPolicyArns", "ResourcePolicy", "FunctionUrlConfig")
        .noneMatch(text -> text.contains(":policy/") || text.endsWith("FullAccess"));
  }

  // ------------------------------------------------------------------ the platform

  /// A PutItem of a stale copy would turn a timed pause into an endless one, or switch spending
  /// back on; so would a pause's attributes in the wrong hands. IAM cannot tell SET from REMOVE.
  @Test
  void the_platform_may_update_its_own_attributes_and_a_pauses_only_with_the_status() {
    RawYaml policy = RESOURCES.at("PlatformWriterPolicy", "Properties");
    assertThat(policy.members()).containsOnlyKeys("Description", "PolicyDocument");
    List<RawYaml> statements = policy.items("PolicyDocument", "Statement");
    assertThat(statements).hasSize(5);
    for (RawYaml write : statements.subList(0, 2)) {
      assertThat(write.text("Effect")).isEqualTo("Allow");
      assertThat(write.text("Action")).isEqualTo("dynamodb:UpdateItem");
      assertThat(write.members("Condition"))
          .containsOnlyKeys("ForAllValues:StringEquals", "StringEquals");
      // Nothing of an item is shown that is not its own.
      assertThat(write.at("Condition", "StringEquals").value())
          .isEqualTo(
              Map.of("dynamodb:ReturnValues", List.of("NONE", "UPDATED_OLD", "UPDATED_NEW")));
    }
    assertThat(resources(statements.get(0))).containsExactly(ADS);
    assertThat(resources(statements.get(1))).containsExactly(CAMPAIGNS);
    assertThat(statements.get(2).members().keySet())
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
    assertThat(statements.get(3).members().keySet())
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

  /// A new attribute that the policy does not name could not be written by the platform.
  @ParameterizedTest
  @CsvSource({"0, Ads", "1, Campaigns"})
  void what_the_platform_may_write_is_what_the_item_contract_names(int statement, String records)
      throws IOException {
    String contract = Files.readString(TestStack.PROJECT.resolve("docs/items.md"));
    Set<String> attributes = new TreeSet<>();
    for (String title :
        List.of("Both tables", "Campaigns while paused (Intermission)", records + " (platform)")) {
      String section = contract.substring(contract.indexOf("## " + title));
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

  // ------------------------------------------------------------------ issuing credentials

  /// Whoever can reach it is an issuer: no route, no rule, no function URL and no permission for
  /// anybody else leads there.
  @Test
  void nothing_but_an_operators_invocation_leads_to_the_function_that_issues_credentials() {
    assertThat(function("AdministerCredentials").members())
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
    assertThat(policy.members()).containsOnlyKeys("Description", "PolicyDocument");
    assertThat(grants(policy.at("PolicyDocument")))
        .containsExactly(
            Grant.of("lambda:InvokeFunction", "!GetAtt AdministerCredentialsFunction.Arn"));
  }

  /// Its answer would go nowhere, and the secret in it too.
  @Test
  void a_failed_invocation_is_never_repeated_by_lambda() {
    assertThat(function("AdministerCredentials").at("EventInvokeConfig").value())
        .isEqualTo(Map.of("MaximumRetryAttempts", "0"));
  }

  // ------------------------------------------------------------------ environments

  @Test
  void every_function_is_told_where_its_metrics_go_and_nothing_else_by_default() {
    assertThat(TEMPLATE.at("Globals", "Function", "Environment").value())
        .isEqualTo(
            Map.of(
                "Variables", Map.of("METRICS_NAMESPACE", "!Sub Intermission/${AWS::StackName}")));
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void a_function_is_told_exactly_this(String verb) {
    assertThat(function(verb).at("Environment").value())
        .isEqualTo(Map.of("Variables", ENVIRONMENTS.get(verb)));
  }

  /// The handler is made and run as in Lambda, with no variables but its function's own: one that
  /// it misses would fail it, and one that it never asks for has no place in the template.
  @ParameterizedTest
  @MethodSource("verbs")
  void a_handler_asks_for_every_variable_of_its_function_and_for_no_other(String verb)
      throws IOException, ReflectiveOperationException {
    Running.STACK.putAd("ad_demoActive1", Map.of());
    Running.STACK.putCampaign(
        "adcamp_demoActive1", verb.equals("UnpauseAdCampaign") ? timedPause() : Map.of());
    Map<String, String> own =
        Running.STACK.template.functions().stream()
            .filter(function -> function.logicalId().equals(verb + "Function"))
            .findFirst()
            .orElseThrow()
            .environment();
    Map<String, String> variables = new HashMap<>(Running.STACK.environment);
    variables.keySet().removeIf(name -> !name.startsWith("AWS_"));
    variables.putAll(own);
    AskedFor environment = new AskedFor(variables);

    byte[] output = run(construct(verb, environment), sample(verb));

    if (verbsWithRoute().toList().contains(verb)) {
      // Only a request that is met goes all the way, to the timer too.
      assertThat(JSON.readTree(output).at("/statusCode").asInt()).isEqualTo(200);
    }
    assertThat(environment.names())
        .filteredOn(name -> !name.startsWith("AWS_"))
        .containsExactlyInAnyOrderElementsOf(own.keySet());
  }

  /// Only what the template leaves empty by default may be missing: then it is as good as empty.
  @ParameterizedTest
  @MethodSource("verbs")
  void a_function_without_one_of_its_variables_does_not_start(String verb)
      throws ReflectiveOperationException {
    Map<String, String> required = lambdas();
    Map<String, String> optional = new HashMap<>();
    deployed(verb)
        .environment()
        .forEach((name, value) -> (value.isEmpty() ? optional : required).put(name, value));
    assertThat(construct(verb, required)).as("without " + optional.keySet()).isNotNull();
    for (String name : required.keySet()) {
      startFailsWithout(name, verb, required);
    }
  }

  @ParameterizedTest
  @MethodSource("verbsWithRoute")
  void a_function_without_a_part_of_its_issuer_does_not_start(String verb)
      throws ReflectiveOperationException {
    Map<String, String> variables = lambdas();
    variables.putAll(deployed(verb).environment());
    Map<String, String> issuer =
        Map.of(
            "JwtIssuer", "https://issuer.test/",
            "JwtAudience", "intermission",
            "JwtKeySetUrl", "https://issuer.test/keys");
    Map<String, String> told = new HashMap<>(deployed(verb, issuer).environment());
    told.entrySet().removeAll(variables.entrySet());
    assertThat(told).as("what the parameters change").hasSize(issuer.size());
    variables.putAll(told);
    assertThat(construct(verb, variables)).isNotNull();
    for (String name : told.keySet()) {
      startFailsWithout(name, verb, variables);
    }
  }

  private static void startFailsWithout(String name, String verb, Map<String, String> variables) {
    for (String value : Arrays.asList(null, "", " \t")) {
      Map<String, String> environment = new HashMap<>(variables);
      if (value == null) {
        environment.remove(name);
      } else {
        environment.put(name, value);
      }
      assertThatThrownBy(() -> construct(verb, environment))
          .as("%s without %s", verb, name)
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("The environment variable " + name + " is not set.");
    }
  }

  /// Variables that Lambda itself sets.
  private static Map<String, String> lambdas() {
    Map<String, String> variables = new HashMap<>(Running.STACK.environment);
    variables
        .keySet()
        .removeIf(name -> !name.startsWith("AWS_") || name.startsWith("AWS_ENDPOINT_URL"));
    return variables;
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void a_function_sets_no_variable_of_lambdas_own(String verb) {
    assertThat(deployed(verb).environment().keySet()).noneMatch(name -> name.startsWith("AWS_"));
  }

  @Test
  void the_settings_that_there_are_and_the_variables_of_all_functions_are_the_same()
      throws ReflectiveOperationException {
    AskedFor environment = new AskedFor(Running.STACK.environment);
    Settings settings = new Settings(environment);
    for (Method accessor : Settings.class.getDeclaredMethods()) {
      if (Modifier.isPublic(accessor.getModifiers())
          && accessor.getParameterCount() == 0
          && !Set.of("environment", "toString", "hashCode").contains(accessor.getName())) {
        assertThat(accessor.invoke(settings)).isNotNull();
      }
    }
    assertThat(environment.names())
        .containsExactlyInAnyOrderElementsOf(sam().mergedEnvironment().keySet());
  }

  @Test
  void the_functions_variables_do_not_contradict_each_other_in_one_process() {
    assertThatCode(sam()::mergedEnvironment).doesNotThrowAnyException();
  }

  /// `sam local` gives a function no variable that the template does not name, and a name that is
  /// missing here would be an ARN of nowhere.
  @Test
  void what_sam_local_is_told_is_what_the_functions_are_told() throws IOException {
    JsonNode told = JSON.readTree(TestStack.PROJECT.resolve("local/sam/env.json").toFile());
    assertThat(told.fieldNames()).toIterable().containsExactly("Parameters");
    assertThat(told.get("Parameters").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(sam().mergedEnvironment().keySet());
  }

  /// A part of them would stop every function behind the API from starting.
  @Test
  void the_jwt_parameters_are_given_together_or_not_at_all() {
    assertThat(TEMPLATE.at("Rules").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    JwtParametersComeTogether:
                      Assertions:
                        - Assert: !Or
                            - !And [!Equals [!Ref JwtIssuer, ""], !Equals [!Ref JwtAudience, ""], !Equals [!Ref JwtKeySetUrl, ""]]
                            - !Not [!Or [!Equals [!Ref JwtIssuer, ""], !Equals [!Ref JwtAudience, ""], !Equals [!Ref JwtKeySetUrl, ""]]]
                          AssertDescription: JwtIssuer, JwtAudience and JwtKeySetUrl are given together, or none of them
                    """)
                .value());
    assertThat(List.of("JwtIssuer", "JwtAudience", "JwtKeySetUrl"))
        .allSatisfy(name -> assertThat(TEMPLATE.text("Parameters", name, "Default")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://a.test/keys", "https://", "https://a.test/ keys", "file:///keys", "x"})
  void keys_are_fetched_with_tls_only(String url) {
    String pattern = TEMPLATE.text("Parameters", "JwtKeySetUrl", "AllowedPattern");
    assertThat(url).doesNotMatch(pattern);
    assertThat("").matches(pattern);
    assertThat("https://a.test/keys?x=1").matches(pattern);
  }

  /// A version's logical id does not see a changed parameter: it would deploy and change nothing,
  /// unless the version's description changes with it.
  @Test
  void what_stands_behind_an_alias_describes_its_version_by_every_parameter_that_it_is_told() {
    Set<String> parameters = TEMPLATE.members("Parameters").keySet();
    assertThat(ofType("AWS::Serverless::Function"))
        .allSatisfy((id, resource) -> {
          if (resource.has("Properties", "AutoPublishAlias")) {
            assertThat(resource.text("Properties", "AutoPublishAlias")).isEqualTo("live");
            assertThat(resource.text("Properties", "AutoPublishAliasAllProperties"))
                .isEqualTo("true");
            List<String> told =
                resource
                    .at("Properties", "Environment")
                    .allTexts()
                    .filter(text -> text.startsWith("!Ref "))
                    .map(text -> text.substring("!Ref ".length()))
                    .filter(parameters::contains)
                    .toList();
            String description = resource.text("Properties", "VersionDescription");
            List<String> described =
                description.startsWith("!Ref ")
                    ? List.of(description.substring("!Ref ".length()))
                    : placeholders(description);
            assertThat(described).containsExactlyInAnyOrderElementsOf(told);
            assertThat(LONGEST_TOGETHER + described.size() - 1)
                .as("with a blank between each two")
                .isLessThanOrEqualTo(256);
          }
        });
    assertThat(
            ofType("AWS::Serverless::Function").values().stream()
                .flatMap(resource -> resource.at("Properties", "Environment").allTexts())
                .filter(text -> parameters.stream().anyMatch(text::contains)))
        .as("a parameter is told by Ref alone, or it would not be seen above")
        .isNotEmpty()
        .noneMatch(text -> text.startsWith("!Sub"));
  }

  /// Lambda takes no longer description of a version, so a deployment with longer ones fails.
  private static final int LONGEST_TOGETHER = 250;

  /// Each has room of its own; how long they are together, only Lambda checks.
  @Test
  void whoever_gives_a_parameter_of_a_versions_description_is_told_how_long_they_may_be() {
    assertThat(TEMPLATE.text("Parameters", "ExtraApiVersions", "Description"))
        .contains("at most " + LONGEST_TOGETHER + " characters");
    assertThat(List.of("JwtIssuer", "JwtAudience", "JwtKeySetUrl", "ExistingAdsTable"))
        .allSatisfy(name ->
            assertThat(TEMPLATE.text("Parameters", name, "Description"))
                .contains("Its length counts, see ExtraApiVersions"));
    assertThat(
            List.of(
                "ExtraApiVersions",
                "JwtIssuer",
                "JwtAudience",
                "JwtKeySetUrl",
                "ExistingAdsTable",
                "ExistingAdCampaignsTable"))
        .allSatisfy(
            name -> assertThat(TEMPLATE.text("Parameters", name, "MaxLength")).isEqualTo("200"));
    // Amazon Cognito in the Region with the longest name but one.
    String issuer = "https://cognito-idp.ap-northeast-1.amazonaws.com/ap-northeast-1_123456789";
    assertThat((issuer + issuer + "/.well-known/jwks.json" + "26-characters-of-client-id").length())
        .isLessThan(LONGEST_TOGETHER);
  }

  private static List<String> placeholders(String sub) {
    return Pattern.compile("\\$\\{([A-Za-z]+)}")
        .matcher(sub)
        .results()
        .map(placeholder -> placeholder.group(1))
        .toList();
  }

  /// A client waits for these; nobody for the others, and a schedule holds on to one's alias.
  @Test
  void the_functions_behind_a_route_start_from_a_snapshot_and_no_others() {
    assertThat(VERBS)
        .filteredOn(verb -> function(verb).has("SnapStart"))
        .containsExactlyInAnyOrderElementsOf(verbsWithRoute().toList())
        .allSatisfy(verb ->
            assertThat(function(verb).at("SnapStart").value())
                .isEqualTo(Map.of("ApplyOn", "PublishedVersions")));
    assertThat(VERBS)
        .filteredOn(verb -> function(verb).has("AutoPublishAlias"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(verbsWithRoute(), Stream.of("ResumeAdCampaign")).toList());
  }

  // ------------------------------------------------------------------ tables

  @Test
  void the_tables_are_these() {
    assertThat(ofType("AWS::DynamoDB::Table"))
        .containsOnlyKeys("AdsTable", "AdCampaignsTable", "CredentialsTable", "IdempotencyTable");
  }

  @Test
  void ads_are_found_by_id_and_listed_by_account_and_by_campaign() {
    DeployedTable table = table("AdsTable");
    assertThat(table.keys()).containsExactly(new DeployedTable.Key("id", "HASH"));
    assertThat(table.attributes())
        .containsExactlyInAnyOrder(
            new DeployedTable.Attribute("id", "S"),
            new DeployedTable.Attribute("account_id", "S"),
            new DeployedTable.Attribute("created_at", "S"),
            new DeployedTable.Attribute("ad_campaign_id", "S"));
    assertThat(table.indexes())
        .containsExactlyInAnyOrder(
            new DeployedTable.Index(
                "by_account",
                List.of(
                    new DeployedTable.Key("account_id", "HASH"),
                    new DeployedTable.Key("created_at", "RANGE")),
                "INCLUDE",
                List.of("status")),
            new DeployedTable.Index(
                "by_ad_campaign",
                List.of(
                    new DeployedTable.Key("ad_campaign_id", "HASH"),
                    new DeployedTable.Key("created_at", "RANGE")),
                "INCLUDE",
                List.of("account_id", "status", "paused_until")));
  }

  @Test
  void campaigns_are_found_by_id_listed_by_account_and_swept_by_due_time() {
    DeployedTable table = table("AdCampaignsTable");
    assertThat(table.keys()).containsExactly(new DeployedTable.Key("id", "HASH"));
    assertThat(table.attributes())
        .containsExactlyInAnyOrder(
            new DeployedTable.Attribute("id", "S"),
            new DeployedTable.Attribute("account_id", "S"),
            new DeployedTable.Attribute("created_at", "S"),
            new DeployedTable.Attribute("due_pk", "S"),
            new DeployedTable.Attribute("paused_until", "N"));
    assertThat(table.indexes())
        .containsExactlyInAnyOrder(
            new DeployedTable.Index(
                "by_account",
                List.of(
                    new DeployedTable.Key("account_id", "HASH"),
                    new DeployedTable.Key("created_at", "RANGE")),
                "INCLUDE",
                List.of("status", "paused_until")),
            new DeployedTable.Index(
                "due",
                List.of(
                    new DeployedTable.Key("due_pk", "HASH"),
                    new DeployedTable.Key("paused_until", "RANGE")),
                "INCLUDE",
                List.of("pause_id")));
  }

  @Test
  void credentials_are_found_by_pk_and_sk() {
    DeployedTable table = table("CredentialsTable");
    assertThat(table.keys())
        .containsExactly(new DeployedTable.Key("pk", "HASH"), new DeployedTable.Key("sk", "RANGE"));
    assertThat(table.attributes())
        .containsExactlyInAnyOrder(
            new DeployedTable.Attribute("pk", "S"), new DeployedTable.Attribute("sk", "S"));
    assertThat(table.indexes()).isEmpty();
  }

  @Test
  void kept_answers_are_found_by_pk_and_go_when_their_time_is_over() {
    DeployedTable table = table("IdempotencyTable");
    assertThat(table.keys()).containsExactly(new DeployedTable.Key("pk", "HASH"));
    assertThat(table.attributes()).containsExactly(new DeployedTable.Attribute("pk", "S"));
    assertThat(table.indexes()).isEmpty();
    assertThat(table.timeToLiveAttribute()).isEqualTo("expires_at");
  }

  @Test
  void a_table_of_records_is_not_made_where_one_is_given_and_the_others_are_always() {
    assertThat(RESOURCES.text("AdsTable", "Condition")).isEqualTo("MakesAdsTable");
    assertThat(RESOURCES.text("AdCampaignsTable", "Condition")).isEqualTo("MakesAdCampaignsTable");
    assertThat(RESOURCES.members("CredentialsTable")).doesNotContainKey("Condition");
    assertThat(RESOURCES.members("IdempotencyTable")).doesNotContainKey("Condition");

    SamTemplate sam =
        sam(Map.of("ExistingAdsTable", "their-ads", "ExistingAdCampaignsTable", "their.campaigns"));
    assertThat(sam.tables())
        .extracting(DeployedTable::logicalId)
        .containsExactly("CredentialsTable", "IdempotencyTable");
    assertThat(sam.mergedEnvironment())
        .containsEntry("ADS_TABLE", "their-ads")
        .containsEntry("AD_CAMPAIGNS_TABLE", "their.campaigns");
    assertThat(sam.outputs())
        .containsEntry("AdsTableName", "their-ads")
        .containsEntry("AdCampaignsTableName", "their.campaigns");
  }

  /// What a team makes that has tables of its own, and what `sam local` needs.
  @ParameterizedTest
  @CsvSource({
    "AdsTable, ads",
    "AdCampaignsTable, ad-campaigns",
    "CredentialsTable, credentials",
    "IdempotencyTable, idempotency"
  })
  void a_table_that_somebody_else_makes_has_the_same_keys_and_indexes(String id, String file)
      throws IOException {
    JsonNode made =
        JSON.readTree(TestStack.PROJECT.resolve("events/tables/" + file + ".json").toFile());
    RawYaml properties = RESOURCES.at(id, "Properties");
    assertThat(made.path("TableName").asText()).isEqualTo(file);
    for (String property :
        List.of("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")) {
      assertThat(JSON.convertValue(made.path(property), Object.class))
          .as(property)
          .isEqualTo(properties.has(property) ? properties.at(property).value() : null);
    }
    assertThat(made.size()).isEqualTo(properties.has("GlobalSecondaryIndexes") ? 5 : 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AdsTable", "AdCampaignsTable", "CredentialsTable", "IdempotencyTable"})
  void a_table_is_on_demand_encrypted_recoverable_and_protected(String id) {
    RawYaml properties = RESOURCES.at(id, "Properties");
    assertThat(properties.text("BillingMode")).isEqualTo("PAY_PER_REQUEST");
    assertThat(properties.at("SSESpecification").value())
        .isEqualTo(
            Map.of("SSEEnabled", "true", "SSEType", "KMS", "KMSMasterKeyId", THE_KEY_IF_ANY));
    assertThat(properties.at("PointInTimeRecoverySpecification").value())
        .isEqualTo(Map.of("PointInTimeRecoveryEnabled", "true"));
    assertThat(properties.text("DeletionProtectionEnabled")).isEqualTo("true");
    // A table with a name of its own cannot be replaced, nor the stack be deployed twice.
    assertThat(properties.members())
        .doesNotContainKeys(
            "TableName", "ProvisionedThroughput", "LocalSecondaryIndexes", "ResourcePolicy");
    for (RawYaml index : indexes(properties)) {
      assertThat(index.members()).containsOnlyKeys("IndexName", "KeySchema", "Projection");
    }
  }

  /// A failed first deploy must not leave anything behind that blocks the next.
  @ParameterizedTest
  @ValueSource(strings = {"ResumeScheduleGroup", "UndeliveredResumesQueue", "FailedResumesQueue"})
  void what_holds_timers_and_events_outlives_the_stack_but_not_a_failed_first_deploy(String id) {
    assertThat(RESOURCES.text(id, "DeletionPolicy")).isEqualTo("RetainExceptOnCreate");
    assertThat(RESOURCES.text(id, "UpdateReplacePolicy")).isEqualTo("Retain");
  }

  /// Not RetainExceptOnCreate: the rollback of a failed first deploy would try to delete a table
  /// that is protected against that, and fail too.
  @ParameterizedTest
  @ValueSource(strings = {"AdsTable", "AdCampaignsTable", "CredentialsTable", "IdempotencyTable"})
  void a_table_outlives_the_stack_whatever_happens(String id) {
    assertThat(RESOURCES.text(id, "DeletionPolicy")).isEqualTo("Retain");
    assertThat(RESOURCES.text(id, "UpdateReplacePolicy")).isEqualTo("Retain");
  }

  @Test
  void nothing_but_the_schedule_group_has_a_name_of_its_own() {
    assertThat(RESOURCES.members().values())
        .allSatisfy(resource ->
            assertThat(
                    resource.has("Properties")
                        ? resource.members("Properties").keySet()
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
            "Name of AWS::Serverless::Api", 1024,
            "AutoPublishAlias of AWS::Serverless::Function", 128);
    Set<String> named = new TreeSet<>();
    RESOURCES
        .members()
        .forEach((id, resource) -> {
          assertThat(id).hasSizeLessThanOrEqualTo(255);
          Map<String, RawYaml> properties =
              resource.has("Properties") ? resource.members("Properties") : Map.of();
          properties.forEach((property, value) -> {
            String kind = property + " of " + resource.text("Type");
            if (property.equals("AutoPublishAlias")
                || (property.endsWith("Name")
                    && !kind.equals("MetricName of AWS::CloudWatch::Alarm")
                    && !property.equals("StageName"))) {
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
    assertThat(OWN.replace("!Sub ", "").replace("${AWS::StackName}", stack))
        .as("a CloudWatch namespace")
        .hasSizeLessThanOrEqualTo(255);
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

  // ------------------------------------------------------------------ ending timed pauses

  /// Deleting a group deletes its schedules, and a changed name is a deletion: up to 366 days of
  /// timers would be gone at once.
  @Test
  void the_schedule_groups_name_is_frozen() {
    assertThat(ofType("AWS::Scheduler::ScheduleGroup")).containsOnlyKeys("ResumeScheduleGroup");
    assertThat(RESOURCES.at("ResumeScheduleGroup", "Properties").value())
        .isEqualTo(Map.of("Name", "!Sub ${AWS::StackName}-resumes"));
  }

  /// Every waiting schedule holds this ARN, some for 366 days: with another logical id or another
  /// alias all of them would ring at a function that is gone.
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

  /// The same with the role that they take on, and the queue of what they could not deliver: with
  /// another logical id, a property that replaces it, or a condition, the old one would be gone.
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
        .allSatisfy(id -> assertThat(RESOURCES.members(id)).doesNotContainKey("Condition"));
    assertThat(RESOURCES.members("ResumeSchedulerRole", "Properties")).doesNotContainKey("Path");
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
    assertThat(role.members()).containsOnlyKeys("AssumeRolePolicyDocument", "Policies");
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
                        Map.of("!If", List.of("HasKmsKey", "!Ref AWS::NoValue", "true")),
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

  /// The guarantor does not stand on what it guarantees for: a classic rule, not EventBridge
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

  @Test
  void a_sweep_ends_itself_before_lambda_does_and_before_the_next_one_begins() throws Exception {
    assertThat(sweepTimeBox()).isPositive().isLessThan(timeout("SweepDuePauses"));
    assertThat(timeout("SweepDuePauses")).isLessThan(Duration.ofMinutes(1));
  }

  // ------------------------------------------------------------------ API

  @Test
  void the_stage_is_a_part_of_the_base_url_and_never_changes() {
    assertThat(ofType("AWS::Serverless::Api")).containsOnlyKeys("IntermissionApi");
    assertThat(api().text("StageName")).isEqualTo("api");
    assertThat(sam().outputs().get("BaseUrl"))
        .matches("https://[^/]+\\.execute-api\\.us-east-1\\.amazonaws\\.com/api/v1");
  }

  /// Without OpenApiVersion SAM adds a public stage of its own, and without MergeDefinitions it
  /// drops the routes in Events. The default endpoint is EDGE.
  @Test
  void the_api_is_regional_has_one_stage_and_keeps_the_routes_of_the_functions() {
    assertThat(TEMPLATE.at("Globals", "Api").value()).isEqualTo(Map.of("OpenApiVersion", "3.0.1"));
    assertThat(api().text("DefinitionBody", "openapi")).isEqualTo("3.0.1");
    assertThat(api().text("MergeDefinitions")).isEqualTo("true");
    assertThat(api().at("EndpointConfiguration").value()).isEqualTo(Map.of("Type", "REGIONAL"));
  }

  @Test
  void every_route_is_throttled_before_the_accounts_own_limit() {
    assertThat(api().at("MethodSettings").value())
        .isEqualTo(
            List.of(
                Map.of(
                    "ResourcePath", "/*",
                    "HttpMethod", "*",
                    "ThrottlingRateLimit", "!Ref ThrottlingRateLimit",
                    "ThrottlingBurstLimit", "!Ref ThrottlingBurstLimit",
                    "MetricsEnabled", Map.of("!If", List.of("IsProd", "true", "false")))));
    assertThat(TEMPLATE.text("Parameters", "ThrottlingRateLimit", "Default")).isEqualTo("1000");
    assertThat(TEMPLATE.text("Parameters", "ThrottlingBurstLimit", "Default")).isEqualTo("2000");
  }

  /// Account-wide roles are not this stack's to make, so it is off unless asked for; and no line
  /// holds what a client sent, or a message of the gateway's: either could be a token.
  @Test
  void an_access_log_is_optional_and_holds_nothing_that_a_client_sent() {
    assertThat(TEMPLATE.text("Parameters", "AccessLog", "Default")).isEqualTo("off");
    assertThat(RESOURCES.text("AccessLogs", "Condition")).isEqualTo("LogsAccess");
    List<RawYaml> branches = api().items("AccessLogSetting", "!If");
    assertThat(branches.get(0).text()).isEqualTo("LogsAccess");
    assertThat(branches.get(1).text("DestinationArn")).isEqualTo("!GetAtt AccessLogs.Arn");
    assertThat(branches.get(2).text()).isEqualTo("!Ref AWS::NoValue");
    assertThat(
            Pattern.compile("\\$context\\.([A-Za-z.]+)")
                .matcher(branches.get(1).text("Format"))
                .results()
                .map(variable -> variable.group(1)))
        .as("not requestId, which a client may choose")
        .containsExactlyInAnyOrder(
            "extendedRequestId",
            "integration.requestId",
            "requestTimeEpoch",
            "httpMethod",
            "resourcePath",
            "status",
            "responseLatency",
            "integrationLatency");
  }

  @Test
  void a_web_acl_is_put_before_the_api_where_one_is_given() {
    assertThat(RESOURCES.at("WebAcl").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    Type: AWS::WAFv2::WebACLAssociation
                    Condition: HasWebAcl
                    Properties:
                      WebACLArn: !Ref WebAclArn
                      ResourceArn: !Sub
                        - arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/${IntermissionApi}/stages/${Stage}
                        - Stage: !Ref IntermissionApi.Stage
                    """)
                .value());
  }

  // ------------------------------------------------------------------ parameters and alarms

  /// What a team gets that answers no question of `sam deploy --guided`.
  @Test
  void a_stack_is_of_production_unless_told_otherwise() {
    Map<String, String> defaults = new HashMap<>();
    TEMPLATE
        .members("Parameters")
        .forEach((name, parameter) -> {
          assertThat(parameter.text("Description")).as(name).isNotBlank();
          defaults.put(name, parameter.text("Default"));
        });
    assertThat(defaults)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                entry("Stage", "prod"),
                entry("AlarmEmail", ""),
                entry("ExtraApiVersions", ""),
                entry("JwtIssuer", ""),
                entry("JwtAudience", ""),
                entry("JwtKeySetUrl", ""),
                entry("ExistingAdsTable", ""),
                entry("ExistingAdCampaignsTable", ""),
                entry("KmsKeyArn", ""),
                entry("OperatorPolicy", "off"),
                entry("PlatformPolicy", "off"),
                entry("LogRetentionDays", "30"),
                entry("AccessLog", "off"),
                entry("ThrottlingRateLimit", "1000"),
                entry("ThrottlingBurstLimit", "2000"),
                entry("ResumeConcurrency", ""),
                entry("WebAclArn", "")));
    assertThat(TEMPLATE.at("Conditions").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    IsProd: !Equals [!Ref Stage, prod]
                    MailsAlarms: !And [!Condition IsProd, !Not [!Equals [!Ref AlarmEmail, ""]]]
                    LogsAccess: !Equals [!Ref AccessLog, "on"]
                    ReservesConcurrency: !Not [!Equals [!Ref ResumeConcurrency, ""]]
                    HasWebAcl: !Not [!Equals [!Ref WebAclArn, ""]]
                    MakesAdsTable: !Equals [!Ref ExistingAdsTable, ""]
                    MakesAdCampaignsTable: !Equals [!Ref ExistingAdCampaignsTable, ""]
                    HasKmsKey: !Not [!Equals [!Ref KmsKeyArn, ""]]
                    MakesOperatorPolicy: !Equals [!Ref OperatorPolicy, "on"]
                    MakesPlatformPolicy: !Equals [!Ref PlatformPolicy, "on"]
                    """)
                .value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AlarmEmail | a@b.example | a b@c",
        "AlarmEmail | '' | nobody",
        "ResumeConcurrency | 100 | 0",
        "ResumeConcurrency | '' | many",
        "ExistingAdsTable | my_ads-2.1 | my/ads",
        "ExistingAdCampaignsTable | '' | ab",
        "KmsKeyArn | '' | alias/mine",
        "KmsKeyArn | arn:aws:kms:eu-west-1:123456789012:key/1a-2b | arn:aws:kms:eu-west-1:123456789012:alias/mine",
        "WebAclArn | '' | arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b",
        "WebAclArn | arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/my-acl/1a-2b | x",
      })
  void a_parameter_takes_this_and_not_that(String parameter, String good, String bad) {
    String pattern = TEMPLATE.text("Parameters", parameter, "AllowedPattern");
    assertThat(good).matches(pattern);
    assertThat(bad).doesNotMatch(pattern);
  }

  /// A reservation is taken from the account's, and new accounts have hardly any to give.
  @Test
  void concurrency_is_reserved_for_resumes_alone_and_only_when_asked_for() {
    assertThat(function("ResumeAdCampaign").at("ReservedConcurrentExecutions").value())
        .isEqualTo(
            Map.of(
                "!If",
                List.of("ReservesConcurrency", "!Ref ResumeConcurrency", "!Ref AWS::NoValue")));
    assertThat(VERBS)
        .filteredOn(verb -> function(verb).has("ReservedConcurrentExecutions"))
        .containsExactly("ResumeAdCampaign");
  }

  /// By name: namespace, metric, statistic, threshold, minutes, and what silence means.
  private static final Map<String, List<String>> ALARMS =
      Map.ofEntries(
          alarm("OldestDuePause", OWN, "OldestDuePauseAge", "Maximum", "180", "3", "breaching"),
          alarm("UnresumablePauses", OWN, "UnresumablePauses", "Sum", "0", "1", "notBreaching"),
          alarm("TimersNotArmed", OWN, "TimerNotArmed", "Sum", "0", "1", "notBreaching"),
          alarm("ResumedBySweep", OWN, "ResumedBySweep", "Sum", "0", "1", "notBreaching"),
          alarm("SweepFailures", OWN, "SweepFailures", "Sum", "0", "3", "notBreaching"),
          alarm("SweepsCutOff", OWN, "SweepsCutOff", "Sum", "0", "3", "notBreaching"),
          alarm("BrokenItems", OWN, "BrokenItems", "Sum", "0", "1", "notBreaching"),
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

  private static Map.Entry<String, List<String>> alarm(String name, String... facts) {
    return entry(name + "Alarm", List.of(facts));
  }

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
          assertThat(alarm.texts("AlarmActions")).containsExactly("!Ref AlarmTopic");
          assertThat(alarm.texts("OKActions")).containsExactly("!Ref AlarmTopic");
        });
    assertThat(alarms).containsExactlyInAnyOrderEntriesOf(ALARMS);
    assertThat(ofType("AWS::SNS::Subscription").get("AlarmSubscription").value())
        .isEqualTo(
            Map.of(
                "Type",
                "AWS::SNS::Subscription",
                "Condition",
                "MailsAlarms",
                "Properties",
                Map.of(
                    "TopicArn",
                    "!Ref AlarmTopic",
                    "Protocol",
                    "email",
                    "Endpoint",
                    "!Ref AlarmEmail")));
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
        .filteredOn(facts -> facts.getFirst().equals(OWN))
        .extracting(facts -> facts.get(1))
        .isNotEmpty()
        .allMatch(emitted::contains);
  }

  /// Binary media types would make every body base64; these credentials do not belong in a browser;
  /// the function checks the credential itself.
  @Test
  void the_api_has_no_binary_media_types_no_cors_and_no_authorizer() {
    assertThat(api().members()).doesNotContainKeys("BinaryMediaTypes", "Cors", "Auth");
    assertThat(TEMPLATE.allTexts())
        .noneMatch(text -> text.toLowerCase(Locale.ROOT).contains("binary-media-types"));
  }

  @Test
  void the_routes_are_these() {
    assertThat(deployedApi().routes()).containsExactlyInAnyOrderElementsOf(ROUTES);
  }

  @ParameterizedTest
  @MethodSource("verbsWithRoute")
  void a_route_is_of_the_one_api_and_says_nothing_more(String verb) {
    assertThat(function(verb).members("Events")).hasSize(1);
    RawYaml properties = function(verb).at("Events", "Http", "Properties");
    assertThat(properties.members()).containsOnlyKeys("RestApiId", "Method", "Path");
    assertThat(properties.text("RestApiId")).isEqualTo("!Ref IntermissionApi");
  }

  @Test
  void an_unknown_route_and_another_method_on_a_known_one_reach_a_mock() {
    Set<String> paths = new HashSet<>(Set.of("/{proxy+}", "/"));
    // The gateway makes a resource of each part of a path, and a known resource without a method
    // has an
    // answer of its own.
    ROUTES.forEach(route -> {
      for (int end = route.path().indexOf('/', 1);
          end > 0;
          end = route.path().indexOf('/', end + 1)) {
        paths.add(route.path().substring(0, end));
      }
      paths.add(route.path());
    });
    assertThat(api().members("DefinitionBody", "paths").keySet()).isEqualTo(paths);
  }

  @Test
  void every_mock_answers_404_to_any_method() {
    String mock =
        """
        x-amazon-apigateway-any-method:
          responses:
            "404":
              description: No such route
              headers:
                X-Request-Id:
                  schema: {type: string}
                Cache-Control:
                  schema: {type: string}
                X-Content-Type-Options:
                  schema: {type: string}
                x-should-retry:
                  schema: {type: string}
          x-amazon-apigateway-integration:
            type: mock
            passthroughBehavior: never
            requestTemplates:
              application/json: '{"statusCode":404}'
            responses:
              default:
                statusCode: "404"
                responseParameters:
                  method.response.header.X-Request-Id: context.requestId
                  method.response.header.Cache-Control: "'no-store'"
                  method.response.header.X-Content-Type-Options: "'nosniff'"
                  method.response.header.x-should-retry: "'false'"
                responseTemplates:
                  application/json: '%s'
        """
            .formatted(NO_SUCH_ROUTE);
    assertThat(api().members("DefinitionBody", "paths"))
        .allSatisfy(
            (path, methods) -> assertThat(methods.value()).isEqualTo(RawYaml.parse(mock).value()));
  }

  @Test
  void the_gateways_own_answers_are_these() {
    assertThat(deployedApi().gatewayResponses().keySet()).isEqualTo(GATEWAY_ANSWERS.keySet());
  }

  @ParameterizedTest
  @MethodSource("gatewayAnswers")
  void an_answer_of_the_gateways_own_has_the_contracts_status_and_error_shape(String type)
      throws IOException {
    Expected expected = GATEWAY_ANSWERS.get(type);
    CannedAnswer answer = deployedApi().gatewayResponses().get(type);
    assertThat(answer.status()).isEqualTo(expected.status());
    JsonNode body = JSON.readTree(answer.body());
    assertThat(body.fieldNames()).toIterable().containsExactly("error");
    JsonNode error = body.get("error");
    assertThat(error.fieldNames()).toIterable().containsExactly("type", "message", "code", "param");
    assertThat(error.get("type").textValue()).isEqualTo(expected.errorType());
    assertThat(error.get("message").textValue()).isNotBlank();
    assertThat(error.get("code").isNull() || error.get("code").isTextual()).isTrue();
    assertThat(error.get("param").isNull()).isTrue();
    assertThat(api().members("GatewayResponses", type, "ResponseTemplates").keySet())
        .containsExactly("application/json");
  }

  @ParameterizedTest
  @MethodSource("gatewayAnswers")
  void an_answer_of_the_gateways_own_names_the_request_and_says_whether_to_retry(String type) {
    CannedAnswer answer = deployedApi().gatewayResponses().get(type);
    Map<String, HeaderValue> headers = new HashMap<>();
    headers.put("X-Request-Id", new HeaderValue.RequestId());
    headers.put("Cache-Control", new HeaderValue.Constant("no-store"));
    headers.put("X-Content-Type-Options", new HeaderValue.Constant("nosniff"));
    switch (GATEWAY_ANSWERS.get(type).retry()) {
      case NEVER -> headers.put("x-should-retry", new HeaderValue.Constant("false"));
      case SOON -> {
        headers.put("x-should-retry", new HeaderValue.Constant("true"));
        headers.put("Retry-After", new HeaderValue.Constant("1"));
      }
    }
    assertThat(answer.headers()).isEqualTo(headers);
  }

  @Test
  void every_404_of_the_gateway_is_that_of_an_unknown_route() {
    assertThat(deployedApi().gatewayResponses().values())
        .filteredOn(answer -> answer.status().equals(OptionalInt.of(404)))
        .hasSize(5)
        .extracting(CannedAnswer::body)
        .containsOnly(NO_SUCH_ROUTE);
    assertThat(deployedApi().mocks())
        .hasSize(11)
        .allSatisfy(mock -> {
          assertThat(mock.method()).isEqualTo(DeployedApi.ANY);
          assertThat(mock.answer().status()).hasValue(404);
          assertThat(mock.answer().body()).isEqualTo(NO_SUCH_ROUTE);
        });
  }

  /// The gateway says nothing more of what it refuses by itself: no request line, and no header.
  @Test
  void the_gateways_words_for_what_it_cannot_read_name_the_limit_of_headers() {
    assertThat(deployedApi().gatewayResponses().get("DEFAULT_4XX").body())
        .contains("malformed", "10,240 bytes");
  }

  @Test
  void what_gateway_and_functions_both_say_they_say_in_the_same_words() {
    Map<String, CannedAnswer> answers = deployedApi().gatewayResponses();
    assertThat(answers.get("REQUEST_TOO_LARGE").body()).isEqualTo(body(ApiError.bodyTooLarge()));
    assertThat(answers.get("INTEGRATION_FAILURE").body()).isEqualTo(body(ApiError.unavailable()));
    assertThat(answers.get("INTEGRATION_TIMEOUT").body()).isEqualTo(body(ApiError.unavailable()));
    assertThat(answers.get("API_CONFIGURATION_ERROR").body()).isEqualTo(body(ApiError.internal()));
    assertThat(answers.get("DEFAULT_5XX").body()).isEqualTo(body(ApiError.internal()));
  }

  /// `$context.error.message` can hold the caller's token. Comments are not looked at.
  @Test
  void no_answer_repeats_what_the_gateway_found_wrong() {
    assertThat(TEMPLATE.allTexts())
        .isNotEmpty()
        .noneMatch(text -> text.contains("context.error"))
        .noneMatch(text -> text.contains("$input") || text.contains("method.request."));
  }

  // ------------------------------------------------------------------ outputs

  @Test
  void the_stack_tells_what_its_operators_and_clients_need() {
    Map<String, Object> outputs = new HashMap<>();
    TEMPLATE
        .members("Outputs")
        .forEach((name, output) -> outputs.put(name, output.at("Value").value()));
    assertThat(outputs)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                entry(
                    "BaseUrl",
                    "!Sub https://${IntermissionApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/api/v1"),
                entry("AlarmTopicArn", "!Ref AlarmTopic"),
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

  // ------------------------------------------------------------------ reading the template

  private static RawYaml template() {
    try {
      return RawYaml.read(TestStack.PROJECT.resolve("template.yaml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, RawYaml> ofType(String type) {
    Map<String, RawYaml> resources = new HashMap<>(RESOURCES.members());
    resources.values().removeIf(resource -> !resource.text("Type").equals(type));
    return resources;
  }

  private static RawYaml function(String verb) {
    return RESOURCES.at(verb + "Function", "Properties");
  }

  private static RawYaml effective(String verb, String property) {
    return function(verb).has(property)
        ? function(verb).at(property)
        : TEMPLATE.at("Globals", "Function", property);
  }

  private static Duration timeout(String verb) {
    return Duration.ofSeconds(Long.parseLong(effective(verb, "Timeout").text()));
  }

  private static RawYaml api() {
    return RESOURCES.at("IntermissionApi", "Properties");
  }

  private static List<RawYaml> indexes(RawYaml table) {
    return table.has("GlobalSecondaryIndexes") ? table.items("GlobalSecondaryIndexes") : List.of();
  }

  /// Each action of each statement on each of its resources.
  private static List<Grant> grants(RawYaml policy) {
    assertThat(policy.members()).containsOnlyKeys("Version", "Statement");
    assertThat(policy.text("Version")).isEqualTo("2012-10-17");
    return grants(policy.items("Statement"));
  }

  private static List<Grant> grants(List<RawYaml> statements) {
    List<Grant> grants = new ArrayList<>();
    for (RawYaml statement : statements) {
      assertThat(statement.members().keySet())
          .isSubsetOf("Sid", "Effect", "Action", "Resource", "Condition");
      for (String action : statement.texts("Action")) {
        for (String resource : resources(statement)) {
          grants.add(new Grant(statement.text("Effect"), action, resource, condition(statement)));
        }
      }
    }
    return grants;
  }

  /// Of a statement, functions included.
  private static List<String> resources(RawYaml statement) {
    return statement.at("Resource").value() instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(statement.at("Resource").value()));
  }

  /// What stands there only when a customer's key is given.
  private static RawYaml withAKey(RawYaml choice) {
    List<RawYaml> branches = choice.items("!If");
    assertThat(branches.getFirst().text()).isEqualTo("HasKmsKey");
    assertThat(branches.getLast().text()).isEqualTo("!Ref AWS::NoValue");
    return branches.get(1);
  }

  private static Map<String, Map<String, String>> condition(RawYaml statement) {
    Map<String, Map<String, String>> condition = new HashMap<>();
    if (statement.has("Condition")) {
      statement
          .members("Condition")
          .forEach((operator, operands) -> {
            Map<String, String> values = new HashMap<>();
            operands.members().forEach((key, value) -> values.put(key, value.text()));
            condition.put(operator, values);
          });
    }
    return condition;
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

  private static DeployedFunction deployed(String verb) {
    return deployed(verb, Map.of());
  }

  private static DeployedFunction deployed(String verb, Map<String, String> parameters) {
    return sam(parameters).functions().stream()
        .filter(function -> function.logicalId().equals(verb + "Function"))
        .findFirst()
        .orElseThrow();
  }

  private static DeployedTable table(String id) {
    return sam().tables().stream()
        .filter(table -> table.logicalId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static DeployedApi deployedApi() {
    DeployedApi api = sam().api();
    if (api == null) {
      throw new AssertionError("The template has no API");
    }
    return api;
  }

  /// As the local runner reads it. What that refuses fails only the tests that need it.
  private static SamTemplate sam() {
    return sam(Map.of());
  }

  private static SamTemplate sam(Map<String, String> parameters) {
    try {
      return SamTemplate.read(
          TestStack.PROJECT.resolve("template.yaml"),
          parameters,
          new StackSettings("test", "us-east-1", "000000000000"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  // ------------------------------------------------------------------ running the handlers

  private static final class Running {
    static final TestStack STACK = new TestStack();
  }

  private static Class<?> handler(String verb) throws ClassNotFoundException {
    return Class.forName("dev.intermission.functions." + verb + "Handler");
  }

  private static RequestStreamHandler construct(String verb, Map<String, String> environment)
      throws ReflectiveOperationException {
    return Handlers.make(verb, environment, InstantSource.system(), time -> time);
  }

  private static byte[] run(RequestStreamHandler handler, JsonNode event) throws IOException {
    String token = Running.STACK.issueKey("template", "biz_demo", Set.of(Scope.values()));
    String inAnHour =
        Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS).toString();
    String input = event.toString().replace("{{token}}", token).replace("{{now+1h}}", inAnHour);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        output,
        new TestContext());
    return output.toByteArray();
  }

  /// With a schedule to take away.
  private static Map<String, AttributeValue> timedPause() {
    return Map.of(
        "status", TestStack.text("paused"),
        "pause_id", TestStack.text("p"),
        "paused_until", TestStack.seconds(Instant.now().plus(1, ChronoUnit.HOURS)),
        "due_pk", TestStack.text("DUE#0"));
  }

  private static JsonNode sample(String verb) throws IOException {
    return JSON.readTree(
        TestStack.PROJECT.resolve("events").resolve(kebabCase(verb) + ".json").toFile());
  }

  private static String kebabCase(String verb) {
    return verb.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static String body(ApiError error) {
    try {
      byte[] answer = ApiAnswerWriter.write(ApiAnswer.failed(error), "request");
      return JSON.readTree(answer).get("body").textValue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Duration sweepTimeBox() throws ReflectiveOperationException {
    return constant(SweepDuePausesHandler.class, "TIME_BOX");
  }

  private static Duration reserve() throws ReflectiveOperationException {
    return constant(Class.forName("dev.intermission.functions.RetryBeforeDeadline"), "RESERVE");
  }

  private static PageBudget pageBudget() throws ReflectiveOperationException {
    Method budget =
        Class.forName("dev.intermission.functions.Wiring").getDeclaredMethod("pageBudget");
    budget.setAccessible(true);
    return (PageBudget) budget.invoke(null);
  }

  private static Duration constant(Class<?> owner, String name)
      throws ReflectiveOperationException {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return (Duration) field.get(null);
  }

  private static Duration limit(ClientOverrideConfiguration configuration) {
    return configuration.apiCallTimeout().orElseThrow();
  }

  /// An environment that remembers what it was asked for.
  private static final class AskedFor extends AbstractMap<String, String> {
    private final Map<String, String> variables;
    private final Set<String> names = new HashSet<>();

    AskedFor(Map<String, String> variables) {
      this.variables = Map.copyOf(variables);
    }

    Set<String> names() {
      return Set.copyOf(names);
    }

    @Override
    public String get(Object name) {
      names.add((String) name);
      return variables.get(name);
    }

    @Override
    public boolean containsKey(Object name) {
      names.add((String) name);
      return variables.containsKey(name);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
      throw new UnsupportedOperationException("A handler asks for what it needs by name");
    }
  }
}
