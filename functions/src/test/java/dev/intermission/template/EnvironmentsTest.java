package dev.intermission.template;

import static dev.intermission.template.Running.construct;
import static dev.intermission.template.Running.run;
import static dev.intermission.template.Running.timedPause;
import static dev.intermission.template.SampleEvents.sample;
import static dev.intermission.template.Template.ADS_NAME;
import static dev.intermission.template.Template.CAMPAIGNS_NAME;
import static dev.intermission.template.Template.EACH_VERB;
import static dev.intermission.template.Template.EACH_VERB_WITH_ROUTE;
import static dev.intermission.template.Template.TEMPLATE;
import static dev.intermission.template.Template.deployed;
import static dev.intermission.template.Template.function;
import static dev.intermission.template.Template.sam;
import static dev.intermission.template.Template.verbsWithRoute;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.functions.Settings;
import dev.intermission.functions.TestStack;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The variables of each function, and its start with and without them.
class EnvironmentsTest {
  /// The JVM reads it, and no handler does.
  private static final String OF_THE_JVM = "JAVA_TOOL_OPTIONS";

  /// Nobody reads them: they make the configuration differ where a version's description does.
  private static final Set<String> OF_THE_VERSION =
      Set.of("ADS_VERSION", "AD_CAMPAIGNS_VERSION", "RESUME_VERSION");

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Variables of each function beside those that all have.
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
                  "EXTRA_API_VERSIONS", "!Ref ExtraApiVersions",
                  "NEWER_API_VERSIONS", "!Ref NewerApiVersions")),
          entry("ResumeAdCampaign", Map.of("AD_CAMPAIGNS_TABLE", CAMPAIGNS_NAME)),
          entry(
              "SweepDuePauses",
              Map.of("AD_CAMPAIGNS_TABLE", CAMPAIGNS_NAME, "SWEEP_AGE_SECONDS", "90")));

  @Test
  void every_function_is_told_its_compiler_and_where_its_metrics_go_by_default() {
    assertThat(TEMPLATE.at("Globals", "Function", "Environment").value())
        .isEqualTo(
            Map.of(
                "Variables",
                Map.of(
                    OF_THE_JVM,
                    "-XX:TieredStopAtLevel=1",
                    "METRICS_NAMESPACE",
                    "!Sub Intermission/${AWS::StackName}")));
  }

  @ParameterizedTest
  @MethodSource(EACH_VERB)
  void a_function_is_told_exactly_this(String verb) {
    Map<String, Object> told = new HashMap<>();
    function(verb)
        .fields("Environment", "Variables")
        .forEach((name, value) -> told.put(name, value.value()));
    // VersionsTest holds these.
    told.keySet().removeAll(OF_THE_VERSION);
    assertThat(told).isEqualTo(ENVIRONMENTS.get(verb));
  }

  /// Makes and runs the handler as in Lambda, with its function's variables only. One that it
  /// misses would fail it, and one that it never asks for has no place in the template.
  @ParameterizedTest
  @MethodSource(EACH_VERB)
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
        .containsExactlyInAnyOrderElementsOf(ofOurs(own));
  }

  /// Only variables that the template leaves empty by default may be missing. Then a missing one is
  /// as good as empty.
  @ParameterizedTest
  @MethodSource(EACH_VERB)
  void a_function_without_one_of_its_variables_does_not_start(String verb)
      throws ReflectiveOperationException {
    Map<String, String> required = lambdas();
    Map<String, String> optional = new HashMap<>();
    deployed(verb)
        .environment()
        .forEach((name, value) -> (value.isEmpty() ? optional : required).put(name, value));
    required.remove(OF_THE_JVM);
    required.keySet().removeAll(OF_THE_VERSION);
    assertThat(construct(verb, required)).as("without " + optional.keySet()).isNotNull();
    for (String name : required.keySet()) {
      startFailsWithout(name, verb, required);
    }
  }

  @ParameterizedTest
  @MethodSource(EACH_VERB_WITH_ROUTE)
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
    told.keySet().removeAll(OF_THE_VERSION);
    assertThat(told).as("what the parameters change").hasSize(issuer.size());
    variables.putAll(told);
    assertThat(construct(verb, variables)).isNotNull();
    for (String name : told.keySet()) {
      startFailsWithout(name, verb, variables);
    }
  }

  @ParameterizedTest
  @MethodSource(EACH_VERB)
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
        .containsExactlyInAnyOrderElementsOf(ofOurs(sam().mergedEnvironment()));
  }

  @Test
  void the_functions_variables_do_not_contradict_each_other_in_one_process() {
    assertThatCode(sam()::mergedEnvironment).doesNotThrowAnyException();
  }

  /// `sam local` passes only variables that the template names. A name that is missing here would
  /// be an ARN of nowhere.
  @Test
  void what_sam_local_is_told_is_what_the_functions_are_told() throws IOException {
    JsonNode told = JSON.readTree(TestStack.PROJECT.resolve("local/sam/env.json").toFile());
    assertThat(told.fieldNames()).toIterable().containsExactly("Parameters");
    assertThat(told.get("Parameters").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(sam().mergedEnvironment().keySet());
  }

  private static Set<String> ofOurs(Map<String, String> environment) {
    Set<String> names = new HashSet<>(environment.keySet());
    names.remove(OF_THE_JVM);
    names.removeAll(OF_THE_VERSION);
    return names;
  }

  /// Variables of every function that checks a credential and a version. Its own are added.
  private static Map<String, Object> behindTheApi(Object... own) {
    Map<String, Object> environment =
        new HashMap<>(
            Map.of(
                "CREDENTIALS_TABLE", "!Ref CredentialsTable",
                "EXTRA_API_VERSIONS", "!Ref ExtraApiVersions",
                "NEWER_API_VERSIONS", "!Ref NewerApiVersions",
                "JWT_ISSUER", "!Ref JwtIssuer",
                "JWT_AUDIENCE", "!Ref JwtAudience",
                "JWT_KEY_SET_URL", "!Ref JwtKeySetUrl"));
    for (int i = 0; i < own.length; i += 2) {
      environment.put((String) own[i], own[i + 1]);
    }
    return environment;
  }

  /// Variables of every function that changes records.
  private static Map<String, Object> changing(Object... own) {
    Map<String, Object> environment = behindTheApi(own);
    environment.put("IDEMPOTENCY_TABLE", "!Ref IdempotencyTable");
    return environment;
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
}
