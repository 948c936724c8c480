package dev.intermission.functions.http;

import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.functions.access.CredentialCheck;
import dev.intermission.functions.access.KeySetUnavailableException;
import dev.intermission.functions.access.Verdict;
import dev.intermission.functions.metrics.BrokenItems;
import dev.intermission.metrics.Metrics;
import dev.intermission.store.ItemError;
import dev.intermission.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/// Serves every HTTP request to a function, from reading it to writing the response.
///
/// It checks size, credential, version, scopes and the names of query parameters in the contract's
/// order, and lets the operation respond. Faults become errors here and nowhere else.
///
/// Safe for use by several threads, and built once per process.
public final class ApiEndpoint {
  private static final int MAXIMUM_BODY_BYTES = 4096;
  private static final String AUTHORIZATION = "Authorization";

  /// The form of a request id that may be logged. The client may choose the id: one of another form
  /// than AWS's own could be a secret, or a forged line in the log. Lambda's id takes its place.
  private static final Pattern LOGGABLE_ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

  /// Stands in the log for a request without a good credential.
  private static final String NOBODY = "-";

  private final Operation operation;
  private final CredentialCheck credentials;
  private final ApiVersions versions;
  private final InstantSource clock;
  private final Metrics metrics;
  private final Logger log;

  /// @param operation the operation that it serves
  /// @param metrics gets broken items and requests in newer versions
  /// @param log gets one line for each request
  public ApiEndpoint(
      Operation operation,
      CredentialCheck credentials,
      ApiVersions versions,
      InstantSource clock,
      Metrics metrics,
      Logger log) {
    this.operation = operation;
    this.credentials = credentials;
    this.versions = versions;
    this.clock = clock;
    this.metrics = metrics;
    this.log = log;
  }

  /// An operation's own part in serving a request that passed the checks.
  @FunctionalInterface
  public interface Answering {
    /// @param now the one time of this request
    ApiResponse answer(ApiRequest request, Caller caller, Instant now);
  }

  /// @param credentialId for the log
  private record Handled(String credentialId, ApiResponse response) {}

  /// Serves one request.
  ///
  /// @param invocationId Lambda's own id, for the log: the request's id may be the client's choice
  /// @throws IOException if there was no payload of API Gateway to read
  public void serve(InputStream payload, OutputStream out, String invocationId, Answering answering)
      throws IOException {
    ApiRequest request = ApiRequestReader.read(payload);
    Handled handled = answer(request, invocationId, answering);
    ApiResponse response = handled.response();
    String requestId = LOGGABLE_ID.matcher(request.id()).matches() ? request.id() : invocationId;
    byte[] written;
    try {
      written = ApiResponseWriter.write(response, requestId);
      if (written.length > ApiResponseWriter.MAXIMUM_BYTES) {
        log.error("{} {} has a response of {} bytes", operation.id(), invocationId, written.length);
        response = ApiResponse.failed(ApiError.internal());
        written = ApiResponseWriter.write(response, requestId);
      }
    } catch (RuntimeException e) {
      log.error("{} {} could not be written", operation.id(), invocationId, e);
      response = ApiResponse.failed(ApiError.internal());
      written = ApiResponseWriter.write(response, requestId);
    }
    log.info(
        "{} {} {} {} {}",
        operation.id(),
        ApiResponseWriter.status(response),
        requestId,
        invocationId,
        handled.credentialId());
    out.write(written);
  }

  /// The response for an item that breaks the item contract. Operators are told of it.
  public ApiResponse brokenItem(ItemError error) {
    reportBrokenItem(error);
    return ApiResponse.failed(ApiError.internal());
  }

  /// Tells the operators of a broken item. A response lacks it, or shows it without that part.
  public void reportBrokenItem(ItemError error) {
    new BrokenItems(metrics).report(error);
  }

  /// A response in the shape of the request's version. [#serve] sees to it; only a response that is
  /// kept beyond the request must be given that shape before.
  public ApiResponse inItsVersion(ApiResponse response, ApiRequest request, Caller caller) {
    return response.in(ApiVersions.shape(ApiVersions.versionOf(request, caller)));
  }

  private Handled answer(ApiRequest request, String invocationId, Answering answering) {
    Instant now = clock.instant();
    if (request.bodySize() > MAXIMUM_BODY_BYTES) {
      return new Handled(NOBODY, ApiResponse.failed(ApiError.bodyTooLarge()));
    }
    if (request.isRepeated(AUTHORIZATION)) {
      return new Handled(NOBODY, ApiResponse.failed(ApiError.repeated(AUTHORIZATION)));
    }
    String credentialId = NOBODY;
    try {
      return switch (credentials.check(request.header(AUTHORIZATION), now)) {
        case Verdict.Bad() -> new Handled(NOBODY, ApiResponse.failed(ApiError.unauthorized()));
        case Verdict.Good(Caller caller) -> {
          credentialId = caller.credentialId();
          yield new Handled(credentialId, admit(request, caller, now, answering));
        }
      };
    } catch (KeySetUnavailableException e) {
      log.error("{} {}: {}", operation.id(), invocationId, e.getMessage());
      return new Handled(
          credentialId, ApiResponse.failed(ApiError.tokenNotCheckable(e.retryAfter())));
    } catch (StoreUnavailableException e) {
      log.error("{} {}: {}", operation.id(), invocationId, e.getMessage());
      return new Handled(credentialId, ApiResponse.failed(ApiError.unavailable()));
    } catch (RuntimeException e) {
      log.error("{} {} failed", operation.id(), invocationId, e);
      return new Handled(credentialId, ApiResponse.failed(ApiError.internal()));
    }
  }

  private ApiResponse admit(ApiRequest request, Caller caller, Instant now, Answering answering) {
    if (request.isRepeated(ApiVersions.HEADER)) {
      return ApiResponse.failed(ApiError.repeated(ApiVersions.HEADER));
    }
    String version = ApiVersions.versionOf(request, caller);
    if (!versions.isKnown(version)) {
      if (!versions.countsAsNewest(version)) {
        return ApiResponse.failed(versions.unknown());
      }
      metrics.record(Metrics.Measure.NEWER_API_VERSION, 1);
    }
    return operation
        .missingFrom(caller.scopes())
        .map(scope -> ApiError.missingScope(scope.wireName()))
        .or(() -> QueryParameters.refusal(request, operation))
        .or(() ->
            request.isRepeated(RequestKey.HEADER)
                ? Optional.of(ApiError.repeated(RequestKey.HEADER))
                : Optional.empty())
        .map(ApiResponse::failed)
        .orElseGet(() -> {
          ApiResponse response = answering.answer(request, caller, now);
          response.flaws().forEach(this::reportBrokenItem);
          return inItsVersion(response, request, caller);
        });
  }
}
