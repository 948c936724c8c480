package dev.intermission.functions.priming;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Items in DynamoDB's JSON.
public final class CannedItems {
  private static final JsonFactory JSON = new JsonFactory();

  private CannedItems() {}

  /// A sample item. The build copies it from `events/items/` into the package.
  ///
  /// @param name of its file
  /// @throws IOException if it cannot be read
  public static String read(String name) throws IOException {
    try (InputStream item =
        Objects.requireNonNull(CannedItems.class.getResourceAsStream(name), name)) {
      return new String(item.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Writes an item of strings, numbers and sets of strings.
  ///
  /// @throws IOException never, in practice: it writes into memory
  public static String write(Map<String, AttributeValue> item) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
        json.writeObjectFieldStart(attribute.getKey());
        write(json, attribute.getValue());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, AttributeValue value) throws IOException {
    if (value.s() != null) {
      json.writeStringField("S", value.s());
    } else if (value.n() != null) {
      json.writeStringField("N", value.n());
    } else {
      json.writeArrayFieldStart("SS");
      for (String member : value.ss()) {
        json.writeString(member);
      }
      json.writeEndArray();
    }
  }
}
