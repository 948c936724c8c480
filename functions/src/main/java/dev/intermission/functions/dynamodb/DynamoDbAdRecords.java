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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The table of ads. Made without an unrepeatable client, it reads and changes nothing.
public final class DynamoDbAdRecords implements AdRecords {
  private final Table table;
  private final AccountIndex index;
  private final @Nullable AcceptingTable accepting;

  /// For functions that change no ad.
  ///
  /// @param repeatable for reads
  public DynamoDbAdRecords(DynamoDbClient repeatable, String table) {
    this(repeatable, table, null);
  }

  /// @param repeatable for reads
  /// @param unrepeatable for the write that accepts a pause
  public DynamoDbAdRecords(DynamoDbClient repeatable, DynamoDbClient unrepeatable, String table) {
    this(repeatable, table, new AcceptingTable(repeatable, unrepeatable, table));
  }

  private DynamoDbAdRecords(
      DynamoDbClient repeatable, String name, @Nullable AcceptingTable accepting) {
    this.table = new Table(repeatable, name);
    this.index = new AccountIndex(table);
    this.accepting = accepting;
  }

  /// @throws UnsupportedOperationException if this was made without an unrepeatable client
  @Override
  public StatusWrite<StoredAd> change(AdChange change) {
    if (accepting == null) {
      throw new UnsupportedOperationException("made without an unrepeatable client");
    }
    String id = change.id().value();
    return accepting.write(
        AdUpdates.change(change),
        item -> read(id, item),
        item -> AdItem.stored(item, table.unwritable(id)));
  }

  @Override
  public Optional<StoredAd> find(AdId id) {
    return table.find(AdItem.key(id)).map(item -> read(id.value(), item));
  }

  @Override
  public Optional<AccountRows<AdStatus>> rows(Stretch stretch, Instant now) {
    return index.rows(stretch, AdItem::readStatus);
  }

  @Override
  public Batch<Ad> findAll(Set<String> ids) {
    return index.findAll(ids, this::read);
  }

  private StoredAd read(String id, Map<String, AttributeValue> item) {
    return AdItem.stored(item, table.reading(id, item, attributes -> AdItem.read(id, attributes)));
  }
}
