package dev.intermission.functions.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.credential.CredentialPage;
import dev.intermission.credential.Grant;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Credentials, installations and memberships as they are shown to an operator. A broken item has
/// its id and the attribute that is `broken`, and nothing else.
public final class CredentialJson {
  private CredentialJson() {}

  /// Writes a response with one credential.
  public static void write(JsonGenerator json, Parsed<Credential> credential) throws IOException {
    json.writeStartObject();
    json.writeFieldName("credential");
    writeCredential(json, credential);
    json.writeEndObject();
  }

  /// Writes the response to the issue of a credential.
  ///
  /// @param secret to be shown this once; null when there is none to be shown
  /// @param isReplayed whether it was issued before
  public static void writeIssued(
      JsonGenerator json,
      Parsed<Credential> credential,
      @Nullable Secret secret,
      boolean isReplayed)
      throws IOException {
    json.writeStartObject();
    json.writeFieldName("credential");
    writeCredential(json, credential);
    json.writeStringField("secret", secret == null ? null : secret.reveal());
    json.writeBooleanField("replayed", isReplayed);
    json.writeEndObject();
  }

  /// Writes a list page.
  public static void write(JsonGenerator json, CredentialPage page) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("credentials");
    for (Parsed<Credential> credential : page.credentials()) {
      writeCredential(json, credential);
    }
    json.writeEndArray();
    writeGrants(json, "installations", page, Holder.App.class::isInstance);
    writeGrants(json, "memberships", page, Holder.User.class::isInstance);
    json.writeStringField("next", page.next());
    json.writeEndObject();
  }

  /// Writes the response to the recording of an installation or a membership.
  public static void writeRecorded(JsonGenerator json, Grant grant) throws IOException {
    json.writeStartObject();
    json.writeFieldName("recorded");
    writeGrant(json, grant);
    json.writeEndObject();
  }

  /// Writes the response to the removal of an installation or a membership.
  ///
  /// @param wasThere whether there was one
  public static void writeRemoved(JsonGenerator json, boolean wasThere) throws IOException {
    json.writeStartObject();
    json.writeBooleanField("removed", wasThere);
    json.writeEndObject();
  }

  private static void writeCredential(JsonGenerator json, Parsed<Credential> reading)
      throws IOException {
    json.writeStartObject();
    switch (reading) {
      case Parsed.Valid<Credential>(Credential credential, var ignored) -> {
        Caller caller = credential.caller();
        json.writeStringField("id", caller.credentialId());
        json.writeStringField("kind", credential.kind().wireName());
        writeHolder(json, caller.holder());
        writeScopes(json, caller.scopes());
        JsonFields.timestamp(json, "not_before", credential.notBefore());
        JsonFields.timestamp(json, "expires_at", credential.expiresAt());
        JsonFields.timestamp(json, "revoked_at", credential.revokedAt());
        json.writeStringField("api_version", caller.pinnedVersion());
      }
      case Parsed.Invalid<Credential>(ItemError error) -> {
        json.writeStringField("id", error.id());
        json.writeStringField("broken", error.attribute());
      }
    }
    json.writeEndObject();
  }

  private static void writeGrants(
      JsonGenerator json, String member, CredentialPage page, Predicate<Holder.Grantee> isOf)
      throws IOException {
    json.writeArrayFieldStart(member);
    for (Grant grant : page.grants()) {
      if (isOf.test(grant.grantee())) {
        writeGrant(json, grant);
      }
    }
    json.writeEndArray();
  }

  private static void writeGrant(JsonGenerator json, Grant grant) throws IOException {
    json.writeStartObject();
    writeHolder(json, grant.grantee());
    writeHolder(json, new Holder.Account(grant.account()));
    switch (grant.scopes()) {
      case Parsed.Valid<Set<Scope>>(Set<Scope> scopes, var ignored) -> writeScopes(json, scopes);
      case Parsed.Invalid<Set<Scope>>(ItemError error) ->
          json.writeStringField("broken", error.attribute());
    }
    json.writeEndObject();
  }

  private static void writeHolder(JsonGenerator json, Holder holder) throws IOException {
    switch (holder) {
      case Holder.Account(AccountId id) -> json.writeStringField("account_id", id.value());
      case Holder.App(AppId id) -> json.writeStringField("app_id", id.value());
      case Holder.User(UserId id) -> json.writeStringField("user_id", id.value());
      case Holder.Member ignored -> throw new IllegalArgumentException("a member has none");
    }
  }

  private static void writeScopes(JsonGenerator json, Set<Scope> scopes) throws IOException {
    List<String> names = scopes.stream().sorted().map(Scope::wireName).toList();
    JsonFields.strings(json, "scopes", names);
  }
}
