package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.intermission.access.Operation;
import dev.intermission.emulator.template.DeployedApi.CannedResponse;
import dev.intermission.emulator.template.DeployedApi.Route;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.ApiResponseWriter;
import dev.intermission.model.AdCampaignDeliveryStatus;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AdDeliveryStatus;
import dev.intermission.model.AdPlatform;
import dev.intermission.model.AdStatus;
import dev.intermission.model.BidStrategy;
import dev.intermission.model.BidType;
import dev.intermission.model.BudgetMode;
import dev.intermission.model.BudgetOptimization;
import dev.intermission.model.CallToAction;
import dev.intermission.model.CampaignObjective;
import dev.intermission.model.CampaignType;
import dev.intermission.model.ConfigStatus;
import dev.intermission.model.IssueCategory;
import dev.intermission.model.IssueResource;
import dev.intermission.model.IssueSeverity;
import dev.intermission.model.PostSource;
import dev.intermission.model.RecordKind;
import dev.intermission.model.ResultEvent;
import dev.intermission.model.WireName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `openapi.yaml` against the template, the code, and real responses. Of the documents of newer
/// versions, the schemas too. [HttpStack] checks the responses of all other tests.
class OpenApiTest {
  private static final OpenApi CONTRACT = OpenApi.API_REFERENCE;
  private static final List<OpenApi.Operation> OPERATIONS = CONTRACT.operations();

  private static final String NAMES_OF_OTHERS =
      """
      any apiclient apierror apiexception apiresponse array blob boolean class
      client configuration date datetime duration enum error errorresponse
      exception file function headers list map model none null number object
      option optional promise record request response result server set string
      symbol time type url value
      """;

  /// Requests that get the named examples, at the clock's time.
  static final List<Arguments> ASKED =
      List.of(
          asked("ActiveAd", "active", "GET", "/ads/ad_demoActive1", ""),
          asked("PausedAd", "active", "POST", "/ads/ad_demoActive1/pause", ""),
          asked("UnpausedAd", "paused", "POST", "/ads/ad_demoActive1/unpause", ""),
          asked("ActiveAdCampaign", "active", "GET", "/ad_campaigns/adcamp_demoActive1", ""),
          asked(
              "AdCampaignPausedUntil",
              "active",
              "POST",
              "/ad_campaigns/adcamp_demoActive1/pause",
              "{\"paused_until\":\"2027-06-01T07:00:00+02:00\"}"),
          asked(
              "AdCampaignPaused", "active", "POST", "/ad_campaigns/adcamp_demoActive1/pause", "{}"),
          asked(
              "UnpausedAdCampaign",
              "paused",
              "POST",
              "/ad_campaigns/adcamp_demoActive1/unpause",
              ""),
          asked("OneAd", "active", "GET", "/ads?account_id=biz_demo", ""),
          asked("OneAdCampaign", "active", "GET", "/ad_campaigns?account_id=biz_demo", ""),
          asked("BadSize", "active", "GET", "/ads?first=0", ""),
          asked("RepeatedParameter", "active", "GET", "/ads?first=1&first=2", ""),
          asked(
              "UnknownParameter",
              "active",
              "POST",
              "/ad_campaigns/adcamp_demoActive1/pause?paused_until=x",
              ""),
          asked("BadCursor", "active", "GET", "/ad_campaigns?after=x", ""),
          asked("BadId", "active", "GET", "/ads/x", ""),
          asked("BadAdCampaignId", "active", "GET", "/ad_campaigns/x", ""),
          asked("UnknownVersion", "active", "GET", "/ads/ad_demoActive1", ""),
          asked("KeyOfAnotherRequest", "active", "POST", "/ads/ad_demoActive1/pause", ""),
          asked(
              "UnknownField",
              "active",
              "POST",
              "/ad_campaigns/adcamp_demoActive1/pause",
              "{\"until\":null}"),
          asked("NotJson", "active", "POST", "/ads/ad_demoActive1/pause", "x"),
          asked(
              "PausedUntilInThePast",
              "active",
              "POST",
              "/ad_campaigns/adcamp_demoActive1/pause",
              "{\"paused_until\":\"2026-11-22T10:00:00Z\"}"),
          asked(
              "PausedUntilTooFar",
              "active",
              "POST",
              "/ad_campaigns/adcamp_demoActive1/pause",
              "{\"paused_until\":\"2027-11-24T10:00:00Z\"}"),
          asked(
              "PausedUntilOfAnotherForm",
              "active",
              "POST",
              "/ad_campaigns/adcamp_demoActive1/pause",
              "{\"paused_until\":\"tomorrow\"}"),
          asked(
              "UnknownTimeZone",
              "active",
              "POST",
              "/ad_campaigns/adcamp_demoActive1/pause",
              "{\"paused_until\":\"2027-06-01T07:00\",\"time_zone\":\"Berlin\"}"),
          asked(
              "PausedUntilLeftOut",
              "active",
              "POST",
              "/ad_campaigns/adcamp_demoActive1/pause",
              "{\"paused_until\":\"2027-03-28T02:30\",\"time_zone\":\"Europe/Berlin\"}"),
          asked(
              "PausedForOfAnotherForm",
              "active",
              "POST",
              "/ad_campaigns/adcamp_demoActive1/pause",
              "{\"paused_for\":\"P1M\"}"),
          asked(
              "PausedForWithoutKey",
              "active",
              "POST",
              "/ad_campaigns/adcamp_demoActive1/pause",
              "{\"paused_for\":\"PT1H\"}"),
          asked("AdCannotBePaused", "in_review", "POST", "/ads/ad_demoActive1/pause", ""),
          asked("AdCannotBeUnpaused", "rejected", "POST", "/ads/ad_demoActive1/unpause", ""),
          asked(
              "AdCampaignCannotBePaused",
              "inactive",
              "POST",
              "/ad_campaigns/adcamp_demoActive1/pause",
              ""),
          asked(
              "AdCampaignCannotBeUnpaused",
              "inactive",
              "POST",
              "/ad_campaigns/adcamp_demoActive1/unpause",
              ""));

  @RegisterExtension static final HttpStack http = HttpStack.start();

  /// A request for the demo records.
  ///
  /// @param status of both records before it
  record Asked(String status, String method, String path, String body) {}

  private static Arguments asked(
      String example, String status, String method, String path, String body) {
    return Arguments.of(example, new Asked(status, method, path, body));
  }

  @Test
  void it_is_openapi_3_1_and_nothing_older() {
    for (OpenApi document : OpenApi.ALL) {
      assertThat(document.at("/openapi").asText()).startsWith("3.1.");
      assertThat(document.document().findValues("nullable")).isEmpty();
    }
  }

  @Test
  void its_servers_are_a_deployment_and_the_local_runner() {
    JsonNode servers = CONTRACT.at("/servers");
    assertThat(servers.findValuesAsText("url"))
        .containsExactly("https://{host}/api/v1", "http://127.0.0.1:{port}/api/v1");
    assertThat(servers.at("/1/variables/port/default").asText()).isEqualTo("8080");
  }

  /// Generated clients parse the text, and match the pattern with what their language prints.
  @ParameterizedTest
  @ValueSource(strings = {"pattern", "minLength", "maxLength"})
  void no_text_of_a_format_has_a_pattern_or_a_length(String limit) {
    for (OpenApi document : OpenApi.ALL) {
      assertThat(document.document().findParents(limit))
          .isNotEmpty()
          .allSatisfy(schema -> {
            assertThat(schema.path("type").asText()).isEqualTo("string");
            assertThat(schema.has("format") || schema.has("$ref")).as(schema.toString()).isFalse();
          });
    }
  }

  /// Generated clients for Python write +0000, which is no offset of RFC 3339.
  @Test
  void no_parameter_is_a_date_or_a_time() {
    assertThat(CONTRACT.at("/components/parameters").findValuesAsText("format"))
        .doesNotContain("date-time", "date", "time");
    for (OpenApi.Operation operation : OPERATIONS) {
      assertThat(operation.json().path("parameters"))
          .as(operation.id())
          .allMatch(parameter -> parameter.has("$ref"));
    }
  }

  /// Postman makes one word of a list of types and a format, and sends that.
  @Test
  void a_format_is_of_one_type() {
    for (OpenApi document : OpenApi.ALL) {
      assertThat(document.document().findParents("format"))
          .isNotEmpty()
          .allSatisfy(
              schema -> assertThat(schema.path("type").isTextual()).as(schema.toString()).isTrue());
    }
  }

  /// Swagger UI shows references of a path without their names.
  @Test
  void parameters_stand_in_the_operations() {
    for (Map.Entry<String, JsonNode> path : CONTRACT.at("/paths").properties()) {
      assertThat(path.getValue().properties())
          .as(path.getKey())
          .extracting(Map.Entry::getKey)
          .isSubsetOf("get", "post");
    }
    for (OpenApi.Operation operation : OPERATIONS) {
      assertThat(operation.json().path("parameters").valueStream().map(CONTRACT::resolve))
          .as(operation.id())
          .extracting(parameter -> parameter.path("name").asText())
          .doesNotHaveDuplicates()
          .contains("Api-Version-Date")
          .matches(names -> names.contains("id") == operation.path().contains("{id}"))
          .matches(names -> names.contains("Idempotency-Key") == operation.method().equals("POST"));
    }
  }

  /// Tools fill an example in, and so send the same key with different requests.
  @Test
  void an_idempotency_key_has_no_value_to_copy() {
    JsonNode key = CONTRACT.at("/components/parameters/IdempotencyKey");
    assertThat(key.path("name").asText()).isEqualTo("Idempotency-Key");
    for (String value : List.of("example", "examples", "default", "const", "enum")) {
      assertThat(key.findValues(value)).as(value).isEmpty();
    }
    assertThat(key.path("schema").has("$ref")).isFalse();
  }

  /// Such a schema is renamed, or hides what it is called like.
  @Test
  void no_schema_has_the_name_of_a_type_of_a_language_or_of_each_generated_client() {
    for (OpenApi document : OpenApi.ALL) {
      assertThat(document.at("/components/schemas").properties())
          .extracting(schema -> schema.getKey().toLowerCase(Locale.ROOT))
          .isNotEmpty()
          .doesNotContain(NAMES_OF_OTHERS.split("\\s+"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "{\"paused_until\":null}"})
  void a_pause_without_an_end_may_be_asked_with(String body) {
    OpenApi.Operation pause =
        OPERATIONS.stream().filter(each -> each.id().equals("pauseAdCampaign")).findAny().get();
    assertThat(OpenApi.faults(pause, body)).isEmpty();
    assertThat(OpenApi.faults(pause, "[" + body + "]")).isNotEmpty();
  }

  @Test
  void its_routes_are_the_templates_under_the_names_of_their_functions() {
    assertThat(OPERATIONS.stream().map(each -> each.method() + " /v1" + each.path() + each.id()))
        .containsExactlyInAnyOrderElementsOf(
            Objects.requireNonNull(http.stack.template.api()).routes().stream()
                .map(route -> route.method() + " " + route.path() + operationId(route))
                .toList());
  }

  @Test
  void its_operations_take_the_scopes_that_the_code_asks_for() {
    assertThat(OPERATIONS.stream().collect(toMap(OpenApi.Operation::id, OpenApi.Operation::scopes)))
        .isEqualTo(
            Arrays.stream(Operation.values())
                .collect(
                    toMap(
                        Operation::id,
                        operation ->
                            operation.scopes().stream().map(WireName::wireName).toList())));
    assertThat(OPERATIONS)
        .allSatisfy(operation ->
            assertThat(operation.json().path("description").asText()).contains(operation.scopes()));
  }

  @Test
  void its_operations_are_of_the_kind_and_form_that_the_code_knows() {
    assertThat(
            OPERATIONS.stream()
                .collect(
                    toMap(
                        OpenApi.Operation::id,
                        operation -> List.of(kind(operation), form(operation)))))
        .isEqualTo(
            Arrays.stream(Operation.values())
                .collect(
                    toMap(
                        Operation::id, operation -> List.of(operation.kind(), operation.form()))));
  }

  private static RecordKind kind(OpenApi.Operation operation) {
    return switch (operation.path().split("/", -1)[1]) {
      case "ads" -> RecordKind.AD;
      case "ad_campaigns" -> RecordKind.AD_CAMPAIGN;
      default -> throw new AssertionError(operation.path());
    };
  }

  private static Operation.Form form(OpenApi.Operation operation) {
    return operation.path().contains("{id}") ? Operation.Form.ONE : Operation.Form.PAGE;
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void every_operation_names_every_status(OpenApi.Operation operation) {
    assertThat(operation.json().path("responses").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "200", "400", "401", "403", "404", "413", "429", "431", "500", "502", "503");
  }

  @ParameterizedTest
  @CsvSource({"2025-01-01, 33, 24", "2026-07-20, 74, 83", "2026-09-29, 74, 83"})
  void a_record_has_every_field_and_no_other(String since, int ofAds, int ofCampaigns) {
    OpenApi document = OpenApi.of(since);
    assertThat(document).hasToString(since);
    assertThat(document.schema("Ad").path("properties")).hasSize(ofAds);
    assertThat(document.schema("AdCampaign").path("properties")).hasSize(ofCampaigns);
    for (Map.Entry<String, JsonNode> schema : document.at("/components/schemas").properties()) {
      if (!schema.getValue().has("properties")) {
        continue;
      }
      assertThat(schema.getValue().path("additionalProperties")).isEqualTo(BooleanNode.FALSE);
      List<String> fields =
          schema.getValue().path("properties").properties().stream()
              .map(Map.Entry::getKey)
              // a card's only; the schema says when
              .filter(field -> !(schema.getKey().equals("PaymentMethod") && field.equals("card")))
              .toList();
      assertThat(OpenApi.texts(schema.getValue().path("required")))
          .as(schema.getKey())
          .isEqualTo(schema.getKey().equals("PauseAdCampaignRequest") ? List.of() : fields);
    }
  }

  static Stream<Arguments> enumerations() {
    Stream<Arguments> ofAll =
        OpenApi.ALL.stream()
            .flatMap(document ->
                Stream.of(
                    words(document, "Ad/properties/status", AdStatus.values()),
                    words(document, "AdIssue/properties/resource_type", IssueResource.values()),
                    words(document, "AdCampaign/properties/status", AdCampaignStatus.values()),
                    words(
                        document, "AdCampaignConfig/properties/bid_strategy", BidStrategy.values()),
                    words(document, "AdCampaignConfig/properties/status", ConfigStatus.values())));
    Stream<Arguments> ofTheApiReference =
        Stream.of(
            words(
                CONTRACT,
                "Ad/properties/call_to_action",
                Stream.of(CallToAction.values())
                    .filter(CallToAction::isInApiReference)
                    .toArray(WireName[]::new)),
            words(CONTRACT, "AdIssue/properties/category", IssueCategory.values()),
            words(
                CONTRACT,
                "AdCampaign/properties/platform",
                Stream.of(AdPlatform.values())
                    .filter(AdPlatform::isInApiReference)
                    .toArray(WireName[]::new)));
    Stream<Arguments> ofNewer =
        Stream.of(OpenApi.PLAIN_TEXTS, OpenApi.TEXTS_WITH_LANGUAGE)
            .flatMap(document ->
                Stream.of(
                    words(document, "Ad/properties/call_to_action", CallToAction.values()),
                    words(document, "Ad/properties/delivery_status", AdDeliveryStatus.values()),
                    words(document, "Ad/properties/platform", AdPlatform.values()),
                    words(document, "Ad/properties/post_source", PostSource.values()),
                    words(document, "Ad/properties/result_event", ResultEvent.values()),
                    words(document, "AdIssue/properties/category", IssueSeverity.values()),
                    words(document, "AdCampaign/properties/bid_type", BidType.values()),
                    words(
                        document,
                        "AdCampaign/properties/budget_optimization",
                        BudgetOptimization.values()),
                    words(document, "AdCampaign/properties/budget_type", BudgetMode.values()),
                    words(document, "AdCampaign/properties/campaign_type", CampaignType.values()),
                    words(
                        document,
                        "AdCampaign/properties/delivery_status",
                        AdCampaignDeliveryStatus.values()),
                    words(document, "AdCampaign/properties/objective", CampaignObjective.values()),
                    words(document, "AdCampaign/properties/platform", AdPlatform.values()),
                    words(document, "AdCampaign/properties/result_event", ResultEvent.values())));
    return Stream.of(ofAll, ofTheApiReference, ofNewer).flatMap(each -> each);
  }

  private static Arguments words(OpenApi document, String field, WireName[] words) {
    return Arguments.of(document, field, Stream.of(words).map(WireName::wireName).toList());
  }

  @ParameterizedTest
  @MethodSource("enumerations")
  void an_enumeration_has_the_words_of_the_code(
      OpenApi document, String field, List<String> words) {
    assertThat(OpenApi.texts(document.at("/components/schemas/" + field).path("enum")))
        .filteredOn(word -> !word.equals("null"))
        .isEqualTo(words);
  }

  @Test
  void every_enumeration_of_a_record_was_looked_at() {
    List<String> looked = enumerations().map(each -> each.get()[0] + " " + each.get()[1]).toList();
    for (OpenApi document : OpenApi.ALL) {
      for (Map.Entry<String, JsonNode> schema : document.at("/components/schemas").properties()) {
        for (Map.Entry<String, JsonNode> field :
            schema.getValue().path("properties").properties()) {
          if (field.getValue().has("enum") && !schema.getKey().equals("ErrorDetails")) {
            assertThat(looked)
                .contains(document + " " + schema.getKey() + "/properties/" + field.getKey());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("OPERATIONS")
  void an_example_is_as_its_schema_says(OpenApi.Operation operation) {
    CONTRACT
        .examples(operation.json().at("/requestBody/content"))
        .forEach(example ->
            assertThat(OpenApi.faults(operation, example.toString()))
                .as(example.toString())
                .isEmpty());
    for (Map.Entry<String, JsonNode> each : operation.json().path("responses").properties()) {
      JsonNode response = CONTRACT.resolve(each.getValue());
      Map<String, List<String>> headers = new TreeMap<>();
      headers.put("Content-Type", List.of("application/json"));
      response
          .path("headers")
          .properties()
          .forEach(header ->
              headers.put(
                  header.getKey(),
                  List.of(CONTRACT.resolve(header.getValue()).path("example").asText())));
      List<JsonNode> examples = CONTRACT.examples(response.path("content")).toList();
      assertThat(examples).as(each.getKey()).isNotEmpty();
      for (JsonNode example : examples) {
        assertThat(
                CONTRACT.faults(
                    operation.method(),
                    "/api/v1" + operation.samplePath(),
                    Integer.parseInt(each.getKey()),
                    headers,
                    example.toString()))
            .as("%s %s %s", operation.id(), each.getKey(), example)
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @FieldSource("ASKED")
  void a_named_example_is_what_the_api_answers(String name, Asked asked) {
    assertThat(answer(http, name, asked, null))
        .isEqualTo(CONTRACT.at("/components/examples/" + name + "/value"));
  }

  /// The response that an example shows.
  ///
  /// @param version null for none
  static @Nullable JsonNode answer(
      HttpStack http, String name, Asked asked, @Nullable String version) {
    http.stack.putAd("ad_demoActive1", Map.of("status", text(asked.status())));
    http.stack.putCampaign("adcamp_demoActive1", Map.of("status", text(asked.status())));
    HttpStack.Call call =
        http.call(asked.method(), asked.path()).version(version).body(asked.body());
    switch (name) {
      case "UnknownVersion" -> call.version("x");
      case "KeyOfAnotherRequest" -> {
        http.call("POST", "/ads/x/pause").header("Idempotency-Key", "used").send();
        call.header("Idempotency-Key", "used");
      }
      default -> {}
    }
    return call.send().json();
  }

  @Test
  void every_named_example_was_asked_for() {
    assertThat(CONTRACT.at("/components/examples").properties())
        .extracting(Map.Entry::getKey)
        .filteredOn(name -> !name.equals("NotValid"))
        .containsExactlyInAnyOrderElementsOf(
            ASKED.stream().map(each -> (String) each.get()[0]).toList());
  }

  static Stream<Arguments> words() throws IOException {
    Map<String, CannedResponse> gateway =
        Objects.requireNonNull(http.stack.template.api()).gatewayResponses();
    return Stream.of(
        Arguments.of("/responses/Unauthorized", List.of(body(ApiError.unauthorized()))),
        Arguments.of("/responses/NotFound", List.of(body(ApiError.notFound()))),
        Arguments.of("/responses/NotFoundForChange", List.of(body(ApiError.notFound()))),
        Arguments.of("/responses/BodyTooLarge", List.of(body(ApiError.bodyTooLarge()))),
        Arguments.of("/responses/InternalError", List.of(body(ApiError.internal()))),
        Arguments.of(
            "/responses/Unavailable",
            List.of(
                body(ApiError.unavailable()),
                body(ApiError.contended()),
                body(ApiError.tokenNotCheckable(Duration.ofSeconds(1))))),
        Arguments.of("/responses/TooManyRequests", List.of(gateway.get("THROTTLED").body())),
        Arguments.of("/responses/HeadersTooLarge", List.of(gateway.get("DEFAULT_4XX").body())),
        Arguments.of("/responses/BadGateway", List.of(gateway.get("DEFAULT_5XX").body())));
  }

  @ParameterizedTest
  @MethodSource("words")
  void an_errors_example_has_the_words_of_the_code_or_the_template(
      String response, List<String> bodies) throws IOException {
    List<JsonNode> expected = new ArrayList<>();
    for (String body : bodies) {
      expected.add(new ObjectMapper().readTree(body));
    }
    assertThat(CONTRACT.examples(CONTRACT.at("/components" + response + "/content")))
        .containsExactlyElementsOf(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"title\":\"Autumn\"|\"title\":null",
        "\"title\":\"Autumn\"|\"title\":1",
        "\"title\":\"Autumn\",|''",
        "\"title\":\"Autumn\"|\"title\":\"Autumn\",\"more\":1",
        "\"last4\":\"4242\",|''",
        "\"platform\":\"meta\"|\"platform\":\"other\"",
        ":00.000Z\",\"updated_at|:00.000\",\"updated_at",
        "CardPaymentMethod|BasePaymentMethod",
      })
  void a_response_that_is_not_as_the_contract_says_is_seen(String here, String instead) {
    http.stack.putCampaign("adcamp_demoActive1", Map.of());
    Response response = http.call("GET", "/ad_campaigns/adcamp_demoActive1").send();
    assertThat(faults(response, 200, response.body())).isEmpty();
    assertThat(response.body()).contains(here);
    assertThat(faults(response, 200, response.body().replace(here, instead))).isNotEmpty();
  }

  @Test
  void a_status_or_a_header_that_the_contract_does_not_have_is_seen() {
    Response response = http.call("GET", "/ad_campaigns/adcamp_none").send();
    assertThat(faults(response, 404, response.body())).isEmpty();
    assertThat(faults(response, 409, response.body())).isNotEmpty();
    assertThat(faults(response, 401, response.body()))
        .hasSize(1)
        .first()
        .asString()
        .contains("WWW");
    assertThat(faults(response, 503, response.body()))
        .hasSize(2)
        .anyMatch(fault -> fault.contains("must be the constant value 'true'"))
        .anyMatch(fault -> fault.contains("Retry-After"));
  }

  private static List<String> faults(Response response, int status, String body) {
    return CONTRACT.faults(
        "GET", "/api/v1/ad_campaigns/x", status, response.response().headers().map(), body);
  }

  private static String operationId(Route route) {
    String verb = route.function().replace("Function", "");
    return Character.toLowerCase(verb.charAt(0)) + verb.substring(1);
  }

  private static String body(ApiError error) throws IOException {
    return ApiResponseWriter.body(ApiResponse.failed(error));
  }
}
