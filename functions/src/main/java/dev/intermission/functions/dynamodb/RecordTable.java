package dev.intermission.functions.dynamodb;

import dev.intermission.model.RecordId;
import dev.intermission.store.Stored;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The table of one kind of record, for reads.
record RecordTable<R>(Table table, ItemKind<R> kind) {
  static <R> RecordTable<R> of(DynamoDbClient repeatable, String name, ItemKind<R> kind) {
    return new RecordTable<>(new Table(repeatable, name), kind);
  }

  Optional<Stored<R>> find(RecordId id) {
    return table.find(ItemKind.key(id)).map(item -> read(id.value(), item));
  }

  Stored<R> read(String id, Map<String, AttributeValue> item) {
    return kind.stored(
        item, table.parsed(id, item, attributes -> kind.read().apply(id, attributes)));
  }

  /// An item that DynamoDB cannot update.
  Stored<R> unwritable(RecordId id, Map<String, AttributeValue> item) {
    return kind.stored(item, table.unwritable(id.value()));
  }
}
