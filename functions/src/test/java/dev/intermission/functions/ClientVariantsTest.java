package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// One request as different clients write it, byte by byte. Variants that mean the same get the
/// same response; a request outside the contract is refused in its words and changes nothing.
@Timeout(120)
class ClientVariantsTest {
  private static final String AD = "/api/v1/ads/ad_v";
  private static final String CAMPAIGN = "/api/v1/ad_campaigns/adcamp_v";
  private static final List<String> ROUTES =
      List.of(AD + "/pause", AD + "/unpause", CAMPAIGN + "/pause", CAMPAIGN + "/unpause");

  private static final String NO_ROUTE =
      """
      {"error":{"type":"not_found",\
      "message":"No such route, or not with this method. Routes begin with /api/v1.",\
      "code":null,"param":null}}\
      """;
  private static final String BAD_AD_ID =
      """
      {"error":{"type":"invalid_request_error",\
      "message":"id must be ad_ followed by 1 to 64 letters and digits.",\
      "code":"parameter_invalid","param":"id"}}\
      """;
  private static final String BAD_CAMPAIGN_ID = BAD_AD_ID.replace("ad_", "adcamp_");
  private static final String BAD_REQUEST =
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

  @RegisterExtension static final HttpStack http = HttpStack.start();

  /// @param head the status line and the headers
  private record Raw(int status, String head, String body) {}

  @BeforeEach
  void put() {
    http.stack.putAd("ad_v", Map.of());
    http.stack.putCampaign("adcamp_v", Map.of());
  }

  static Stream<String> routes() {
    return ROUTES.stream();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void no_body_an_empty_one_and_an_empty_object_are_the_same_request_of_whatever_type(
      String route) {
    arrange(route);
    String expected = http.call("POST", route.replace("/api/v1", "")).send().body();
    Map<String, AttributeValue> stored = stored(route);
    for (String type :
        List.of(
            "",
            "Content-Type: application/json\n",
            "content-type: application/json; charset=utf-8\n",
            "Content-Type: application/octet-stream\n",
            "Content-Type: text/plain\n",
            "Content-Type: application/x-www-form-urlencoded\n",
            "Content-Type: multipart/form-data; boundary=x\n",
            "Content-Type: \n",
            "Content-Type: ?\n")) {
      for (String rest :
          List.of(
              "\n",
              "Content-Length: 0\n\n",
              "Content-Length: 2\n\n{}",
              "Content-Length: 4\n\n {} ",
              "Content-Length: 2\nExpect: 100-continue\n\n{}",
              "Transfer-Encoding: chunked\n\n0\n\n",
              "Transfer-Encoding: chunked\n\n1\n{\n1;x=y\n}\n0\n\n")) {
        arrange(route);
        Raw response = post(route, type + rest);
        assertThat(response.status()).as("%s", type + rest).isEqualTo(200);
        assertThat(response.body()).as("%s", type + rest).isEqualTo(expected);
        assertThat(stored(route)).as("%s", type + rest).isEqualTo(stored);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void the_old_protocol_an_empty_query_and_an_encoded_path_change_nothing_in_what_is_meant(
      String route) {
    arrange(route);
    String expected = http.call("POST", route.replace("/api/v1", "")).send().body();
    for (String line :
        List.of(
            route + " HTTP/1.0",
            route + "? HTTP/1.1",
            route + "?& HTTP/1.1",
            route.replace("/ad", "/%61d") + " HTTP/1.1",
            route.replace("_v", "%5F%76") + " HTTP/1.1",
            route.replace("pause", "%70ause") + " HTTP/1.1")) {
      arrange(route);
      Raw response = send("POST " + line, "Content-Length: 0\n\n");
      assertThat(response.status()).as("%s", line).isEqualTo(200);
      assertThat(response.body()).as("%s", line).isEqualTo(expected);
    }
  }

  @Test
  void a_time_in_chunks_is_read_whatever_the_type_says() {
    Raw response =
        post(
            CAMPAIGN + "/pause",
            """
            Content-Type: application/x-www-form-urlencoded
            Transfer-Encoding: chunked

            11
            {"paused_until":"
            16
            2026-11-22T11:00:00Z"}
            0

            """);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).contains("\"paused_until\":\"2026-11-22T11:00:00.000Z\"");
    post(CAMPAIGN + "/unpause", "\n");
    assertThat(http.schedules.list()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/ads/ad_v/pause",
    "GET, /api/v1/ad_campaigns/adcamp_v/unpause",
    "PUT, /api/v1/ads/ad_v/pause",
    "PATCH, /api/v1/ads/ad_v",
    "DELETE, /api/v1/ads/ad_v/unpause",
    "OPTIONS, /api/v1/ad_campaigns/adcamp_v/pause",
    "OPTIONS, *",
    "TRACE, /api/v1/ads/ad_v/pause",
    "post, /api/v1/ads/ad_v/pause",
    "POST, /api/v1/ads/ad_v",
    "POST, /api/v1/ads",
    "POST, /api/v1/ads/ad_v/pause/",
    "POST, /api/v1/ads/ad_v//pause",
    "POST, /api/v1/ads//ad_v/pause",
    "POST, /api/v1//ads/ad_v/pause",
    "POST, /api//v1/ads/ad_v/pause",
    "POST, //api/v1/ads/ad_v/pause",
    "POST, /api/v1/ads/ad_v%2Fpause",
    "POST, /api/v1/ads%2Fad_v/pause",
    "POST, /api/v1/ads/../ads/ad_v/pause",
    "POST, /api/v1/ads/./ad_v/pause",
    "POST, /api/v1/ads/ad_v/pause;x",
    "POST, /api/v1/ads/ad_v/Pause",
    "POST, /API/v1/ads/ad_v/pause",
    "POST, /v1/ads/ad_v/pause",
    "POST, //",
    "GET, /",
  })
  void another_method_or_path_is_not_found_and_changes_nothing(String method, String target) {
    refused(send(method + " " + target + " HTTP/1.1", "Content-Length: 0\n\n"), 404, NO_ROUTE);
    refused(send(method + " " + target + " HTTP/1.0", "\n"), 404, NO_ROUTE);
    unchanged();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void head_is_not_found_and_has_no_body(String route) {
    refused(send("HEAD " + route + " HTTP/1.1", "\n"), 404, "");
    refused(send("HEAD " + route.replaceAll("/(un)?pause", "") + " HTTP/1.1", "\n"), 404, "");
    unchanged();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ad_v%2Fx",
        "ad_v%252Fx",
        "ad_v%20",
        "%20ad_v",
        "ad_v+",
        "ad_v%0A",
        "ad_%F0%9F%98%80",
        "ad_v%FF",
        "ad_",
        "ad",
        "adcamp_v",
        "AD_v",
        "ad_v.",
        "ad_v-1",
        "..%2Fad_v",
        "%2E%2E",
        "null"
      })
  void an_id_of_another_form_is_refused_whatever_its_letters(String id) {
    refused(post("/api/v1/ads/" + id + "/pause", "\n"), 400, BAD_AD_ID);
    refused(post("/api/v1/ads/" + id + "/unpause", "\n"), 400, BAD_AD_ID);
    refused(send("GET /api/v1/ads/" + id + " HTTP/1.1", "\n"), 400, BAD_AD_ID);
    unchanged();
  }

  @Test
  void an_id_of_thousands_of_letters_is_refused() {
    for (int length : new int[] {65, 4000}) {
      refused(post("/api/v1/ads/ad_" + "v".repeat(length) + "/pause", "\n"), 400, BAD_AD_ID);
      refused(
          post("/api/v1/ad_campaigns/adcamp_" + "v".repeat(length) + "/unpause", "\n"),
          400,
          BAD_CAMPAIGN_ID);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ad_v%00", "%", "ad_%zz", "ad_v%2"})
  void what_is_no_path_is_refused_by_the_gateway(String id) {
    refused(post("/api/v1/ads/" + id + "/pause", "\n"), 400, BAD_REQUEST);
    unchanged();
  }

  @ParameterizedTest
  @MethodSource("routes")
  void more_than_four_kilobytes_are_too_large_however_they_come(String route) {
    String body = "{" + " ".repeat(4095) + "}";
    for (String rest :
        List.of(
            "Content-Length: 4097\n\n" + body,
            "Content-Length: 4097\nExpect: 100-continue\n\n" + body,
            "Content-Type: text/plain\nTransfer-Encoding: chunked\n\n1001\n" + body + "\n0\n\n",
            "Transfer-Encoding: chunked\n\n800\n%s\n801\n%s\n0\n\n"
                .formatted(body.substring(0, 2048), body.substring(2048)))) {
      refused(post(route, rest), 413, TOO_LARGE);
    }
    String limit = "{" + " ".repeat(4094) + "}";
    assertThat(post(route, "Transfer-Encoding: chunked\n\n1000\n" + limit + "\n0\n\n").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "é, 127, 200",
    "é, 128, 400",
    "€, 85, 200",
    "€, 86, 400",
    "x, 255, 200",
    "x, 256, 400"
  })
  void a_key_counts_its_bytes_as_they_are_sent(String character, int times, int status) {
    arrange(AD + "/pause");
    String key = "Idempotency-Key: " + character.repeat(times) + "\n\n";
    Raw response = post(AD + "/pause", key);
    assertThat(response.status()).isEqualTo(status);
    if (status == 200) {
      Raw again = post(AD + "/pause", key);
      assertThat(again.head()).contains("\r\nIdempotent-Replayed: true\r\n");
      assertThat(again.body()).isEqualTo(response.body());
    } else {
      assertThat(response.body()).contains("Idempotency-Key must be 1 to 255 bytes");
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void a_byte_order_mark_before_the_body_is_named(String route) {
    Raw response = post(route, "Content-Length: 5\n\n\ufeff{}");
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.body()).contains("byte order mark", "\"code\":\"invalid_json\"");
    unchanged();
  }

  @Test
  void headers_that_are_too_large_are_told_their_limit() {
    Raw response = send("GET " + AD + " HTTP/1.1", "X-Long: " + "x".repeat(10_300) + "\n\n");
    refused(response, 431, BAD_REQUEST);
    assertThat(response.body()).contains("10,240 bytes");
  }

  private static Raw post(String target, String rest) {
    return send("POST " + target + " HTTP/1.1", rest);
  }

  /// @param rest headers, an empty line and the body, with `\n` for the ends of lines
  private static Raw send(String line, String rest) {
    String request =
        "%s\nHost: localhost\nConnection: close\nAuthorization: Bearer %s\n%s"
            .formatted(line, http.token(), rest)
            .replace("\n", "\r\n");
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), http.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (response.startsWith("HTTP/1.1 100 ")) {
        response = response.substring(response.indexOf("\r\n\r\n") + 4);
      }
      int end = response.indexOf("\r\n\r\n");
      assertThat(end).as("%s was answered with %s", line, response).isPositive();
      return new Raw(
          Integer.parseInt(response.substring(9, 12)),
          response.substring(0, end + 2),
          response.substring(end + 4));
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private static void refused(Raw response, int status, String body) {
    assertThat(response.status()).as("%s", response).isEqualTo(status);
    assertThat(response.body()).isEqualTo(body);
    assertThat(response.head())
        .contains("\r\nContent-Type: application/json\r\n", "\r\nx-should-retry: false\r\n")
        .contains("\r\nCache-Control: no-store\r\n", "\r\nX-Content-Type-Options: nosniff\r\n")
        .containsPattern("\r\nX-Request-Id: [^\r]+\r\n")
        .doesNotContainIgnoringCase("allow", "www-authenticate");
  }

  /// Puts the record of a route, paused if the route unpauses it.
  private static void arrange(String route) {
    Map<String, AttributeValue> state =
        Map.of("status", text(route.endsWith("unpause") ? "paused" : "active"));
    if (route.startsWith(AD)) {
      http.stack.putAd("ad_v", state);
    } else {
      http.stack.putCampaign("adcamp_v", state);
    }
  }

  private static void unchanged() {
    assertThat(List.of(http.stack.ad("ad_v"), http.stack.campaign("adcamp_v")))
        .allSatisfy(it ->
            assertThat(it)
                .containsEntry("status", text("active"))
                .doesNotContainKeys("rev", "changed_by"));
  }

  private static Map<String, AttributeValue> stored(String route) {
    Map<String, AttributeValue> item =
        new HashMap<>(
            route.startsWith(AD) ? http.stack.ad("ad_v") : http.stack.campaign("adcamp_v"));
    item.remove("pause_id");
    return item;
  }
}
