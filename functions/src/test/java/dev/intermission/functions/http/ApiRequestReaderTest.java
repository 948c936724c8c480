package dev.intermission.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiRequestReaderTest {
  @Test
  void the_sample_event_is_read() throws IOException {
    try (InputStream event = Files.newInputStream(Path.of("../events/pause-ad-campaign.json"))) {
      ApiRequest request = ApiRequestReader.read(event);
      assertThat(request.id()).isEqualTo("00000000-0000-4000-8000-000000000001");
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.resource()).isEqualTo("/v1/ad_campaigns/{id}/pause");
      assertThat(request.pathId()).isEqualTo("adcamp_demoActive1");
      assertThat(request.header("authorization")).isEqualTo("Bearer {{token}}");
      assertThat(request.header("api-version-date")).isEqualTo("2026-10-15-1");
      assertThat(request.body()).isEqualTo("{\"paused_until\": \"{{now+1h}}\"}");
      assertThat(request.isBase64Encoded()).isFalse();
    }
  }

  // ------------------------------------------------------------------ the two forms

  @Test
  void names_of_headers_are_compared_without_case_and_repeated_ones_are_told() throws IOException {
    ApiRequest request =
        with(
            """
            "headers":{"AUTHORIZATION":"b","X-One":"1"},
            "multiValueHeaders":{"AUTHORIZATION":["a","b"]}\
            """);
    assertThat(request.header("Authorization")).isEqualTo("a");
    assertThat(request.isRepeated("Authorization")).isTrue();
    assertThat(request.header("x-one")).isEqualTo("1");
    assertThat(request.isRepeated("x-one")).isFalse();
    assertThat(request.header("x-two")).isNull();
  }

  @Test
  void query_parameters_keep_their_case_and_all_their_values() throws IOException {
    ApiRequest request =
        with(
            """
            "queryStringParameters":{"first":"2"},
            "multiValueQueryStringParameters":{"first":["1","2"],"First":[""]}\
            """);
    assertThat(request.query("first")).containsExactly("1", "2");
    assertThat(request.query("First")).containsExactly("");
    assertThat(request.query("last")).isEmpty();
  }

  /// Values of either form count, and none is counted twice. `-` stands for a form that is not
  /// there.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":"1"}           | -                   | 1
          {"a":"1"}           | null                | 1
          {"a":"1"}           | {}                  | 1
          {"a":"1"}           | {"a":[]}            | 1
          {"a":"1"}           | {"a":["1"]}         | 1
          {"a":"1"}           | {"a":["1","1"]}     | 1,1
          {"a":"2"}           | {"a":["1","2"]}     | 1,2
          {"a":"3"}           | {"a":["1","2"]}     | 1,2,3
          {"a":"2"}           | {"a":["1"]}         | 1,2
          {"a":"1"}           | {"b":["2"]}         | 1
          {"b":"2"}           | {"a":["1"]}         | 1
          -                   | {"a":["1"]}         | 1
          null                | {"a":["1","2"]}     | 1,2
          {}                  | {"a":["1"]}         | 1
          -                   | {"a":[]}            | ``
          -                   | -                   | ``
          null                | null                | ``
          {}                  | {}                  | ``
          {"a":""}            | {"a":[""]}          | " "
          {"a":"\\u0031"}     | {"a":["1"]}         | 1
          """)
  void both_forms_of_query_and_headers_count(String single, String multiple, String values)
      throws IOException {
    List<String> expected =
        values.isEmpty()
            ? List.of()
            : values.equals("\" \"") ? List.of("") : List.of(values.split(","));
    ApiRequest request =
        with(
            Stream.of(
                    field("headers", single),
                    field("queryStringParameters", single),
                    field("multiValueHeaders", multiple),
                    field("multiValueQueryStringParameters", multiple))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining(",")));

    assertThat(request.query("a")).isEqualTo(expected);
    assertThat(request.header("A")).isEqualTo(expected.isEmpty() ? null : expected.getFirst());
    assertThat(request.isRepeated("A")).isEqualTo(expected.size() > 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"headers\":{\"Authorization\":\"a\",\"authorization\":\"b\"}",
        "\"headers\":{\"Authorization\":\"a\",\"authorization\":\"a\"}",
        "\"multiValueHeaders\":{\"Authorization\":[\"a\"],\"AUTHORIZATION\":[\"a\"]}",
        "\"headers\":{\"Authorization\":\"a\"},\"multiValueHeaders\":{\"authorization\":[\"b\"]}",
        "\"multiValueHeaders\":{\"authorization\":[\"b\"]},\"headers\":{\"Authorization\":\"a\"}",
      })
  void a_header_in_two_spellings_is_there_twice(String fields) throws IOException {
    assertThat(with(fields).isRepeated("Authorization")).isTrue();
  }

  @Test
  void a_header_in_one_spelling_in_each_form_is_there_once() throws IOException {
    ApiRequest request =
        with("\"headers\":{\"X-A\":\"1\"},\"multiValueHeaders\":{\"x-a\":[\"1\"]}");
    assertThat(request.header("X-A")).isEqualTo("1");
    assertThat(request.isRepeated("X-A")).isFalse();
  }

  // ------------------------------------------------------------------ fields of odd types

  @Test
  void missing_and_null_fields_are_read_as_absent() throws IOException {
    for (String fields :
        List.of(
            "\"unknown\":{\"body\":\"no\"}",
            """
            "headers":null,"multiValueHeaders":null,"pathParameters":null,"body":null,
            "queryStringParameters":null,"multiValueQueryStringParameters":null,
            "isBase64Encoded":null,"requestContext":null,"stageVariables":null\
            """)) {
      ApiRequest request = with(fields);
      assertThat(request)
          .isEqualTo(new ApiRequest("", "POST", "/r", Map.of(), Map.of(), Map.of(), null, false));
      assertThat(request.pathId()).isEmpty();
      assertThat(request.bodySize()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "null", "{}", "{\"requestId\":null}", "{\"requestId\":\"\"}"})
  void a_request_without_an_id_is_read_as_one_without(String context) throws IOException {
    String fields = context.equals("-") ? "\"x\":1" : "\"requestContext\":" + context;
    assertThat(with(fields).id()).isEmpty();
    assertThat(with("\"requestContext\":{\"requestId\":\"r\"}").id()).isEqualTo("r");
  }

  /// The fields that are read, by what the format gives for them.
  private static final Map<String, List<String>> GOOD =
      Map.of(
          "httpMethod", List.of("\"\""),
          "resource", List.of("\"\""),
          "body", List.of("\"\"", "null"),
          "isBase64Encoded", List.of("true", "false", "null"),
          "pathParameters", List.of("null", "{}", "{\"a\":\"\"}"),
          "queryStringParameters", List.of("null", "{}", "{\"a\":\"\"}"),
          "headers", List.of("null", "{}", "{\"a\":\"\"}"),
          "multiValueQueryStringParameters", List.of("null", "{}", "{\"a\":[]}", "{\"a\":[\"\"]}"),
          "multiValueHeaders", List.of("null", "{}", "{\"a\":[]}", "{\"a\":[\"\"]}"),
          "requestContext", List.of("null", "{}", "{\"a\":\"\"}", "{\"a\":[]}", "{\"a\":[\"\"]}"));

  /// Values of every type and depth, with traps: fields that are read further out.
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1.5e9",
          "123456789012345678901234567890",
          "\"\"",
          "[]",
          "[null]",
          "[\"\"]",
          "[[\"body\"]]",
          "[{\"body\":\"trap\"}]",
          "{}",
          "{\"a\":null}",
          "{\"a\":\"\"}",
          "{\"a\":1}",
          "{\"a\":true}",
          "{\"a\":[]}",
          "{\"a\":[\"\"]}",
          "{\"a\":[null]}",
          "{\"a\":[1]}",
          "{\"a\":[[]]}",
          "{\"a\":[{\"body\":\"trap\"}]}",
          "{\"a\":{\"body\":\"trap\",\"requestId\":\"trap\"}}",
          "{\"a\":{\"a\":{\"headers\":{\"authorization\":\"trap\"}}}}");

  static Stream<Arguments> fieldsAndValues() {
    return GOOD.keySet().stream()
        .sorted()
        .flatMap(field -> VALUES.stream().map(value -> Arguments.of(field, value)));
  }

  @ParameterizedTest
  @MethodSource("fieldsAndValues")
  void a_field_of_another_type_is_refused_and_never_changes_how_others_are_read(
      String field, String value) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("httpMethod", "\"GET\"");
    fields.put("resource", "\"/r\"");
    fields.put("body", "\"b\"");
    fields.put("pathParameters", "{\"id\":\"p\"}");
    fields.put("queryStringParameters", "{\"q\":\"1\"}");
    fields.put("headers", "{\"authorization\":\"h\"}");
    fields.put("requestContext", "{\"requestId\":\"r\"}");
    fields.remove(field);
    // Before all others, where it could do the most harm.
    String payload =
        fields.entrySet().stream()
            .map(it -> field(it.getKey(), it.getValue()))
            .collect(Collectors.joining(",", "{" + field(field, value) + ",", "}"));

    boolean isGood = Objects.requireNonNull(GOOD.get(field)).contains(value);
    if (field.equals("requestContext")) {
      isGood = value.equals("null") || value.startsWith("{");
    }
    if (!isGood) {
      assertThatThrownBy(() -> read(payload))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(field)
          .hasMessageNotContaining("trap");
      return;
    }
    ApiRequest request = read(payload);
    assertThat(request.method()).isEqualTo(field.equals("httpMethod") ? "" : "GET");
    assertThat(request.resource()).isEqualTo(field.equals("resource") ? "" : "/r");
    assertThat(request.body())
        .isEqualTo(field.equals("body") ? value.equals("null") ? null : "" : "b");
    assertThat(request.pathId()).isEqualTo(field.equals("pathParameters") ? "" : "p");
    assertThat(request.query("q"))
        .isEqualTo(field.equals("queryStringParameters") ? List.of() : List.of("1"));
    assertThat(request.header("authorization")).isEqualTo(field.equals("headers") ? null : "h");
    if (!field.equals("requestContext")) {
      assertThat(request.id()).isEqualTo("r");
    }
    assertThat(request.isBase64Encoded()).isEqualTo(value.equals("true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "{}", "[]", "{\"requestId\":\"r\"}", "[\"r\"]"})
  void a_request_id_of_another_type_is_refused(String value) {
    assertThatThrownBy(() -> with("\"requestContext\":{\"requestId\":" + value + "}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("requestId");
  }

  @ParameterizedTest
  @MethodSource("values")
  void a_field_that_is_not_read_may_be_of_any_type(String value) throws IOException {
    ApiRequest request =
        read(
            """
            {"path":@,"version":@,"requestContext":{"identity":@,"requestId":"r","a":@},"x":@,
             "httpMethod":"get","resource":"/r","stageVariables":@,"body":"b","y":@}\
            """
                .replace("@", value));
    assertThat(request)
        .isEqualTo(new ApiRequest("r", "GET", "/r", Map.of(), Map.of(), Map.of(), "b", false));
  }

  static Stream<String> values() {
    return VALUES.stream();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"x\"",
        "1",
        "{}",
        "{\"body\":",
        "{\"httpMethod\":\"GET\"}",
        "{\"resource\":\"/r\"}",
        "{\"httpMethod\":null,\"resource\":\"/r\"}",
        "{\"httpMethod\":\"GET\",\"resource\":null}",
        "{\"httpMethod\":\"GET\",\"resource\":\"/r\"",
        "{\"httpMethod\":\"GET\",\"resource\":\"/r\"}{}",
        "{\"httpMethod\":\"GET\",\"resource\":\"/r\"} x",
        "{\"httpMethod\":\"GET\",\"resource\":\"/r\",\"body\":\"a\",\"body\":\"b\"}",
        "{\"httpMethod\":\"GET\",\"resource\":\"/r\",\"headers\":{\"a\":\"1\",\"a\":\"2\"}}",
        "{\"version\":\"2.0\",\"rawPath\":\"/v1/ads\",\"requestContext\":{\"http\":{\"method\":\"GET\"}}}",
        "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"resources\":[],\"detail\":{}}",
        "{\"Records\":[{\"body\":\"x\"}]}"
      })
  void what_is_no_payload_is_a_fault(String payload) {
    assertThatThrownBy(() -> read(payload)).isInstanceOf(IOException.class);
  }

  @Test
  void a_body_is_measured_in_bytes() {
    assertThat(body("ü".repeat(10), false).bodySize()).isEqualTo(20);
    assertThat(body("AAAA".repeat(10), true).bodySize()).isEqualTo(30);
  }

  @Test
  void a_request_never_prints_its_parameters_its_headers_or_its_body() {
    ApiRequest request =
        new ApiRequest(
            "r",
            "POST",
            "/x",
            Map.of(),
            Map.of("q", List.of("hidden")),
            Map.of("authorization", List.of("top")),
            "secret",
            false);
    assertThat(request.toString()).isEqualTo("POST /x r");
  }

  private static ApiRequest body(String body, boolean binary) {
    return new ApiRequest("r", "POST", "/", Map.of(), Map.of(), Map.of(), body, binary);
  }

  private static String field(String name, String value) {
    return value.equals("-") ? "" : "\"" + name + "\":" + value;
  }

  /// A payload with those fields, and the two that must be there.
  private static ApiRequest with(String fields) throws IOException {
    return read(
        "{\"httpMethod\":\"POST\",\"resource\":\"/r\""
            + (fields.isEmpty() ? "}" : "," + fields + "}"));
  }

  private static ApiRequest read(String payload) throws IOException {
    return ApiRequestReader.read(
        new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)));
  }
}
