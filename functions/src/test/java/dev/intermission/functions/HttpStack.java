package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.access.Scope;
import dev.intermission.emulator.http.HttpFront;
import dev.intermission.emulator.lambda.InvocationResult;
import dev.intermission.emulator.lambda.LambdaInvoker;
import dev.intermission.emulator.scheduler.AwsPlace;
import dev.intermission.emulator.scheduler.DeliveryFaults;
import dev.intermission.emulator.scheduler.SchedulerEndpoint;
import dev.intermission.emulator.scheduler.Schedules;
import dev.intermission.emulator.state.DynamoDbLocalServer;
import dev.intermission.emulator.state.LocalState;
import dev.intermission.functions.http.ApiVersions;
import dev.intermission.store.SettableClock;
import dev.intermission.store.Waiting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// The whole API over real HTTP, with a clock that the test moves. The HTTP front, the template's
/// handlers in this JVM, DynamoDB Local and the local Scheduler, which fires when told to. As an
/// extension of a test class, it lives as long as that class.
final class HttpStack implements AutoCloseable, AfterAllCallback {
  static final String ACCOUNT = "biz_demo";

  private final AtomicInteger invocations = new AtomicInteger();

  private volatile Duration timeLeft = TestContext.WHOLE;

  final TestStack stack;
  final SettableClock clock = new SettableClock("2026-11-22T10:00:00Z");
  final DeliveryFaults faults = new DeliveryFaults();
  final Schedules schedules;

  /// Counts the functions' calls of DynamoDB, and can break them.
  final FaultyDynamoDb dynamoDb;

  /// The issuer whose JWTs count.
  final TestIssuer issuer = new TestIssuer();

  /// Standard output of the functions: their metrics.
  final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// The results of the Scheduler's deliveries.
  final List<InvocationResult> delivered = new CopyOnWriteArrayList<>();

  private final Map<String, RequestStreamHandler> handlers = new HashMap<>();
  private final DynamoDbLocalServer schedulerState = DynamoDbLocalServer.inMemory(0);
  private final LocalState state = LocalState.open(schedulerState.endpoint());
  private final SchedulerEndpoint scheduler;
  private final HttpFront front;
  private final HttpClient client = HttpClient.newHttpClient();
  private final String token;

  HttpStack() throws IOException {
    this(new TestStack(), null);
  }

  /// One for a test class.
  static HttpStack start() {
    try {
      return new HttpStack();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param anotherScheduler to arm timers in, which nothing here fires; null: the one in here
  HttpStack(TestStack stack, @Nullable URI anotherScheduler) throws IOException {
    this.stack = stack;
    dynamoDb = new FaultyDynamoDb(stack.dynamoDbEndpoint());
    LambdaInvoker invoker = (function, payload, requestId) -> invoke(function, payload);
    schedules =
        new Schedules(
            state,
            clock,
            new AwsPlace("us-east-1", "000000000000"),
            (function, payload) -> {
              delivered.add(invoke(function, new String(payload, StandardCharsets.UTF_8)));
              return "delivery";
            },
            (queue, body, attributes) -> {},
            faults);
    stack.template.scheduleGroups().forEach(group -> schedules.makeGroup(group.name()));
    scheduler = SchedulerEndpoint.startWithoutFiring(0, schedules);
    stack.environment.put(
        "AWS_ENDPOINT_URL_SCHEDULER",
        (anotherScheduler == null ? scheduler.endpoint() : anotherScheduler).toString());
    stack.environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint());
    stack.environment.putAll(issuer.environment());
    PrintStream console = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      stack.template.functions().forEach(function -> load(function.handler()));
    } finally {
      System.setOut(console);
    }
    stack
        .template
        .functions()
        .forEach(function -> {
          RequestStreamHandler handler = handlers.get(function.handler());
          handlers.put(function.logicalId(), handler);
          handlers.put(function.name(), handler);
          handlers.put(function.arn(), handler);
          handlers.put(function.qualifiedArn(), handler);
        });
    front = HttpFront.start(stack.template, invoker, 0, null);
    token = stack.issueKey("all", ACCOUNT, Set.of(Scope.values()));
  }

  /// A client's request, with the key of all scopes unless told otherwise.
  Call call(String method, String path) {
    return new Call(method, path);
  }

  /// Invokes a function as an operator would.
  InvocationResult invoke(String function, String payload) {
    RequestStreamHandler handler = handlers.get(function);
    if (handler == null) {
      return new InvocationResult.Unavailable("no such function: " + function);
    }
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    try {
      handler.handleRequest(
          new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
          response,
          new TestContext("invocation-" + invocations.incrementAndGet(), timeLeft));
      return new InvocationResult.Success(response.toString(StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      return new InvocationResult.FunctionError(
          e.getClass().getName(), String.valueOf(e.getMessage()), "{}");
    }
  }

  /// From now on, an invocation begins with so much time left until its deadline.
  void begin(Duration left) {
    timeLeft = left;
  }

  int port() {
    return front.port();
  }

  String token() {
    return token;
  }

  String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /// Not at the end of a nested class.
  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getEnclosingTestClasses().isEmpty()) {
      close();
    }
  }

  @Override
  public void close() {
    // For LogOutputTest.
    LoggerFactory.getLogger("metrics").info(output());
    front.close();
    dynamoDb.close();
    issuer.close();
    scheduler.close();
    state.close();
    schedulerState.close();
    client.close();
  }

  private void load(String handler) {
    Map<String, String> environment = Map.copyOf(stack.environment);
    Waiting waiting =
        time -> {
          clock.set(time.toString());
          return time;
        };
    String name = handler.substring(0, handler.indexOf("::"));
    String verb = name.substring(name.lastIndexOf('.') + 1, name.length() - "Handler".length());
    try {
      handlers.put(handler, Handlers.make(verb, environment, clock, waiting));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(handler, e);
    }
  }

  /// An HTTP response.
  record Response(int status, HttpResponse<String> response, @Nullable JsonNode json) {
    String body() {
      return response.body();
    }

    @Nullable String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    JsonNode error() {
      if (json == null) {
        throw new AssertionError("no JSON: " + body());
      }
      return json.path("error");
    }
  }

  /// A request that is being made.
  final class Call {
    private final String method;
    private final String path;
    private final List<String> headers = new ArrayList<>();
    private @Nullable String authorization = "Bearer " + token();
    private BodyPublisher body = BodyPublishers.noBody();
    private @Nullable String version;

    Call(String method, String path) {
      this.method = method;
      this.path = path;
    }

    Call authorization(@Nullable String value) {
      authorization = value;
      return this;
    }

    Call key(String secret) {
      return authorization("Bearer " + secret);
    }

    /// Names the version, if there is one.
    Call version(@Nullable String name) {
      return name == null ? this : header(ApiVersions.HEADER, name);
    }

    /// Expects the shape of a version that the credential is pinned to.
    Call inVersion(String pinned) {
      version = pinned;
      return this;
    }

    Call header(String name, String value) {
      if (name.equalsIgnoreCase(ApiVersions.HEADER)) {
        version = value;
      }
      headers.add(name);
      headers.add(value);
      return this;
    }

    Call body(String json) {
      body = BodyPublishers.ofString(json);
      return this;
    }

    /// Sends it. The response, good or bad, must be as the contract of its version says.
    Response send() {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/api/v1" + path))
              .method(method, body);
      if (authorization != null) {
        request.header("Authorization", authorization);
      }
      if (!headers.isEmpty()) {
        request.headers(headers.toArray(String[]::new));
      }
      try {
        HttpResponse<String> received = client.send(request.build(), BodyHandlers.ofString());
        OpenApi contract = OpenApi.of(version);
        List<String> faults =
            contract.faults(
                method,
                received.uri().getRawPath(),
                received.statusCode(),
                received.headers().map(),
                received.body());
        if (!faults.isEmpty()) {
          throw new AssertionError(
              "not as the contract of versions from %s says: %s%n%s %s %d %s"
                  .formatted(
                      contract,
                      faults,
                      method,
                      received.uri(),
                      received.statusCode(),
                      received.body()));
        }
        Response response =
            new Response(
                received.statusCode(),
                received,
                received.body().isEmpty() ? null : new ObjectMapper().readTree(received.body()));
        assertThat(received.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(received.headers().allValues("X-Content-Type-Options"))
            .containsExactly("nosniff");
        if (response.json() != null && response.status() >= 400) {
          assertThat(ErrorCatalogue.ENTRIES)
              .contains(
                  ErrorCatalogue.entry(
                      response.status(), response.json(), response.header("x-should-retry")));
        }
        return response;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
