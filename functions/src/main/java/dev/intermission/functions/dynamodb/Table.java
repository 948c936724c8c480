package dev.intermission.functions.dynamodb;

import dev.intermission.functions.Clients;
import dev.intermission.port.StatusWrite;
import dev.intermission.port.StoreUnavailableException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The calls of DynamoDB that the stores make, and what each fault means: the one place that
/// decides whether a write definitely did nothing, or may have had its effect.
final class Table {
  private Table() {}

  /// What became of a conditional update.
  sealed interface Written {
    /// It was carried out; the item as it was before.
    record Applied(Map<String, AttributeValue> before) implements Written {}

    /// The condition failed; the item as it is.
    record Refused(Map<String, AttributeValue> current) implements Written {}

    /// There is no such item.
    record Missing() implements Written {}

    /// Nobody knows whether it was carried out.
    record Unknown(SdkException cause) implements Written {}

    /// DynamoDB cannot carry it out on this item.
    record Impossible(DynamoDbException cause) implements Written {}
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

  /// Makes a read.
  ///
  /// @throws StoreUnavailableException if the store could not be asked
  static <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      if (Clients.isUnclear(e) || Clients.isDefiniteRefusal(e)) {
        throw unavailable(e);
      }
      throw e;
    }
  }

  /// Makes a conditional update.
  ///
  /// @throws StoreUnavailableException if it was refused for now, and definitely did nothing
  static Written write(DynamoDbClient client, Update update) {
    Written written = write(client, update.request());
    if (!(written instanceof Written.Impossible)) {
      return written;
    }
    Written again = write(client, update.requestWithFirstRev());
    boolean revWasFine =
        again instanceof Written.Refused(var current) && Update.canAddToRev(current);
    return revWasFine ? written : again;
  }

  /// Makes the one conditional update of a pause or an unpause.
  ///
  /// @param read makes a record of an item
  /// @throws StoreUnavailableException if it was refused for now, and definitely did nothing
  static <S> StatusWrite<S> writeStatus(
      DynamoDbClient unrepeatable, Update update, Function<Map<String, AttributeValue>, S> read) {
    return switch (write(unrepeatable, update)) {
      case Written.Applied(var before) -> new StatusWrite.Applied<>(read.apply(before));
      case Written.Refused(var current) -> new StatusWrite.Refused<>(read.apply(current));
      case Written.Missing() -> new StatusWrite.Missing<>();
      case Written.Unknown(var ignored) -> new StatusWrite.Unknown<>();
      case Written.Impossible(var cause) -> throw cause;
    };
  }

  static StoreUnavailableException unavailable(SdkException cause) {
    return new StoreUnavailableException("DynamoDB: " + cause.getMessage(), cause);
  }

  private static Written write(DynamoDbClient client, UpdateItemRequest request) {
    try {
      return new Written.Applied(client.updateItem(request).attributes());
    } catch (ConditionalCheckFailedException e) {
      return e.hasItem() && !e.item().isEmpty()
          ? new Written.Refused(e.item())
          : new Written.Missing();
    } catch (SdkException e) {
      if (Clients.isDefiniteRefusal(e)) {
        throw unavailable(e);
      }
      if (Clients.isUnclear(e)) {
        return new Written.Unknown(e);
      }
      if (e instanceof DynamoDbException d
          && d.awsErrorDetails() != null
          && "ValidationException".equals(d.awsErrorDetails().errorCode())) {
        return new Written.Impossible(d);
      }
      throw e;
    }
  }
}
