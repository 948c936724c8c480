package dev.intermission.emulator.scheduler;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/// The Scheduler API's JSON: fields in upper camel case, times in seconds, nulls left out. An
/// unknown field is refused, never ignored.
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ObjectNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /// @param text empty for an empty object
  static ObjectNode parseObject(String text) {
    try {
      if (text.isEmpty()) {
        return object();
      }
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException _) {
      // The refusal is the same as for JSON that is not an object.
    }
    throw ServiceError.validation("The request body is not a JSON object.");
  }

  static boolean isWellFormed(String text) {
    try {
      JsonNode read = MAPPER.readTree(text);
      return !read.isMissingNode();
    } catch (JsonProcessingException _) {
      return false;
    }
  }

  /// @throws ServiceError a validation error for a field or value that the type does not have
  static <T> T read(ObjectNode json, Class<T> type) {
    try {
      return MAPPER.treeToValue(json, type);
    } catch (JsonProcessingException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof ServiceError refusal) {
          throw refusal;
        }
      }
      throw ServiceError.validation("Not understood: " + e.getOriginalMessage());
    }
  }

  static <T> T stored(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The local state holds what this version cannot read", e);
    }
  }

  static String store(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not storable: " + value.getClass(), e);
    }
  }
}
