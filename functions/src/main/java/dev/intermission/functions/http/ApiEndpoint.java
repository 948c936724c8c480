package dev.intermission.functions.http;

import dev.intermission.access.Caller;
import dev.intermission.access.Scope;
import dev.intermission.functions.access.CredentialCheck;
import dev.intermission.port.ItemError;
import dev.intermission.port.Metrics;
import dev.intermission.port.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way of every HTTP request through a function: read it, check size, credential, version and
/// scopes in the contract's order, let the operation answer, write the answer. Faults become errors
/// here and nowhere else.
///
/// Safe for use by several threads, and built once per process.
public final class ApiEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ApiEndpoint.class);
  private static final int MAXIMUM_BODY_BYTES = 4096;

  private final String operationId;
  private final List<Scope> scopes;
  private final CredentialCheck credentials;
  private final ApiVersions versions;
  private final InstantSource clock;
  private final Metrics metrics;

  /// @param operationId the operation's name in the contract, for the log
  /// @param scopes all of them are asked for
  public ApiEndpoint(
      String operationId,
      List<Scope> scopes,
      CredentialCheck credentials,
      ApiVersions versions,
      InstantSource clock,
      Metrics metrics) {
    this.operationId = operationId;
    this.scopes = List.copyOf(scopes);
    this.credentials = credentials;
    this.versions = versions;
    this.clock = clock;
    this.metrics = metrics;
  }

  /// What an operation does with a request that may come in.
  @FunctionalInterface
  public interface Operation {
    /// @param now the one time of this request
    ApiAnswer answer(ApiRequest request, Caller caller, Instant now);
  }

  /// Answers one request.
  ///
  /// @throws IOException if there was no payload of API Gateway to read
  public void serve(InputStream payload, OutputStream out, Operation operation) throws IOException {
    ApiRequest request = ApiRequestReader.read(payload);
    ApiAnswer answer = answer(request, operation);
    byte[] written;
    try {
      written = ApiAnswerWriter.write(answer, request.id());
    } catch (RuntimeException e) {
      LOG.error("{} {} could not be written", operationId, request.id(), e);
      answer = ApiAnswer.failed(ApiError.internal());
      written = ApiAnswerWriter.write(answer, request.id());
    }
    LOG.info("{} {} {}", operationId, ApiAnswerWriter.status(answer), request.id());
    out.write(written);
  }

  /// The answer to a request whose item breaks the item contract, and the line that tells the
  /// operators.
  public ApiAnswer brokenItem(ItemError error) {
    metrics.record(Metrics.Measure.BROKEN_ITEMS, 1);
    LOG.error(
        "Broken item: table {} id {} attribute {}", error.table(), error.id(), error.attribute());
    return ApiAnswer.failed(ApiError.internal());
  }

  private ApiAnswer answer(ApiRequest request, Operation operation) {
    try {
      return admit(request, operation);
    } catch (StoreUnavailableException e) {
      LOG.error("{} {}: {}", operationId, request.id(), e.getMessage());
      return ApiAnswer.failed(ApiError.unavailable());
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", operationId, request.id(), e);
      return ApiAnswer.failed(ApiError.internal());
    }
  }

  private ApiAnswer admit(ApiRequest request, Operation operation) {
    Instant now = clock.instant();
    if (request.bodySize() > MAXIMUM_BODY_BYTES) {
      return ApiAnswer.failed(ApiError.bodyTooLarge());
    }
    return switch (credentials.check(request.header("authorization"), now)) {
      case CredentialCheck.Verdict.Bad() -> ApiAnswer.failed(ApiError.unauthorized());
      case CredentialCheck.Verdict.Good(Caller caller) -> admit(request, caller, now, operation);
    };
  }

  private ApiAnswer admit(ApiRequest request, Caller caller, Instant now, Operation operation) {
    String version =
        ApiVersions.effective(request.header("api-version-date"), caller.pinnedVersion());
    if (!versions.isKnown(version)) {
      return ApiAnswer.failed(versions.unknown());
    }
    for (Scope scope : scopes) {
      if (!caller.scopes().contains(scope)) {
        return ApiAnswer.failed(ApiError.missingScope(scope.wireName()));
      }
    }
    return operation.answer(request, caller, now);
  }
}
