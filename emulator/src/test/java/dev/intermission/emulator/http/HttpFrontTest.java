package dev.intermission.emulator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.emulator.lambda.InvocationResult;
import dev.intermission.emulator.lambda.LambdaInvoker;
import dev.intermission.emulator.template.SamTemplate;
import dev.intermission.emulator.template.StackSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The HTTP front over real sockets. It runs the project's own template, with a function that the
/// test scripts.
@Timeout(60)
class HttpFrontTest {

  private static final String NOT_FOUND =
      """
      {"error":{"type":"not_found",\
      "message":"No such route, or not with this method. Routes begin with /api/v1.",\
      "code":null,"param":null}}\
      """;
  private static final String UNAVAILABLE =
      """
      {"error":{"type":"internal_server_error","message":"The service is not available. Try again later.",\
      "code":null,"param":null}}\
      """;
  private static final String OUR_FAULT =
      """
      {"error":{"type":"internal_server_error","message":"Something went wrong on our side.",\
      "code":null,"param":null}}\
      """;
  private static final String INVALID =
      """
      {"error":{"type":"invalid_request_error",\
      "message":"The request is malformed, or its headers are larger than 10,240 bytes.",\
      "code":null,"param":null}}\
      """;
  private static final String TOO_LARGE =
      """
      {"error":{"type":"invalid_request_error","message":"The request body is larger than 4 KB.",\
      "code":null,"param":null}}\
      """;

  private final SamTemplate template =
      SamTemplate.read(
          Path.of("..", "template.yaml"),
          Map.of(),
          new StackSettings("demo", "us-east-1", "123456789012"));
  private final FakeFunction function = new FakeFunction();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpFront front;

  HttpFrontTest() throws IOException {}

  @BeforeEach
  void start() throws IOException {
    front = HttpFront.start(template, function, 0, new Mounted(), Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    front.close();
    client.close();
  }

  @Test
  void a_function_sees_the_request_as_a_rest_api_shows_it() throws Exception {
    send(
        request("/api/v1/ad_campaigns/a%20b%2Fc/pause?x=1&x=2%263&flag&y=a+b")
            .header("X-Twice", "one")
            .header("X-Twice", "two")
            .header("User-Agent", "tester/1")
            .POST(HttpRequest.BodyPublishers.ofString("{\"paused_until\":\"ü\"}")));

    JsonNode event = function.event;
    assertThat(function.called)
        .isEqualTo(
            "arn:aws:lambda:us-east-1:123456789012:function:demo-PauseAdCampaignFunction:live");
    assertThat(event.fieldNames())
        .toIterable()
        .containsExactly(
            "resource",
            "path",
            "httpMethod",
            "headers",
            "multiValueHeaders",
            "queryStringParameters",
            "multiValueQueryStringParameters",
            "pathParameters",
            "stageVariables",
            "requestContext",
            "body",
            "isBase64Encoded");
    assertThat(event.at("/resource").asText()).isEqualTo("/v1/ad_campaigns/{id}/pause");
    assertThat(event.at("/path").asText()).isEqualTo("/v1/ad_campaigns/a%20b%2Fc/pause");
    assertThat(event.at("/httpMethod").asText()).isEqualTo("POST");
    assertThat(event.at("/pathParameters")).hasToString("{\"id\":\"a b/c\"}");
    assertThat(event.at("/queryStringParameters"))
        .hasToString("{\"x\":\"2&3\",\"flag\":\"\",\"y\":\"a b\"}");
    assertThat(event.at("/multiValueQueryStringParameters"))
        .hasToString("{\"x\":[\"1\",\"2&3\"],\"flag\":[\"\"],\"y\":[\"a b\"]}");
    assertThat(event.at("/headers/X-Twice").asText()).isEqualTo("two");
    assertThat(event.at("/multiValueHeaders/X-Twice")).hasToString("[\"one\",\"two\"]");
    assertThat(event.at("/headers").has("Content-Length")).isFalse();
    assertThat(event.at("/headers/X-Forwarded-For").asText()).isEqualTo("127.0.0.1");
    assertThat(event.at("/stageVariables").isNull()).isTrue();
    assertThat(event.at("/body").asText()).isEqualTo("{\"paused_until\":\"ü\"}");
    assertThat(event.at("/isBase64Encoded")).hasToString("false");
    JsonNode context = event.at("/requestContext");
    assertThat(context.at("/resourcePath").asText()).isEqualTo("/v1/ad_campaigns/{id}/pause");
    assertThat(context.at("/path").asText()).isEqualTo("/api/v1/ad_campaigns/a%20b%2Fc/pause");
    assertThat(context.at("/stage").asText()).isEqualTo("api");
    assertThat(context.at("/accountId").asText()).isEqualTo("123456789012");
    assertThat(context.at("/protocol").asText()).isEqualTo("HTTP/1.1");
    assertThat(context.at("/requestTimeEpoch").isIntegralNumber()).isTrue();
    assertThat(context.at("/requestTime").asText())
        .matches("\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000");
    assertThat(context.at("/identity/sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(context.at("/identity/userAgent").asText()).isEqualTo("tester/1");
    assertThat(context.at("/identity/user").isNull()).isTrue();
  }

  @Test
  void what_a_request_does_not_have_is_null() throws Exception {
    send(request("/api/v1/ads/ad_1/pause").POST(HttpRequest.BodyPublishers.noBody()));

    assertThat(function.event.at("/body").isNull()).isTrue();
    assertThat(function.event.at("/queryStringParameters").isNull()).isTrue();
    assertThat(function.event.at("/multiValueQueryStringParameters").isNull()).isTrue();
  }

  @Test
  void a_functions_response_is_handed_on() throws Exception {
    function.responses =
        """
        {"statusCode":201,"headers":{"X-One":"1","WWW-Authenticate":"Bearer","X-Both":"b"},\
        "multiValueHeaders":{"X-Many":["a","b"],"x-both":["a"]},"body":"{\\"ü\\":1}"}\
        """;

    HttpResponse<String> response = send(request("/api/v1/ads/ad_1"));

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body()).isEqualTo("{\"ü\":1}");
    assertThat(response.headers().allValues("X-One")).containsExactly("1");
    assertThat(response.headers().allValues("X-Many")).containsExactly("a", "b");
    assertThat(response.headers().allValues("X-Both")).containsExactly("a", "b");
    assertThat(response.headers().allValues("WWW-Authenticate")).isEmpty();
    assertThat(response.headers().allValues("x-amzn-Remapped-WWW-Authenticate"))
        .containsExactly("Bearer");
    assertThat(response.headers().allValues("Content-Type")).containsExactly("application/json");
    assertThat(response.headers().firstValue("x-amzn-RequestId"))
        .hasValue(function.event.at("/requestContext/requestId").asText());
    assertThat(response.headers().firstValue("x-amz-apigw-id"))
        .hasValue(function.event.at("/requestContext/extendedRequestId").asText());
    assertThat(response.headers().firstValue("Server")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "\"text\"",
        "{}",
        "{\"statusCode\":\"ok\"}",
        "{\"statusCode\":99}",
        "{\"statusCode\":200,\"body\":{}}",
        "{\"statusCode\":200,\"headers\":[]}",
        "{\"statusCode\":200,\"headers\":{\"a\":{}}}",
        "{\"statusCode\":200,\"multiValueHeaders\":{\"a\":\"b\"}}",
        "{\"statusCode\":200,\"extra\":1}",
        "{\"statusCode\":200} x"
      })
  void a_response_that_is_not_in_the_proxy_format_is_a_502(String payload) throws Exception {
    function.responses = payload;

    HttpResponse<String> response = send(request("/api/v1/ads/ad_1"));

    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).isEqualTo(OUR_FAULT);
    assertThat(response.headers().firstValue("X-Request-Id"))
        .isEqualTo(response.headers().firstValue("x-amzn-RequestId"))
        .isPresent();
  }

  @Test
  void a_function_error_tells_a_client_nothing() throws Exception {
    function.does = event -> new InvocationResult.FunctionError("a.B", "secret", "{}");
    assertThat(send(request("/api/v1/ads/ad_1")))
        .satisfies(failed -> {
          assertThat(failed.statusCode()).isEqualTo(502);
          assertThat(failed.body()).isEqualTo(OUR_FAULT);
        });

    function.does = event -> new InvocationResult.TimedOut();
    assertThat(send(request("/api/v1/ads/ad_1")).statusCode()).isEqualTo(502);
  }

  @Test
  void an_unavailable_function_is_the_templates_integration_failure() throws Exception {
    function.does = event -> new InvocationResult.Unavailable("no worker");

    HttpResponse<String> response = send(request("/api/v1/ads/ad_1"));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEqualTo(UNAVAILABLE);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void an_invoker_that_throws_is_the_templates_integration_failure() throws Exception {
    function.does =
        event -> {
          throw new IllegalStateException("secret");
        };

    assertThat(send(request("/api/v1/ads/ad_1")).body()).isEqualTo(UNAVAILABLE);
  }

  @Test
  void a_function_that_takes_too_long_is_the_templates_integration_timeout() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    function.does =
        event -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new InvocationResult.TimedOut();
        };
    try (HttpFront hasty = HttpFront.start(template, function, 0, null, Duration.ofMillis(50))) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(uri(hasty, "/api/v1/ads/ad_1")).build(),
              BodyHandlers.ofString());

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
    } finally {
      never.countDown();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET, /api/v1/ads/ad_1/pause",
    "DELETE, /api/v1/ads/ad_1",
    "OPTIONS, /api/v1/ads/ad_1",
    "POST, /api/v1/ads/ad_1",
    "get, /api/v1/ads/ad_1",
    "GET, /api/v1/ads/",
    "GET, /api/v1/ads/ad_1/",
    "GET, /api/v2/x/y",
    "GET, /api/",
    "GET, /api",
    "GET, /apiv1/ads/ad_1",
    "GET, /",
    "GET, /v1/ads/ad_1",
    "GET, /_local/nothing",
    "GET, /_locals",
    "GET, //api/v1/ads/ad_1",
    "GET, /x/../api/v1/ads/ad_1",
    "BREW, /api/v1/ads/ad_1",
  })
  void what_has_no_route_is_the_templates_404(String method, String path) throws Exception {
    HttpResponse<String> response =
        send(
            HttpRequest.newBuilder(uri(front, path))
                .method(method, HttpRequest.BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo(NOT_FOUND);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("x-should-retry")).hasValue("false");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("X-Request-Id"))
        .isEqualTo(response.headers().firstValue("x-amzn-RequestId"))
        .isPresent();
    assertThat(function.event.isMissingNode()).isTrue();
  }

  @Test
  void another_media_type_at_a_mock_is_the_same_404() throws Exception {
    HttpResponse<String> response =
        send(
            request("/api/v1/nothing")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("x")));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo(NOT_FOUND);
  }

  @Test
  void head_is_a_404_without_a_body() throws Exception {
    String response =
        raw(
            """
            HEAD /api/v1/ads/ad_1 HTTP/1.1
            Host: localhost
            Connection: close

            """);

    assertThat(response)
        .startsWith("HTTP/1.1 404 ")
        .contains("X-Request-Id: ")
        .endsWith("\r\n\r\n");
  }

  @Test
  void http_1_0_is_answered_and_ended() throws Exception {
    assertThat(raw("GET /api/v1/ads/ad_1 HTTP/1.0\nHost: localhost\n\n"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\nhello");
    assertThat(function.event.at("/requestContext/protocol").asText()).isEqualTo("HTTP/1.0");
  }

  @Test
  void a_body_in_chunks_is_one_body_and_the_connection_stays() throws Exception {
    String responses =
        raw(
            """
            POST /api/v1/ads/ad_1/pause HTTP/1.1
            Host: localhost
            Transfer-Encoding: chunked

            3
            {"a
            4
            ":1}
            0

            POST /api/v1/ads/ad_2/pause HTTP/1.1
            Host: localhost
            Content-Length: 0
            Connection: close

            """);

    assertThat(function.bodies).isEqualTo("{\"a\":1}|null|");
    assertThat(responses.split("HTTP/1.1 200 ", -1)).hasSize(3);
  }

  /// Jetty's cache of header fields ignores their case, unless told otherwise.
  @Test
  void a_header_of_the_same_connection_that_differs_in_case_only_is_another_one() throws Exception {
    String request =
        """
        GET /api/v1/ads/ad_1 HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Idempotency-Key: %s
        """;
    String responses =
        raw(
            (request + "\n").formatted("Abc", "Key")
                + (request + "\n").formatted("Abc", "Key")
                + (request + "Connection: close\n\n").formatted("aBC", "kEY"));

    assertThat(responses.split("HTTP/1.1 200 ", -1)).hasSize(4);
    assertThat(function.event.at("/headers/Authorization").asText()).isEqualTo("Bearer aBC");
    assertThat(function.event.at("/headers/Idempotency-Key").asText()).isEqualTo("kEY");
  }

  @Test
  void a_client_that_asks_first_is_told_to_go_on() throws Exception {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), front.port())) {
      socket
          .getOutputStream()
          .write(
              crlf(
                  """
                  POST /api/v1/ads/ad_1/pause HTTP/1.1
                  Host: localhost
                  Content-Length: 2
                  Expect: 100-continue
                  Connection: close

                  """));
      InputStream input = socket.getInputStream();
      String interim = new String(input.readNBytes(25), StandardCharsets.US_ASCII);
      socket.getOutputStream().write('{');
      socket.getOutputStream().write('}');

      assertThat(interim).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(new String(input.readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200 ");
      assertThat(function.event.at("/body").asText()).isEqualTo("{}");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "GET /api/v1/ads/%zz HTTP/1.1\nHost: localhost\nConnection: close\n\n",
        "GET /api/v1/ads/ad_1?q=%z HTTP/1.1\nHost: localhost\nConnection: close\n\n",
        "GET /api/v1/ads/a b HTTP/1.1\nHost: localhost\nConnection: close\n\n",
        "GET /api/v1/ads/ad_1 HTTP/1.1\nConnection: close\n\n",
        "GET /api/v1/ads/ad_1 HTTP/1.1\nHost: localhost\nBad Name: x\n\n",
        "GET /api/v1/ads/ad_1 HTTP/1.1\nHost: localhost\nContent-Length: many\n\n",
        "POST /api/v1/ads/ad_1/pause HTTP/1.1\nHost: localhost\nContent-Length: 1\nContent-Length: 2\n\n",
        "POST /api/v1/ads/ad_1/pause HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\nzz\n",
        "GARBAGE\n\n",
        "GET http://[/ HTTP/1.1\nHost: localhost\nConnection: close\n\n",
        "GET /api/v1/ads/ad_1 HTTP/9.9\nHost: localhost\n\n",
      })
  void what_is_no_request_is_refused_in_the_error_shape(String request) throws Exception {
    String response = raw(request);

    assertThat(response)
        .matches("(?s)HTTP/1.1 (400|505|500|501) .*")
        .contains("Content-Type: application/json")
        .contains("Cache-Control: no-store", "X-Content-Type-Options: nosniff")
        .contains("X-Request-Id: ")
        .matches("(?s).*\\{\"error\":\\{\"type\":\"[a-z_]+\",.*}}")
        .doesNotContain("<html", "jetty");
    assertThat(response).endsWith(response.startsWith("HTTP/1.1 50") ? OUR_FAULT : INVALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {10_300, 200_000})
  void too_many_header_bytes_are_a_431(int size) throws Exception {
    String response =
        raw(
            "GET /api/v1/ads/ad_1 HTTP/1.1\nHost: localhost\nConnection: close\nX-Long: "
                + "a".repeat(size)
                + "\n\n");

    assertThat(response).startsWith("HTTP/1.1 431 ").endsWith(INVALID);
    assertThat(function.event.isMissingNode()).isTrue();
  }

  @Test
  void ten_thousand_header_bytes_are_taken() throws Exception {
    assertThat(send(request("/api/v1/ads/ad_1").header("X-Long", "a".repeat(10_000))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void a_body_over_ten_megabytes_is_a_413() throws Exception {
    byte[] body = new byte[10 * 1024 * 1024 + 1];
    HttpRequest.BodyPublisher known = HttpRequest.BodyPublishers.ofByteArray(body);
    HttpRequest.BodyPublisher chunked =
        HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofByteArray(body));

    for (HttpRequest.BodyPublisher publisher : new HttpRequest.BodyPublisher[] {known, chunked}) {
      HttpResponse<String> response =
          send(request("/api/v1/ads/ad_1/pause").expectContinue(true).POST(publisher));
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).isEqualTo(TOO_LARGE);
    }
    assertThat(function.event.isMissingNode()).isTrue();
  }

  @Test
  void bytes_that_are_no_utf_8_become_replacement_characters() throws Exception {
    send(
        request("/api/v1/ads/ad_1/pause")
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {'a', (byte) 0xff, 'b'})));

    assertThat(function.event.at("/body").asText()).isEqualTo("a\ufffdb");
  }

  @Test
  void a_handler_can_be_mounted_beside_the_api() throws Exception {
    assertThat(send(request("/_local/hello")).body()).isEqualTo("mounted");
  }

  @Test
  void a_port_that_is_taken_is_said_as_such() {
    assertThatThrownBy(() -> HttpFront.start(template, function, front.port(), null))
        .isInstanceOf(PortTakenException.class)
        .hasMessage("Port %d on 127.0.0.1 is taken", front.port());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(front, path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(
        request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());
  }

  /// Sends raw text with CRLF line ends; reads until the server closes.
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), front.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(crlf(request));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static byte[] crlf(String text) {
    return text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private static URI uri(HttpFront front, String path) {
    return URI.create("http://127.0.0.1:" + front.port() + path);
  }

  /// Stands for all functions.
  private static final class FakeFunction implements LambdaInvoker {
    private final ObjectMapper json = new ObjectMapper();
    private volatile String responses = "{\"statusCode\":200,\"body\":\"hello\"}";
    private volatile Function<JsonNode, InvocationResult> does =
        any -> new InvocationResult.Success(responses);
    private volatile String called = "";
    private volatile String bodies = "";
    private volatile JsonNode event = json.missingNode();

    @Override
    public InvocationResult invoke(String function, String payload, String requestId) {
      try {
        event = json.readTree(payload);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      called = function;
      bodies = bodies + event.at("/body").asText() + "|";
      return does.apply(event);
    }
  }

  /// Would respond to everything but one path, if it were asked.
  private static final class Mounted extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (request.getHttpURI().getPath().equals("/_local/nothing")) {
        return false;
      }
      response.write(true, ByteBuffer.wrap("mounted".getBytes(StandardCharsets.UTF_8)), callback);
      return true;
    }
  }
}
