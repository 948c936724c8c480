package dev.intermission.functions.dynamodb;

import dev.intermission.model.Ad;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AdStatus;
import dev.intermission.read.AccountRecords;
import dev.intermission.read.AccountRows;
import dev.intermission.read.BatchResult;
import dev.intermission.read.IndexRange;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A table of records and its indexes by account, for functions that list.
///
/// @param <S> the status of a record
/// @param <R> the kind of record
public final class DynamoDbAccountRecords<S, R> implements AccountRecords<S, R> {
  private final DynamoDbRecords<R> records;
  private final AccountIndex index;
  private final BiFunction<Map<String, AttributeValue>, Instant, @Nullable S> rowStatus;

  private DynamoDbAccountRecords(
      DynamoDbRecords<R> records,
      BiFunction<Map<String, AttributeValue>, Instant, @Nullable S> rowStatus) {
    this.records = records;
    this.index = new AccountIndex(records.table());
    this.rowStatus = rowStatus;
  }

  /// Ads.
  ///
  /// @param client may repeat a call
  /// @param table the table's name
  public static DynamoDbAccountRecords<AdStatus, Ad> ads(DynamoDbClient client, String table) {
    return new DynamoDbAccountRecords<>(
        new DynamoDbRecords<>(client, table, ItemKind.ads()), (row, now) -> AdItem.readStatus(row));
  }

  /// Ad campaigns.
  ///
  /// @param client may repeat a call
  /// @param table the table's name
  public static DynamoDbAccountRecords<AdCampaignStatus, AdCampaign> adCampaigns(
      DynamoDbClient client, String table) {
    return new DynamoDbAccountRecords<>(
        new DynamoDbRecords<>(client, table, ItemKind.adCampaigns()),
        AdCampaignItem::readShownStatus);
  }

  @Override
  public Optional<AccountRows<S>> rows(IndexRange stretch, Instant now) {
    return index.rows(stretch, row -> rowStatus.apply(row, now));
  }

  @Override
  public BatchResult<R> findAll(Set<String> ids) {
    return index.findAll(ids, records::read);
  }
}
