package dev.intermission.template;

import static dev.intermission.template.Template.EACH_VERB_WITH_ROUTE;
import static dev.intermission.template.Template.RESOURCES;
import static dev.intermission.template.Template.ROUTES;
import static dev.intermission.template.Template.TEMPLATE;
import static dev.intermission.template.Template.api;
import static dev.intermission.template.Template.deployedApi;
import static dev.intermission.template.Template.function;
import static dev.intermission.template.Template.ofType;
import static dev.intermission.template.Template.sam;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The API and its routes to functions.
class ApiTest {
  @Test
  void the_stage_is_a_part_of_the_base_url_and_never_changes() {
    assertThat(ofType("AWS::Serverless::Api")).containsOnlyKeys("IntermissionApi");
    assertThat(api().text("StageName")).isEqualTo("api");
    assertThat(sam().outputs().get("BaseUrl"))
        .matches("https://[^/]+\\.execute-api\\.us-east-1\\.amazonaws\\.com/api/v1");
  }

  /// Without OpenApiVersion, SAM adds a public stage of its own. Without MergeDefinitions it drops
  /// the routes in Events. The default endpoint is EDGE.
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

  /// Off by default: the account-wide logging role is not this stack's to make. No line holds what
  /// a client sent, or a message of the gateway's: either could be a token.
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

  /// Binary media types would make every body base64. These credentials do not belong in a browser,
  /// so no CORS; the function checks the credential itself, so no authorizer.
  @Test
  void the_api_has_no_binary_media_types_no_cors_and_no_authorizer() {
    assertThat(api().fields()).doesNotContainKeys("BinaryMediaTypes", "Cors", "Auth");
    assertThat(TEMPLATE.allTexts())
        .noneMatch(text -> text.toLowerCase(Locale.ROOT).contains("binary-media-types"));
  }

  @Test
  void the_routes_are_these() {
    assertThat(deployedApi().routes()).containsExactlyInAnyOrderElementsOf(ROUTES);
  }

  @ParameterizedTest
  @MethodSource(EACH_VERB_WITH_ROUTE)
  void a_route_is_of_the_one_api_and_says_nothing_more(String verb) {
    assertThat(function(verb).fields("Events")).hasSize(1);
    RawYaml properties = function(verb).at("Events", "Http", "Properties");
    assertThat(properties.fields()).containsOnlyKeys("RestApiId", "Method", "Path");
    assertThat(properties.text("RestApiId")).isEqualTo("!Ref IntermissionApi");
  }
}
