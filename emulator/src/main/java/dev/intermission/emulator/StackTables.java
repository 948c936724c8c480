package dev.intermission.emulator;

import dev.intermission.emulator.template.DeployedTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/// Makes the template's tables in DynamoDB Local, where they are not there yet.
public final class StackTables {
  private StackTables() {}

  /// Makes the missing tables.
  ///
  /// @param data the folder that they are kept in, for the message
  /// @throws IllegalStateException if a table of an earlier template stands in the way
  public static void create(DynamoDbClient dynamoDb, List<DeployedTable> tables, Path data) {
    tables.forEach(table -> create(dynamoDb, table, data));
  }

  private static void create(DynamoDbClient dynamoDb, DeployedTable table, Path data) {
    try {
      dynamoDb.createTable(create -> {
        create
            .tableName(table.name())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(keys(table.keys()))
            .attributeDefinitions(
                table.attributes().stream()
                    .map(attribute ->
                        AttributeDefinition.builder()
                            .attributeName(attribute.name())
                            .attributeType(attribute.type())
                            .build())
                    .toList());
        if (!table.indexes().isEmpty()) {
          create.globalSecondaryIndexes(table.indexes().stream().map(StackTables::index).toList());
        }
      });
    } catch (ResourceInUseException e) {
      checkUnchanged(
          dynamoDb.describeTable(describe -> describe.tableName(table.name())).table(),
          table,
          data);
    }
  }

  private static void checkUnchanged(TableDescription found, DeployedTable table, Path data) {
    Set<String> indexes =
        found.globalSecondaryIndexes().stream()
            .map(GlobalSecondaryIndexDescription::indexName)
            .collect(Collectors.toSet());
    Set<String> declared =
        table.indexes().stream().map(DeployedTable.Index::name).collect(Collectors.toSet());
    if (!found.keySchema().equals(keys(table.keys())) || !indexes.equals(declared)) {
      throw new IllegalStateException(
          "The data in %s was made from another template. Delete the folder to begin anew, or choose another: INTERMISSION_DATA."
              .formatted(data));
    }
  }

  private static GlobalSecondaryIndex index(DeployedTable.Index index) {
    Projection.Builder projection = Projection.builder().projectionType(index.projection());
    if (!index.nonKeyAttributes().isEmpty()) {
      projection.nonKeyAttributes(index.nonKeyAttributes());
    }
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(keys(index.keys()))
        .projection(projection.build())
        .build();
  }

  private static List<KeySchemaElement> keys(List<DeployedTable.Key> keys) {
    return keys.stream()
        .map(key ->
            KeySchemaElement.builder().attributeName(key.attribute()).keyType(key.type()).build())
        .toList();
  }
}
