package dev.intermission.emulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Reads the response of a function with Lambda proxy integration.
final class ProxyResponse {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Set<String> MEMBERS =
      Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");

  /// Headers of a function's response that a REST API renames. It sets headers of these names
  /// itself.
  private static final Set<String> REMAPPED =
      Set.of(
          "connection",
          "content-length",
          "content-md5",
          "date",
          "server",
          "transfer-encoding",
          "www-authenticate",
          "x-amzn-requestid");

  /// The response; empty if API Gateway would call it malformed.
  static Optional<Reply> read(String payload) {
    JsonNode response;
    try {
      response = JSON.readTree(payload);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    if (!response.isObject()) {
      return Optional.empty();
    }
    JsonNode status = response.path("statusCode");
    JsonNode body = response.path("body");
    boolean wellFormed =
        response.propertyStream().allMatch(member -> MEMBERS.contains(member.getKey()))
            && (status.isInt() || status.isTextual())
            && status.asInt() >= 200
            && status.asInt() <= 599
            && (body.isTextual() || absent(body))
            && isMap(response.path("headers"), JsonNode::isValueNode)
            && isMap(response.path("multiValueHeaders"), JsonNode::isArray)
            && (response.path("isBase64Encoded").isBoolean()
                || absent(response.path("isBase64Encoded")));
    if (!wellFormed) {
      return Optional.empty();
    }
    // A body marked as base64 is passed on as the text that it is: the template declares no binary
    // media types, and without them a REST API decodes nothing.
    return Optional.of(new Reply(status.asInt(), headers(response), body.asText("")));
  }

  private static List<Reply.Header> headers(JsonNode response) {
    Map<String, List<String>> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response
        .path("multiValueHeaders")
        .propertyStream()
        .forEach(member -> {
          List<String> values = merged.computeIfAbsent(member.getKey(), any -> new ArrayList<>());
          member.getValue().forEach(value -> values.add(value.asText()));
        });
    response
        .path("headers")
        .propertyStream()
        .filter(member -> !member.getValue().isNull())
        .forEach(member -> {
          List<String> values = merged.computeIfAbsent(member.getKey(), any -> new ArrayList<>());
          String value = member.getValue().asText();
          if (!values.contains(value)) {
            values.add(value);
          }
        });
    merged.putIfAbsent("Content-Type", List.of("application/json"));
    List<Reply.Header> headers = new ArrayList<>();
    merged.forEach((name, values) -> {
      boolean remapped = REMAPPED.contains(name.toLowerCase(Locale.ROOT));
      String sent = remapped ? "x-amzn-Remapped-" + name : name;
      values.forEach(value -> headers.add(new Reply.Header(sent, value)));
    });
    return headers;
  }

  private static boolean isMap(JsonNode node, Predicate<JsonNode> values) {
    return absent(node)
        || (node.isObject() && node.propertyStream().map(Map.Entry::getValue).allMatch(values));
  }

  private static boolean absent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private ProxyResponse() {}
}
