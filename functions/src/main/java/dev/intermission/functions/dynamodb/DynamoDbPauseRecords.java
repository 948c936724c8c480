package dev.intermission.functions.dynamodb;

import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.model.Ad;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.RecordId;
import dev.intermission.pause.PauseRecords;
import dev.intermission.store.Stored;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The table of one kind of record, for functions that pause and unpause.
///
/// The update that accepts a change has a client of its own, which repeats it only after a definite
/// refusal: made twice, it could overwrite a newer pause of somebody else.
///
/// @param <R> the kind of record
public final class DynamoDbPauseRecords<R> implements PauseRecords<R> {
  private final RecordTable<R> table;
  private final Table unrepeatable;

  private DynamoDbPauseRecords(RecordTable<R> table, Table unrepeatable) {
    this.table = table;
    this.unrepeatable = unrepeatable;
  }

  /// Ads.
  ///
  /// @param repeatable for reads
  /// @param unrepeatable for the update that accepts a change
  /// @param table the table's name
  public static DynamoDbPauseRecords<Ad> ads(
      DynamoDbClient repeatable, DynamoDbClient unrepeatable, String table) {
    return new DynamoDbPauseRecords<>(
        RecordTable.of(repeatable, table, ItemKind.ads()), new Table(unrepeatable, table));
  }

  /// Ad campaigns.
  ///
  /// @param repeatable for reads
  /// @param unrepeatable for the update that accepts a change
  /// @param table the table's name
  public static DynamoDbPauseRecords<AdCampaign> adCampaigns(
      DynamoDbClient repeatable, DynamoDbClient unrepeatable, String table) {
    return new DynamoDbPauseRecords<>(
        RecordTable.of(repeatable, table, ItemKind.adCampaigns()), new Table(unrepeatable, table));
  }

  @Override
  public Optional<Stored<R>> find(RecordId id) {
    return table.find(id);
  }

  @Override
  public UpdateResult<R> update(StatusUpdate asked) {
    RecordId id = asked.id();
    Update update = table.kind().update().apply(asked);
    return switch (unrepeatable.update(update)) {
      case Written.Applied(var before) ->
          new UpdateResult.Applied<>(table.read(id.value(), before));
      case Written.Refused(var current) ->
          new UpdateResult.Refused<>(table.read(id.value(), current));
      case Written.Missing() -> new UpdateResult.Missing<>();
      case Written.Unknown(var ignored) -> new UpdateResult.Unknown<>();
      case Written.Impossible(var ignored) ->
          table
              .table()
              .find(update.key())
              .<UpdateResult<R>>map(item -> new UpdateResult.Refused<>(table.unwritable(id, item)))
              .orElseGet(UpdateResult.Missing::new);
    };
  }
}
