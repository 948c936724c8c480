package dev.intermission.functions.dynamodb;

import dev.intermission.port.StatusWrite;
import dev.intermission.port.StoreUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The calls of DynamoDB that the stores make.
final class Table {
  private static final int BATCH_CALLS = 2;

  private Table() {}

  /// What became of a conditional update.
  sealed interface Written {
    /// It was carried out; the item as the update asked for it, before or after.
    record Applied(Map<String, AttributeValue> item) implements Written {}

    /// The condition failed; the item as it is.
    record Refused(Map<String, AttributeValue> current) implements Written {}

    /// There is no such item.
    record Missing() implements Written {}

    /// Nobody knows whether it was carried out.
    record Unknown(SdkException cause) implements Written {}

    /// DynamoDB cannot carry it out on this item.
    record Impossible(DynamoDbException cause) implements Written {}
  }

  /// What became of a transaction.
  sealed interface Transacted {
    /// It was carried out.
    record Applied() implements Transacted {}

    /// A condition failed, and nothing was carried out.
    record Refused() implements Transacted {}

    /// Nobody knows whether it was carried out.
    record Unknown(SdkException cause) implements Transacted {}
  }

  /// Reads one item, consistently.
  ///
  /// @throws StoreUnavailableException if the store could not be asked
  static Optional<Map<String, AttributeValue>> find(
      DynamoDbClient client, String table, Map<String, AttributeValue> key) {
    GetItemResponse response =
        ask(() -> client.getItem(get -> get.tableName(table).key(key).consistentRead(true)));
    return response.hasItem() && !response.item().isEmpty()
        ? Optional.of(response.item())
        : Optional.empty();
  }

  /// Reads up to 100 items, consistently, in any order. What is not there is left out.
  ///
  /// @throws StoreUnavailableException if the store could not be asked, or answered only in part
  static List<Map<String, AttributeValue>> findAll(
      DynamoDbClient client, String table, Set<Map<String, AttributeValue>> keys) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Collection<Map<String, AttributeValue>> left = keys;
    for (int calls = 0; !left.isEmpty(); calls++) {
      if (calls == BATCH_CALLS) {
        throw new StoreUnavailableException("DynamoDB: a batch was answered only in part", null);
      }
      BatchGetItemResponse response = batch(client, table, left);
      items.addAll(response.responses().getOrDefault(table, List.of()));
      KeysAndAttributes unprocessed = response.unprocessedKeys().get(table);
      left = unprocessed == null ? List.of() : unprocessed.keys();
    }
    return items;
  }

  /// Reads up to 100 items, consistently, in one call, which may leave some unprocessed.
  ///
  /// @throws StoreUnavailableException if the store could not be asked
  static BatchGetItemResponse batch(
      DynamoDbClient client, String table, Collection<Map<String, AttributeValue>> keys) {
    BatchGetItemRequest request =
        BatchGetItemRequest.builder()
            .requestItems(
                Map.of(table, KeysAndAttributes.builder().keys(keys).consistentRead(true).build()))
            .build();
    return ask(() -> client.batchGetItem(request));
  }

  /// Makes a read.
  ///
  /// @throws StoreUnavailableException if the store could not be asked
  static <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      if (Faults.isUnclear(e) || Faults.isDefiniteRefusal(e)) {
        throw Faults.unavailable(e);
      }
      throw e;
    }
  }

  /// Makes a conditional update.
  ///
  /// @throws StoreUnavailableException if it was refused for now, and definitely did nothing
  static Written write(DynamoDbClient client, Update update) {
    Written written = write(client, update.request());
    // Most likely nothing can be added to its rev. If that was not the reason, the same update with
    // a rev that counts from 1 again is as impossible.
    return written instanceof Written.Impossible
        ? write(client, update.requestWithFirstRev())
        : written;
  }

  /// Makes the one conditional update of a pause or an unpause.
  ///
  /// @param read makes a record of an item
  /// @param unwritable makes a record of an item that DynamoDB does not update
  /// @throws StoreUnavailableException if it was refused for now, and definitely did nothing
  static <S> StatusWrite<S> writeStatus(
      DynamoDbClient repeatable,
      DynamoDbClient unrepeatable,
      Update update,
      Function<Map<String, AttributeValue>, S> read,
      Function<Map<String, AttributeValue>, S> unwritable) {
    return switch (write(unrepeatable, update)) {
      case Written.Applied(var before) -> new StatusWrite.Applied<>(read.apply(before));
      case Written.Refused(var current) -> new StatusWrite.Refused<>(read.apply(current));
      case Written.Missing() -> new StatusWrite.Missing<>();
      case Written.Unknown(var ignored) -> new StatusWrite.Unknown<>();
      case Written.Impossible(var ignored) ->
          find(repeatable, update.table(), update.key())
              .<StatusWrite<S>>map(item -> new StatusWrite.Refused<>(unwritable.apply(item)))
              .orElseGet(StatusWrite.Missing::new);
    };
  }

  /// Makes a transaction, with a client that may repeat it.
  static Transacted transact(DynamoDbClient repeatable, TransactWriteItemsRequest request) {
    try {
      repeatable.transactWriteItems(request);
      return new Transacted.Applied();
    } catch (SdkException e) {
      if (e instanceof TransactionCanceledException canceled
          && canceled.cancellationReasons().stream()
              .anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()))) {
        return new Transacted.Refused();
      }
      // The last of several attempts may have been refused for now, but an earlier one may have had
      // its effect.
      if (Faults.isUnclear(e) || Faults.isDefiniteRefusal(e)) {
        return new Transacted.Unknown(e);
      }
      throw e;
    }
  }

  /// Makes a conditional update that knows no `rev`.
  ///
  /// @throws StoreUnavailableException if it was refused for now, and definitely did nothing
  static Written write(DynamoDbClient client, UpdateItemRequest request) {
    try {
      return new Written.Applied(client.updateItem(request).attributes());
    } catch (ConditionalCheckFailedException e) {
      return e.hasItem() && !e.item().isEmpty()
          ? new Written.Refused(e.item())
          : new Written.Missing();
    } catch (SdkException e) {
      if (Faults.isDefiniteRefusal(e)) {
        throw Faults.unavailable(e);
      }
      if (Faults.isUnclear(e)) {
        return new Written.Unknown(e);
      }
      if (e instanceof DynamoDbException d && Faults.isImpossible(d)) {
        return new Written.Impossible(d);
      }
      throw e;
    }
  }
}
