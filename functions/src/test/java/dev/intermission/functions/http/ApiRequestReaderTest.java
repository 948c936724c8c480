package dev.intermission.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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

  @Test
  void names_of_headers_are_compared_without_case_and_repeated_ones_are_told() throws IOException {
    ApiRequest request =
        read(
            """
            {"headers":{"AUTHORIZATION":"b","X-One":"1"},
             "multiValueHeaders":{"AUTHORIZATION":["a","b"]}}\
            """);
    assertThat(request.header("Authorization")).isEqualTo("a");
    assertThat(request.isRepeated("Authorization")).isTrue();
    assertThat(request.isRepeated("x-one")).isFalse();
    assertThat(request.header("x-one")).isEqualTo("1");
    assertThat(request.header("x-two")).isNull();
  }

  @Test
  void query_parameters_keep_their_case_and_all_their_values() throws IOException {
    ApiRequest request =
        read(
            """
            {"queryStringParameters":{"first":"2"},
             "multiValueQueryStringParameters":{"first":["1","2"],"First":[""]}}\
            """);
    assertThat(request.query("first")).containsExactly("1", "2");
    assertThat(request.query("First")).containsExactly("");
    assertThat(request.query("last")).isEmpty();
  }

  @Test
  void missing_and_null_members_are_read_as_absent() throws IOException {
    ApiRequest request =
        read(
            """
            {"headers":null,"multiValueHeaders":null,"pathParameters":null,"body":null,
             "multiValueQueryStringParameters":null,
             "requestContext":null,"unknown":{"body":"no"}}\
            """);
    assertThat(request)
        .isEqualTo(new ApiRequest("", "", "", Map.of(), Map.of(), Map.of(), null, false));
    assertThat(request.pathId()).isEmpty();
    assertThat(request.bodySize()).isZero();
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

  @Test
  void what_is_no_payload_is_a_fault() {
    assertThatThrownBy(() -> read("[]")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("{\"body\":")).isInstanceOf(IOException.class);
  }

  private static ApiRequest body(String body, boolean binary) {
    return new ApiRequest("r", "POST", "/", Map.of(), Map.of(), Map.of(), body, binary);
  }

  private static ApiRequest read(String payload) throws IOException {
    return ApiRequestReader.read(
        new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)));
  }
}
