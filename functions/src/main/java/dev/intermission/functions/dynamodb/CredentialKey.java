package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.SecretHash;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The keys of the items in the table of credentials.
///
/// | pk | sk | holds |
/// |---|---|---|
/// | `SHA256#<hex>` | `CREDENTIAL` | the credential that a secret leads to |
/// | `CREDENTIAL#<id>` | `CREDENTIAL` | the secret's SHA-256, and what was asked for |
/// | `ACCOUNT#…`, `APP#…`, `USER#…` | `CREDENTIAL#<id>` | the secret's SHA-256, to list a holder's |
/// | `APP#…`, `USER#…` | `ACCOUNT#…` | an installation, a membership: its scopes |
/// | `ACCOUNT#…` | `APP#…`, `USER#…` | nothing, to list an account's |
final class CredentialKey {
  static final String SECRET = "SHA256#";
  static final String CREDENTIAL = "CREDENTIAL#";
  private static final String OF_CREDENTIAL = "CREDENTIAL";
  static final String ACCOUNT = "ACCOUNT#";
  private static final String APP = "APP#";
  private static final String USER = "USER#";

  private CredentialKey() {}

  /// The key of the item that a secret leads to.
  static Map<String, AttributeValue> of(SecretHash secret) {
    return of(SECRET + secret.hex(), OF_CREDENTIAL);
  }

  /// The key of the item that is kept under a credential's id.
  static Map<String, AttributeValue> of(CredentialId id) {
    return of(CREDENTIAL + id.value(), OF_CREDENTIAL);
  }

  /// The key of an item that was read.
  static Map<String, AttributeValue> ofItem(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>(item);
    key.keySet().retainAll(Set.of("pk", "sk"));
    return key;
  }

  /// The key of an installation or a membership.
  static Map<String, AttributeValue> of(Holder.Grantee grantee, AccountId account) {
    return of(partition(grantee), partition(new Holder.Account(account)));
  }

  /// The key of the row that lists a credential of a holder.
  static Map<String, AttributeValue> of(Holder holder, CredentialId id) {
    return of(holder, CREDENTIAL + id.value());
  }

  /// The key of a row of a holder.
  static Map<String, AttributeValue> of(Holder holder, String sort) {
    return of(partition(holder), sort);
  }

  private static Map<String, AttributeValue> of(String partition, String sort) {
    return Map.of("pk", text(partition), "sk", text(sort));
  }

  /// The partition of a holder's items.
  static String partition(Holder holder) {
    return switch (holder) {
      case Holder.Account(AccountId id) -> ACCOUNT + id.value();
      case Holder.App(AppId id) -> APP + id.value();
      case Holder.User(UserId id) -> USER + id.value();
      case Holder.Member ignored -> throw new IllegalArgumentException("a member has no items");
    };
  }

  /// The app or the user of a partition; empty when it is of another holder.
  static Optional<Holder.Grantee> grantee(String partition) {
    return partition.startsWith(APP)
        ? AppId.parse(partition.substring(APP.length())).map(Holder.App::new)
        : partition.startsWith(USER)
            ? UserId.parse(partition.substring(USER.length())).map(Holder.User::new)
            : Optional.empty();
  }

  /// The account of a partition; empty when it is of another holder.
  static Optional<AccountId> account(String partition) {
    return partition.startsWith(ACCOUNT)
        ? AccountId.parse(partition.substring(ACCOUNT.length()))
        : Optional.empty();
  }

  /// The key of the row that lists a grant of an account. Made from the grant's own key.
  static Map<String, AttributeValue> mirror(Map<String, AttributeValue> key) {
    return Map.of("pk", key.get("sk"), "sk", key.get("pk"));
  }
}
