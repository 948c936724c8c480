package dev.intermission.functions.dynamodb;

import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
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
  private final DynamoDbRecords<R> records;
  private final Table unrepeatable;
  private final ItemKind<R> kind;

  /// @param repeatable for reads
  /// @param unrepeatable for the update that accepts a change
  /// @param table the table's name
  public DynamoDbPauseRecords(
      DynamoDbClient repeatable, DynamoDbClient unrepeatable, String table, ItemKind<R> kind) {
    this.records = new DynamoDbRecords<>(repeatable, table, kind);
    this.unrepeatable = new Table(unrepeatable, table);
    this.kind = kind;
  }

  @Override
  public Optional<Stored<R>> find(RecordId id) {
    return records.find(id);
  }

  @Override
  public UpdateResult<R> update(StatusUpdate asked) {
    RecordId id = asked.id();
    return switch (unrepeatable.update(kind.update(asked))) {
      case Written.Applied(var before) ->
          new UpdateResult.Applied<>(records.read(id.value(), before));
      case Written.Refused(var current) ->
          new UpdateResult.Refused<>(records.read(id.value(), current));
      case Written.Missing() -> new UpdateResult.Missing<>();
      case Written.Unknown(var ignored) -> new UpdateResult.Unknown<>();
      case Written.Impossible(var ignored) ->
          records
              .findUnwritable(id)
              .<UpdateResult<R>>map(UpdateResult.Refused::new)
              .orElseGet(UpdateResult.Missing::new);
    };
  }
}
