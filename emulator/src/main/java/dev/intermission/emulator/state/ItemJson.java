package dev.intermission.emulator.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Items in DynamoDB's own JSON, where each value stands under its type.
public final class ItemJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ItemJson() {}

  /// Reads a file that holds one item.
  ///
  /// @throws IOException if it cannot be read
  public static Map<String, AttributeValue> read(Path file) throws IOException {
    return item(JSON.readTree(file.toFile()));
  }

  /// Reads the attributes of one item.
  public static Map<String, AttributeValue> item(JsonNode attributes) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    attributes
        .properties()
        .forEach(attribute -> item.put(attribute.getKey(), value(attribute.getValue())));
    return item;
  }

  private static AttributeValue value(JsonNode node) {
    Map.Entry<String, JsonNode> typed = node.properties().iterator().next();
    JsonNode content = typed.getValue();
    return switch (typed.getKey()) {
      case "S" -> AttributeValue.fromS(content.textValue());
      case "N" -> AttributeValue.fromN(content.textValue());
      case "BOOL" -> AttributeValue.fromBool(content.booleanValue());
      case "NULL" -> AttributeValue.fromNul(true);
      case "SS" -> AttributeValue.fromSs(content.valueStream().map(JsonNode::textValue).toList());
      case "L" -> AttributeValue.fromL(content.valueStream().map(ItemJson::value).toList());
      case "M" -> AttributeValue.fromM(item(content));
      default -> throw new IllegalArgumentException("No such type here: " + typed.getKey());
    };
  }
}
