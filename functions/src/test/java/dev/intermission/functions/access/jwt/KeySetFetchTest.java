package dev.intermission.functions.access.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.jwk.JWK;
import com.sun.net.httpserver.HttpExchange;
import dev.intermission.functions.access.KeySetUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a real server that is slow, down or hostile.
@Timeout(60)
class KeySetFetchTest {
  private static final TestKey EC = TestKey.ec("ec");
  private static final TestKey RSA = TestKey.rsa("rsa", 2048);
  private static final String KEYS = TestKey.set(EC.jwk(), RSA.jwk());

  private final KeySetServer server = new KeySetServer();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void stop() {
    end.countDown();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/jwk-set+json", "text/html", "x"})
  void keys_are_keys_whatever_type_they_are_sent_as(String contentType) {
    server.answer(200, contentType, KEYS);
    assertThat(fetch().fetch().getKeys()).extracting(JWK::getKeyID).containsExactly("ec", "rsa");
  }

  @Test
  void a_key_that_cannot_be_used_is_left_out() {
    server.answer(
        200,
        "application/json",
        TestKey.set(
            TestKey.ec("p384", "secp384r1").jwk(),
            TestKey.rsa("weak", 2040).jwk(),
            "{\"kid\":\"oct\",\"kty\":\"oct\",\"k\":\"AAAA\"}",
            "{\"kid\":\"broken\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
            EC.jwk("kid", "null"),
            EC.jwk("use", "\"enc\""),
            EC.jwk("key_ops", "[\"sign\"]"),
            EC.jwk("alg", "\"ES384\""),
            RSA.jwk("alg", "\"PS256\""),
            "{}",
            "[]",
            "null",
            EC.jwk()));
    assertThat(fetch().fetch().getKeys()).extracting(JWK::getKeyID).containsExactly("ec");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret-body",
        "<html>secret-body</html>",
        "null",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[]}",
        "{\"keys\":[{\"kid\":\"secret-body\",\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
        "{\"keys\":[\"secret-body\"]}",
        "{\"keys\":[],\"keys\":[\"secret-body\"]}"
      })
  void what_holds_no_key_is_a_failure_that_quotes_nothing(String body) {
    server.answer(200, "application/json", body);
    assertThat(failure(fetch())).hasMessageNotContaining("secret").hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 206, 400, 401, 404, 407, 429, 500, 503})
  void any_status_but_200_is_a_failure(int status) {
    server.answer(status, "application/json", status == 204 ? "" : KEYS);
    assertThat(failure(fetch())).hasMessageContaining("answered with " + status).hasNoCause();
    assertThat(server.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308})
  void a_redirect_is_not_followed_not_even_to_good_keys(int status) {
    server.answer(exchange -> {
      if (exchange.getRequestURI().getPath().equals("/keys")) {
        exchange.getResponseHeaders().set("Location", server.url("/good").toString());
        KeySetServer.send(exchange, status, "application/json", KEYS);
      } else {
        KeySetServer.send(exchange, 200, "application/json", KEYS);
      }
    });
    assertThat(failure(fetch())).hasMessageContaining("answered with " + status);
    assertThat(server.requests).containsExactly("/keys");
  }

  @Test
  void a_hundred_kilobytes_are_read_and_not_one_byte_more() {
    server.answer(200, "application/json", KEYS + " ".repeat(100 * 1024 - KEYS.length()));
    assertThat(fetch().fetch().getKeys()).hasSize(2);
    server.answer(200, "application/json", KEYS + " ".repeat(100 * 1024 - KEYS.length() + 1));
    assertThat(failure(fetch())).hasMessageContaining("larger than 102400 bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {100_000_000, 0})
  void a_hundred_megabytes_are_not_read(long announced) throws InterruptedException {
    AtomicLong sent = new AtomicLong();
    server.answer(exchange -> {
      exchange.sendResponseHeaders(200, announced);
      untilItBreaks(() -> {
        exchange.getResponseBody().write(new byte[100_000]);
        return sent.addAndGet(100_000) < 100_000_000;
      });
    });
    assertThat(failure(new KeySetFetch(server.url("/keys"), Duration.ofSeconds(30))))
        .hasMessageContaining("larger than");
    assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
    // The part of it that the sockets hold.
    assertThat(sent.get()).isLessThan(20_000_000);
  }

  @Test
  void a_server_that_says_nothing_is_waited_for_until_the_deadline() throws IOException {
    server.answer(exchange -> await());
    assertThat(failure(new KeySetFetch(server.url("/keys"), Duration.ofMillis(300))))
        .hasMessageContaining("longer than 300 ms");
    try (ServerSocket deaf = new ServerSocket(0)) {
      URI url = URI.create("http://127.0.0.1:" + deaf.getLocalPort() + "/keys");
      assertThat(failure(new KeySetFetch(url, Duration.ofMillis(300))))
          .hasMessageContaining("longer than 300 ms");
    }
  }

  /// Each byte comes well within a socket's time-out; only all of them never do.
  @Test
  void a_body_that_drips_is_given_up_at_the_deadline_and_its_connection_closed()
      throws InterruptedException {
    server.answer(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      drip(exchange.getResponseBody());
    });
    assertThat(failure(new KeySetFetch(server.url("/keys"), Duration.ofMillis(300))))
        .hasMessageContaining("longer than 300 ms");
    assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void a_header_that_drips_is_given_up_at_the_deadline_and_its_connection_closed()
      throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      Thread.ofVirtual()
          .start(() -> {
            try (var connection = socket.accept()) {
              connection
                  .getOutputStream()
                  .write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
              drip(connection.getOutputStream());
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
      URI url = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/keys");
      assertThat(failure(new KeySetFetch(url, Duration.ofMillis(300))))
          .hasMessageContaining("longer than 300 ms");
      assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void it_is_two_seconds_by_default() {
    server.answer(exchange -> await());
    assertThat(failure(new KeySetFetch(server.url("/keys"))))
        .hasMessageContaining("longer than 2000 ms");
  }

  @Test
  void a_server_that_is_down_is_a_failure() {
    URI url = server.url("/keys");
    server.close();
    assertThat(failure(new KeySetFetch(url, Duration.ofSeconds(20))))
        .hasMessageContaining("ConnectException");
  }

  @Test
  void a_server_that_hangs_up_is_a_failure() {
    server.answer(HttpExchange::close);
    assertThat(failure(new KeySetFetch(server.url("/keys"), Duration.ofSeconds(20))))
        .hasMessageContaining("SocketException");
  }

  @Test
  void an_interrupted_caller_stays_interrupted() {
    server.answer(exchange -> await());
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> new KeySetFetch(server.url("/keys")).fetch())
        .isInstanceOf(KeySetUnavailableException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private KeySetFetch fetch() {
    // Longer than a busy machine takes.
    return new KeySetFetch(server.url("/keys"), Duration.ofSeconds(20));
  }

  private static KeySetUnavailableException failure(KeySetFetch fetch) {
    return catchThrowableOfType(KeySetUnavailableException.class, fetch::fetch);
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @FunctionalInterface
  private interface Sending {
    /// Whether to go on.
    boolean send() throws IOException, InterruptedException;
  }

  private void drip(OutputStream out) {
    untilItBreaks(() -> {
      out.write('x');
      out.flush();
      return !end.await(20, TimeUnit.MILLISECONDS);
    });
  }

  /// Ends the test's wait when the client has closed the connection.
  private void untilItBreaks(Sending sending) {
    try {
      while (sending.send()) {
        // on and on
      }
    } catch (IOException e) {
      end.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
