package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.seconds;
import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.credential.NewCredential;
import dev.intermission.model.AccountId;
import dev.intermission.model.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The conditional writes of the table of credentials.
final class CredentialWrites {
  private static final AttributeValue NULL_TYPE = text("NULL");

  private CredentialWrites() {}

  /// Stores a credential, and two items to find it without its secret. All three are new, or none
  /// is written.
  static List<Part> issue(NewCredential credential) {
    AttributeValue hash = text(credential.secret().hex());
    Map<String, AttributeValue> ofId = new HashMap<>(CredentialKey.of(credential.id()));
    ofId.put("sha256", hash);
    ofId.put("request", text(credential.request()));
    Map<String, AttributeValue> ofHolder =
        new HashMap<>(CredentialKey.of(credential.credential().caller().holder(), credential.id()));
    ofHolder.put("sha256", hash);
    return Stream.of(
            CredentialItem.write(credential.secret(), credential.credential()), ofId, ofHolder)
        .map(item ->
            Part.put(Put.builder().item(item).conditionExpression("attribute_not_exists(pk)")))
        .toList();
  }

  /// Narrows a credential that has all scopes which the narrowing leaves.
  static UpdateItemRequest.Builder narrow(SecretHash secret, Narrowing narrowing) {
    Map<String, AttributeValue> values = new HashMap<>();
    StringBuilder condition = new StringBuilder("attribute_exists(pk)");
    List<String> set = new ArrayList<>();
    String remove = "";
    Set<Scope> scopes = narrowing.scopes();
    if (scopes != null) {
      // A broken attribute stays broken: mended, it would let somebody in.
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
        values.put(":scopes", CredentialItem.names(scopes));
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
        secret,
        (set.isEmpty() ? "" : "SET " + String.join(", ", set)) + remove,
        condition.toString(),
        values);
  }

  /// Revokes a credential that is not revoked yet.
  static UpdateItemRequest.Builder revoke(SecretHash secret, Instant now) {
    return update(
        secret,
        "SET revoked_at = :now",
        "attribute_exists(pk) AND " + isAbsent("revoked_at"),
        Map.of(":now", seconds(now), ":null", NULL_TYPE));
  }

  /// Stores an installation or a membership, and the row that lists it for its account.
  static List<Part> grant(Holder.Grantee grantee, AccountId account, Set<Scope> scopes) {
    return List.of(
        Part.put(Put.builder().item(CredentialItem.write(grantee, account, scopes))),
        Part.put(Put.builder().item(CredentialKey.mirror(CredentialKey.of(grantee, account)))));
  }

  /// Removes an installation or a membership that is there.
  static List<Part> withdraw(Holder.Grantee grantee, AccountId account) {
    Map<String, AttributeValue> key = CredentialKey.of(grantee, account);
    return List.of(
        Part.delete(Delete.builder().key(key).conditionExpression("attribute_exists(pk)")),
        Part.delete(Delete.builder().key(CredentialKey.mirror(key))));
  }

  private static UpdateItemRequest.Builder update(
      SecretHash secret, String update, String condition, Map<String, AttributeValue> values) {
    return UpdateItemRequest.builder()
        .key(CredentialKey.of(secret))
        .updateExpression(update)
        .conditionExpression(condition)
        .expressionAttributeValues(values.isEmpty() ? null : values)
        .returnValues(ReturnValue.ALL_NEW)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }

  /// A condition for an absent attribute. Absent and NULL are the same, as when items are read.
  private static String isAbsent(String attribute) {
    return "(attribute_not_exists(%1$s) OR attribute_type(%1$s, :null))".formatted(attribute);
  }
}
