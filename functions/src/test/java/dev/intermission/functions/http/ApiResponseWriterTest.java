package dev.intermission.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ApiResponseWriterTest {
  @Test
  void a_response_has_its_body_as_text() throws IOException {
    ApiResponse response =
        ApiResponse.ok(json -> {
          json.writeStartObject();
          json.writeFieldName("n");
          json.writeNumber(new BigDecimal("1E+3"));
          json.writeEndObject();
        });
    assertThat(written(response))
        .isEqualTo(
            "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"application/json\","
                + "\"X-Request-Id\":\"r1\",\"Cache-Control\":\"no-store\","
                + "\"X-Content-Type-Options\":\"nosniff\"},\"isBase64Encoded\":false,\"body\":\"{\\\"n\\\":1000}\"}");
  }

  @Test
  void an_error_has_the_one_shape_and_says_whether_a_retry_helps() throws IOException {
    assertThat(written(ApiResponse.failed(ApiError.notFound())))
        .isEqualTo(
            "{\"statusCode\":404,\"headers\":{\"Content-Type\":\"application/json\","
                + "\"X-Request-Id\":\"r1\",\"Cache-Control\":\"no-store\","
                + "\"X-Content-Type-Options\":\"nosniff\",\"x-should-retry\":\"false\"},\"isBase64Encoded\":false,"
                + "\"body\":\"{\\\"error\\\":{\\\"type\\\":\\\"not_found\\\","
                + "\\\"message\\\":\\\"Not found.\\\",\\\"code\\\":null,\\\"param\\\":null}}\"}");
  }

  @Test
  void a_credential_is_asked_for() throws IOException {
    assertThat(written(ApiResponse.failed(ApiError.unauthorized())))
        .contains("\"WWW-Authenticate\":\"Bearer\"", "\"x-should-retry\":\"false\"");
  }

  @Test
  void what_may_work_later_says_when() throws IOException {
    assertThat(written(ApiResponse.failed(ApiError.unavailable())))
        .contains("\"statusCode\":503", "\"Retry-After\":\"1\"", "\"x-should-retry\":\"true\"");
  }

  private static String written(ApiResponse response) throws IOException {
    return new String(ApiResponseWriter.write(response, "r1"), StandardCharsets.UTF_8);
  }
}
