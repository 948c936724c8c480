package dev.intermission.functions.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.access.Caller;
import dev.intermission.access.Sha256;
import dev.intermission.pause.PausedUntil;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The identity of a caller's request: equal requests have the same one. It covers method, route
/// and its path parameters, query, version and what was read out of the body. It leaves out the raw
/// path, which a custom domain changes.
///
/// The version is the one that the request is made in, also where that counts as the newest known
/// one. Which one that is changes with a deployment: it may bring this version, or another. A
/// client's retry after it is still the same request. The kept response is in the shape of before.
final class Fingerprint {
  private static final JsonFactory JSON = new JsonFactory();

  private Fingerprint() {}

  static String of(ApiRequest request, Caller caller, PauseBody body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      json.writeString(request.method());
      json.writeString(request.resource());
      for (Map.Entry<String, String> parameter :
          new TreeMap<>(request.pathParameters()).entrySet()) {
        json.writeString(parameter.getKey());
        json.writeString(parameter.getValue());
      }
      json.writeStartObject();
      for (Map.Entry<String, List<String>> parameter :
          new TreeMap<>(request.queryParameters()).entrySet()) {
        String[] values = parameter.getValue().toArray(String[]::new);
        json.writeFieldName(parameter.getKey());
        json.writeArray(values, 0, values.length);
      }
      json.writeEndObject();
      json.writeString(ApiVersions.versionOf(request, caller));
      switch (body) {
        case PauseBody.Read(PausedUntil.Asked end) -> {
          json.writeString(end.pausedUntil());
          // A request without them is the same as before there were any.
          if (end.timeZone() != null || end.pausedFor() != null) {
            json.writeString(end.timeZone());
            json.writeString(end.pausedFor());
          }
        }
        case PauseBody.Refused ignored -> {
          json.writeBoolean(request.isBase64Encoded());
          json.writeString(request.body());
        }
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to a string", e);
    }
    return Sha256.hex(text.toString());
  }
}
