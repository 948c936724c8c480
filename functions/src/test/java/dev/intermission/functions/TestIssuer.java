package dev.intermission.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.intermission.access.Scope;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The JWT issuer that the functions of an [HttpStack] trust. Serves its key set on this machine,
/// well or badly, and signs JWTs, by the JDK alone.
final class TestIssuer implements AutoCloseable {
  private static final String NAME = "https://issuer.test/";
  private static final String AUDIENCE = "intermission-test";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// How its key set is served.
  enum Behaviour {
    GOOD,
    /// 500.
    FAILS,
    /// Closes the connection without a response.
    HANGS_UP,
    /// Says nothing.
    SILENT,
    /// One byte at a time, for ever.
    DRIPS,
    /// To a key set that is good.
    REDIRECTS,
    /// 100 MB.
    HUGE,
    NOT_JSON,
    EMPTY
  }

  private final KeyPair keys = newKeys();
  private final AtomicInteger fetches = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);
  private final HttpServer server;
  private volatile String keyId = "key-1";
  private volatile Behaviour behaviour = Behaviour.GOOD;

  TestIssuer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/keys", this::answer);
    server.createContext(
        "/good",
        exchange -> {
          try (exchange) {
            send(exchange, 200, keySet());
          }
        });
    server.start();
  }

  /// Environment variables that make a function trust it.
  Map<String, String> environment() {
    return Map.of("JWT_ISSUER", NAME, "JWT_AUDIENCE", AUDIENCE, "JWT_KEY_SET_URL", url("/keys"));
  }

  /// From now on.
  void behave(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /// Publishes its key under another name, and signs by that from now on.
  void rotate(String keyId) {
    this.keyId = keyId;
  }

  /// How often its key set was asked for.
  int fetches() {
    return fetches.get();
  }

  /// A good token, for five minutes.
  String token(String sub, String account, Set<Scope> scopes, Instant now) {
    return begin(sub, account, scopes, now).signed();
  }

  /// A token that is good until something about it is changed.
  Token begin(String sub, String account, Set<Scope> scopes, Instant now) {
    return new Token()
        .header("alg", "ES256")
        .header("kid", keyId)
        .header("typ", "JWT")
        .claim("iss", NAME)
        .claim("aud", AUDIENCE)
        .claim("sub", sub)
        .claim("account_id", account)
        .claim("scopes", scopes.stream().map(Scope::wireName).toList())
        .claim("exp", now.plusSeconds(300).getEpochSecond());
  }

  /// Keys that it does not publish.
  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }

  /// A token in the making.
  final class Token {
    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();

    /// @param value null takes it away
    Token header(String name, @Nullable Object value) {
      return set(header, name, value);
    }

    /// @param value null takes it away
    Token claim(String name, @Nullable Object value) {
      return set(claims, name, value);
    }

    String signed() {
      return signedBy(keys);
    }

    /// ES256, whatever its header says.
    String signedBy(KeyPair keys) {
      try {
        String input =
            base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(claims));
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(keys.getPrivate());
        signature.update(input.getBytes(StandardCharsets.US_ASCII));
        return input + "." + base64(signature.sign());
      } catch (GeneralSecurityException | JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }

    private Token set(Map<String, Object> members, String name, @Nullable Object value) {
      if (value == null) {
        members.remove(name);
      } else {
        members.put(name, value);
      }
      return this;
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    try (exchange) {
      switch (behaviour) {
        case GOOD -> send(exchange, 200, keySet());
        case FAILS -> send(exchange, 500, keySet());
        case HANGS_UP -> {}
        case SILENT -> end.await();
        case DRIPS -> {
          exchange.sendResponseHeaders(200, 0);
          do {
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
          } while (!end.await(50, TimeUnit.MILLISECONDS));
        }
        case REDIRECTS -> {
          exchange.getResponseHeaders().set("Location", url("/good"));
          send(exchange, 302, keySet());
        }
        case HUGE -> {
          exchange.sendResponseHeaders(200, 100_000_000);
          for (int i = 0; i < 1000; i++) {
            exchange.getResponseBody().write(new byte[100_000]);
          }
        }
        case NOT_JSON -> send(exchange, 200, "<html>");
        case EMPTY -> send(exchange, 200, "{\"keys\":[]}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    exchange.sendResponseHeaders(status, body.length());
    exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private String keySet() throws IOException {
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    return JSON.writeValueAsString(
        Map.of(
            "keys",
            List.of(
                Map.of(
                    "kty",
                    "EC",
                    "crv",
                    "P-256",
                    "kid",
                    keyId,
                    "x",
                    coordinate(key.getW().getAffineX()),
                    "y",
                    coordinate(key.getW().getAffineY())))));
  }

  private static String coordinate(BigInteger number) {
    // 32 bytes: those of a number that is larger, without the first.
    byte[] bytes = number.setBit(256).toByteArray();
    return base64(Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
