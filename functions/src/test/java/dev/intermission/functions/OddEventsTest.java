package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intermission.emulator.lambda.InvocationResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Events that API Gateway never makes. A test, an emulator or somebody with the right to invoke
/// may send them: each is handled for what it says, or fails, and never as if it said less. The
/// reader's own table is `ApiRequestReaderTest`.
class OddEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @RegisterExtension static final HttpStack http = HttpStack.start();

  @BeforeAll
  static void arrange() {
    http.stack.putCampaign("adcamp_odd1", Map.of());
    http.stack.putCampaign("adcamp_odd2", Map.of("status", TestStack.text("paused")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"status":"paused"} | null
          {"status":"paused"} | {}
          {"status":"paused"} | {"status":[]}
          {"status":"paused"} | {"status":["paused"]}
          null                | {"status":["paused"]}
          {}                  | {"status":["paused"]}
          """)
  void a_filter_counts_in_either_form(String single, String multiple) throws IOException {
    JsonNode response = JSON.readTree(success("ListAdCampaignsFunction", list(single, multiple)));

    assertThat(response.path("statusCode").intValue()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    JSON.readTree(response.path("body").textValue())
        .path("data")
        .forEach(record -> ids.add(record.path("id").textValue()));
    assertThat(ids).containsExactly("adcamp_odd2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"status":"paused"} | {"status":["active"]}          | status is given more than once.
          {"frist":"1"}       | null                           | A query parameter is unknown.
          null                | {"frist":[]}                   | A query parameter is unknown.
          {"frist":"1"}       | {"first":["1"]}                | A query parameter is unknown.
          null                | {"first":["1","1"]}            | first is given more than once.
          """)
  void forms_that_disagree_both_count(String single, String multiple, String message)
      throws IOException {
    JsonNode response = JSON.readTree(success("ListAdCampaignsFunction", list(single, multiple)));

    assertThat(response.path("statusCode").intValue()).isEqualTo(400);
    assertThat(response.path("body").textValue()).contains(message);
  }

  /// Ignoring any of these would pause without an end, or for nobody's request.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          body                  | {"paused_until":"2026-11-22T11:00:00Z"}
          body                  | [{"paused_until":"2026-11-22T11:00:00Z"}]
          body                  | 1
          body                  | false
          isBase64Encoded       | "true"
          isBase64Encoded       | {"a":1}
          pathParameters        | {"id":1}
          pathParameters        | [{"id":"adcamp_odd1"}]
          queryStringParameters | {"paused_until":null}
          queryStringParameters | ["paused_until"]
          multiValueHeaders     | {"Idempotency-Key":"k"}
          headers               | {"Idempotency-Key":["k"]}
          headers               | {"Idempotency-Key":null}
          requestContext        | []
          requestContext        | {"requestId":7}
          httpMethod            | null
          resource              | 1
          """)
  void an_event_with_a_field_of_another_type_fails_and_changes_nothing(String field, String value)
      throws IOException {
    ObjectNode event = pause();
    event.set(field, JSON.readTree(value));

    assertThat(http.invoke("PauseAdCampaignFunction", event.toString()))
        .isInstanceOf(InvocationResult.FunctionError.class);
    assertThat(http.call("GET", "/ad_campaigns/adcamp_odd1").send().body())
        .contains("\"status\":\"active\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{\"requestId\":null}", "{\"requestId\":\"\"}"})
  void a_request_without_an_id_is_answered_with_that_of_its_invocation(String context)
      throws IOException {
    ObjectNode event = list("null", "null");
    event.set("requestContext", JSON.readTree(context));

    JsonNode response = JSON.readTree(success("ListAdCampaignsFunction", event));

    assertThat(response.path("statusCode").intValue()).isEqualTo(200);
    assertThat(response.at("/headers/X-Request-Id").textValue()).startsWith("invocation-");
  }

  @Test
  void a_credential_in_two_spellings_of_its_header_is_refused() throws IOException {
    ObjectNode event = list("null", "null");
    ((ObjectNode) event.path("headers")).put("Authorization", "Bearer " + http.token());

    JsonNode response = JSON.readTree(success("ListAdCampaignsFunction", event));

    assertThat(response.path("statusCode").intValue()).isEqualTo(400);
    assertThat(response.path("body").textValue())
        .contains("Authorization is given more than once.");
  }

  private static String success(String function, ObjectNode event) {
    InvocationResult result = http.invoke(function, event.toString());
    assertThat(result).isInstanceOf(InvocationResult.Success.class);
    return ((InvocationResult.Success) result).payload();
  }

  private static ObjectNode list(String single, String multiple) throws IOException {
    ObjectNode event = event("GET", "/v1/ad_campaigns");
    event.set("queryStringParameters", JSON.readTree(single));
    event.set("multiValueQueryStringParameters", JSON.readTree(multiple));
    return event;
  }

  private static ObjectNode pause() {
    ObjectNode event = event("POST", "/v1/ad_campaigns/{id}/pause");
    event.putObject("pathParameters").put("id", "adcamp_odd1");
    return event;
  }

  private static ObjectNode event(String method, String resource) {
    ObjectNode event = JSON.createObjectNode();
    event.put("httpMethod", method);
    event.put("resource", resource);
    event.putObject("headers").put("authorization", "Bearer " + http.token());
    event.putNull("multiValueHeaders");
    event.putNull("body");
    return event;
  }
}
