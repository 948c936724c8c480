package dev.intermission.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.intermission.pause.PausedUntil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PauseBodyTest {
  @Test
  void no_body_white_space_an_empty_object_and_null_are_the_same_request() {
    for (@Nullable String body :
        new @Nullable String[] {
          null, "", " ", " \t\r\n", "{}", " {\n} ", "null", "null\n", "\tnull "
        }) {
      assertThat(PauseBody.withEnd(request(body, false))).isEqualTo(PauseBody.Read.NOTHING);
      assertThat(PauseBody.empty(request(body, false))).isEqualTo(PauseBody.Read.NOTHING);
    }
  }

  @Test
  void an_absent_body_that_the_gateway_marks_as_binary_is_no_body() {
    assertThat(PauseBody.withEnd(request(null, true))).isEqualTo(PauseBody.Read.NOTHING);
  }

  @Test
  void paused_until_is_handed_on_as_it_was_written() {
    assertThat(PauseBody.withEnd(request("{\"paused_until\":\"\\u0032026\"}", false)))
        .isEqualTo(new PauseBody.Read(new PausedUntil.Asked("2026", null, null)));
    assertThat(PauseBody.withEnd(request("{\"paused_until\":null}", false)))
        .isEqualTo(PauseBody.Read.NOTHING);
  }

  @Test
  void each_field_of_an_end_is_handed_on_and_has_an_example_of_its_own() {
    assertThat(
            PauseBody.withEnd(
                request(
                    "{\"paused_for\":\"c\",\"time_zone\":\"b\",\"paused_until\":\"a\"}", false)))
        .isEqualTo(new PauseBody.Read(new PausedUntil.Asked("a", "b", "c")));
    assertThat(refusal("{\"time_zone\":1}").message())
        .isEqualTo("time_zone must be a string, such as Europe/Berlin, or null.");
    assertThat(refusal("{\"paused_for\":1}").message())
        .isEqualTo("paused_for must be a string, such as PT90M, or null.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nul",
        "nulll",
        "NULL",
        "null null",
        "null{}",
        "{} null",
        "null,",
        "[null]",
        "\"null\"",
        "\u00a0",
        "\ufeff",
        "\ufeffnull",
        "\u000b",
        "{",
        "{]",
        "{\"paused_until\"}",
        "{\"paused_until\":\"x\"} x",
        "{}{}",
        "[]",
        "\"text\"",
        "1",
        "true",
        "{'paused_until':null}",
        "{\"paused_until\":NaN}",
        "{}]",
        "{\"paused_until\":\"x\",}",
        "/* */{}",
        "\u0000",
        "{\"paused_until\":\"\n\"}"
      })
  void what_is_no_json_object_is_refused(String body) {
    assertThat(refusal(body))
        .extracting(ApiError::status, ApiError::code)
        .containsExactly(400, "invalid_json");
  }

  /// Each body twice: decoded as the local front does, and byte by byte.
  static Stream<Arguments> encoded_bodies() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write("{}".getBytes(StandardCharsets.UTF_8));
    }
    return Stream.of(
            arguments("begins with a byte order mark", "\ufeff{}".getBytes(StandardCharsets.UTF_8)),
            arguments("is compressed", gzip.toByteArray()),
            arguments("perhaps UTF-16", "{}".getBytes(StandardCharsets.UTF_16)),
            arguments("perhaps UTF-16", "{}".getBytes(StandardCharsets.UTF_16LE)),
            arguments("perhaps UTF-16", "{}".getBytes(StandardCharsets.UTF_16BE)),
            arguments("perhaps UTF-16", "\ufeff{}".getBytes(StandardCharsets.UTF_16LE)),
            arguments("perhaps UTF-16", "{}".getBytes(Charset.forName("UTF-32"))),
            arguments("perhaps UTF-16", "{}".getBytes(Charset.forName("UTF-32LE"))))
        .flatMap(it ->
            Stream.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)
                .map(charset -> arguments(it.get()[0], new String((byte[]) it.get()[1], charset))));
  }

  @ParameterizedTest
  @MethodSource("encoded_bodies")
  void an_encoding_that_is_not_utf_8_is_named(String named, String body) {
    ApiError error = refusal(body);
    assertThat(error.code()).isEqualTo("invalid_json");
    assertThat(error.message()).contains(named, "Send");
  }

  @Test
  void another_encoding_is_named_only_if_the_body_is_not_json() {
    assertThat(refusal("{\ufffd}").message()).contains("not valid UTF-8");
    assertThat(refusal("{").message())
        .isEqualTo("The request body is not valid JSON. Send a JSON object, or no body.");
    Map<String, List<String>> headers = Map.of("content-encoding", List.of("br"));
    ApiRequest packed =
        new ApiRequest("r", "POST", "/", Map.of(), Map.of(), headers, "\u001b\u0003", false);
    assertThat(refusal(PauseBody.empty(packed)).message()).contains("is compressed");
    ApiRequest plain = new ApiRequest("r", "POST", "/", Map.of(), Map.of(), headers, "{}", false);
    assertThat(PauseBody.empty(plain)).isEqualTo(PauseBody.Read.NOTHING);
  }

  @Test
  void a_field_that_is_not_known_is_told_which_ones_are() {
    assertThat(refusal("{\"until\":1}").message())
        .isEqualTo(
            "The request body has an unknown field. This route takes paused_until, time_zone, paused_for.");
    assertThat(refusal(PauseBody.empty(request("{\"paused_until\":null}", false))).message())
        .isEqualTo("The request body has an unknown field. This route takes none.");
    assertThat(refusal("{\"paused_until\":1}").message())
        .isEqualTo("paused_until must be a string, such as 2027-01-31T09:00:00Z, or null.");
    assertThat(refusal("{\"a\":1,\"a\":1}").message()).contains("unknown field");
    assertThat(refusal("{\"paused_until\":null,\"paused_until\":null}").message())
        .isEqualTo("A field appears twice in the request body.");
  }

  /// Exact messages, for the first fault in this order. No JSON; what follows; the fields in the
  /// order of the text. Apostrophes stand for quotation marks.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[||The request body must be a JSON object, or empty.",
        "null null||The request body must be one JSON object, and nothing after it.",
        "{'a':1,'a':1}{||The request body must be one JSON object, and nothing after it.",
        "null x||The request body is not valid JSON. Send a JSON object, or no body.",
        "{'a':1,'paused_until':1,'a':1||The request body is not valid JSON. Send a JSON object, or no body.",
        "{'paused_until':1,'a':1,'a':1}|paused_until|paused_until must be a string, such as 2027-01-31T09:00:00Z, or null.",
        "{'paused_until':99999999999999999999}|paused_until|paused_until must be a string, such as 2027-01-31T09:00:00Z, or null.",
        "{'a':1,'paused_until':1,'a':1}|a|The request body has an unknown field. This route takes paused_until, time_zone, paused_for.",
        "{'paused_until':null,'a':1,'paused_until':1}|a|The request body has an unknown field. This route takes paused_until, time_zone, paused_for.",
        "{'paused_until':'x','paused_until':1,'a':1}|paused_until|A field appears twice in the request body.",
      })
  void a_refusal_says_what_is_wrong_first(String body, @Nullable String param, String message) {
    ApiError error = refusal(body.replace('\'', '"'));
    assertThat(error.message()).isEqualTo(message);
    assertThat(error.param()).isEqualTo(param);
  }

  @Test
  void a_binary_body_is_told_what_is_right() {
    assertThat(refusal(PauseBody.empty(request("e30=", true))).message())
        .isEqualTo("The request body must be JSON text in UTF-8.");
  }

  @Test
  void a_thousand_and_more_levels_are_refused_and_do_not_overflow() {
    assertThat(refusal("[".repeat(4000)).code()).isEqualTo("invalid_json");
    assertThat(refusal("{\"a\":".repeat(800)).code()).isEqualTo("invalid_json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"paused_until\":1}|paused_until",
        "{\"paused_until\":true}|paused_until",
        "{\"paused_until\":{}}|paused_until",
        "{\"paused_until\":[\"2030-01-01T00:00:00Z\"]}|paused_until",
        "{\"Paused_until\":null}|Paused_until",
        "{\"until\":{\"paused_until\":1}}|until",
        "{\"paused_until\":null,\"a\":[1,{}]}|a",
      })
  void a_wrong_type_or_an_unknown_field_is_refused_by_name(String body, String field) {
    ApiError error = refusal(body);
    assertThat(error.status()).isEqualTo(400);
    assertThat(error.code()).isEqualTo("parameter_invalid");
    assertThat(error.param()).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "\\ud800", "\\u0000", "ä"})
  void a_strange_name_is_refused_and_not_repeated(String name) {
    ApiError error = refusal("{\"" + name + "\":1}");
    assertThat(error.code()).isEqualTo("parameter_invalid");
    assertThat(error.param()).isNull();
  }

  @Test
  void a_field_that_stands_twice_is_refused_by_name() {
    ApiError error = refusal("{\"paused_until\":null,\"paused_until\":\"2030-01-01T00:00:00Z\"}");
    assertThat(error.code()).isEqualTo("invalid_json");
    assertThat(error.param()).isEqualTo("paused_until");
  }

  @Test
  void an_ad_takes_no_paused_until() {
    PauseBody body = PauseBody.empty(request("{\"paused_until\":null}", false));
    assertThat(body)
        .isInstanceOfSatisfying(
            PauseBody.Refused.class,
            refused -> assertThat(refused.error().param()).isEqualTo("paused_until"));
  }

  @Test
  void a_binary_body_is_refused() {
    assertThat(PauseBody.withEnd(request("e30=", true))).isInstanceOf(PauseBody.Refused.class);
  }

  private static ApiError refusal(String body) {
    return refusal(PauseBody.withEnd(request(body, false)));
  }

  private static ApiError refusal(PauseBody body) {
    return switch (body) {
      case PauseBody.Refused(ApiError error) -> error;
      case PauseBody.Read read -> throw new AssertionError("was read: " + read);
    };
  }

  private static ApiRequest request(@Nullable String body, boolean binary) {
    return new ApiRequest(
        "r", "POST", "/", Map.of(), Map.of(), Map.of("a", List.of()), body, binary);
  }
}
