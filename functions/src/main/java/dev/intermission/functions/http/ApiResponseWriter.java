package dev.intermission.functions.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.intermission.functions.json.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes responses in the form that a REST API takes from a function. Only this class knows the
/// error shape and the headers.
public final class ApiResponseWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  /// The most bytes of a response that Lambda passes on.
  public static final int MAXIMUM_BYTES = 6_291_556;

  /// Tells whether a request for a change changed anything.
  public static final String CHANGED = "Intermission-Changed";

  private static final String SHOULD_RETRY = "x-should-retry";

  private ApiResponseWriter() {}

  /// The status of a response.
  public static int status(ApiResponse response) {
    return switch (response) {
      case ApiResponse.Ok ignored -> 200;
      case ApiResponse.Failed(ApiError error) -> error.status();
      case ApiResponse.Kept kept -> kept.response().status();
    };
  }

  /// A response as a client will get it.
  public static Rendered render(ApiResponse response) {
    return new Rendered(status(response), body(response));
  }

  /// Writes one response.
  ///
  /// @param requestId the id that the client may quote to the operators
  public static byte[] write(ApiResponse response, String requestId) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("statusCode", status(response));
      json.writeObjectFieldStart("headers");
      for (Map.Entry<String, String> header : headers(response, requestId).entrySet()) {
        json.writeStringField(header.getKey(), header.getValue());
      }
      json.writeEndObject();
      json.writeBooleanField("isBase64Encoded", false);
      json.writeStringField("body", body(response));
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static Map<String, String> headers(ApiResponse response, String requestId) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("X-Request-Id", requestId);
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    switch (response) {
      case ApiResponse.Ok ok -> putChanged(headers, ok.changed());
      case ApiResponse.Failed(ApiError error) -> {
        switch (error.retry()) {
          case ApiError.Retry.Never() -> headers.put(SHOULD_RETRY, "false");
          case ApiError.Retry.After(long seconds) -> {
            headers.put(SHOULD_RETRY, "true");
            headers.put("Retry-After", Long.toString(seconds));
          }
        }
        if (error.status() == 401) {
          headers.put("WWW-Authenticate", "Bearer");
        }
      }
      case ApiResponse.Kept(Rendered kept, boolean replayed, var ignored, Boolean changed) -> {
        // No error is kept that a retry could change.
        if (kept.status() == 200) {
          putChanged(headers, changed);
        } else {
          headers.put(SHOULD_RETRY, "false");
        }
        if (replayed) {
          headers.put("Idempotent-Replayed", "true");
        }
      }
    }
    return headers;
  }

  private static void putChanged(Map<String, String> headers, @Nullable Boolean changed) {
    if (changed != null) {
      headers.put(CHANGED, changed.toString());
    }
  }

  /// The JSON of a response.
  public static String body(ApiResponse response) {
    return text(json -> {
      switch (response) {
        case ApiResponse.Ok(ApiResponse.ShapedBody body, Shape shape, var flaws, var changed) ->
            body.write(json, shape);
        case ApiResponse.Failed(ApiError error) -> writeError(json, error);
        case ApiResponse.Kept kept -> json.writeRaw(kept.response().body());
      }
    });
  }

  /// The bytes of a text in a response, in which it is a JSON string.
  public static int bytes(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character < 0x80) {
        bytes += character == '"' || character == '\\' ? 2 : 1;
      } else {
        // Each half of a pair is half of four bytes.
        bytes += character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
      }
    }
    return bytes;
  }

  /// The text of a JSON object, in the form of all responses.
  public static String text(ApiResponse.Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to a string", e);
    }
    return text.toString();
  }

  private static void writeError(JsonGenerator json, ApiError error) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("error");
    json.writeStringField("type", error.type());
    json.writeStringField("message", error.message());
    json.writeStringField("code", error.code());
    json.writeStringField("param", error.param());
    json.writeEndObject();
    json.writeEndObject();
  }
}
