package dev.intermission.functions.dynamodb;

import dev.intermission.model.AdId;
import dev.intermission.port.AdChange;
import dev.intermission.port.AdRecords;
import dev.intermission.port.StatusWrite;
import dev.intermission.port.StoredAd;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The table of ads.
public final class DynamoDbAdRecords implements AdRecords {
  private final DynamoDbClient repeatable;
  private final DynamoDbClient unrepeatable;
  private final String table;

  /// @param repeatable for reads
  /// @param unrepeatable for the write that accepts a pause
  public DynamoDbAdRecords(DynamoDbClient repeatable, DynamoDbClient unrepeatable, String table) {
    this.repeatable = repeatable;
    this.unrepeatable = unrepeatable;
    this.table = table;
  }

  @Override
  public StatusWrite<StoredAd> change(AdChange change) {
    return switch (Table.write(unrepeatable, AdItem.change(table, change))) {
      case Table.Written.Applied(var before) ->
          new StatusWrite.Applied<>(AdItem.read(table, change.id(), before));
      case Table.Written.Refused(var current) ->
          new StatusWrite.Refused<>(AdItem.read(table, change.id(), current));
      case Table.Written.Missing() -> new StatusWrite.Missing<>();
      case Table.Written.Unknown(var ignored) -> new StatusWrite.Unknown<>();
      case Table.Written.Impossible(var cause) -> throw cause;
    };
  }

  @Override
  public Optional<StoredAd> find(AdId id) {
    return Table.find(repeatable, table, AdItem.key(id)).map(item -> AdItem.read(table, id, item));
  }
}
