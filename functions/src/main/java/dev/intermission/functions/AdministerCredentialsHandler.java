package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.intermission.access.Credential;
import dev.intermission.access.Secret;
import dev.intermission.credential.CredentialPage;
import dev.intermission.credential.CredentialRecords;
import dev.intermission.credential.Grant;
import dev.intermission.credential.IssueCredential;
import dev.intermission.credential.ListCredentials;
import dev.intermission.credential.NarrowCredential;
import dev.intermission.credential.RecordGrant;
import dev.intermission.credential.RemoveGrant;
import dev.intermission.credential.RevokeCredential;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.ApiResponseWriter;
import dev.intermission.functions.http.ApiVersions;
import dev.intermission.functions.json.CredentialJson;
import dev.intermission.functions.operator.OperatorRequest;
import dev.intermission.functions.operator.OperatorRequestReader;
import dev.intermission.store.Parsed;
import dev.intermission.store.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Administers credentials, installations and memberships for operators.
///
/// It issues, lists, narrows and revokes credentials, and records and removes installations and
/// memberships. It has no route: anyone who may invoke it is an issuer. A refusal is a response; a
/// fault is thrown, so that the invocation shows an error.
///
/// A secret is in the response that issues it and nowhere else. The log gets one line for each
/// request, with ids only.
public final class AdministerCredentialsHandler implements RequestStreamHandler {
  private final OperatorRequestReader reader;
  private final IssueCredential issueCredential;
  private final ListCredentials listCredentials;
  private final NarrowCredential narrowCredential;
  private final RevokeCredential revokeCredential;
  private final RecordGrant recordGrant;
  private final RemoveGrant removeGrant;
  private final InstantSource clock;
  private final Logger log;

  /// The constructor that Lambda calls.
  public AdministerCredentialsHandler() {
    this(Wiring.ofLambda());
  }

  AdministerCredentialsHandler(Wiring wiring) {
    CredentialRecords records = wiring.credentialRecords();
    Settings settings = wiring.settings();
    this.reader =
        new OperatorRequestReader(
            new ApiVersions(settings.extraApiVersions(), settings.newerApiVersions()));
    this.issueCredential = new IssueCredential(records, TimeAndChance.secrets());
    this.listCredentials = new ListCredentials(records);
    this.narrowCredential = new NarrowCredential(records);
    this.revokeCredential = new RevokeCredential(records);
    this.recordGrant = new RecordGrant(records);
    this.removeGrant = new RemoveGrant(records);
    this.clock = wiring.clock();
    this.log = wiring.loggers().getLogger(AdministerCredentialsHandler.class.getName());
    wiring.primeAtStart(AdministerCredentialsHandler::new, PrimingRequests.ADMINISTER);
  }

  /// @throws IOException if a stream does
  /// @throws StoreUnavailableException if the store could not be asked
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    OperatorRequest request = reader.read(input);
    String result = " failed";
    try {
      ApiResponse response = answer(request, clock.instant());
      result = describe(response);
      output.write(ApiResponseWriter.body(response).getBytes(StandardCharsets.UTF_8));
    } finally {
      log.info("administerCredentials {}{}", request.summary(), result);
    }
  }

  private ApiResponse answer(OperatorRequest request, Instant now) {
    return switch (request) {
      case OperatorRequest.Issue(var asked) -> {
        IssueCredential.Outcome outcome = issueCredential.issue(asked, now);
        if (outcome instanceof IssueCredential.Outcome.Replayed) {
          log.info(
              "administerCredentials {} was issued before: no secret is shown",
              asked.credentialId().value());
        }
        yield answer(outcome);
      }
      case OperatorRequest.ListOf(var holder, var after) ->
          shown(listCredentials.of(holder, after));
      case OperatorRequest.Show(var id) -> shown(listCredentials.of(id));
      case OperatorRequest.Narrow(var id, var narrowing) ->
          answer(narrowCredential.narrow(id, narrowing, now));
      case OperatorRequest.Revoke(var id) ->
          revokeCredential
              .revoke(id, now)
              .map(AdministerCredentialsHandler::shown)
              .orElseGet(AdministerCredentialsHandler::noSuchCredential);
      case OperatorRequest.RecordGrant(var grantee, var account, var scopes) -> {
        Grant grant = recordGrant.record(grantee, account, scopes);
        yield ApiResponse.ok(json -> CredentialJson.writeRecorded(json, grant));
      }
      case OperatorRequest.RemoveGrant(var grantee, var account) -> {
        boolean wasThere = removeGrant.remove(grantee, account);
        yield ApiResponse.ok(json -> CredentialJson.writeRemoved(json, wasThere));
      }
      case OperatorRequest.Refused(ApiError error) -> ApiResponse.failed(error);
    };
  }

  private static ApiResponse answer(IssueCredential.Outcome outcome) {
    return switch (outcome) {
      case IssueCredential.Outcome.Issued(Credential credential, @Nullable Secret secret) ->
          ApiResponse.ok(json ->
              CredentialJson.writeIssued(json, new Parsed.Valid<>(credential), secret, false));
      case IssueCredential.Outcome.Replayed(Parsed<Credential> credential) ->
          ApiResponse.ok(json -> CredentialJson.writeIssued(json, credential, null, true));
      case IssueCredential.Outcome.Refused(String param, String reason) ->
          ApiResponse.failed(ApiError.parameterInvalid(param, reason));
      case IssueCredential.Outcome.RequestIdTaken() ->
          ApiResponse.failed(
              ApiError.badRequest(
                  "request_id was used for another request. Give each new request a new one.",
                  "request_id"));
      case IssueCredential.Outcome.Unconfirmed() ->
          throw new StoreUnavailableException(
              "Not confirmed: invoke again with the same request_id.", null);
    };
  }

  private static ApiResponse answer(NarrowCredential.Outcome outcome) {
    return switch (outcome) {
      case NarrowCredential.Outcome.Shown(Parsed<Credential> credential) -> shown(credential);
      case NarrowCredential.Outcome.Refused(String param, String reason) ->
          ApiResponse.failed(ApiError.parameterInvalid(param, reason));
      case NarrowCredential.Outcome.NotFound() -> noSuchCredential();
    };
  }

  private static ApiResponse noSuchCredential() {
    return ApiResponse.failed(ApiError.noSuchCredential("credential_id"));
  }

  private static ApiResponse shown(Parsed<Credential> credential) {
    return ApiResponse.ok(json -> CredentialJson.write(json, credential));
  }

  private static ApiResponse shown(CredentialPage page) {
    return ApiResponse.ok(json -> CredentialJson.write(json, page));
  }

  /// Describes a response for the log. The field that is wrong is left out: its name may be
  /// anything, even a secret.
  private static String describe(ApiResponse response) {
    return switch (response) {
      case ApiResponse.Ok ignored -> "";
      case ApiResponse.Failed(ApiError error) -> " refused: " + error.type();
      case ApiResponse.Kept ignored -> "";
    };
  }
}
