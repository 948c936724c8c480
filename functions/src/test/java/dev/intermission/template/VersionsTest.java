package dev.intermission.template;

import static dev.intermission.template.Template.TEMPLATE;
import static dev.intermission.template.Template.VERBS;
import static dev.intermission.template.Template.function;
import static dev.intermission.template.Template.ofType;
import static dev.intermission.template.Template.verbsWithRoute;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The versions of functions that an alias stands for, and their descriptions.
class VersionsTest {
  /// Lambda takes no longer description of a version, so a deployment with longer ones fails.
  private static final int LONGEST_TOGETHER = 240;

  /// Parameters of few values, with the length of the longest. Nobody has to count them.
  private static final Map<String, Integer> CHOICES =
      Map.of("SnapStart", 3, "NewerApiVersions", 6, "ResumeConcurrency", 5);

  /// A version's logical id does not change with a parameter. A deploy would change nothing, unless
  /// the version's description changes with it.
  @Test
  void what_stands_behind_an_alias_describes_its_version_by_every_parameter_that_it_is_told() {
    Set<String> parameters = TEMPLATE.fields("Parameters").keySet();
    assertThat(ofType("AWS::Serverless::Function"))
        .allSatisfy((id, resource) -> {
          if (resource.has("Properties", "AutoPublishAlias")) {
            assertThat(resource.text("Properties", "AutoPublishAlias")).isEqualTo("live");
            assertThat(resource.text("Properties", "AutoPublishAliasAllProperties"))
                .isEqualTo("true");
            Set<String> told =
                resource
                    .at("Properties", "Environment")
                    .allTexts()
                    .filter(text -> text.startsWith("!Ref "))
                    .map(text -> text.substring("!Ref ".length()))
                    .filter(parameters::contains)
                    .collect(Collectors.toCollection(HashSet::new));
            if (resource.has("Properties", "SnapStart")) {
              told.add("SnapStart");
            }
            if (resource.has("Properties", "ReservedConcurrentExecutions")) {
              // Of no version, but it changes the logical id once its value is in its place.
              told.add("ResumeConcurrency");
            }
            String description = resource.text("Properties", "VersionDescription");
            List<String> described =
                description.startsWith("!Ref ")
                    ? List.of(description.substring("!Ref ".length()))
                    : placeholders(description);
            assertThat(described).containsExactlyInAnyOrderElementsOf(told);
            assertThat(
                    LONGEST_TOGETHER
                        + described.stream().mapToInt(name -> CHOICES.getOrDefault(name, 0)).sum()
                        + described.size()
                        - 1)
                .as("with a blank between each two")
                .isLessThanOrEqualTo(256);
            assertThat(resource.fields("Properties", "Environment", "Variables").entrySet())
                .as("else a version could differ in its description only, and not be published")
                .anySatisfy(variable -> {
                  assertThat(variable.getKey()).endsWith("_VERSION");
                  assertThat(variable.getValue().text()).isEqualTo(description);
                });
            assertThat(resource.text("UpdateReplacePolicy"))
                .as("a version that is replaced is there to roll back to")
                .isEqualTo("Retain");
          }
        });
    assertThat(
            ofType("AWS::Serverless::Function").values().stream()
                .flatMap(resource ->
                    resource.fields("Properties", "Environment", "Variables").entrySet().stream())
                .filter(variable -> !variable.getKey().endsWith("_VERSION"))
                .flatMap(variable -> variable.getValue().allTexts())
                .filter(text -> parameters.stream().anyMatch(text::contains)))
        .as("a parameter is told by Ref alone, or it would not be seen above")
        .isNotEmpty()
        .noneMatch(text -> text.startsWith("!Sub"));
  }

  /// SAM makes the logical id of a version from the function's properties. Where a parameter
  /// changes one that no version has, Lambda would have nothing to publish, and refuse.
  @Test
  void no_other_property_of_a_function_with_an_alias_depends_on_a_parameter() {
    Set<String> parameters = TEMPLATE.fields("Parameters").keySet();
    Set<String> described =
        Set.of("Environment", "SnapStart", "VersionDescription", "ReservedConcurrentExecutions");
    // Of other resources than the function: its role, its rule and its route.
    Set<String> notItsOwn = Set.of("Policies", "Events", "EventInvokeConfig");
    assertThat(ofType("AWS::Serverless::Function").values())
        .filteredOn(resource -> resource.has("Properties", "AutoPublishAlias"))
        .hasSize(9)
        .allSatisfy(resource ->
            resource
                .fields("Properties")
                .forEach((name, value) -> {
                  if (!described.contains(name) && !notItsOwn.contains(name)) {
                    assertThat(value.allTexts())
                        .as(name)
                        .noneMatch(text -> text.equals("!If"))
                        .noneMatch(text -> parameters.stream().anyMatch(text::contains));
                  }
                }));
  }

  /// Each may be long on its own; only Lambda checks their length together.
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

  /// Clients wait for these functions only; a schedule holds the alias of another.
  @Test
  void the_functions_behind_a_route_start_from_a_snapshot_and_no_others() {
    assertThat(VERBS)
        .filteredOn(verb -> function(verb).has("SnapStart"))
        .containsExactlyInAnyOrderElementsOf(verbsWithRoute().toList())
        .allSatisfy(verb ->
            assertThat(function(verb).at("SnapStart").value())
                .isEqualTo(
                    Map.of(
                        "ApplyOn",
                        Map.of(
                            "!If", List.of("StartsFromSnapshots", "PublishedVersions", "None")))));
    assertThat(VERBS)
        .filteredOn(verb -> function(verb).has("AutoPublishAlias"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(verbsWithRoute(), Stream.of("ResumeAdCampaign")).toList());
  }

  /// AWS lets the snapshot of a version go that nobody invoked for 14 days. What it is invoked with
  /// asks no table: it has no credential.
  @ParameterizedTest
  @MethodSource(Template.EACH_VERB_WITH_ROUTE)
  void each_snapshot_is_invoked_each_week_in_prod(String verb) throws Exception {
    RawYaml event = function(verb).at("Events", "KeepActive");
    assertThat(event.text("Type")).isEqualTo("Schedule");
    assertThat(event.text("Properties", "Schedule")).isEqualTo("rate(7 days)");
    assertThat(event.at("Properties", "State").value())
        .isEqualTo(Map.of("!If", List.of("KeepsSnapshotsActive", "ENABLED", "DISABLED")));
    Map<String, String> closed = new HashMap<>(Running.STACK.environment);
    closed.put("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1");

    byte[] response =
        Running.run(
            Running.construct(verb, new AskedFor(closed)),
            new ObjectMapper().readTree(event.text("Properties", "Input")));

    assertThat(new ObjectMapper().readTree(response).at("/statusCode").asInt()).isEqualTo(401);
  }

  private static List<String> placeholders(String sub) {
    return Pattern.compile("\\$\\{([A-Za-z]+)}")
        .matcher(sub)
        .results()
        .map(placeholder -> placeholder.group(1))
        .toList();
  }
}
