package dev.intermission.emulator.http;

import dev.intermission.emulator.http.GatewayReplies.Failure;
import dev.intermission.emulator.lambda.InvocationResult;
import dev.intermission.emulator.lambda.LambdaInvoker;
import dev.intermission.emulator.template.DeployedApi;
import dev.intermission.emulator.template.DeployedFunction;
import dev.intermission.emulator.template.SamTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// One request's way through the gateway: limits, route, function, response.
final class ApiHandler extends Handler.Abstract {

  /// API Gateway's limits, in bytes.
  private static final int MAX_HEADERS = 10_240;

  private static final int MAX_BODY = 10 * 1024 * 1024;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final DeployedApi api;
  private final String accountId;
  private final Map<String, String> arns;
  private final RouteTable routes;
  private final GatewayReplies replies;
  private final LambdaInvoker invoker;
  private final ExecutorService threads;
  private final Duration integrationTimeout;
  private final InstantSource clock = InstantSource.system();

  ApiHandler(
      SamTemplate template,
      DeployedApi api,
      GatewayReplies replies,
      LambdaInvoker invoker,
      ExecutorService threads,
      Duration integrationTimeout) {
    this.api = api;
    this.accountId = template.stack().accountId();
    this.arns =
        template.functions().stream()
            .collect(Collectors.toMap(DeployedFunction::logicalId, DeployedFunction::qualifiedArn));
    this.routes = new RouteTable(api);
    this.replies = replies;
    this.invoker = invoker;
    this.threads = threads;
    this.integrationTimeout = integrationTimeout;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String requestId = requestId(request);
    String extendedRequestId = newExtendedRequestId();
    Reply reply = reply(request, requestId, extendedRequestId);
    write(reply, requestId, extendedRequestId, response, callback);
    return true;
  }

  /// The gateway's id of a request. As in AWS, a client may choose another.
  private static String requestId(Request request) {
    String chosen = request.getHeaders().get("X-Amzn-RequestId");
    return chosen == null || chosen.isBlank() ? UUID.randomUUID().toString() : chosen;
  }

  /// The gateway's second id of a request, in the form that AWS gives it.
  static String newExtendedRequestId() {
    byte[] bytes = new byte[11];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  static void write(
      Reply reply,
      String requestId,
      String extendedRequestId,
      Response response,
      Callback callback) {
    response.setStatus(reply.status());
    response.getHeaders().add("x-amzn-RequestId", requestId);
    response.getHeaders().add("x-amz-apigw-id", extendedRequestId);
    for (Reply.Header header : reply.headers()) {
      response.getHeaders().add(header.name(), header.value());
    }
    boolean bodiless = reply.status() == 204 || reply.status() == 304;
    byte[] body = bodiless ? new byte[0] : reply.body().getBytes(StandardCharsets.UTF_8);
    if (!bodiless) {
      response.getHeaders().put("Content-Length", body.length);
    }
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  private Reply reply(Request request, String requestId, String extendedRequestId)
      throws IOException {
    int headerBytes =
        request.getHeaders().stream().mapToInt(field -> length(field.getValue())).sum();
    if (headerBytes > MAX_HEADERS) {
      return replies.failure(Failure.HEADERS_TOO_LARGE, requestId);
    }
    String whole = request.getHttpURI().getPath();
    String stage = "/" + api.stage();
    if (whole == null || !(whole.equals(stage) || whole.startsWith(stage + "/"))) {
      return replies.failure(Failure.NO_ROUTE, requestId);
    }
    String path = whole.equals(stage) ? "/" : whole.substring(stage.length());
    RouteTable.Match match;
    List<Map.Entry<String, String>> query;
    try {
      match =
          routes.find(
              request.getMethod(),
              RouteTable.segments(path).stream().map(ApiHandler::decodePath).toList());
      query = query(request.getHttpURI().getQuery());
    } catch (IllegalArgumentException e) {
      return replies.failure(Failure.BAD_REQUEST, requestId);
    }
    RouteTable.Target target = match == null ? null : match.target();
    if (match == null || target == null) {
      return replies.failure(Failure.NO_ROUTE, requestId);
    }
    return switch (target) {
      case RouteTable.Target.Canned(DeployedApi.CannedResponse response) ->
          canned(request, response, requestId);
      case RouteTable.Target.Function(String function) -> {
        byte[] body = body(request);
        if (body.length > MAX_BODY) {
          yield replies.failure(Failure.BODY_TOO_LARGE, requestId);
        }
        Instant now = clock.instant();
        ProxyEvent event =
            new ProxyEvent(
                api,
                accountId,
                match.path(),
                path,
                match.parameters(),
                request.getMethod(),
                headers(request, now),
                query,
                text(body),
                request.getConnectionMetaData().getProtocol(),
                Request.getRemoteAddr(request),
                requestId,
                extendedRequestId,
                now);
        yield integrate(arns.getOrDefault(function, function), event.toJson(), requestId);
      }
    };
  }

  /// The response of a mock integration. It knows one media type and refuses a request that names
  /// another.
  private Reply canned(Request request, DeployedApi.CannedResponse response, String requestId) {
    String type = request.getHeaders().get("Content-Type");
    return type == null || type.toLowerCase(Locale.ROOT).startsWith("application/json")
        ? GatewayReplies.canned(response, 200, requestId)
        : replies.failure(Failure.UNSUPPORTED_MEDIA_TYPE, requestId);
  }

  private Reply integrate(String function, String event, String requestId) {
    Future<InvocationResult> invocation =
        threads.submit(() -> invoker.invoke(function, event, UUID.randomUUID().toString()));
    try {
      return switch (invocation.get(integrationTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        case InvocationResult.Success(String payload) ->
            ProxyResponse.read(payload)
                .orElseGet(() -> replies.failure(Failure.MALFORMED_ANSWER, requestId));
        // A function's own time-out is a function error to the gateway, unlike its own 29 seconds.
        case InvocationResult.FunctionError error ->
            replies.failure(Failure.MALFORMED_ANSWER, requestId);
        case InvocationResult.TimedOut() -> replies.failure(Failure.MALFORMED_ANSWER, requestId);
        case InvocationResult.Unavailable unavailable ->
            replies.failure(Failure.INTEGRATION_FAILURE, requestId);
      };
    } catch (TimeoutException e) {
      return replies.failure(Failure.INTEGRATION_TIMEOUT, requestId);
    } catch (ExecutionException e) {
      return replies.failure(Failure.INTEGRATION_FAILURE, requestId);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return replies.failure(Failure.INTEGRATION_FAILURE, requestId);
    }
  }

  private static byte[] body(Request request) throws IOException {
    if (request.getLength() > MAX_BODY) {
      return new byte[MAX_BODY + 1];
    }
    try (InputStream content = Content.Source.asInputStream(request)) {
      return content.readNBytes(MAX_BODY + 1);
    }
  }

  /// A request body as text: without binary media types the gateway passes none as bytes. AWS does
  /// not document what becomes of bytes that are not UTF-8; here they become replacement
  /// characters.
  private static @Nullable String text(byte[] body) {
    return body.length == 0 ? null : new String(body, StandardCharsets.UTF_8);
  }

  /// The client's headers and those that the gateway adds.
  private static List<Reply.Header> headers(Request request, Instant now) {
    List<Reply.Header> headers = new ArrayList<>();
    for (HttpField field : request.getHeaders()) {
      headers.add(
          new Reply.Header(field.getName(), field.getValue() == null ? "" : field.getValue()));
    }
    String forwarded = request.getHeaders().get("X-Forwarded-For");
    String client = Request.getRemoteAddr(request);
    headers.add(
        new Reply.Header(
            "X-Forwarded-For", forwarded == null ? client : forwarded + ", " + client));
    headers.add(
        new Reply.Header("X-Forwarded-Port", String.valueOf(Request.getLocalPort(request))));
    headers.add(new Reply.Header("X-Forwarded-Proto", "http"));
    if (!request.getHeaders().contains("X-Amzn-Trace-Id")) {
      headers.add(new Reply.Header("X-Amzn-Trace-Id", traceId(now)));
    }
    return headers;
  }

  private static String traceId(Instant now) {
    String unique = UUID.randomUUID().toString().replace("-", "").substring(0, 24);
    return "Root=1-%s-%s".formatted(HexFormat.of().toHexDigits((int) now.getEpochSecond()), unique);
  }

  /// @throws IllegalArgumentException if it is not percent-encoding
  private static List<Map.Entry<String, String>> query(@Nullable String query) {
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    for (String pair : query == null ? new String[0] : query.split("&", 0)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (!pair.isEmpty()) {
        parameters.add(Map.entry(decode(name), decode(value)));
      }
    }
    return parameters;
  }

  private static String decodePath(String segment) {
    return decode(segment.replace("+", "%2B"));
  }

  private static String decode(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  private static int length(@Nullable String value) {
    return value == null ? 0 : value.length();
  }
}
