package dev.intermission.emulator.state;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// The local runner's own durable memory: JSON texts under string keys, in one table.
///
/// It exists so that schedules, asynchronous events and queued messages survive a restart and a
/// kill: when a writing method returns, the write is durable. Keys are paths by convention,
/// `kind/...`, and no kind's name is a prefix of another's.
///
/// Thread-safe. A failing database shows as the SDK's own unchecked exceptions.
public final class LocalState implements AutoCloseable {
  /// The one table, next to the application's own in the same DynamoDB Local.
  public static final String TABLE = "intermission-local-state";

  /// The largest text, in bytes. DynamoDB's items have at most 400 KB, with the key.
  static final int LARGEST = 300_000;

  private final DynamoDbClient dynamo;

  private LocalState(DynamoDbClient dynamo) {
    this.dynamo = dynamo;
  }

  /// Opens the state at a DynamoDB endpoint, and creates its table if it is missing.
  public static LocalState open(URI dynamoDbEndpoint) {
    DynamoDbClient dynamo = DynamoDbLocalServer.client(dynamoDbEndpoint);
    try {
      dynamo.createTable(table ->
          table
              .tableName(TABLE)
              .billingMode(BillingMode.PAY_PER_REQUEST)
              .attributeDefinitions(
                  AttributeDefinition.builder()
                      .attributeName("pk")
                      .attributeType(ScalarAttributeType.S)
                      .build())
              .keySchema(
                  KeySchemaElement.builder().attributeName("pk").keyType(KeyType.HASH).build()));
    } catch (ResourceInUseException _) {
      // An earlier run created it.
    }
    return new LocalState(dynamo);
  }

  /// Stores the text, in place of an earlier one.
  ///
  /// @param json of at most 300 KB, so that an item can hold it
  /// @throws IllegalArgumentException if it is larger
  public void put(String key, String json) {
    if (json.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      throw new IllegalArgumentException(key + " is larger than " + LARGEST + " bytes");
    }
    dynamo.putItem(put ->
        put.tableName(TABLE)
            .item(Map.of("pk", AttributeValue.fromS(key), "json", AttributeValue.fromS(json))));
  }

  /// The text under that key.
  public Optional<String> get(String key) {
    return Optional.of(
            dynamo.getItem(get -> get.tableName(TABLE).key(key(key)).consistentRead(true)).item())
        .filter(item -> !item.isEmpty())
        .map(item -> text(item, "json"));
  }

  /// Removes the key; nothing happens when it is not there.
  public void delete(String key) {
    dynamo.deleteItem(delete -> delete.tableName(TABLE).key(key(key)));
  }

  /// Everything whose key starts with the prefix, sorted by key. Reads the whole table: meant for
  /// start-up and for looking at it, not for every pass.
  public SortedMap<String, String> list(String prefix) {
    SortedMap<String, String> found = new TreeMap<>();
    dynamo
        .scanPaginator(scan ->
            scan.tableName(TABLE)
                .consistentRead(true)
                .filterExpression("begins_with(pk, :prefix)")
                .expressionAttributeValues(Map.of(":prefix", AttributeValue.fromS(prefix))))
        .items()
        .forEach(item -> found.put(text(item, "pk"), text(item, "json")));
    return found;
  }

  @Override
  public void close() {
    dynamo.close();
  }

  private static Map<String, AttributeValue> key(String key) {
    return Map.of("pk", AttributeValue.fromS(key));
  }

  private static String text(Map<String, AttributeValue> item, String attribute) {
    AttributeValue value = item.get(attribute);
    if (value == null) {
      throw new IllegalStateException(TABLE + " holds an item without " + attribute);
    }
    return value.s();
  }
}
