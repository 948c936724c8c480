package dev.intermission.emulator.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Optional;

/// Records as the local state keeps them, and the JSON of events.
final class Stored {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Stored() {}

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not storable: " + value.getClass(), e);
    }
  }

  static <T> T value(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The local state holds what this version cannot read", e);
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// Reads JSON; empty if the text is not JSON.
  static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(read -> !read.isMissingNode());
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  static JsonNode jsonOrText(String text) {
    return json(text).orElseGet(() -> JsonNodeFactory.instance.textNode(text));
  }
}
