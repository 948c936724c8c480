package dev.intermission.functions.dynamodb;

import dev.intermission.model.Ad;
import dev.intermission.model.AdId;
import dev.intermission.model.AdStatus;
import dev.intermission.port.AccountRows;
import dev.intermission.port.AdChange;
import dev.intermission.port.AdRecords;
import dev.intermission.port.Batch;
import dev.intermission.port.StatusWrite;
import dev.intermission.port.StoredAd;
import dev.intermission.port.Stretch;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
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
    String id = change.id().value();
    return Table.writeStatus(
        repeatable,
        unrepeatable,
        AdItem.change(table, change),
        item -> AdItem.read(table, id, item),
        item -> AdItem.readUnwritable(table, id, item));
  }

  @Override
  public Optional<StoredAd> find(AdId id) {
    return Table.find(repeatable, table, AdItem.key(id))
        .map(item -> AdItem.read(table, id.value(), item));
  }

  @Override
  public Optional<AccountRows<AdStatus>> rows(Stretch stretch, Instant now) {
    return AccountIndex.rows(repeatable, table, stretch, AdItem::readStatus);
  }

  @Override
  public Batch<Ad> findAll(Set<String> ids) {
    return AccountIndex.findAll(repeatable, table, ids, (id, item) -> AdItem.read(table, id, item));
  }
}
