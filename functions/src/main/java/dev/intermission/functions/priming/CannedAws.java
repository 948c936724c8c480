package dev.intermission.functions.priming;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/// DynamoDB and EventBridge Scheduler as an HTTP client that answers by itself.
///
/// The SDK marshals, signs and unmarshals as it does for AWS, so that its classes are loaded, but
/// no byte leaves the process.
///
/// @param tables what the tables hold
public record CannedAws(CannedTables tables) implements SdkHttpClient {
  private static final String CONTENT_TYPE = "application/x-amz-json-1.0";

  private static final String SCHEDULE =
      """
      {"ScheduleArn":"arn:aws:scheduler:us-east-1:000000000000:schedule/priming/priming"}\
      """;

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return response(json(request));
      }

      @Override
      public void abort() {
        // There is nothing to end.
      }
    };
  }

  /// Closes nothing: there is no connection.
  @Override
  public void close() {
    // See above.
  }

  private String json(HttpExecuteRequest request) throws IOException {
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse(null);
    if (target == null) {
      return SCHEDULE;
    }
    return tables.response(target.substring(target.indexOf('.') + 1), body(request));
  }

  private static String body(HttpExecuteRequest request) throws IOException {
    try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static HttpExecuteResponse response(String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    // DynamoDB sends it, and the SDK checks it.
    CRC32 crc = new CRC32();
    crc.update(body);
    return HttpExecuteResponse.builder()
        .response(
            SdkHttpFullResponse.builder()
                .statusCode(200)
                .putHeader("Content-Type", CONTENT_TYPE)
                .putHeader("Content-Length", Integer.toString(body.length))
                .putHeader("x-amz-crc32", Long.toString(crc.getValue()))
                .putHeader("x-amzn-RequestId", "priming")
                .build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }
}
