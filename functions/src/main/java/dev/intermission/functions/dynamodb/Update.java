package dev.intermission.functions.dynamodb;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// One conditional update of one item, which hands back the item as it was before, whether the
/// condition held or not.
///
/// @param values the values behind the names in both expressions
record Update(
    String table,
    Map<String, AttributeValue> key,
    String set,
    String remove,
    String condition,
    Map<String, AttributeValue> values) {

  /// Adds 1 to `rev`, where absent is 0. Every writer of status or pause does.
  static final String NEXT_REV = "rev = if_not_exists(rev, :zero) + :one";

  private static final String FIRST_REV = "rev = :one";

  /// Whether the item's `rev` is one that DynamoDB can add to.
  static boolean canAddToRev(Map<String, AttributeValue> item) {
    AttributeValue rev = item.get("rev");
    return rev == null || rev.n() != null;
  }

  UpdateItemRequest request() {
    return request(set, condition, values);
  }

  /// The same for an item whose `rev` is no number, which DynamoDB cannot add to: it counts from 1
  /// again. Stopping the spending wins over a broken counter.
  UpdateItemRequest requestWithFirstRev() {
    Map<String, AttributeValue> more = new HashMap<>(values);
    more.remove(":zero");
    more.put(":number", AttributeValue.fromS("N"));
    return request(
        set.replace(NEXT_REV, FIRST_REV),
        condition + " AND NOT attribute_type(rev, :number)",
        more);
  }

  private UpdateItemRequest request(
      String setClauses, String conditions, Map<String, AttributeValue> expressionValues) {
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key)
        .updateExpression("SET " + setClauses + (remove.isEmpty() ? "" : " REMOVE " + remove))
        .conditionExpression(conditions)
        .expressionAttributeNames(Map.of("#status", "status"))
        .expressionAttributeValues(expressionValues)
        .returnValues(ReturnValue.ALL_OLD)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }
}
