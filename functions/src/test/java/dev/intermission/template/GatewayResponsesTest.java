package dev.intermission.template;

import static dev.intermission.template.Template.ROUTES;
import static dev.intermission.template.Template.TEMPLATE;
import static dev.intermission.template.Template.api;
import static dev.intermission.template.Template.deployedApi;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.emulator.template.DeployedApi;
import dev.intermission.emulator.template.DeployedApi.CannedResponse;
import dev.intermission.emulator.template.DeployedApi.HeaderValue;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.ApiResponseWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The responses that the gateway gives by itself, mocks included.
class GatewayResponsesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String NO_SUCH_ROUTE =
      """
      {"error":{"type":"not_found",\
      "message":"No such route, or not with this method. Routes begin with /api/v1.",\
      "code":null,"param":null}}\
      """;

  /// Whether a client may retry after one of the gateway's own responses.
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
          entry("API_CONFIGURATION_ERROR", Expected.of(500, "internal_server_error", Retry.SOON)),
          entry(
              "DEFAULT_4XX", new Expected(THE_GATEWAYS_OWN, "invalid_request_error", Retry.NEVER)),
          entry(
              "DEFAULT_5XX", new Expected(THE_GATEWAYS_OWN, "internal_server_error", Retry.SOON)));

  private record Expected(OptionalInt status, String errorType, Retry retry) {
    static Expected of(int status, String errorType, Retry retry) {
      return new Expected(OptionalInt.of(status), errorType, retry);
    }
  }

  static Set<String> gatewayResponses() {
    return new TreeSet<>(GATEWAY_ANSWERS.keySet());
  }

  @Test
  void an_unknown_route_and_another_method_on_a_known_one_reach_a_mock() {
    Set<String> paths = new HashSet<>(Set.of("/{proxy+}", "/"));
    // The gateway makes a resource of each part of a path, and a known resource without a method
    // has a response of its own.
    ROUTES.forEach(route -> {
      for (int end = route.path().indexOf('/', 1);
          end > 0;
          end = route.path().indexOf('/', end + 1)) {
        paths.add(route.path().substring(0, end));
      }
      paths.add(route.path());
    });
    assertThat(api().fields("DefinitionBody", "paths").keySet()).isEqualTo(paths);
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
    assertThat(api().fields("DefinitionBody", "paths"))
        .allSatisfy(
            (path, methods) -> assertThat(methods.value()).isEqualTo(RawYaml.parse(mock).value()));
  }

  @Test
  void the_gateways_own_responses_are_these() {
    assertThat(deployedApi().gatewayResponses().keySet()).isEqualTo(GATEWAY_ANSWERS.keySet());
  }

  @ParameterizedTest
  @MethodSource("gatewayResponses")
  void a_response_of_the_gateways_own_has_the_contracts_status_and_error_shape(String type)
      throws IOException {
    Expected expected = GATEWAY_ANSWERS.get(type);
    CannedResponse response = deployedApi().gatewayResponses().get(type);
    assertThat(response.status()).isEqualTo(expected.status());
    JsonNode body = JSON.readTree(response.body());
    assertThat(body.fieldNames()).toIterable().containsExactly("error");
    JsonNode error = body.get("error");
    assertThat(error.fieldNames()).toIterable().containsExactly("type", "message", "code", "param");
    assertThat(error.get("type").textValue()).isEqualTo(expected.errorType());
    assertThat(error.get("message").textValue()).isNotBlank();
    assertThat(error.get("code").isNull() || error.get("code").isTextual()).isTrue();
    assertThat(error.get("param").isNull()).isTrue();
    assertThat(api().fields("GatewayResponses", type, "ResponseTemplates").keySet())
        .containsExactly("application/json");
  }

  @ParameterizedTest
  @MethodSource("gatewayResponses")
  void a_response_of_the_gateways_own_names_the_request_and_says_whether_to_retry(String type) {
    CannedResponse response = deployedApi().gatewayResponses().get(type);
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
    assertThat(response.headers()).isEqualTo(headers);
  }

  @Test
  void every_404_of_the_gateway_is_that_of_an_unknown_route() {
    assertThat(deployedApi().gatewayResponses().values())
        .filteredOn(response -> response.status().equals(OptionalInt.of(404)))
        .hasSize(5)
        .extracting(CannedResponse::body)
        .containsOnly(NO_SUCH_ROUTE);
    assertThat(deployedApi().mocks())
        .hasSize(11)
        .allSatisfy(mock -> {
          assertThat(mock.method()).isEqualTo(DeployedApi.ANY);
          assertThat(mock.response().status()).hasValue(404);
          assertThat(mock.response().body()).isEqualTo(NO_SUCH_ROUTE);
        });
  }

  /// The gateway gives no details of a request that it refuses by itself. Neither the request line
  /// nor a header.
  @Test
  void the_gateways_words_for_what_it_cannot_read_name_the_limit_of_headers() {
    assertThat(deployedApi().gatewayResponses().get("DEFAULT_4XX").body())
        .contains("malformed", "10,240 bytes");
  }

  @Test
  void what_gateway_and_functions_both_say_they_say_in_the_same_words() {
    Map<String, CannedResponse> responses = deployedApi().gatewayResponses();
    assertThat(responses.get("REQUEST_TOO_LARGE").body()).isEqualTo(body(ApiError.bodyTooLarge()));
    assertThat(responses.get("INTEGRATION_FAILURE").body()).isEqualTo(body(ApiError.unavailable()));
    assertThat(responses.get("INTEGRATION_TIMEOUT").body()).isEqualTo(body(ApiError.unavailable()));
    assertThat(responses.get("API_CONFIGURATION_ERROR").body())
        .isEqualTo(body(ApiError.internal()));
    assertThat(responses.get("DEFAULT_5XX").body()).isEqualTo(body(ApiError.internal()));
  }

  /// `$context.error.message` can hold the caller's token. Comments are not looked at.
  @Test
  void no_response_repeats_what_the_gateway_found_wrong() {
    assertThat(TEMPLATE.allTexts())
        .isNotEmpty()
        .noneMatch(
            text -> text.replace("$context.error.responseType", "").contains("context.error"))
        .noneMatch(text -> text.contains("$input") || text.contains("method.request."));
  }

  private static String body(ApiError error) {
    try {
      byte[] response = ApiResponseWriter.write(ApiResponse.failed(error), "request");
      return JSON.readTree(response).get("body").textValue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
