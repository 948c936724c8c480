package dev.intermission.functions.dynamodb;

import dev.intermission.port.StatusWrite;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The update of one table that accepts a pause or an unpause.
///
/// Its client repeats it only after a definite refusal: made twice, it could overwrite a newer
/// pause of somebody else. An adapter that accepts nothing has a [Table] alone, and needs no such
/// client.
final class AcceptingTable {
  private final Table table;
  private final Table unrepeatable;

  AcceptingTable(DynamoDbClient repeatable, DynamoDbClient unrepeatable, String name) {
    this.table = new Table(repeatable, name);
    this.unrepeatable = new Table(unrepeatable, name);
  }

  /// Makes the one conditional update of a pause or an unpause.
  ///
  /// @param read makes a record of an item
  /// @param unwritable makes a record of an item that DynamoDB does not update
  /// @throws dev.intermission.port.StoreUnavailableException if it was refused for now, and
  ///   definitely did nothing
  <S> StatusWrite<S> write(
      Update update,
      Function<Map<String, AttributeValue>, S> read,
      Function<Map<String, AttributeValue>, S> unwritable) {
    return switch (unrepeatable.update(update)) {
      case Written.Applied(var before) -> new StatusWrite.Applied<>(read.apply(before));
      case Written.Refused(var current) -> new StatusWrite.Refused<>(read.apply(current));
      case Written.Missing() -> new StatusWrite.Missing<>();
      case Written.Unknown(var ignored) -> new StatusWrite.Unknown<>();
      case Written.Impossible(var ignored) ->
          table
              .find(update.key())
              .<StatusWrite<S>>map(item -> new StatusWrite.Refused<>(unwritable.apply(item)))
              .orElseGet(StatusWrite.Missing::new);
    };
  }
}
