package dev.intermission.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.emulator.template.DeployedApi;
import dev.intermission.emulator.template.DeployedApi.Route;
import dev.intermission.emulator.template.DeployedFunction;
import dev.intermission.emulator.template.SamTemplate;
import dev.intermission.emulator.template.StackSettings;
import dev.intermission.functions.TestStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The template, as it is written and as the local runner reads it.
///
/// Nothing else checks `template.yaml` before it is deployed: a misspelt property, a grant too many
/// or a variable too few would show only in AWS. The tables in the tests of this package are
/// written out on purpose; whoever changes the template on purpose changes them too.
final class Template {
  private static final Path FILE = TestStack.PROJECT.resolve("template.yaml");

  static final RawYaml TEMPLATE = template();
  static final RawYaml RESOURCES = TEMPLATE.at("Resources");

  /// Each is a function, `PauseAdFunction`.
  static final List<String> VERBS =
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

  static final List<Route> ROUTES =
      List.of(
          new Route("POST", "/v1/ads/{id}/pause", "PauseAdFunction"),
          new Route("POST", "/v1/ad_campaigns/{id}/pause", "PauseAdCampaignFunction"),
          new Route("POST", "/v1/ads/{id}/unpause", "UnpauseAdFunction"),
          new Route("POST", "/v1/ad_campaigns/{id}/unpause", "UnpauseAdCampaignFunction"),
          new Route("GET", "/v1/ads/{id}", "RetrieveAdFunction"),
          new Route("GET", "/v1/ad_campaigns/{id}", "RetrieveAdCampaignFunction"),
          new Route("GET", "/v1/ads", "ListAdsFunction"),
          new Route("GET", "/v1/ad_campaigns", "ListAdCampaignsFunction"));

  /// For a test of each function.
  static final String EACH_VERB = "dev.intermission.template.Template#verbs";

  /// For a test of each function with a route.
  static final String EACH_VERB_WITH_ROUTE = "dev.intermission.template.Template#verbsWithRoute";

  static final Map<String, List<String>> THE_KEY_IF_ANY =
      Map.of("!If", List.of("EncryptsWithKmsKey", "!Ref KmsKeyArn", "!Ref AWS::NoValue"));

  /// The policy of a resource that only production keeps.
  static final Map<String, List<String>> RETAIN_IN_PROD =
      Map.of("!If", List.of("IsProd", "Retain", "Delete"));

  /// The namespace of our own metrics.
  static final String OWN_METRICS = "!Sub Intermission/${AWS::StackName}";

  static final String ADS = tableArn("Ads", "");
  static final String CAMPAIGNS = tableArn("AdCampaigns", "");
  static final Object ADS_NAME = tableName("Ads");
  static final Object CAMPAIGNS_NAME = tableName("AdCampaigns");

  private static final Pattern EXISTING_TABLE =
      Pattern.compile("\\$\\{Existing(\\w+)Table}([\\w/]*)");

  private Template() {}

  static List<String> verbs() {
    return VERBS;
  }

  static Stream<String> verbsWithRoute() {
    return ROUTES.stream().map(route -> route.function().replace("Function", ""));
  }

  /// The resources of a type, by logical id.
  static Map<String, RawYaml> ofType(String type) {
    Map<String, RawYaml> resources = new HashMap<>(RESOURCES.fields());
    resources.values().removeIf(resource -> !resource.text("Type").equals(type));
    return resources;
  }

  /// The properties of a verb's function.
  static RawYaml function(String verb) {
    return RESOURCES.at(verb + "Function", "Properties");
  }

  /// A property of a function, or of all where it has none of its own.
  static RawYaml effective(String verb, String property) {
    return function(verb).has(property)
        ? function(verb).at(property)
        : TEMPLATE.at("Globals", "Function", property);
  }

  static Duration timeout(String verb) {
    return Duration.ofSeconds(Long.parseLong(effective(verb, "Timeout").text()));
  }

  static RawYaml api() {
    return RESOURCES.at("IntermissionApi", "Properties");
  }

  /// The value of a setting that exists only with a customer's key.
  static RawYaml withAKey(RawYaml choice) {
    List<RawYaml> branches = choice.items("!If");
    assertThat(branches.getFirst().text()).isEqualTo("HasKmsKey");
    assertThat(branches.getLast().text()).isEqualTo("!Ref AWS::NoValue");
    return branches.get(1);
  }

  /// A table's name: the stack's own, unless it is told to use another.
  private static Map<String, List<String>> tableName(String table) {
    return Map.of(
        "!If",
        List.of(
            "Makes" + table + "Table",
            "!Ref " + table + "Table",
            "!Ref Existing" + table + "Table"));
  }

  /// The ARN of that table, or of an index of it.
  static String tableArn(String table, String index) {
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

  /// The same of the table that was used before, for the time of a switch. None for another ARN.
  static Stream<String> formerTableArn(String arn) {
    Matcher table = EXISTING_TABLE.matcher(arn);
    return table.find()
        ? Stream.of(
            Map.of(
                    "!If",
                    List.of(
                        "HasFormer" + table.group(1) + "Table",
                        "!Sub arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Former"
                            + table.group(1)
                            + "Table}"
                            + table.group(2),
                        "!Ref AWS::NoValue"))
                .toString())
        : Stream.empty();
  }

  /// A verb's function as the local runner reads it.
  static DeployedFunction deployed(String verb) {
    return deployed(verb, Map.of());
  }

  static DeployedFunction deployed(String verb, Map<String, String> parameters) {
    return sam(parameters).functions().stream()
        .filter(function -> function.logicalId().equals(verb + "Function"))
        .findFirst()
        .orElseThrow();
  }

  static DeployedApi deployedApi() {
    DeployedApi api = sam().api();
    if (api == null) {
      throw new AssertionError("The template has no API");
    }
    return api;
  }

  /// As the local runner reads it. What that refuses fails only the tests that need it.
  static SamTemplate sam() {
    return Read.SAM;
  }

  static SamTemplate sam(Map<String, String> parameters) {
    try {
      return SamTemplate.read(
          FILE, parameters, new StackSettings("test", "us-east-1", "000000000000"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static RawYaml template() {
    try {
      return RawYaml.read(FILE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Read {
    static final SamTemplate SAM = sam(Map.of());
  }
}
