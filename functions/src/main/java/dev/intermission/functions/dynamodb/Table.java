package dev.intermission.functions.dynamodb;

import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
import dev.intermission.store.StoreUnavailableException;
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
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The calls to one table of DynamoDB, made by one client.
///
/// Items describe keys and expressions; only here do they get the table's name. The owner of the
/// table chooses which calls its client may repeat. Safe for use by several threads.
final class Table {
  private static final int BATCH_CALLS = 2;

  /// Stands in the log in place of an attribute.
  private static final String NOT_WRITABLE = "(not writable)";

  private final DynamoDbClient client;
  private final String name;

  Table(DynamoDbClient client, String name) {
    this.client = client;
    this.name = name;
  }

  /// The response to one batch.
  ///
  /// @param left the keys that DynamoDB did not get to
  record Batched(List<Map<String, AttributeValue>> items, List<Map<String, AttributeValue>> left) {}

  /// Reads one item, consistently.
  ///
  /// @throws StoreUnavailableException if the store could not be asked
  Optional<Map<String, AttributeValue>> find(Map<String, AttributeValue> key) {
    GetItemResponse response =
        ask(() -> client.getItem(get -> get.tableName(name).key(key).consistentRead(true)));
    return response.hasItem() && !response.item().isEmpty()
        ? Optional.of(response.item())
        : Optional.empty();
  }

  /// Reads up to 100 items, consistently, in any order. Items that are not there are left out.
  ///
  /// @throws StoreUnavailableException if the store could not be asked, or answered only in part
  List<Map<String, AttributeValue>> findAll(Set<Map<String, AttributeValue>> keys) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Collection<Map<String, AttributeValue>> left = keys;
    for (int calls = 0; !left.isEmpty(); calls++) {
      if (calls == BATCH_CALLS) {
        throw new StoreUnavailableException("DynamoDB: a batch was answered only in part", null);
      }
      Batched batch = batch(left);
      items.addAll(batch.items());
      left = batch.left();
    }
    return items;
  }

  /// Reads up to 100 items, consistently, in one call.
  ///
  /// @throws StoreUnavailableException if the store could not be asked
  Batched batch(Collection<Map<String, AttributeValue>> keys) {
    KeysAndAttributes asked = KeysAndAttributes.builder().keys(keys).consistentRead(true).build();
    BatchGetItemResponse response =
        ask(() -> client.batchGetItem(batch -> batch.requestItems(Map.of(name, asked))));
    KeysAndAttributes left = response.unprocessedKeys().get(name);
    return new Batched(
        response.responses().getOrDefault(name, List.of()), left == null ? List.of() : left.keys());
  }

  /// Reads one page of a query.
  ///
  /// @throws StoreUnavailableException if the store could not be asked
  QueryResponse query(QueryRequest.Builder query) {
    return ask(() -> client.query(query.tableName(name).build()));
  }

  private static <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      if (Faults.isUnclear(e) || Faults.isRefusedForNow(e)) {
        throw Faults.unavailable(e);
      }
      throw e;
    }
  }

  /// Reads a whole record from an item, or names the attribute that breaks the contract.
  <T> Parsed<T> parsed(String id, Map<String, AttributeValue> item, Function<Attributes, T> read) {
    try {
      Attributes attributes = new Attributes(item);
      T record = read.apply(attributes);
      return new Parsed.Valid<>(
          record,
          attributes.flaws().stream()
              .distinct()
              .map(flaw -> new ItemError(name, id, flaw))
              .toList());
    } catch (Attributes.BrokenException e) {
      return broken(id, e.attribute());
    }
  }

  /// The result of reading an item that DynamoDB does not update. Most likely it has the 400 KB
  /// that an item may have.
  <T> Parsed<T> unwritable(String id) {
    return broken(id, NOT_WRITABLE);
  }

  /// The result of reading an item whose attribute breaks the item contract.
  <T> Parsed<T> broken(String id, String attribute) {
    return new Parsed.Invalid<>(new ItemError(name, id, attribute));
  }

  /// Makes a conditional update.
  ///
  /// @throws StoreUnavailableException if it was refused for now, and definitely did nothing
  Written update(Update update) {
    Written written = update(update.request());
    // Most likely DynamoDB cannot add to its rev; stopping the spending wins over a broken counter.
    // No error code tells that reason from others, so the update is made once more, with a rev that
    // counts from 1. The first one did nothing, and for another reason this one does nothing, too.
    return written instanceof Written.Impossible ? update(update.requestWithFirstRev()) : written;
  }

  /// Makes a conditional update of an item without a `rev`.
  ///
  /// @throws StoreUnavailableException if it was refused for now, and definitely did nothing
  Written update(UpdateItemRequest.Builder request) {
    try {
      return new Written.Applied(client.updateItem(request.tableName(name).build()).attributes());
    } catch (ConditionalCheckFailedException e) {
      return e.hasItem() && !e.item().isEmpty()
          ? new Written.Refused(e.item())
          : new Written.Missing();
    } catch (SdkException e) {
      if (Faults.isRefusedForNow(e)) {
        throw Faults.unavailable(e);
      }
      if (Faults.isUnclear(e)) {
        return new Written.Unknown(e);
      }
      if (Faults.isImpossible(e)) {
        return new Written.Impossible(e);
      }
      throw e;
    }
  }

  /// Makes a transaction.
  Transacted transact(List<Part> parts) {
    try {
      client.transactWriteItems(
          TransactWriteItemsRequest.builder()
              .transactItems(parts.stream().map(this::part).toList())
              .build());
      return new Transacted.Applied();
    } catch (SdkException e) {
      if (e instanceof TransactionCanceledException canceled
          && canceled.cancellationReasons().stream()
              .anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()))) {
        return new Transacted.Refused();
      }
      // The last of several attempts may have been refused for now, but an earlier one may have had
      // its effect.
      if (Faults.isUnclear(e) || Faults.isRefusedForNow(e)) {
        return new Transacted.Unknown(e);
      }
      throw e;
    }
  }

  /// A part of a transaction, which may be over other tables, too.
  TransactWriteItem part(Part part) {
    return part.in(name);
  }
}
