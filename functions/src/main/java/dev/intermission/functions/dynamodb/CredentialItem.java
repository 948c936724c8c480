package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.seconds;
import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.access.SecretKind;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.Timestamps;
import dev.intermission.model.UserId;
import dev.intermission.model.WireName;
import dev.intermission.port.IssuedCredential;
import dev.intermission.port.NewCredential;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The attributes of an item in the table of credentials: the one class that knows their names.
///
/// | pk | sk | holds |
/// |---|---|---|
/// | `SHA256#<hex>` | `CREDENTIAL` | the credential that a secret leads to |
/// | `CREDENTIAL#<id>` | `CREDENTIAL` | the secret's SHA-256, and what was asked for |
/// | `ACCOUNT#…`, `APP#…`, `USER#…` | `CREDENTIAL#<id>` | the secret's SHA-256, to list a holder's |
/// | `APP#…`, `USER#…` | `ACCOUNT#…` | an installation, a membership: its scopes |
/// | `ACCOUNT#…` | `APP#…`, `USER#…` | nothing, to list an account's |
///
/// No item holds anything that would let anybody make a secret again.
public final class CredentialItem {
  private static final String SECRET = "SHA256#";
  private static final String CREDENTIAL = "CREDENTIAL";
  private static final String ACCOUNT = "ACCOUNT#";
  private static final String APP = "APP#";
  private static final String USER = "USER#";
  private static final AttributeValue NULL_TYPE = text("NULL");

  private CredentialItem() {}

  /// The key of the item that a secret leads to.
  static Map<String, AttributeValue> key(SecretHash secret) {
    return key(SECRET + secret.hex(), CREDENTIAL);
  }

  /// The key of what is kept under a credential's id.
  static Map<String, AttributeValue> key(CredentialId id) {
    return key(CREDENTIAL + "#" + id.value(), CREDENTIAL);
  }

  /// The key of an item that was read.
  static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> key = new HashMap<>(item);
    key.keySet().retainAll(Set.of("pk", "sk"));
    return key;
  }

  /// The key of an installation or a membership.
  static Map<String, AttributeValue> key(Holder.Grantee grantee, AccountId account) {
    return key(partition(grantee), partition(new Holder.Account(account)));
  }

  /// The item that lets a secret in.
  public static Map<String, AttributeValue> write(SecretHash secret, Credential credential) {
    Map<String, AttributeValue> item = new HashMap<>(key(secret));
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

  /// The item that says what an account granted to an app or a user.
  public static Map<String, AttributeValue> write(
      Holder.Grantee grantee, AccountId account, Set<Scope> scopes) {
    Map<String, AttributeValue> item = new HashMap<>(key(grantee, account));
    putScopes(item, scopes);
    return item;
  }

  /// Stores a credential, and the two items that it is found by without its secret: all three are
  /// new, or none is written.
  static TransactWriteItemsRequest issue(String table, NewCredential credential) {
    AttributeValue hash = text(credential.secret().hex());
    Map<String, AttributeValue> ofId = new HashMap<>(key(credential.id()));
    ofId.put("sha256", hash);
    ofId.put("request", text(credential.request()));
    Map<String, AttributeValue> ofHolder =
        new HashMap<>(
            key(
                partition(credential.credential().caller().holder()),
                CREDENTIAL + "#" + credential.id().value()));
    ofHolder.put("sha256", hash);
    return transaction(
        Stream.of(write(credential.secret(), credential.credential()), ofId, ofHolder)
            .map(item ->
                TransactWriteItem.builder()
                    .put(put ->
                        put.tableName(table)
                            .item(item)
                            .conditionExpression("attribute_not_exists(pk)"))
                    .build())
            .toList());
  }

  /// Narrows a credential that has what the narrowing leaves it.
  static UpdateItemRequest narrow(String table, SecretHash secret, Narrowing narrowing) {
    Map<String, AttributeValue> values = new HashMap<>();
    StringBuilder condition = new StringBuilder("attribute_exists(pk)");
    List<String> set = new ArrayList<>();
    String remove = "";
    Set<Scope> scopes = narrowing.scopes();
    if (scopes != null) {
      // What is broken stays broken: mended, it would let somebody in.
      condition.append(" AND (" + isAbsent("scopes") + " OR attribute_type(scopes, :set))");
      values.put(":set", text("SS"));
      values.put(":null", NULL_TYPE);
      for (Scope scope : scopes) {
        String name = ":" + scope.name();
        condition.append(" AND contains(scopes, ").append(name).append(')');
        values.put(name, text(scope.wireName()));
      }
      if (scopes.isEmpty()) {
        // DynamoDB has no empty set.
        remove = " REMOVE scopes";
      } else {
        set.add("scopes = :scopes");
        values.put(":scopes", names(scopes));
      }
    }
    Instant end = narrowing.expiresAt();
    if (end != null) {
      set.add("expires_at = :end");
      values.put(":end", seconds(end));
      values.put(":null", NULL_TYPE);
      values.put(":endOfTime", seconds(Timestamps.LAST_SECOND));
      condition.append(
          " AND (" + isAbsent("expires_at") + " OR expires_at BETWEEN :end AND :endOfTime)");
    }
    return update(
        table,
        secret,
        (set.isEmpty() ? "" : "SET " + String.join(", ", set)) + remove,
        condition.toString(),
        values);
  }

  /// Revokes a credential that is not revoked yet.
  static UpdateItemRequest revoke(String table, SecretHash secret, Instant now) {
    return update(
        table,
        secret,
        "SET revoked_at = :now",
        "attribute_exists(pk) AND " + isAbsent("revoked_at"),
        Map.of(":now", seconds(now), ":null", NULL_TYPE));
  }

  /// Stores an installation or a membership, and the item that its account's are listed by.
  static TransactWriteItemsRequest grant(
      String table, Holder.Grantee grantee, AccountId account, Set<Scope> scopes) {
    return transaction(
        Stream.of(write(grantee, account, scopes), mirror(key(grantee, account)))
            .map(item ->
                TransactWriteItem.builder().put(put -> put.tableName(table).item(item)).build())
            .toList());
  }

  /// Removes an installation or a membership that is there.
  static TransactWriteItemsRequest withdraw(
      String table, Holder.Grantee grantee, AccountId account) {
    Map<String, AttributeValue> key = key(grantee, account);
    return transaction(
        List.of(
            TransactWriteItem.builder()
                .delete(delete ->
                    delete.tableName(table).key(key).conditionExpression("attribute_exists(pk)"))
                .build(),
            TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table).key(mirror(key)))
                .build()));
  }

  /// What belongs to a holder, in the order of the sort key.
  static QueryRequest rows(String table, Holder holder, @Nullable String after, int pageSize) {
    String partition = partition(holder);
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(table)
            .consistentRead(true)
            .keyConditionExpression("pk = :pk")
            .expressionAttributeValues(Map.of(":pk", text(partition)))
            .limit(pageSize);
    return (after == null ? query : query.exclusiveStartKey(key(partition, after))).build();
  }

  /// Where the next page begins; null when there is none.
  static @Nullable String next(QueryResponse response) {
    return response.hasLastEvaluatedKey()
        ? Lenient.string(response.lastEvaluatedKey(), "sk")
        : null;
  }

  /// What a row of a holder stands for.
  sealed interface Row {
    /// One of its credentials.
    record OfCredential(CredentialId id, SecretHash secret) implements Row {}

    /// One of its installations or memberships.
    record OfGrant(Holder.Grantee grantee, AccountId account) implements Row {}

    /// Nothing that can be understood.
    record Unreadable(String attribute) implements Row {}
  }

  static Row readRow(Map<String, AttributeValue> row) {
    String partition = String.valueOf(Lenient.string(row, "pk"));
    String sort = String.valueOf(Lenient.string(row, "sk"));
    if (sort.startsWith(CREDENTIAL + "#")) {
      Optional<CredentialId> id = CredentialId.parse(sort.substring(CREDENTIAL.length() + 1));
      Optional<SecretHash> secret =
          Optional.ofNullable(Lenient.string(row, "sha256")).flatMap(SecretHash::parse);
      if (id.isPresent() && secret.isPresent()) {
        return new Row.OfCredential(id.get(), secret.get());
      }
      return new Row.Unreadable(id.isPresent() ? "sha256" : "sk");
    }
    boolean isMirror = partition.startsWith(ACCOUNT);
    return readGrantee(isMirror ? sort : partition)
        .flatMap(grantee ->
            readAccount(isMirror ? partition : sort)
                .<Row>map(account -> new Row.OfGrant(grantee, account)))
        .orElseGet(() -> new Row.Unreadable("sk"));
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

  /// The scopes of a credential, an installation or a membership; unknown ones mean nothing here.
  static Set<Scope> readScopes(Attributes attributes) {
    return attributes.stringSet("scopes").stream()
        .map(scope -> WireName.find(Scope.class, scope))
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  /// What an item is called in the log; neither a secret nor the hash of one.
  static String readId(Map<String, AttributeValue> item) {
    String credentialId = Lenient.string(item, "credential_id");
    if (credentialId != null) {
      return credentialId;
    }
    String partition = String.valueOf(Lenient.string(item, "pk"));
    return partition.startsWith(SECRET)
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

  private static Map<String, AttributeValue> key(String partition, String sort) {
    return Map.of("pk", text(partition), "sk", text(sort));
  }

  private static String partition(Holder holder) {
    return switch (holder) {
      case Holder.Account(AccountId id) -> ACCOUNT + id.value();
      case Holder.App(AppId id) -> APP + id.value();
      case Holder.User(UserId id) -> USER + id.value();
      case Holder.Member ignored -> throw new IllegalArgumentException("a member has no items");
    };
  }

  private static Optional<Holder.Grantee> readGrantee(String partition) {
    return partition.startsWith(APP)
        ? AppId.parse(partition.substring(APP.length())).map(Holder.App::new)
        : partition.startsWith(USER)
            ? UserId.parse(partition.substring(USER.length())).map(Holder.User::new)
            : Optional.empty();
  }

  private static Optional<AccountId> readAccount(String partition) {
    return partition.startsWith(ACCOUNT)
        ? AccountId.parse(partition.substring(ACCOUNT.length()))
        : Optional.empty();
  }

  private static Map<String, AttributeValue> mirror(Map<String, AttributeValue> key) {
    return Map.of("pk", key.get("sk"), "sk", key.get("pk"));
  }

  private static TransactWriteItemsRequest transaction(List<TransactWriteItem> writes) {
    return TransactWriteItemsRequest.builder().transactItems(writes).build();
  }

  private static UpdateItemRequest update(
      String table,
      SecretHash secret,
      String update,
      String condition,
      Map<String, AttributeValue> values) {
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key(secret))
        .updateExpression(update)
        .conditionExpression(condition)
        .expressionAttributeValues(values.isEmpty() ? null : values)
        .returnValues(ReturnValue.ALL_NEW)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  /// As items are read: absent and NULL are the same.
  private static String isAbsent(String attribute) {
    return "(attribute_not_exists(%1$s) OR attribute_type(%1$s, :null))".formatted(attribute);
  }

  private static void putScopes(Map<String, AttributeValue> item, Set<Scope> scopes) {
    // DynamoDB has no empty set.
    if (!scopes.isEmpty()) {
      item.put("scopes", names(scopes));
    }
  }

  private static AttributeValue names(Set<Scope> scopes) {
    return AttributeValue.fromSs(scopes.stream().map(Scope::wireName).toList());
  }

  private static void putSeconds(
      Map<String, AttributeValue> item, String name, @Nullable Instant time) {
    if (time != null) {
      item.put(name, seconds(time));
    }
  }
}
