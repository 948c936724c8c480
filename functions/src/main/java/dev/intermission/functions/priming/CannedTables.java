package dev.intermission.functions.priming;

import java.util.Map;

/// Tables that hold at most one item each. Every read finds it, and every update is of it.
///
/// @param items the item of each table that has one, in DynamoDB's JSON, by the table's name
public record CannedTables(Map<String, String> items) {
  /// @param items is copied
  public CannedTables {
    items = Map.copyOf(items);
  }

  /// The response to one call, in DynamoDB's JSON.
  ///
  /// @param operation such as `GetItem`
  /// @param request in DynamoDB's JSON
  String response(String operation, String request) {
    return items.entrySet().stream()
        .filter(table -> request.contains('"' + table.getKey() + '"'))
        .findFirst()
        .map(table -> found(operation, table.getKey(), table.getValue()))
        .orElseGet(() -> operation.equals("Query") ? "{\"Items\":[],\"Count\":0}" : "{}");
  }

  private static String found(String operation, String table, String item) {
    return switch (operation) {
      case "GetItem" -> "{\"Item\":" + item + "}";
      case "UpdateItem" -> "{\"Attributes\":" + item + "}";
      case "Query" -> "{\"Items\":[" + item + "],\"Count\":1,\"ScannedCount\":1}";
      case "BatchGetItem" ->
          "{\"Responses\":{\"" + table + "\":[" + item + "]},\"UnprocessedKeys\":{}}";
      default -> "{}";
    };
  }
}
