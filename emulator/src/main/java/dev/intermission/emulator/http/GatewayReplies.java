package dev.intermission.emulator.http;

import dev.intermission.emulator.template.DeployedApi;
import dev.intermission.emulator.template.DeployedApi.CannedResponse;
import dev.intermission.emulator.template.DeployedApi.HeaderValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The gateway's own responses, as the template words them. Immutable.
final class GatewayReplies {

  private static final Reply.Header JSON = new Reply.Header("Content-Type", "application/json");

  /// A kind of failure: API Gateway's name for it, and its default status. The template may give it
  /// another status. Those without a name can be shaped only as `DEFAULT_4XX` or `DEFAULT_5XX`.
  enum Failure {
    NO_ROUTE("MISSING_AUTHENTICATION_TOKEN", 403),
    UNSUPPORTED_MEDIA_TYPE("UNSUPPORTED_MEDIA_TYPE", 415),
    BODY_TOO_LARGE("REQUEST_TOO_LARGE", 413),
    HEADERS_TOO_LARGE(null, 431),
    BAD_REQUEST(null, 400),
    INTEGRATION_FAILURE("INTEGRATION_FAILURE", 504),
    INTEGRATION_TIMEOUT("INTEGRATION_TIMEOUT", 504),

    /// A function error, or a response that is not in the proxy format. AWS documents the status
    /// and calls it a configuration error in its logs, but does not name a response type for it.
    MALFORMED_ANSWER(null, 502);

    private final @Nullable String type;
    private final int status;

    Failure(@Nullable String type, int status) {
      this.type = type;
      this.status = status;
    }
  }

  private final DeployedApi api;

  GatewayReplies(DeployedApi api) {
    this.api = api;
  }

  Reply failure(Failure failure, String requestId) {
    CannedResponse own = failure.type == null ? null : api.gatewayResponses().get(failure.type);
    return own == null
        ? failure(failure.status, requestId)
        : canned(own, failure.status, requestId);
  }

  /// The response to a failure that has nothing but a status.
  Reply failure(int status, String requestId) {
    CannedResponse response =
        api.gatewayResponses().get(status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX");
    return response == null
        ? new Reply(status, List.of(JSON), "{\"message\":\"%d\"}".formatted(status))
        : canned(response, status, requestId);
  }

  static Reply canned(CannedResponse response, int status, String requestId) {
    List<Reply.Header> headers = new ArrayList<>();
    headers.add(JSON);
    response
        .headers()
        .forEach((name, value) ->
            headers.add(
                new Reply.Header(
                    name,
                    switch (value) {
                      case HeaderValue.Constant constant -> constant.text();
                      case HeaderValue.RequestId() -> requestId;
                    })));
    return new Reply(response.status().orElse(status), headers, response.body());
  }
}
