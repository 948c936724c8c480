package dev.intermission.emulator.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intermission.emulator.template.DeployedApi;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The event of Lambda proxy integration, as a regional REST API makes it. Its payload format is
/// 1.0.
///
/// @param api whose id and stage it shows
/// @param accountId of the stack
/// @param resource the route's path, parameters in braces
/// @param path without the stage, as it was sent
/// @param pathParameters decoded
/// @param method in the client's letters
/// @param headers as the client sent them
/// @param query decoded, in order
/// @param body null if there is none
/// @param protocol `HTTP/1.1`
/// @param sourceIp the client's
/// @param requestId the gateway's
/// @param extendedRequestId the gateway's other one
/// @param at when the request came
record ProxyEvent(
    DeployedApi api,
    String accountId,
    String resource,
    String path,
    Map<String, String> pathParameters,
    String method,
    List<Reply.Header> headers,
    List<Map.Entry<String, String>> query,
    @Nullable String body,
    String protocol,
    String sourceIp,
    String requestId,
    String extendedRequestId,
    Instant at) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter REQUEST_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /// The headers that end at the gateway and never reach a function.
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final List<String> UNKNOWN_IDENTITY =
      List.of(
          "accessKey",
          "accountId",
          "caller",
          "cognitoAuthenticationProvider",
          "cognitoAuthenticationType",
          "cognitoIdentityId",
          "cognitoIdentityPoolId",
          "principalOrgId",
          "user",
          "userArn");

  String toJson() {
    Map<String, List<String>> allHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Reply.Header header : headers) {
      if (!HOP_BY_HOP.contains(header.name().toLowerCase(Locale.ROOT))) {
        allHeaders.computeIfAbsent(header.name(), any -> new ArrayList<>()).add(header.value());
      }
    }
    Map<String, List<String>> allParameters = new LinkedHashMap<>();
    for (Map.Entry<String, String> parameter : query) {
      allParameters
          .computeIfAbsent(parameter.getKey(), any -> new ArrayList<>())
          .add(parameter.getValue());
    }
    ObjectNode event = JSON.createObjectNode();
    event.put("resource", resource);
    event.put("path", path);
    event.put("httpMethod", method);
    put(event, "headers", lastOf(allHeaders));
    put(event, "multiValueHeaders", allHeaders);
    put(event, "queryStringParameters", lastOf(allParameters));
    put(event, "multiValueQueryStringParameters", allParameters);
    put(event, "pathParameters", pathParameters);
    event.putNull("stageVariables");
    event.set("requestContext", context(allHeaders));
    event.put("body", body);
    event.put("isBase64Encoded", false);
    return event.toString();
  }

  private ObjectNode context(Map<String, List<String>> allHeaders) {
    String host =
        last(allHeaders.getOrDefault("Host", List.of("127.0.0.1"))).replaceAll(":\\d+$", "");
    ObjectNode context = JSON.createObjectNode();
    context.put("resourceId", Integer.toUnsignedString(resource.hashCode(), 36));
    context.put("resourcePath", resource);
    context.put("httpMethod", method);
    context.put("extendedRequestId", extendedRequestId);
    context.put("requestTime", REQUEST_TIME.format(at));
    context.put("path", "/" + api.stage() + path);
    context.put("accountId", accountId);
    context.put("protocol", protocol);
    context.put("stage", api.stage());
    context.put("domainPrefix", host.replaceAll("\\..*", ""));
    context.put("requestTimeEpoch", at.toEpochMilli());
    context.put("requestId", requestId);
    ObjectNode identity = context.putObject("identity");
    UNKNOWN_IDENTITY.forEach(identity::putNull);
    identity.put("sourceIp", sourceIp);
    List<String> agents = allHeaders.get("User-Agent");
    identity.put("userAgent", agents == null ? null : last(agents));
    context.put("domainName", host);
    context.put("apiId", api.id());
    return context;
  }

  private static void put(ObjectNode event, String name, Map<String, ?> values) {
    event.set(name, values.isEmpty() ? JSON.nullNode() : JSON.valueToTree(values));
  }

  private static Map<String, String> lastOf(Map<String, List<String>> all) {
    Map<String, String> last = new LinkedHashMap<>();
    all.forEach((name, values) -> last.put(name, last(values)));
    return last;
  }

  private static String last(List<String> values) {
    return values.getLast();
  }
}
