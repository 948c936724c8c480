package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import dev.intermission.access.Caller;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiRequest;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.ApiResponseWriter;
import dev.intermission.functions.http.PauseBody;
import dev.intermission.functions.http.Rendered;
import dev.intermission.functions.http.RequestKey;
import dev.intermission.once.Attempt;
import dev.intermission.once.KeptResponses;
import dev.intermission.once.KeyedRequest;
import dev.intermission.once.RespondOnce;
import dev.intermission.once.RespondOnce.Result;
import dev.intermission.once.Retry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A handler of a route that changes a record. Equal requests with the same `Idempotency-Key` have
/// one effect.
///
/// Public for the same reason as [ApiHandler].
public abstract class ChangeHandler extends ApiHandler {
  private final RespondOnce once;

  ChangeHandler(ApiEndpoint endpoint, KeptResponses responses) {
    super(endpoint);
    this.once = new RespondOnce(responses);
  }

  /// Reads the body that the operation takes.
  abstract PauseBody read(ApiRequest request);

  /// The change that the request asks for.
  ///
  /// @param body as [#read] has read it
  abstract Attempt<ApiResponse> attempt(
      ApiRequest request, PauseBody body, Caller caller, Instant now);

  @Override
  final ApiResponse answer(ApiRequest request, Caller caller, Instant now, Context context) {
    PauseBody body = read(request);
    Attempt<ApiResponse> attempt = attempt(request, body, caller, now);
    return switch (RequestKey.read(request, caller, body)) {
      case RequestKey.None() -> attempt.make();
      case RequestKey.Refused(ApiError error) -> ApiResponse.failed(error);
      case RequestKey.Given(KeyedRequest keyed) ->
          answer(
              keyed,
              attempt,
              response ->
                  ApiResponseWriter.render(endpoint.inItsVersion(response, request, caller)).text(),
              new RetryBeforeDeadline(context),
              now);
    };
  }

  private ApiResponse answer(
      KeyedRequest request,
      Attempt<ApiResponse> attempt,
      Function<ApiResponse, String> rendering,
      Retry retry,
      Instant now) {
    return switch (once.answer(request, attempt, rendering, retry, now)) {
      case Result.First<ApiResponse>(String response, ApiResponse outcome) ->
          new ApiResponse.Kept(Rendered.parse(response), false, outcome.flaws(), outcome.changed());
      case Result.Replayed<ApiResponse>(String response, Boolean changed) ->
          new ApiResponse.Kept(Rendered.parse(response), true, List.of(), changed);
      case Result.NotKept<ApiResponse>(ApiResponse response) -> response;
      case Result.OtherRequest<ApiResponse>() ->
          ApiResponse.failed(
              ApiError.badRequest(
                  RequestKey.HEADER
                      + " was used for another request. Give each new request a new key.",
                  RequestKey.HEADER));
      case Result.Contended<ApiResponse>() -> ApiResponse.failed(ApiError.contended());
      case Result.Unconfirmed<ApiResponse>() -> ApiResponse.failed(ApiError.unavailable());
    };
  }

  /// Continues with the id and the body, or refuses a malformed one, the id first.
  ///
  /// @param prefix of such ids
  static <T> Attempt<ApiResponse> with(
      String prefix,
      Optional<T> id,
      PauseBody body,
      BiFunction<T, PauseBody.Read, Attempt<ApiResponse>> next) {
    return id.isEmpty()
        ? Attempt.refused(ApiResponse.failed(badId(prefix)))
        : switch (body) {
          case PauseBody.Refused(ApiError error) -> Attempt.refused(ApiResponse.failed(error));
          case PauseBody.Read read -> next.apply(id.get(), read);
        };
  }
}
