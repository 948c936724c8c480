package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.seconds;
import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.access.SecretKind;
import dev.intermission.credential.IssuedCredential;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import dev.intermission.model.WireName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Reads and writes the attributes of the items in the table of credentials.
///
/// [CredentialKey] finds them, [CredentialWrites] changes them, and [CredentialRow] lists a
/// holder's. No item holds anything that would let anybody make a secret again.
public final class CredentialItem {
  private CredentialItem() {}

  /// The item that a secret leads to.
  public static Map<String, AttributeValue> write(SecretHash secret, Credential credential) {
    Map<String, AttributeValue> item = new HashMap<>(CredentialKey.of(secret));
    Caller caller = credential.caller();
    item.put("kind", text(credential.kind().wireName()));
    item.put("credential_id", text(caller.credentialId()));
    switch (caller.holder()) {
      case Holder.Account(AccountId id) -> item.put("account_id", text(id.value()));
      case Holder.App(AppId id) -> item.put("app_id", text(id.value()));
      case Holder.User(UserId id) -> item.put("user_id", text(id.value()));
      case Holder.Member ignored -> throw new IllegalArgumentException("a member has no secret");
    }
    putScopes(item, caller.scopes());
    putSeconds(item, "not_before", credential.notBefore());
    putSeconds(item, "expires_at", credential.expiresAt());
    putSeconds(item, "revoked_at", credential.revokedAt());
    if (caller.pinnedVersion() != null) {
      item.put("api_version", text(caller.pinnedVersion()));
    }
    return item;
  }

  /// The item with the scopes that an account granted to an app or a user.
  public static Map<String, AttributeValue> write(
      Holder.Grantee grantee, AccountId account, Set<Scope> scopes) {
    Map<String, AttributeValue> item = new HashMap<>(CredentialKey.of(grantee, account));
    putScopes(item, scopes);
    return item;
  }

  static IssuedCredential readIssued(Attributes attributes) {
    return new IssuedCredential(
        SecretHash.parse(attributes.string("sha256"))
            .orElseThrow(() -> new Attributes.BrokenException("sha256")),
        attributes.string("request"));
  }

  static Credential read(Attributes attributes) {
    return new Credential(
        new Caller(
            attributes.string("credential_id"),
            readHolder(attributes),
            readScopes(attributes),
            attributes.optionalString("api_version")),
        attributes.optionalEpochSecond("not_before"),
        attributes.optionalEpochSecond("expires_at"),
        attributes.optionalEpochSecond("revoked_at"));
  }

  /// The known scopes of a credential, an installation or a membership.
  static Set<Scope> readScopes(Attributes attributes) {
    return attributes.stringSet("scopes").stream()
        .map(scope -> WireName.find(Scope.class, scope))
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  /// The name of an item in the log: no secret, and no secret's hash.
  static String readId(Map<String, AttributeValue> item) {
    String credentialId = Lenient.string(item, "credential_id");
    if (credentialId != null) {
      return credentialId;
    }
    String partition = String.valueOf(Lenient.string(item, "pk"));
    return partition.startsWith(CredentialKey.SECRET)
        ? "of a secret, without credential_id"
        : partition + " " + Lenient.string(item, "sk");
  }

  private static Holder readHolder(Attributes attributes) {
    return switch (attributes.name("kind", SecretKind.class)) {
      case ACCOUNT_API_KEY -> new Holder.Account(attributes.account("account_id"));
      case APP_API_KEY ->
          new Holder.App(
              AppId.parse(attributes.string("app_id"))
                  .orElseThrow(() -> new Attributes.BrokenException("app_id")));
      case USER_OAUTH_TOKEN ->
          new Holder.User(
              UserId.parse(attributes.string("user_id"))
                  .orElseThrow(() -> new Attributes.BrokenException("user_id")));
    };
  }

  private static void putScopes(Map<String, AttributeValue> item, Set<Scope> scopes) {
    // DynamoDB has no empty set.
    if (!scopes.isEmpty()) {
      item.put("scopes", names(scopes));
    }
  }

  static AttributeValue names(Set<Scope> scopes) {
    return AttributeValue.fromSs(scopes.stream().map(Scope::wireName).toList());
  }

  private static void putSeconds(
      Map<String, AttributeValue> item, String name, @Nullable Instant time) {
    if (time != null) {
      item.put(name, seconds(time));
    }
  }
}
