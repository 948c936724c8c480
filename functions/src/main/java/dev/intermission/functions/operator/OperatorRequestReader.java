package dev.intermission.functions.operator;

import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.access.SecretKind;
import dev.intermission.credential.IssueCredential;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiVersions;
import dev.intermission.model.WireName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads an operator's request. A field that is not understood is refused by its name, never passed
/// over: an operator who mistypes `expires_at` must not get a key without an end. A null field is
/// an absent one. No refusal repeats a value.
public final class OperatorRequestReader {
  private static final String ACTIONS =
      "issue_credential, list_credentials, narrow_credential, revoke_credential,"
          + " record_installation, remove_installation, record_membership or remove_membership";
  private static final int MAXIMUM_BYTES = 16 * 1024;
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_#]{1,200}");

  private final ApiVersions versions;

  /// @param versions what a credential may be pinned to
  public OperatorRequestReader(ApiVersions versions) {
    this.versions = versions;
  }

  /// Reads one request.
  ///
  /// @throws IOException if the stream does
  public OperatorRequest read(InputStream input) throws IOException {
    byte[] bytes = input.readNBytes(MAXIMUM_BYTES + 1);
    if (bytes.length > MAXIMUM_BYTES) {
      return new OperatorRequest.Refused(
          ApiError.parameterInvalid(null, "The request is larger than 16 KB."));
    }
    try {
      OperatorFields fields = OperatorFields.of(new String(bytes, StandardCharsets.UTF_8));
      OperatorRequest request = read(fields);
      fields.end();
      return request;
    } catch (RefusedException e) {
      return new OperatorRequest.Refused(e.error());
    }
  }

  private OperatorRequest read(OperatorFields fields) {
    return switch (fields.required("action", ACTIONS, Optional::of)) {
      case "issue_credential" -> issue(fields);
      case "list_credentials" -> list(fields);
      case "narrow_credential" -> narrow(fields);
      case "revoke_credential" -> new OperatorRequest.Revoke(fields.credentialId());
      case "record_installation" ->
          new OperatorRequest.RecordGrant(fields.app(), fields.account(), fields.scopes());
      case "record_membership" ->
          new OperatorRequest.RecordGrant(fields.user(), fields.account(), fields.scopes());
      case "remove_installation" -> new OperatorRequest.RemoveGrant(fields.app(), fields.account());
      case "remove_membership" -> new OperatorRequest.RemoveGrant(fields.user(), fields.account());
      default -> throw new RefusedException(ApiError.mustBe("action", ACTIONS));
    };
  }

  private OperatorRequest issue(OperatorFields fields) {
    String requestId =
        fields.required(
            "request_id",
            "1 to 128 letters, digits, dots, underscores, colons and hyphens",
            text -> Optional.of(text).filter(it -> REQUEST_ID.matcher(it).matches()));
    Holder holder =
        switch (fields.required(
            "kind",
            "account_api_key, app_api_key or user_oauth_token",
            text -> WireName.find(SecretKind.class, text))) {
          case ACCOUNT_API_KEY -> new Holder.Account(fields.account());
          case APP_API_KEY -> fields.app();
          case USER_OAUTH_TOKEN -> fields.user();
        };
    Set<Scope> scopes = fields.scopes();
    Instant notBefore = fields.time("not_before");
    Instant expiresAt = fields.time("expires_at");
    if (expiresAt == null && holder instanceof Holder.User) {
      throw new RefusedException(ApiError.parameterMissing("expires_at", OperatorFields.TIME));
    }
    return new OperatorRequest.Issue(
        new IssueCredential.Request(
            requestId,
            holder,
            scopes,
            notBefore,
            expiresAt,
            fields.optional(
                "api_version",
                "a supported API version",
                text -> Optional.of(text).filter(versions::isAccepted)),
            fields.optional(
                "secret_sha256", "64 lower-case hexadecimal digits", SecretHash::parse)));
  }

  private static OperatorRequest list(OperatorFields fields) {
    if (fields.has("credential_id")) {
      return new OperatorRequest.Show(fields.credentialId());
    }
    Holder holder =
        fields.has("app_id")
            ? fields.app()
            : fields.has("user_id") ? fields.user() : new Holder.Account(fields.account());
    return new OperatorRequest.ListOf(
        holder,
        fields.optional(
            "after",
            "the value of next in the list before",
            text -> Optional.of(text).filter(it -> CURSOR.matcher(it).matches())));
  }

  private static OperatorRequest narrow(OperatorFields fields) {
    CredentialId id = fields.credentialId();
    Instant expiresAt = fields.time("expires_at");
    boolean hasScopes = fields.has("scopes") || expiresAt == null;
    return new OperatorRequest.Narrow(
        id, new Narrowing(hasScopes ? fields.scopes() : null, expiresAt));
  }
}
