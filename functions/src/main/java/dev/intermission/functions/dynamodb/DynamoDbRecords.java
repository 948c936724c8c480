package dev.intermission.functions.dynamodb;

import dev.intermission.model.Ad;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.RecordId;
import dev.intermission.store.Records;
import dev.intermission.store.Stored;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The table of one kind of record, for functions that read single records.
///
/// @param <R> the kind of record
public final class DynamoDbRecords<R> implements Records<R> {
  private final RecordTable<R> table;

  private DynamoDbRecords(RecordTable<R> table) {
    this.table = table;
  }

  /// Ads.
  ///
  /// @param client may repeat a call
  /// @param table the table's name
  public static DynamoDbRecords<Ad> ads(DynamoDbClient client, String table) {
    return new DynamoDbRecords<>(RecordTable.of(client, table, ItemKind.ads()));
  }

  /// Ad campaigns.
  ///
  /// @param client may repeat a call
  /// @param table the table's name
  public static DynamoDbRecords<AdCampaign> adCampaigns(DynamoDbClient client, String table) {
    return new DynamoDbRecords<>(RecordTable.of(client, table, ItemKind.adCampaigns()));
  }

  @Override
  public Optional<Stored<R>> find(RecordId id) {
    return table.find(id);
  }
}
