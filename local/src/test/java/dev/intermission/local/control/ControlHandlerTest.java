package dev.intermission.local.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.emulator.loopback.LocalHostOnly;
import dev.intermission.emulator.scheduler.DeliveryFaults;
import dev.intermission.emulator.scheduler.DeliveryFaults.Creation;
import dev.intermission.emulator.scheduler.DeliveryFaults.Delivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The control page over real sockets. HTTP clients do not let a program choose the headers that
/// matter here.
@Timeout(30)
class ControlHandlerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HEADER = "X-Intermission-Local: 1";

  private final DeliveryFaults faults = new DeliveryFaults();
  private final AtomicInteger sweeps = new AtomicInteger();
  private final AtomicInteger looks = new AtomicInteger();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 1, 1);

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new LocalHostOnly(
            new ControlHandler(
                faults,
                () -> Map.of("swept", true, "run", sweeps.incrementAndGet()),
                () -> Map.of("looks", looks.incrementAndGet()))));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  static Stream<Arguments> switches() {
    return Stream.of(
        Arguments.of("deliveries/lose", new Delivery.Lose(), new Creation.Normal()),
        Arguments.of("deliveries/double", new Delivery.Twice(), new Creation.Normal()),
        Arguments.of("deliveries/delay", late(30), new Creation.Normal()),
        Arguments.of("deliveries/delay?seconds=0", late(0), new Creation.Normal()),
        Arguments.of("deliveries/delay?seconds=86400", late(86_400), new Creation.Normal()),
        Arguments.of("creates/fail", new Delivery.Normal(), new Creation.ServerFailure()),
        Arguments.of("creates/throttle", new Delivery.Normal(), new Creation.Throttled()),
        Arguments.of("creates/hang", new Delivery.Normal(), hang(30)),
        Arguments.of("creates/hang?seconds=5", new Delivery.Normal(), hang(5)));
  }

  @ParameterizedTest
  @MethodSource("switches")
  void a_switch_sets_its_fault_and_only_that(String action, Delivery delivery, Creation creation)
      throws IOException {
    Reply reply = post(action, HEADER);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(faults.delivery()).isEqualTo(delivery);
    assertThat(faults.creation()).isEqualTo(creation);
    assertThat(JSON.readTree(reply.body()))
        .isEqualTo(
            JSON.valueToTree(
                Map.of("deliveries", delivery.toString(), "creates", creation.toString())));
  }

  @Test
  void each_kind_of_fault_is_taken_back_by_its_own_switch() throws IOException {
    faults.set(new Delivery.Lose());
    faults.set(new Creation.Throttled());
    assertThat(post("deliveries/normal", HEADER).status()).isEqualTo(200);
    assertThat(faults.delivery()).isEqualTo(new Delivery.Normal());
    assertThat(faults.creation()).isEqualTo(new Creation.Throttled());
    assertThat(post("creates/normal", HEADER).status()).isEqualTo(200);
    assertThat(faults.creation()).isEqualTo(new Creation.Normal());
  }

  @Test
  void the_sweep_is_run_at_once_and_tells_what_came_of_it() throws IOException {
    Reply reply = post("sweep", HEADER);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(JSON.readTree(reply.body()))
        .isEqualTo(JSON.valueToTree(Map.of("swept", true, "run", 1)));
  }

  @Test
  void the_state_is_shown_fresh_to_whoever_asks_by_this_machines_name() throws IOException {
    Reply reply = get("state", "127.0.0.1:" + port());
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers())
        .contains("content-type: application/json", "cache-control: no-store");
    JsonNode state = JSON.readTree(reply.body());
    assertThat(state.get("looks").asInt()).isEqualTo(1);
    assertThat(JSON.readTree(get("state", "localhost:" + port()).body()).get("looks").asInt())
        .isEqualTo(2);
  }

  @Test
  void the_page_is_shown_and_cannot_be_framed() throws IOException {
    Reply reply = get("", "127.0.0.1:" + port());
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers())
        .contains(
            "content-type: text/html;charset=utf-8",
            "x-frame-options: deny",
            "x-content-type-options: nosniff");
    assertThat(reply.body()).startsWith("<!doctype html>").contains("</html>");
  }

  @Test
  void the_page_refers_to_nothing_outside_itself() throws IOException {
    String page = get("", "localhost:" + port()).body();
    assertThat(page)
        .doesNotContainPattern("(?i)(https?|wss?|data):")
        .doesNotContainPattern("(?i)(?<![\\w-])(src|srcset|href|action|poster|ping)\\s*=")
        .doesNotContainPattern("(?i)<(link|iframe|object|embed|base|form)\\b")
        .doesNotContainPattern("(?i)(url|import|importScripts)\\s*\\(|@import")
        .doesNotContainPattern("[\"'`(]//");
  }

  @Test
  void every_button_of_the_page_does_something() throws IOException {
    List<String> actions =
        Pattern.compile("data-action=\"([^\"]*)\"")
            .matcher(get("", "localhost:" + port()).body())
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(actions).hasSize(9).doesNotHaveDuplicates();
    for (String action : actions) {
      assertThat(post(action, HEADER).status()).as(action).isEqualTo(200);
    }
    assertThat(sweeps).hasValue(1);
  }

  // What another site's page could send: a plain form without our header, and nothing that asks for
  // permission first.

  @ParameterizedTest
  @ValueSource(strings = {"deliveries/lose", "creates/fail", "sweep"})
  void nothing_is_changed_without_the_header(String action) throws IOException {
    assertRefused(post(action, "X-Other: 1"), 403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "http://localhost:1",
        "http://127.0.0.1",
        "https://127.0.0.1:%d",
        "http://127.0.0.1:%d.evil.example",
        "http://localhost:%d"
      })
  void another_sites_page_changes_nothing_even_with_the_header(String origin) throws IOException {
    for (String action : List.of("deliveries/lose", "sweep")) {
      String header = "Origin: " + origin.formatted(port());
      assertRefused(post(action, HEADER, header), 403);
    }
  }

  @Test
  void the_page_itself_changes_what_it_likes() throws IOException {
    assertThat(post("deliveries/lose", HEADER, "Origin: http://127.0.0.1:" + port()).status())
        .isEqualTo(200);
    assertThat(
            send(
                    "POST",
                    "creates/fail",
                    "localhost:" + port(),
                    HEADER,
                    "Origin: http://localhost:" + port())
                .status())
        .isEqualTo(200);
    assertThat(faults.delivery()).isEqualTo(new Delivery.Lose());
    assertThat(faults.creation()).isEqualTo(new Creation.ServerFailure());
  }

  /// DNS rebinding: their name leads to this machine. Their page and this one are then the same
  /// origin, and only the name gives it away.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:%d",
        "evil.example",
        "localhost.evil.example:%d",
        "127.0.0.1.evil.example:%d",
        "0.0.0.0:%d",
        "127.0.0.2:%d"
      })
  void another_name_of_this_machine_is_shown_nothing_and_changes_nothing(String host)
      throws IOException {
    String name = host.formatted(port());
    assertRefused(send("POST", "deliveries/lose", name, HEADER), 403);
    assertRefused(send("POST", "sweep", name, HEADER, "Origin: http://" + name), 403);
    assertRefused(get("", name), 403);
    assertRefused(get("state", name), 403);
    assertThat(looks).hasValue(0);
  }

  @Test
  void no_other_site_is_given_leave() throws IOException {
    Reply reply =
        send(
            "OPTIONS",
            "deliveries/lose",
            "127.0.0.1:" + port(),
            "Origin: http://evil.example",
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: x-intermission-local");
    assertRefused(reply, 405);
    assertThat(reply.headers()).doesNotContain("access-control-allow");
    assertThat(get("state", "127.0.0.1:" + port()).headers())
        .doesNotContain("access-control-allow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "86401", "99999", "999999", "1.5", "1e3", "", "x", "%D9%A3"})
  void a_delay_that_is_no_number_of_seconds_of_a_day_changes_nothing(String seconds)
      throws IOException {
    assertRefused(post("deliveries/delay?seconds=" + seconds, HEADER), 400);
    assertRefused(post("creates/hang?seconds=" + seconds, HEADER), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "deliveries",
        "deliveries/",
        "deliveries/late",
        "deliveries/LOSE",
        "deliveries/lose/",
        "creates/lose",
        "state",
        "sweep/"
      })
  void an_unknown_switch_is_not_found(String action) throws IOException {
    assertRefused(post(action, HEADER), 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sweep", "deliveries/lose", "creates/fail", "page.html", "state/"})
  void looking_changes_nothing_and_shows_no_more_than_the_page_and_the_state(String action)
      throws IOException {
    assertRefused(send("GET", action, "127.0.0.1:" + port(), HEADER), 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "HEAD"})
  void other_methods_are_not_known(String method) throws IOException {
    for (String action : List.of("deliveries/lose", "sweep", "state")) {
      assertRefused(send(method, action, "127.0.0.1:" + port(), HEADER), 405);
    }
  }

  @Test
  void what_is_not_under_its_prefix_is_left_to_others() throws IOException {
    assertThat(exchange("POST /deliveries/lose HTTP/1.1\r\nHost: localhost\r\n" + HEADER).status())
        .isEqualTo(404);
    assertThat(exchange("GET /_local HTTP/1.1\r\nHost: localhost").status()).isEqualTo(404);
    assertThat(faults.delivery()).isEqualTo(new Delivery.Normal());
  }

  private void assertRefused(Reply reply, int status) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(faults.delivery()).isEqualTo(new Delivery.Normal());
    assertThat(faults.creation()).isEqualTo(new Creation.Normal());
    assertThat(sweeps).hasValue(0);
  }

  private static Delivery late(int seconds) {
    return new Delivery.Late(Duration.ofSeconds(seconds));
  }

  private static Creation hang(int seconds) {
    return new Creation.Hang(Duration.ofSeconds(seconds));
  }

  /// @param headers in lower case, one a line
  private record Reply(int status, String headers, String body) {}

  private int port() {
    return connector.getLocalPort();
  }

  private Reply get(String action, String host) throws IOException {
    return send("GET", action, host);
  }

  private Reply post(String action, String... headers) throws IOException {
    return send("POST", action, "127.0.0.1:" + port(), headers);
  }

  private Reply send(String method, String action, String host, String... headers)
      throws IOException {
    return exchange(
        method
            + " /_local/"
            + action
            + " HTTP/1.1\r\nHost: "
            + host
            + (headers.length == 0 ? "" : "\r\n" + String.join("\r\n", headers)));
  }

  private Reply exchange(String head) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port())) {
      String request = head + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = reply.indexOf("\r\n\r\n");
      return new Reply(
          Integer.parseInt(reply.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length())),
          reply.substring(0, end).toLowerCase(Locale.ROOT),
          reply.substring(end + 4));
    }
  }
}
