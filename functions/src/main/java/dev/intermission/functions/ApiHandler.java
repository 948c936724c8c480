package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.intermission.access.Caller;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// A handler of one route of the API. It passes the request to the [ApiEndpoint], which checks it
/// and lets the operation respond.
///
/// Public, because Lambda calls the method through this class and refuses a class that it may not
/// see.
public abstract class ApiHandler implements RequestStreamHandler {
  final ApiEndpoint endpoint;

  ApiHandler(ApiEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /// @throws IOException if there was no payload of API Gateway to read
  @Override
  public final void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    endpoint.serve(
        input,
        output,
        context.getAwsRequestId(),
        (request, caller, now) -> answer(request, caller, now, context));
  }

  /// @param now the one time of this request
  /// @param context of this invocation
  abstract ApiResponse answer(ApiRequest request, Caller caller, Instant now, Context context);

  /// Continues with the id of the path, or refuses a malformed one.
  ///
  /// @param prefix of such ids
  static <T> ApiResponse withId(String prefix, Optional<T> id, Function<T, ApiResponse> next) {
    return id.map(next).orElseGet(() -> ApiResponse.failed(badId(prefix)));
  }

  static ApiError badId(String prefix) {
    return ApiError.mustBe("id", ApiError.idForm(prefix));
  }
}
