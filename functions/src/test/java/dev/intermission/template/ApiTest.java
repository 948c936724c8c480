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
  void each_route_has_a_limit_of_its_own_and_what_is_unknown_a_small_one() {
    List<RawYaml> settings = api().items("MethodSettings");
    assertThat(settings.getFirst().value())
        .isEqualTo(
            Map.of(
                "ResourcePath", "/*",
                "HttpMethod", "*",
                "ThrottlingRateLimit", "10",
                "ThrottlingBurstLimit", "20",
                "MetricsEnabled", "false"));
    assertThat(settings.subList(1, settings.size()).stream().map(RawYaml::value))
        .containsExactlyInAnyOrderElementsOf(
            ROUTES.stream()
                .map(route -> {
                  String kind = route.method().equals("POST") ? "Write" : "";
                  return Map.of(
                      "ResourcePath", "/" + route.path().replace("/", "~1"),
                      "HttpMethod", route.method(),
                      "ThrottlingRateLimit", "!Ref " + kind + "ThrottlingRateLimit",
                      "ThrottlingBurstLimit", "!Ref " + kind + "ThrottlingBurstLimit",
                      "MetricsEnabled", Map.of("!If", List.of("CountsRoutes", "true", "false")));
                })
                .toList());
  }

  /// `sam deploy --guided` asks whether a route may be public. Its own default answer stops it. It
  /// does not ask where the definition names a requirement; `{}` is none.
  @Test
  void the_definition_says_that_the_gateway_wants_no_credential() {
    assertThat(api().at("DefinitionBody", "security").value()).isEqualTo(List.of(Map.of()));
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
                .matcher(branches.get(1).items("Format", "!Sub").getFirst().text())
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
            "error.responseType",
            "wafResponseCode",
            "tlsVersion",
            "responseLatency",
            "integrationLatency");
    assertThat(branches.get(1).items("Format", "!Sub").getLast().at("Address").value())
        .isEqualTo(
            Map.of(
                "!If",
                List.of("LogsAddresses", ",\"address\":\"$context.identity.sourceIp\"", "")));
  }

  @Test
  void a_web_acl_is_put_before_the_api_where_one_is_given_or_made() {
    assertThat(RESOURCES.at("WebAclAssociation").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    Type: AWS::WAFv2::WebACLAssociation
                    Condition: HasWebAcl
                    Properties:
                      WebACLArn: !If [HasGivenWebAcl, !Ref WebAclArn, !GetAtt OwnWebAcl.Arn]
                      ResourceArn: !Sub arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/${IntermissionApi}/stages/${IntermissionApi.Stage}
                    """)
                .value());
  }

  /// The only limits that hold for one client. What is blocked counts too, so no retry helps.
  @Test
  void the_web_acl_of_the_stack_limits_addresses_credentials_and_bodies() {
    assertThat(RESOURCES.text("OwnWebAcl", "Condition")).isEqualTo("MakesWebAcl");
    RawYaml acl = RESOURCES.at("OwnWebAcl", "Properties");
    assertThat(acl.text("Scope")).isEqualTo("REGIONAL");
    assertThat(acl.at("DefaultAction").value()).isEqualTo(Map.of("Allow", Map.of()));
    List<RawYaml> rules = acl.items("Rules");
    assertThat(rules)
        .extracting(rule -> rule.text("Name"))
        .containsExactly("known-bad-addresses", "large-bodies", "one-address", "one-credential");
    assertThat(rules).extracting(rule -> rule.text("Priority")).containsExactly("0", "1", "2", "3");
    assertThat(Integer.parseInt(rules.get(1).text("Statement", "SizeConstraintStatement", "Size")))
        .as("a body that a function refuses by itself, with a 413, is let through")
        .isGreaterThan(4096);
    RawYaml address = rules.get(2).at("Statement", "RateBasedStatement");
    assertThat(address.text("AggregateKeyType")).isEqualTo("IP");
    assertThat(address.text("Limit")).isEqualTo("!Ref WebAclAddressLimit");
    RawYaml credential = rules.get(3).at("Statement", "RateBasedStatement");
    assertThat(credential.text("AggregateKeyType")).isEqualTo("CUSTOM_KEYS");
    assertThat(credential.items("CustomKeys")).hasSize(1);
    assertThat(credential.items("CustomKeys").getFirst().text("Header", "Name"))
        .isEqualTo("authorization");
    assertThat(credential.items("CustomKeys").getFirst().items("Header", "TextTransformations"))
        .as("else each spelling of one credential would be counted by itself")
        .extracting(step -> step.text("Type"))
        .containsExactly("COMPRESS_WHITE_SPACE", "LOWERCASE");
    assertThat(credential.text("Limit")).isEqualTo("!Ref WebAclCredentialLimit");
    for (RawYaml rule : rules.subList(2, 4)) {
      RawYaml response = rule.at("Action", "Block", "CustomResponse");
      assertThat(response.text("ResponseCode")).isEqualTo("429");
      assertThat(response.items("ResponseHeaders"))
          .extracting(header -> header.text("Name") + ": " + header.text("Value"))
          .contains("x-should-retry: false", "Retry-After: 60");
      assertThat(
              acl.text("CustomResponseBodies", response.text("CustomResponseBodyKey"), "Content"))
          .isEqualTo(
              api().text("GatewayResponses", "THROTTLED", "ResponseTemplates", "application/json"));
    }
  }

  /// AWS WAF logs headers in clear, and the value that a rate rule counted by.
  @Test
  void the_log_of_the_web_acl_holds_no_credential() {
    assertThat(RESOURCES.at("OwnWebAcl", "Properties", "DataProtectionConfig").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    DataProtections:
                      - Action: HASH
                        Field: {FieldType: SINGLE_HEADER, FieldKeys: [authorization]}
                    """)
                .value());
    RawYaml logging = RESOURCES.at("WebAclLogging", "Properties");
    assertThat(logging.at("RedactedFields").value())
        .isEqualTo(List.of(Map.of("SingleHeader", Map.of("Name", "authorization"))));
    assertThat(logging.texts("LogDestinationConfigs")).containsExactly("!GetAtt WebAclLogs.Arn");
    assertThat(RESOURCES.text("WebAclLogs", "Properties", "LogGroupName"))
        .startsWith("!Sub aws-waf-logs-");
    assertThat(RESOURCES.text("WebAclLogging", "Condition")).isEqualTo("LogsWebAcl");
  }

  @Test
  void a_domain_of_ones_own_keeps_the_path_and_may_be_the_only_way() {
    assertThat(RESOURCES.at("Domain", "Properties").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    DomainName: !Ref DomainName
                    RegionalCertificateArn: !Ref CertificateArn
                    EndpointConfiguration: {Types: [REGIONAL]}
                    SecurityPolicy: !Ref TlsPolicy
                    EndpointAccessMode: !If [HasOldTlsPolicy, !Ref AWS::NoValue, BASIC]
                    """)
                .value());
    assertThat(RESOURCES.at("DomainMapping", "Properties").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    DomainName: !Ref Domain
                    BasePath: api
                    RestApiId: !Ref IntermissionApi
                    Stage: !Ref IntermissionApi.Stage
                    """)
                .value());
    assertThat(api().at("DisableExecuteApiEndpoint").value())
        .isEqualTo(Map.of("!If", List.of("HasNoDefaultEndpoint", "true", "!Ref AWS::NoValue")));
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
    assertThat(function(verb).fields("Events")).containsOnlyKeys("Http", "KeepActive");
    RawYaml properties = function(verb).at("Events", "Http", "Properties");
    assertThat(properties.fields()).containsOnlyKeys("RestApiId", "Method", "Path");
    assertThat(properties.text("RestApiId")).isEqualTo("!Ref IntermissionApi");
  }
}
