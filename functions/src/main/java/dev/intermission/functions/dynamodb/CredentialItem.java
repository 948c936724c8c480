package dev.intermission.functions.dynamodb;

import dev.intermission.access.Caller;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.functions.access.StoredCredential;
import dev.intermission.model.WireName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The attributes of an item in the table of credentials: the one class that knows their names. A
/// secret is found by its SHA-256, and the item holds nothing that would let anybody make it again.
public final class CredentialItem {
  private static final String SORT_KEY = "CREDENTIAL";

  private CredentialItem() {}

  /// The key of the item that a secret leads to.
  static Map<String, AttributeValue> key(Secret secret) {
    return Map.of(
        "pk", AttributeValue.fromS("SHA256#" + secret.sha256()),
        "sk", AttributeValue.fromS(SORT_KEY));
  }

  /// The item that lets a secret in.
  public static Map<String, AttributeValue> write(Secret secret, StoredCredential credential) {
    Map<String, AttributeValue> item = new HashMap<>(key(secret));
    Caller caller = credential.caller();
    item.put("kind", AttributeValue.fromS(credential.kind().wireName()));
    item.put("credential_id", AttributeValue.fromS(caller.credentialId()));
    item.put("account_id", AttributeValue.fromS(caller.account().value()));
    if (!caller.scopes().isEmpty()) {
      item.put(
          "scopes", AttributeValue.fromSs(caller.scopes().stream().map(Scope::wireName).toList()));
    }
    putSeconds(item, "expires_at", credential.expiresAt());
    putSeconds(item, "revoked_at", credential.revokedAt());
    if (caller.pinnedVersion() != null) {
      item.put("api_version", AttributeValue.fromS(caller.pinnedVersion()));
    }
    return item;
  }

  static StoredCredential read(Map<String, AttributeValue> item) {
    Attributes attributes = new Attributes("", item);
    return new StoredCredential(
        attributes.name("kind", SecretKind.class),
        new Caller(
            attributes.string("credential_id"),
            attributes.account("account_id"),
            attributes.stringSet("scopes").stream()
                .map(scope -> WireName.find(Scope.class, scope))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet()),
            attributes.optionalString("api_version")),
        attributes.optionalEpochSecond("expires_at"),
        attributes.optionalEpochSecond("revoked_at"));
  }

  /// The credential's id, for the log; it is no secret.
  static String readId(Map<String, AttributeValue> item) {
    return String.valueOf(Lenient.string(item, "credential_id"));
  }

  private static void putSeconds(
      Map<String, AttributeValue> item, String name, @Nullable Instant time) {
    if (time != null) {
      item.put(name, AttributeValue.fromN(Long.toString(time.getEpochSecond())));
    }
  }
}
