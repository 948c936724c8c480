package dev.intermission.emulator.lambda;

import dev.intermission.emulator.scheduler.LambdaAsyncInvoker;
import dev.intermission.emulator.template.DeployedFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lambda's Invoke and GetFunctionConfiguration, as the SDK and `sam remote invoke` call them.
/// Nothing is published here: whatever the qualifier, the executed version is `$LATEST`, as the
/// functions' Context says. There is no log tail: functions print to the runner's console.
///
/// A signature must be there but is not verified: this machine has no secrets of AWS. No web page
/// can send one, so none can invoke a function.
final class LambdaApi extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(LambdaApi.class);

  /// The largest payload, in bytes.
  static final int MAXIMUM_PAYLOAD = 6 * 1_024 * 1_024;

  private static final Pattern PATH =
      Pattern.compile("/2015-03-31/functions/([^/]+)/(invocations|configuration)");

  /// A function's name, partial ARN or whole ARN, with or without a qualifier. The pattern is that
  /// of Lambda's own API model.
  private static final Pattern FUNCTION =
      Pattern.compile(
          "(?:arn:aws[a-z-]*:lambda:)?(?:(?<region>[a-z]+-[a-z-]+-[0-9]):)?(?:(?<account>[0-9]{12}):)?"
              + "(?:function:)?(?<name>[a-zA-Z0-9_.-]+)(?::(?<qualifier>\\$LATEST|[a-zA-Z0-9_-]+))?");

  /// @param requestId the invocation's own where there is one
  private record Reply(String requestId, int status, Map<String, String> headers, String body) {}

  private final List<DeployedFunction> functions;
  private final LambdaInvoker invoker;
  private final LambdaAsyncInvoker async;

  LambdaApi(List<DeployedFunction> functions, LambdaInvoker invoker, LambdaAsyncInvoker async) {
    this.functions = List.copyOf(functions);
    this.invoker = invoker;
    this.async = async;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Reply reply;
    try {
      reply = answer(request);
    } catch (RuntimeException | IOException e) {
      LOG.error("The local Lambda failed at {}", request.getHttpURI().getPath(), e);
      reply = failure("see the runner's log");
    }
    response.setStatus(reply.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put("x-amzn-RequestId", reply.requestId());
    reply.headers().forEach(response.getHeaders()::put);
    Content.Sink.write(response, true, reply.body(), callback);
    return true;
  }

  private Reply answer(Request request) throws IOException {
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (authorization == null || !authorization.startsWith("AWS4-HMAC-SHA256 ")) {
      return refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    byte[] body = body(request);
    Matcher path = PATH.matcher(request.getHttpURI().getPath());
    String operation = path.matches() ? request.getMethod() + " " + path.group(2) : "";
    if (!Set.of("POST invocations", "GET configuration").contains(operation)) {
      return refusal(
          404, "UnknownOperationException", "This local endpoint has no such operation.");
    }
    Matcher name = FUNCTION.matcher(decoded(path.group(1)));
    if (!name.matches()) {
      return refusal(400, "InvalidParameterValueException", "This is no function's name or ARN.");
    }
    String own = name.group("qualifier");
    String asked = Request.extractQueryParameters(request).getValue("Qualifier");
    if (own != null && asked != null && !own.equals(asked)) {
      return refusal(
          400,
          "InvalidParameterValueException",
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    String qualifier = own == null ? asked : own;
    Optional<DeployedFunction> function = find(name, qualifier);
    if (function.isEmpty()) {
      return refusal(
          404,
          "ResourceNotFoundException",
          "Function not found: " + name.group("name") + (qualifier == null ? "" : ":" + qualifier));
    }
    boolean byAlias = qualifier != null && !qualifier.equals("$LATEST");
    String arn = byAlias ? function.get().qualifiedArn() : function.get().arn();
    return operation.equals("POST invocations")
        ? invoke(function.get(), arn, request, body)
        : configuration(function.get(), arn);
  }

  private Reply invoke(DeployedFunction function, String arn, Request request, byte[] body) {
    String type =
        Objects.requireNonNullElse(
            request.getHeaders().get("X-Amz-Invocation-Type"), "RequestResponse");
    if (!Set.of("RequestResponse", "Event", "DryRun").contains(type)) {
      return refusal(
          400,
          "InvalidParameterValueException",
          "The invocation type is RequestResponse, Event or DryRun.");
    }
    int most = type.equals("Event") ? AsyncInvocations.MAXIMUM_PAYLOAD : MAXIMUM_PAYLOAD;
    if (body.length > most) {
      return refusal(
          413,
          "RequestTooLargeException",
          "Request must be smaller than " + most + " bytes for the InvokeFunction operation");
    }
    String payload = body.length == 0 ? "{}" : new String(body, StandardCharsets.UTF_8);
    if (Stored.json(payload).isEmpty()) {
      return refusal(
          400, "InvalidRequestContentException", "Could not parse request body into json.");
    }
    return switch (type) {
      case "Event" ->
          new Reply(async.submit(arn, payload.getBytes(StandardCharsets.UTF_8)), 202, Map.of(), "");
      case "DryRun" -> new Reply(newRequestId(), 204, Map.of(), "");
      default -> invokeAndWait(function, arn, payload);
    };
  }

  private Reply invokeAndWait(DeployedFunction function, String arn, String payload) {
    String requestId = newRequestId();
    return switch (invoker.invoke(arn, payload, requestId)) {
      case InvocationResult.Success(String returned) ->
          new Reply(requestId, 200, Map.of("X-Amz-Executed-Version", "$LATEST"), returned);
      case InvocationResult.FunctionError error -> functionError(requestId, error.payload());
      case InvocationResult.TimedOut() ->
          functionError(
              requestId,
              Stored.object()
                  .put("errorType", "Sandbox.Timedout")
                  .put(
                      "errorMessage",
                      "RequestId: %s Error: Task timed out after %d.00 seconds"
                          .formatted(requestId, function.timeout().toSeconds()))
                  .toString());
      case InvocationResult.Unavailable(String reason) -> failure(reason);
    };
  }

  private static Reply configuration(DeployedFunction function, String arn) {
    String configuration =
        Stored.object()
            .put("FunctionName", function.name())
            .put("FunctionArn", arn)
            .put("Handler", function.handler())
            .put("Timeout", function.timeout().toSeconds())
            .put("MemorySize", function.memoryMegabytes())
            .put("Version", "$LATEST")
            .toString();
    return new Reply(newRequestId(), 200, Map.of(), configuration);
  }

  private Optional<DeployedFunction> find(Matcher name, @Nullable String qualifier) {
    String called = name.group("name");
    return functions.stream()
        .filter(function -> called.equals(function.name()) || called.equals(function.logicalId()))
        .filter(function -> {
          String[] arn = function.arn().split(":", -1);
          return isOrAbsent(name.group("region"), arn[3])
              && isOrAbsent(name.group("account"), arn[4]);
        })
        .filter(function ->
            isOrAbsent(qualifier, "$LATEST") || Objects.equals(qualifier, function.alias()))
        .findFirst();
  }

  private static boolean isOrAbsent(@Nullable String value, String expected) {
    return value == null || value.equals(expected);
  }

  /// Reads the whole body, so that the client gets the refusal of one too large. It keeps no more
  /// of it than shows that it is too large.
  private static byte[] body(Request request) throws IOException {
    try (InputStream content = Content.Source.asInputStream(request)) {
      byte[] body = content.readNBytes(MAXIMUM_PAYLOAD + 1);
      content.transferTo(OutputStream.nullOutputStream());
      return body;
    }
  }

  private static Reply functionError(String requestId, String payload) {
    return new Reply(
        requestId,
        200,
        Map.of("X-Amz-Executed-Version", "$LATEST", "X-Amz-Function-Error", "Unhandled"),
        payload);
  }

  private static Reply failure(String reason) {
    return refusal(
        500, "ServiceException", "The Lambda service encountered an internal error: " + reason);
  }

  private static Reply refusal(int status, String type, String message) {
    // The name differs from error to error, and clients look for the one that they know.
    String body =
        Stored.object()
            .put("Type", status < 500 ? "User" : "Service")
            .put("message", message)
            .put("Message", message)
            .toString();
    return new Reply(newRequestId(), status, Map.of("x-amzn-ErrorType", type), body);
  }

  private static String newRequestId() {
    return UUID.randomUUID().toString();
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return segment;
    }
  }
}
