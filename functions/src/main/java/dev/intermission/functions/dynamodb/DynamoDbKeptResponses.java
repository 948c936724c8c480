package dev.intermission.functions.dynamodb;

import dev.intermission.change.KeyedChange;
import dev.intermission.change.StatusUpdate;
import dev.intermission.model.RecordId;
import dev.intermission.once.IdempotencyKey;
import dev.intermission.once.KeptResponse;
import dev.intermission.once.KeptResponses;
import dev.intermission.once.KeyedResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/// The table of kept responses, and the transactions that also change records.
public final class DynamoDbKeptResponses implements KeptResponses {
  /// The most bytes of a response that fit into an item of 400 KB. They are 380,000 for its body
  /// and 4 for its status, beside the rest of the row.
  private static final int MAXIMUM_BYTES = 380_004;

  private final Table table;
  private final Table records;
  private final DynamoDbClient unrepeatable;
  private final ItemKind<?> kind;

  /// @param repeatable for reads
  /// @param unrepeatable for the write that accepts a change
  /// @param table the name of the table of kept responses
  /// @param recordsTable the name of the table of the records that change
  /// @param kind the kind of these records
  public DynamoDbKeptResponses(
      DynamoDbClient repeatable,
      DynamoDbClient unrepeatable,
      String table,
      String recordsTable,
      ItemKind<?> kind) {
    this.table = new Table(repeatable, table);
    this.records = new Table(repeatable, recordsTable);
    this.unrepeatable = unrepeatable;
    this.kind = kind;
  }

  @Override
  public Optional<KeptResponse> find(IdempotencyKey key, Instant now) {
    return table
        .find(IdempotencyItem.key(key))
        .map(item -> IdempotencyItem.read(key, item))
        .filter(response -> response.keptUntil().isAfter(now));
  }

  @Override
  public KeyedResult keep(KeptResponse response, @Nullable KeyedChange change, Instant now) {
    if (response.response().getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES) {
      return KeyedResult.IMPOSSIBLE;
    }
    TransactWriteItem kept = table.part(IdempotencyItem.put(response, now));
    try {
      if (change == null) {
        unrepeatable.putItem(alone(kept.put()));
      } else {
        unrepeatable.transactWriteItems(
            write -> write.transactItems(kept, records.part(part(change))));
      }
      return KeyedResult.APPLIED;
    } catch (ConditionalCheckFailedException e) {
      return KeyedResult.KEY_TAKEN;
    } catch (TransactionConflictException e) {
      return KeyedResult.MOVED;
    } catch (TransactionCanceledException e) {
      return canceled(e);
    } catch (SdkException e) {
      if (change != null && Faults.isImpossible(e)) {
        return KeyedResult.IMPOSSIBLE;
      }
      if (Faults.isRefusedForNow(e)) {
        throw Faults.unavailable(e);
      }
      if (Faults.isUnclear(e)) {
        return KeyedResult.UNKNOWN;
      }
      throw e;
    }
  }

  private static KeyedResult canceled(TransactionCanceledException e) {
    List<String> reasons = e.cancellationReasons().stream().map(CancellationReason::code).toList();
    if ("ConditionalCheckFailed".equals(reasons.getFirst())) {
      return KeyedResult.KEY_TAKEN;
    }
    if (reasons.contains("ConditionalCheckFailed") || reasons.contains("TransactionConflict")) {
      return KeyedResult.MOVED;
    }
    if (Faults.isRefusedForNow(e)) {
      throw Faults.unavailable(e);
    }
    if (Faults.isImpossible(e)) {
      return KeyedResult.IMPOSSIBLE;
    }
    throw e;
  }

  /// The same write without a transaction, which would cost twice.
  private static PutItemRequest alone(Put put) {
    return PutItemRequest.builder()
        .tableName(put.tableName())
        .item(put.item())
        .conditionExpression(put.conditionExpression())
        .expressionAttributeValues(put.expressionAttributeValues())
        .build();
  }

  private Part part(KeyedChange change) {
    Rev seen = (Rev) change.seen();
    return switch (change) {
      case KeyedChange.Update(StatusUpdate update, var ignored) ->
          kind.keyedUpdate(update).ifStill(seen);
      case KeyedChange.Check(RecordId id, var ignored) -> Update.check(ItemKind.key(id), seen);
    };
  }
}
