package dev.intermission.functions.dynamodb;

import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// One part of a transaction, which gets its table's name from a [Table].
@FunctionalInterface
interface Part {
  TransactWriteItem in(String table);

  static Part put(Put.Builder put) {
    return table -> TransactWriteItem.builder().put(put.tableName(table).build()).build();
  }

  static Part delete(Delete.Builder delete) {
    return table -> TransactWriteItem.builder().delete(delete.tableName(table).build()).build();
  }
}
