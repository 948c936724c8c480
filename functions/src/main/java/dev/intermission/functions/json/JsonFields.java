package dev.intermission.functions.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.model.Timestamps;
import dev.intermission.model.WireName;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forms of the fields of a response. A field is always present; null is written as null.
final class JsonFields {
  private JsonFields() {}

  /// ISO 8601 in UTC, with milliseconds and `Z`.
  static void timestamp(JsonGenerator json, String field, @Nullable Instant time)
      throws IOException {
    json.writeStringField(field, time == null ? null : Timestamps.write(time));
  }

  /// A decimal number, without an exponent and without zeros at its end.
  static void number(JsonGenerator json, String field, @Nullable BigDecimal number)
      throws IOException {
    json.writeFieldName(field);
    json.writeNumber(number == null ? null : number.stripTrailingZeros());
  }

  static void name(JsonGenerator json, String field, @Nullable WireName value) throws IOException {
    json.writeStringField(field, value == null ? null : value.wireName());
  }

  static void truth(JsonGenerator json, String field, @Nullable Boolean value) throws IOException {
    if (value == null) {
      json.writeNullField(field);
    } else {
      json.writeBooleanField(field, value);
    }
  }

  static void strings(JsonGenerator json, String field, @Nullable List<String> values)
      throws IOException {
    if (values == null) {
      json.writeNullField(field);
      return;
    }
    json.writeArrayFieldStart(field);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /// An object with nothing but an id.
  static void reference(JsonGenerator json, String field, @Nullable String id) throws IOException {
    if (id == null) {
      json.writeNullField(field);
      return;
    }
    json.writeObjectFieldStart(field);
    json.writeStringField("id", id);
    json.writeEndObject();
  }
}
