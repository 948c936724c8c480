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
    return Table.writeStatus(
        unrepeatable, AdItem.change(table, change), item -> AdItem.read(table, change.id(), item));
  }

  @Override
  public Optional<StoredAd> find(AdId id) {
    return Table.find(repeatable, table, AdItem.key(id)).map(item -> AdItem.read(table, id, item));
  }
}
