package dev.intermission.emulator.state;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

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

  /// In characters of at most 3 bytes: DynamoDB's items have at most 400 KB.
  private static final int PART = 130_000;

  private final DynamoDbClient dynamo;

  private LocalState(DynamoDbClient dynamo) {
    this.dynamo = dynamo;
  }

  /// Opens the state kept at that DynamoDB endpoint, and creates its table when it is not there.
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
      // It is there from an earlier run, and that is what it is for.
    }
    return new LocalState(dynamo);
  }

  /// Stores the text unless the key is taken.
  ///
  /// @return whether it was stored
  public boolean putIfAbsent(String key, String json) {
    try {
      dynamo.putItem(put ->
          put.tableName(TABLE)
              .item(item(key, json))
              .conditionExpression("attribute_not_exists(pk)"));
      return true;
    } catch (ConditionalCheckFailedException _) {
      return false;
    }
  }

  /// Stores the text, in place of whatever was there: as a whole, even when it takes several items.
  ///
  /// @param json of at most 3,000,000 characters
  public void put(String key, String json) {
    List<String> parts = parts(json);
    if (parts.size() == 1) {
      dynamo.putItem(put -> put.tableName(TABLE).item(item(key, json)));
      return;
    }
    Map<String, AttributeValue> first = new HashMap<>(item(key, parts.getFirst()));
    first.put("parts", AttributeValue.fromN(Integer.toString(parts.size())));
    List<TransactWriteItem> writes = new ArrayList<>(List.of(write(first)));
    for (int part = 1; part < parts.size(); part++) {
      Map<String, AttributeValue> further =
          new HashMap<>(item(partKey(key, part), parts.get(part)));
      further.put("part", AttributeValue.fromN(Integer.toString(part)));
      writes.add(write(further));
    }
    dynamo.transactWriteItems(put -> put.transactItems(writes));
  }

  /// The text under that key.
  public Optional<String> get(String key) {
    return Optional.of(read(key)).filter(item -> !item.isEmpty()).map(item -> whole(key, item));
  }

  /// Removes the key; nothing happens when it is not there.
  public void delete(String key) {
    Map<String, AttributeValue> deleted =
        dynamo
            .deleteItem(
                delete -> delete.tableName(TABLE).key(key(key)).returnValues(ReturnValue.ALL_OLD))
            .attributes();
    for (int part = 1; part < count(deleted); part++) {
      String further = partKey(key, part);
      dynamo.deleteItem(delete -> delete.tableName(TABLE).key(key(further)));
    }
  }

  /// Everything whose key starts with the prefix, sorted by key. Reads the whole table: meant for
  /// start-up and for looking at it, not for every pass.
  public SortedMap<String, String> list(String prefix) {
    SortedMap<String, String> found = new TreeMap<>();
    dynamo
        .scanPaginator(scan ->
            scan.tableName(TABLE)
                .consistentRead(true)
                .filterExpression("begins_with(pk, :prefix) AND attribute_not_exists(part)")
                .expressionAttributeValues(Map.of(":prefix", AttributeValue.fromS(prefix))))
        .items()
        .forEach(item -> found.put(text(item, "pk"), whole(text(item, "pk"), item)));
    return found;
  }

  @Override
  public void close() {
    dynamo.close();
  }

  private Map<String, AttributeValue> read(String key) {
    return dynamo.getItem(get -> get.tableName(TABLE).key(key(key)).consistentRead(true)).item();
  }

  private String whole(String key, Map<String, AttributeValue> first) {
    StringBuilder json = new StringBuilder(text(first, "json"));
    for (int part = 1; part < count(first); part++) {
      json.append(text(read(partKey(key, part)), "json"));
    }
    return json.toString();
  }

  private static List<String> parts(String json) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (json.length() - start > PART) {
      int end = start + PART;
      end -= Character.isHighSurrogate(json.charAt(end - 1)) ? 1 : 0;
      parts.add(json.substring(start, end));
      start = end;
    }
    parts.add(json.substring(start));
    return parts;
  }

  private static int count(Map<String, AttributeValue> first) {
    AttributeValue parts = first.get("parts");
    return parts == null ? 1 : Integer.parseInt(parts.n());
  }

  private static String partKey(String key, int part) {
    return key + "#" + part;
  }

  private static TransactWriteItem write(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder().put(put -> put.tableName(TABLE).item(item)).build();
  }

  private static Map<String, AttributeValue> item(String key, String json) {
    return Map.of("pk", AttributeValue.fromS(key), "json", AttributeValue.fromS(json));
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
