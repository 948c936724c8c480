package dev.intermission.functions.dynamodb;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// One conditional update of one item, which returns the item as it was before. It does so whether
/// the condition held or not. Every writer of status or pause adds 1 to `rev`, so each of these
/// does.
///
/// @param set what else to set, clause by clause; may be empty
/// @param values the values behind the names in both expressions, but for those of `rev`
record Update(
    Map<String, AttributeValue> key,
    String set,
    String remove,
    String condition,
    Map<String, AttributeValue> values) {

  private static final Map<String, String> NAMES = Map.of("#status", "status");
  private static final AttributeValue ZERO = AttributeValue.fromN("0");
  private static final AttributeValue ONE = AttributeValue.fromN("1");

  /// Adds 1 to `rev`, where absent is 0.
  UpdateItemRequest.Builder request() {
    return request(
        "rev = if_not_exists(rev, :zero) + :one", condition, Map.of(":zero", ZERO, ":one", ONE));
  }

  /// The same for an item whose `rev` DynamoDB cannot add to. It is no number, or one whose sum has
  /// more digits than a number may have. It counts from 1 again. Stopping the spending wins over a
  /// broken counter.
  UpdateItemRequest.Builder requestWithFirstRev() {
    return request("rev = :one", condition, Map.of(":one", ONE));
  }

  /// The same as a part of a transaction, if the item has not changed. A `rev` that cannot be added
  /// to counts from 1 again, here too.
  Part ifStill(Rev seen) {
    AttributeValue rev = seen.value();
    Map<String, AttributeValue> allValues = new HashMap<>(values);
    allValues.put(":next", seen.next());
    if (rev != null) {
      allValues.put(":rev", rev);
    }
    return table ->
        TransactWriteItem.builder()
            .update(part ->
                part.tableName(table)
                    .key(key)
                    .updateExpression(expression("rev = :next"))
                    .conditionExpression(condition + " AND " + isStill(seen))
                    .expressionAttributeNames(NAMES)
                    .expressionAttributeValues(allValues))
            .build();
  }

  /// A check, in a transaction, that an item is there and has not changed.
  static Part check(Map<String, AttributeValue> key, Rev seen) {
    AttributeValue rev = seen.value();
    return table ->
        TransactWriteItem.builder()
            .conditionCheck(check ->
                check
                    .tableName(table)
                    .key(key)
                    .conditionExpression("attribute_exists(id) AND " + isStill(seen))
                    .expressionAttributeValues(rev == null ? null : Map.of(":rev", rev)))
            .build();
  }

  private static String isStill(Rev seen) {
    return seen.value() == null ? "attribute_not_exists(rev)" : "rev = :rev";
  }

  private String expression(String rev) {
    return "SET "
        + (set.isEmpty() ? rev : set + ", " + rev)
        + (remove.isEmpty() ? "" : " REMOVE " + remove);
  }

  private UpdateItemRequest.Builder request(
      String rev, String conditions, Map<String, AttributeValue> revValues) {
    Map<String, AttributeValue> allValues = new HashMap<>(values);
    allValues.putAll(revValues);
    return UpdateItemRequest.builder()
        .key(key)
        .updateExpression(expression(rev))
        .conditionExpression(conditions)
        .expressionAttributeNames(NAMES)
        .expressionAttributeValues(allValues)
        .returnValues(ReturnValue.ALL_OLD)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }
}
