package dev.intermission.functions.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON without a type of ours: maps, lists, strings, [BigDecimal], booleans and null. Maps keep
/// the order of their fields. Text that is read and written again is the same, but for spaces and
/// the zeros at the end of numbers.
public final class FreeForm {
  private FreeForm() {}

  /// Reads an object to its end.
  ///
  /// @param json at its beginning
  /// @throws IOException if the parser does
  public static Map<String, @Nullable Object> readObject(JsonParser json) throws IOException {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      fields.put(name, read(json));
    }
    return fields;
  }

  private static @Nullable Object read(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> readObject(json);
      case START_ARRAY -> {
        List<@Nullable Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          elements.add(read(json));
        }
        yield elements;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
      case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
      case VALUE_NULL -> null;
      default -> throw new IllegalArgumentException("not a value: " + json.currentToken());
    };
  }

  /// Writes a value.
  ///
  /// @throws IOException if the generator does
  public static void write(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case BigDecimal number -> json.writeNumber(number.stripTrailingZeros());
      case Boolean truth -> json.writeBoolean(truth);
      case List<?> values -> {
        json.writeStartArray();
        for (Object element : values) {
          write(json, element);
        }
        json.writeEndArray();
      }
      case Map<?, ?> fields -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
          json.writeFieldName(String.valueOf(field.getKey()));
          write(json, field.getValue());
        }
        json.writeEndObject();
      }
      default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
    }
  }
}
