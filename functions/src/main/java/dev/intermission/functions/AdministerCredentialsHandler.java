package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Secret;
import dev.intermission.administer.IssueCredential;
import dev.intermission.administer.ListCredentials;
import dev.intermission.administer.NarrowCredential;
import dev.intermission.administer.RevokeCredential;
import dev.intermission.functions.http.ApiAnswer;
import dev.intermission.functions.http.ApiAnswerWriter;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiVersions;
import dev.intermission.functions.json.CredentialJson;
import dev.intermission.functions.operator.OperatorRequest;
import dev.intermission.functions.operator.OperatorRequestReader;
import dev.intermission.port.CredentialPage;
import dev.intermission.port.CredentialRecords;
import dev.intermission.port.Reading;
import dev.intermission.port.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an operator invokes to issue, list, narrow and revoke credentials, and to record and remove
/// installations and memberships. It has no route: whoever may invoke it is an issuer. A refusal is
/// an answer; a fault is thrown, so that the invocation shows an error.
///
/// A secret stands in the answer that issues it and nowhere else. The log gets one line for each
/// request, with ids only.
public final class AdministerCredentialsHandler implements RequestStreamHandler {
  private static final Logger LOG = LoggerFactory.getLogger(AdministerCredentialsHandler.class);
  private static final int RANDOM_BYTES = 32;

  private final OperatorRequestReader reader;
  private final CredentialRecords records;
  private final IssueCredential issueCredential;
  private final ListCredentials listCredentials;
  private final NarrowCredential narrowCredential;
  private final RevokeCredential revokeCredential;
  private final InstantSource clock;

  /// As Lambda makes it.
  public AdministerCredentialsHandler() {
    this(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  public AdministerCredentialsHandler(Map<String, String> environment, InstantSource clock) {
    Wiring wiring = Wiring.of(environment, clock);
    SecureRandom random = new SecureRandom();
    this.reader = new OperatorRequestReader(new ApiVersions(wiring.settings().extraApiVersions()));
    this.records = wiring.credentialRecords();
    this.issueCredential =
        new IssueCredential(
            records,
            kind -> {
              byte[] bytes = new byte[RANDOM_BYTES];
              random.nextBytes(bytes);
              return Secret.of(kind, bytes);
            });
    this.listCredentials = new ListCredentials(records);
    this.narrowCredential = new NarrowCredential(records);
    this.revokeCredential = new RevokeCredential(records);
    this.clock = clock;
  }

  /// @throws IOException if a stream does
  /// @throws StoreUnavailableException if the store could not be asked
  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    OperatorRequest request = reader.read(input);
    String result = " failed";
    try {
      ApiAnswer answer = answer(request, clock.instant());
      result = describe(answer);
      output.write(ApiAnswerWriter.body(answer).getBytes(StandardCharsets.UTF_8));
    } finally {
      LOG.info("administerCredentials {}{}", describe(request), result);
    }
  }

  private ApiAnswer answer(OperatorRequest request, Instant now) {
    return switch (request) {
      case OperatorRequest.Issue(var asked) -> {
        IssueCredential.Outcome outcome = issueCredential.issue(asked, now);
        if (outcome instanceof IssueCredential.Outcome.Replayed) {
          LOG.info(
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
      case OperatorRequest.Grant(var grantee, var account, var scopes) -> {
        records.grant(grantee, account, scopes);
        yield ApiAnswer.ok(json -> CredentialJson.writeRecorded(json, grantee, account, scopes));
      }
      case OperatorRequest.Withdraw(var grantee, var account) -> {
        boolean wasThere = records.withdraw(grantee, account);
        yield ApiAnswer.ok(json -> {
          json.writeStartObject();
          json.writeBooleanField("removed", wasThere);
          json.writeEndObject();
        });
      }
      case OperatorRequest.Refused(ApiError error) -> ApiAnswer.failed(error);
    };
  }

  private static ApiAnswer answer(IssueCredential.Outcome outcome) {
    return switch (outcome) {
      case IssueCredential.Outcome.Issued(Credential credential, @Nullable Secret secret) ->
          ApiAnswer.ok(json ->
              CredentialJson.writeIssued(json, new Reading.Whole<>(credential), secret, false));
      case IssueCredential.Outcome.Replayed(Reading<Credential> credential) ->
          ApiAnswer.ok(json -> CredentialJson.writeIssued(json, credential, null, true));
      case IssueCredential.Outcome.Refused(String param, String reason) ->
          ApiAnswer.failed(ApiError.parameterInvalid(param, reason));
      case IssueCredential.Outcome.RequestIdTaken() ->
          ApiAnswer.failed(
              ApiError.badRequest(
                  "request_id was used for another request. Give each new request a new one.",
                  "request_id"));
      case IssueCredential.Outcome.Unconfirmed() ->
          throw new StoreUnavailableException(
              "Not confirmed: invoke again with the same request_id.", null);
    };
  }

  private static ApiAnswer answer(NarrowCredential.Outcome outcome) {
    return switch (outcome) {
      case NarrowCredential.Outcome.Shown(Reading<Credential> credential) -> shown(credential);
      case NarrowCredential.Outcome.Refused(String param, String reason) ->
          ApiAnswer.failed(ApiError.parameterInvalid(param, reason));
      case NarrowCredential.Outcome.NotFound() -> noSuchCredential();
    };
  }

  private static ApiAnswer noSuchCredential() {
    return ApiAnswer.failed(ApiError.noSuchCredential("credential_id"));
  }

  private static ApiAnswer shown(Reading<Credential> credential) {
    return ApiAnswer.ok(json -> CredentialJson.write(json, credential));
  }

  private static ApiAnswer shown(CredentialPage page) {
    return ApiAnswer.ok(json -> CredentialJson.write(json, page));
  }

  /// The action and the ids that it is about.
  private static String describe(OperatorRequest request) {
    return switch (request) {
      case OperatorRequest.Issue(var asked) ->
          "issue_credential " + asked.credentialId().value() + " " + asked.holder().who();
      case OperatorRequest.ListOf(var holder, var ignored) -> "list_credentials " + holder.who();
      case OperatorRequest.Show(var id) -> "list_credentials " + id.value();
      case OperatorRequest.Narrow(var id, var ignored) -> "narrow_credential " + id.value();
      case OperatorRequest.Revoke(var id) -> "revoke_credential " + id.value();
      case OperatorRequest.Grant(var grantee, var account, var ignored) ->
          "record_%s %s %s".formatted(kind(grantee), grantee.who(), account.value());
      case OperatorRequest.Withdraw(var grantee, var account) ->
          "remove_%s %s %s".formatted(kind(grantee), grantee.who(), account.value());
      case OperatorRequest.Refused ignored -> "-";
    };
  }

  private static String kind(Holder.Grantee grantee) {
    return switch (grantee) {
      case Holder.App ignored -> "installation";
      case Holder.User ignored -> "membership";
    };
  }

  /// Not the member that is wrong: its name may be anything, a secret too.
  private static String describe(ApiAnswer answer) {
    return switch (answer) {
      case ApiAnswer.Ok ignored -> "";
      case ApiAnswer.Failed(ApiError error) -> " refused: " + error.type();
      case ApiAnswer.Kept ignored -> "";
    };
  }
}
