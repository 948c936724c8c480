package dev.intermission.functions.dynamodb;

import dev.intermission.model.RecordId;
import dev.intermission.store.Records;
import dev.intermission.store.Stored;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The table of one kind of record, for functions that read single records.
///
/// The other adapters of such a table read its items through this one.
///
/// @param <R> the kind of record
public final class DynamoDbRecords<R> implements Records<R> {
  private final Table table;
  private final ItemKind<R> kind;

  /// @param client may repeat a call
  /// @param table the table's name
  public DynamoDbRecords(DynamoDbClient client, String table, ItemKind<R> kind) {
    this.table = new Table(client, table);
    this.kind = kind;
  }

  @Override
  public Optional<Stored<R>> find(RecordId id) {
    return table.find(ItemKind.key(id)).map(item -> read(id.value(), item));
  }

  Table table() {
    return table;
  }

  Stored<R> read(String id, Map<String, AttributeValue> item) {
    return kind.stored(item, table.parsed(id, item, attributes -> kind.read(id, attributes)));
  }

  /// An item that DynamoDB cannot update; empty when there is none.
  Optional<Stored<R>> findUnwritable(RecordId id) {
    return table
        .find(ItemKind.key(id))
        .map(item -> kind.stored(item, table.unwritable(id.value())));
  }
}
