package dev.intermission.functions.dynamodb;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.access.SecretKind;
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

/// The attributes of an item in the table of credentials: the one class that knows their names. A
/// secret is found by its SHA-256, and the item holds nothing that would let anybody make it again.
/// An installation or a membership is found by app or user, and account.
public final class CredentialItem {
  private static final String SORT_KEY = "CREDENTIAL";

  private CredentialItem() {}

  /// The key of the item that a secret leads to.
  static Map<String, AttributeValue> key(SecretHash secret) {
    return key("SHA256#" + secret.hex(), SORT_KEY);
  }

  /// The key of an installation or a membership.
  static Map<String, AttributeValue> key(Holder.Grantee grantee, AccountId account) {
    return key(partition(grantee), partition(new Holder.Account(account)));
  }

  /// The item that lets a secret in.
  public static Map<String, AttributeValue> write(SecretHash secret, Credential credential) {
    Map<String, AttributeValue> item = new HashMap<>(key(secret));
    Caller caller = credential.caller();
    item.put("kind", AttributeValue.fromS(credential.kind().wireName()));
    item.put("credential_id", AttributeValue.fromS(caller.credentialId()));
    switch (caller.holder()) {
      case Holder.Account(AccountId id) -> item.put("account_id", AttributeValue.fromS(id.value()));
      case Holder.App(AppId id) -> item.put("app_id", AttributeValue.fromS(id.value()));
      case Holder.User(UserId id) -> item.put("user_id", AttributeValue.fromS(id.value()));
      case Holder.Member ignored -> throw new IllegalArgumentException("a member has no secret");
    }
    putScopes(item, caller.scopes());
    putSeconds(item, "not_before", credential.notBefore());
    putSeconds(item, "expires_at", credential.expiresAt());
    putSeconds(item, "revoked_at", credential.revokedAt());
    if (caller.pinnedVersion() != null) {
      item.put("api_version", AttributeValue.fromS(caller.pinnedVersion()));
    }
    return item;
  }

  /// The item that says what an account granted to an app or a user.
  public static Map<String, AttributeValue> write(
      Holder.Grantee grantee, AccountId account, Set<Scope> scopes) {
    Map<String, AttributeValue> item = new HashMap<>(key(grantee, account));
    putScopes(item, scopes);
    return item;
  }

  static Credential read(Map<String, AttributeValue> item) {
    Attributes attributes = new Attributes("", item);
    return new Credential(
        new Caller(
            attributes.string("credential_id"),
            readHolder(attributes),
            readScopes(item),
            attributes.optionalString("api_version")),
        attributes.optionalEpochSecond("not_before"),
        attributes.optionalEpochSecond("expires_at"),
        attributes.optionalEpochSecond("revoked_at"));
  }

  /// The scopes of a credential, an installation or a membership; unknown ones mean nothing here.
  static Set<Scope> readScopes(Map<String, AttributeValue> item) {
    return new Attributes("", item)
        .stringSet("scopes").stream()
            .map(scope -> WireName.find(Scope.class, scope))
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
  }

  /// What an item is called in the log; it is no secret.
  static String readId(Map<String, AttributeValue> item) {
    String credentialId = Lenient.string(item, "credential_id");
    return credentialId != null
        ? credentialId
        : Lenient.string(item, "pk") + " " + Lenient.string(item, "sk");
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

  private static Map<String, AttributeValue> key(String partition, String sort) {
    return Map.of("pk", AttributeValue.fromS(partition), "sk", AttributeValue.fromS(sort));
  }

  private static String partition(Holder holder) {
    return switch (holder) {
      case Holder.Account(AccountId id) -> "ACCOUNT#" + id.value();
      case Holder.App(AppId id) -> "APP#" + id.value();
      case Holder.User(UserId id) -> "USER#" + id.value();
      case Holder.Member ignored -> throw new IllegalArgumentException("a member has no items");
    };
  }

  private static void putScopes(Map<String, AttributeValue> item, Set<Scope> scopes) {
    // DynamoDB has no empty set.
    if (!scopes.isEmpty()) {
      item.put("scopes", AttributeValue.fromSs(scopes.stream().map(Scope::wireName).toList()));
    }
  }

  private static void putSeconds(
      Map<String, AttributeValue> item, String name, @Nullable Instant time) {
    if (time != null) {
      item.put(name, AttributeValue.fromN(Long.toString(time.getEpochSecond())));
    }
  }
}
