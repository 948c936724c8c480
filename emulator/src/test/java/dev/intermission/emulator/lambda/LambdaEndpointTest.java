package dev.intermission.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intermission.emulator.SettableClock;
import dev.intermission.emulator.scheduler.AwsPlace;
import dev.intermission.emulator.state.DynamoDbLocalServer;
import dev.intermission.emulator.state.LocalState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lambda's Invoke API over HTTP, before a real worker and the asynchronous queue.
@Timeout(60)
class LambdaEndpointTest {
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:failed";
  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:test-";
  private static final String SIGNED =
      "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0";

  private static final SettableClock CLOCK = new SettableClock("2030-01-01T00:00:00Z");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir private static Path folder;
  private static DynamoDbLocalServer server;
  private static LocalState state;
  private static LocalQueues queues;
  private static WorkerSettings settings;
  private static WorkerProcess worker;
  private static AsyncInvocations async;
  private static LambdaEndpoint lambda;

  @BeforeAll
  static void start() throws IOException {
    server = DynamoDbLocalServer.inMemory(0);
    state = LocalState.open(server.endpoint());
    queues = new LocalQueues(state, CLOCK);
    settings =
        TestStack.settings(
            folder, line -> {}, pid -> {}, "Echo", "Tells", "Throws", "Hangs", "Ends");
    worker = WorkerProcess.start(settings);
    async =
        new AsyncInvocations(
            state,
            CLOCK,
            new AwsPlace("us-east-1", "123456789012"),
            settings.template().functions().stream()
                .map(function -> new AsyncFunction(function.name(), 2, QUEUE))
                .collect(Collectors.toMap(AsyncFunction::name, Function.identity())),
            worker,
            queues,
            AsyncInvocations.LAMBDAS_DELAYS);
    lambda = LambdaEndpoint.start(0, settings.template().functions(), worker, async);
  }

  @AfterAll
  static void end() {
    lambda.close();
    async.close();
    worker.close();
    state.close();
    server.close();
  }

  @AfterEach
  void forget() {
    queues.messages().forEach(queues::delete);
    assertThat(async.list()).isEmpty();
  }

  @Test
  void an_invocation_waits_for_the_response_and_gives_it_back_as_it_is() throws Exception {
    String payload = "{\"text\":\"ünïcode \\u0000 " + "long ".repeat(50_000) + "\"}";

    HttpResponse<String> response = invoke("Echo", payload);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(payload);
    assertThat(response.headers().firstValue("X-Amz-Executed-Version")).contains("$LATEST");
    assertThat(response.headers().firstValue("X-Amz-Function-Error")).isEmpty();
  }

  @Test
  void the_request_id_is_the_one_that_the_function_sees() throws Exception {
    HttpResponse<String> response =
        invoke("Tells", "{}", "X-Amz-Invocation-Type", "RequestResponse");

    assertThat(json(response).path("requestId").textValue())
        .isNotEmpty()
        .isEqualTo(requestId(response));
  }

  @Test
  void no_payload_is_an_empty_event() throws Exception {
    assertThat(invoke("Echo", "").body()).isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({
    "Tells, ''",
    "Tells:live, :live",
    "Tells:$LATEST, ''",
    "Tells?Qualifier=live, :live",
    "Tells:live?Qualifier=live, :live",
    "test-Tells, ''",
    "test-Tells:live, :live",
    "function:test-Tells, ''",
    "123456789012:function:test-Tells, ''",
    "123456789012:function:test-Tells:live, :live",
    "us-east-1:123456789012:function:test-Tells, ''",
    "arn:aws:lambda:us-east-1:123456789012:function:test-Tells, ''",
    "arn:aws:lambda:us-east-1:123456789012:function:test-Tells:live, :live",
    "arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Atest-Tells?Qualifier=%24LATEST, ''",
  })
  void a_function_is_known_by_every_name_that_lambda_knows_it_by(String name, String alias)
      throws Exception {
    HttpResponse<String> response = invoke(name, "{}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("arn").textValue()).isEqualTo(ARN + "Tells" + alias);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nobody",
        "Echo:dead",
        "Echo:1",
        "Echo?Qualifier=dead",
        "999999999999:function:test-Echo",
        "arn:aws:lambda:eu-west-1:123456789012:function:test-Echo",
        "arn:aws:lambda:us-east-1:999999999999:function:test-Echo",
        "arn:aws:lambda:us-east-1:123456789012:function:test-Nobody",
      })
  void what_is_not_there_is_not_found(String name) throws Exception {
    for (String type : new String[] {"RequestResponse", "Event", "DryRun"}) {
      assertRefused(
          invoke(name, "{}", "X-Amz-Invocation-Type", type), 404, "ResourceNotFoundException");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "Echo:a:b", "Echo:live?Qualifier=$LATEST"})
  void what_is_no_name_is_said_to_be_none(String name) throws Exception {
    assertRefused(invoke(name, "{}"), 400, "InvalidParameterValueException");
  }

  @Test
  void what_a_function_throws_is_its_response_and_marked_as_an_error() throws Exception {
    HttpResponse<String> response = invoke("Throws", "{}");

    assertFunctionError(response);
    assertThat(response.body())
        .isEqualTo(
            """
            {"errorMessage":"not \\"today\\"","errorType":"java.lang.IllegalStateException"}\
            """);
  }

  @Test
  void a_function_that_does_not_return_in_time_is_a_function_error_too() throws Exception {
    HttpResponse<String> response = invoke("Hangs", "{}");

    assertFunctionError(response);
    assertThat(json(response).path("errorType").textValue()).isEqualTo("Sandbox.Timedout");
    assertThat(json(response).path("errorMessage").textValue())
        .isEqualTo(
            "RequestId: " + requestId(response) + " Error: Task timed out after 1.00 seconds");
  }

  @Test
  void a_function_that_ends_its_process_is_one_as_well() throws Exception {
    HttpResponse<String> response = invoke("Ends", "{}");

    assertFunctionError(response);
    assertThat(json(response).path("errorType").textValue()).isEqualTo("Runtime.ExitError");
    assertThat(invoke("Echo", "1").body()).isEqualTo("1");
  }

  @Test
  void a_worker_that_cannot_be_reached_is_a_fault_of_the_service() throws Exception {
    try (LambdaEndpoint without =
        LambdaEndpoint.start(
            0,
            settings.template().functions(),
            (function, payload, requestId) -> new InvocationResult.Unavailable("no worker"),
            async)) {
      assertRefused(send(request(without, "Echo", "{}")), 500, "ServiceException");
    }
  }

  @Test
  void a_fault_of_the_queue_is_one_as_well() throws Exception {
    try (LambdaEndpoint without =
        LambdaEndpoint.start(
            0,
            settings.template().functions(),
            worker,
            (function, payload) -> {
              throw new IllegalStateException("the state is gone");
            })) {
      HttpRequest.Builder event =
          request(without, "Echo", "{}").header("X-Amz-Invocation-Type", "Event");
      assertRefused(send(event), 500, "ServiceException");
    }
  }

  @Test
  void an_event_is_accepted_at_once_and_runs_later_under_the_same_id() throws Exception {
    HttpResponse<String> response = invoke("Tells:live", "{}", "X-Amz-Invocation-Type", "Event");

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(response.body()).isEmpty();
    assertThat(async.list())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.requestId()).isEqualTo(requestId(response));
          assertThat(event.functionName()).isEqualTo("test-Tells");
        });
    assertThat(async.runDue()).isOne();
  }

  @Test
  void an_event_that_fails_is_tried_again_twice_and_then_kept() throws Exception {
    HttpResponse<String> response = invoke("Throws", "{\"v\":1}", "X-Amz-Invocation-Type", "Event");
    assertThat(response.statusCode()).isEqualTo(202);

    assertThat(async.runDue()).isOne();
    CLOCK.advance(Duration.ofMinutes(1));
    assertThat(async.runDue()).isOne();
    assertThat(queues.messages()).isEmpty();
    CLOCK.advance(Duration.ofMinutes(2));
    assertThat(async.runDue()).isOne();

    JsonNode record = Stored.json(queues.messages(QUEUE).getFirst().body()).orElseThrow();
    assertThat(record.path("requestContext").path("requestId").textValue())
        .isEqualTo(requestId(response));
    assertThat(record.path("requestContext").path("approximateInvokeCount").intValue())
        .isEqualTo(3);
    assertThat(record.path("requestPayload")).isEqualTo(Stored.json("{\"v\":1}").orElseThrow());
  }

  @Test
  void a_dry_run_runs_nothing() throws Exception {
    HttpResponse<String> response = invoke("Ends", "{}", "X-Amz-Invocation-Type", "DryRun");

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.body()).isEmpty();
    assertThat(requestId(response)).isNotEmpty();
  }

  @Test
  void another_way_to_invoke_is_refused() throws Exception {
    assertRefused(
        invoke("Echo", "{}", "X-Amz-Invocation-Type", "Later"),
        400,
        "InvalidParameterValueException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "secret", "{} {}", " "})
  void a_payload_that_is_no_json_is_refused_and_not_repeated(String payload) throws Exception {
    for (String type : new String[] {"RequestResponse", "Event"}) {
      HttpResponse<String> response = invoke("Echo", payload, "X-Amz-Invocation-Type", type);
      assertRefused(response, 400, "InvalidRequestContentException");
      assertThat(response.body()).doesNotContain("secret");
    }
  }

  @ParameterizedTest
  @CsvSource({"RequestResponse, 6291456", "Event, 100000"})
  void the_largest_payload_is_taken_and_a_larger_one_is_not(String type, int most)
      throws Exception {
    HttpResponse<String> largest = invoke("Echo", text(most), "X-Amz-Invocation-Type", type);
    assertThat(largest.statusCode()).isEqualTo(type.equals("Event") ? 202 : 200);
    async.runDue();

    for (int larger : new int[] {most + 1, 3 * most}) {
      HttpResponse<String> response = invoke("Echo", text(larger), "X-Amz-Invocation-Type", type);
      assertRefused(response, 413, "RequestTooLargeException");
      assertThat(response.body()).contains("smaller than " + most + " bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer AWS4-HMAC-SHA256 x", "Basic dTpw", "AWS4-HMAC-SHA256"})
  void without_a_signature_nothing_is_invoked(String authorization) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(lambda, "Ends")).POST(BodyPublishers.ofString("{}"));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    assertRefused(send(request), 403, "MissingAuthenticationTokenException");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 200",
    "localhost, 200",
    "intermission.example, 403",
    "127.0.0.1.example, 403"
  })
  void it_answers_to_this_machines_names_only(String host, int status) throws IOException {
    int port = lambda.endpoint().getPort();
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      String request =
          """
          POST /2015-03-31/functions/Echo/invocations HTTP/1.1\r
          Host: %s:%d\r
          Authorization: %s\r
          Connection: close\r
          Content-Length: 2\r
          \r
          {}\
          """
              .formatted(host, port, SIGNED);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 " + status);
    }
  }

  @Test
  void a_functions_configuration_is_told_without_its_environment() throws Exception {
    URI uri = lambda.endpoint().resolve("/2015-03-31/functions/Echo:live/configuration");
    HttpResponse<String> response =
        send(HttpRequest.newBuilder(uri).header("Authorization", SIGNED).GET());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("FunctionArn").textValue()).isEqualTo(ARN + "Echo:live");
    assertThat(json(response).path("Timeout").intValue()).isEqualTo(30);
    assertThat(response.body()).doesNotContain("Environment", "OWN");
  }

  @Test
  void it_knows_no_other_operation() throws Exception {
    URI endpoint = lambda.endpoint();
    for (HttpRequest.Builder request :
        new HttpRequest.Builder[] {
          HttpRequest.newBuilder(uri(lambda, "Echo")).GET(),
          HttpRequest.newBuilder(endpoint.resolve("/2015-03-31/functions/Echo")).GET(),
          HttpRequest.newBuilder(endpoint.resolve("/2015-03-31/functions/Echo/configuration"))
              .PUT(BodyPublishers.ofString("{}")),
          HttpRequest.newBuilder(endpoint.resolve("/")).POST(BodyPublishers.ofString("{}"))
        }) {
      assertRefused(
          send(request.header("Authorization", SIGNED)), 404, "UnknownOperationException");
    }
  }

  private static HttpResponse<String> invoke(String name, String payload, String... headers)
      throws Exception {
    HttpRequest.Builder request = request(lambda, name, payload);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  private static HttpRequest.Builder request(LambdaEndpoint endpoint, String name, String payload) {
    return HttpRequest.newBuilder(uri(endpoint, name))
        .header("Authorization", SIGNED)
        .POST(BodyPublishers.ofString(payload));
  }

  private static URI uri(LambdaEndpoint endpoint, String name) {
    String[] parts = name.split("\\?", 2);
    return URI.create(
        endpoint.endpoint()
            + "/2015-03-31/functions/"
            + parts[0]
            + "/invocations"
            + (parts.length == 1 ? "" : "?" + parts[1]));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static String requestId(HttpResponse<String> response) {
    return response.headers().firstValue("x-amzn-RequestId").orElse("");
  }

  private static JsonNode json(HttpResponse<String> response) {
    return Stored.json(response.body()).orElseThrow();
  }

  private static String text(int bytes) {
    return "\"" + "x".repeat(bytes - 2) + "\"";
  }

  private static void assertFunctionError(HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-Amz-Function-Error")).contains("Unhandled");
    assertThat(response.headers().firstValue("X-Amz-Executed-Version")).contains("$LATEST");
    assertThat(requestId(response)).isNotEmpty();
  }

  private static void assertRefused(HttpResponse<String> response, int status, String type) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains(type);
    assertThat(json(response).path("message").textValue()).isNotEmpty();
    assertThat(requestId(response)).isNotEmpty();
  }
}
