package dev.intermission.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A stub of Lambda's Runtime API for one process. What the process asks for waits here until it is
/// taken and answered. For one caller.
final class RuntimeApi implements AutoCloseable {
  private static final String PREFIX = "/2018-06-01/runtime/";

  /// The kinds of requests.
  enum Kind {
    NEXT,
    RESTORE_NEXT,
    RESPONSE,
    ERROR,
    INIT_ERROR,
    RESTORE_ERROR
  }

  /// A request of the process.
  ///
  /// @param nanos when it was here as a whole
  /// @param exchange open for [Kind#NEXT] and [Kind#RESTORE_NEXT]: the process waits
  record Request(Kind kind, long nanos, String body, HttpExchange exchange) {}

  private final HttpServer server;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

  private RuntimeApi(HttpServer server) {
    this.server = server;
  }

  static RuntimeApi start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RuntimeApi api = new RuntimeApi(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", api::take);
    server.start();
    return api;
  }

  /// The value of `AWS_LAMBDA_RUNTIME_API`.
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// The next request of the process; null if none came in time.
  @Nullable Request poll(Duration time) throws InterruptedException {
    return requests.poll(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Gives an event to a process that waits for one.
  ///
  /// @param next its request
  /// @param timeout of the function
  /// @return when
  long invoke(Request next, String event, Duration timeout) throws IOException {
    HttpExchange exchange = next.exchange();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange
        .getResponseHeaders()
        .set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
    exchange
        .getResponseHeaders()
        .set(
            "Lambda-Runtime-Deadline-Ms",
            Long.toString(System.currentTimeMillis() + timeout.toMillis()));
    exchange
        .getResponseHeaders()
        .set(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:us-east-1:000000000000:function:bench:live");
    exchange
        .getResponseHeaders()
        .set("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0");
    long now = System.nanoTime();
    answer(exchange, 200, event);
    return now;
  }

  /// Lets a process go on after its snapshot.
  ///
  /// @param restoreNext its request
  /// @return when
  long restore(Request restoreNext) throws IOException {
    long now = System.nanoTime();
    answer(restoreNext.exchange(), 200, "");
    return now;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    long now = System.nanoTime();
    String path = exchange.getRequestURI().getPath();
    Kind kind = kind(path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path);
    if (kind == null) {
      answer(exchange, 404, "{}");
      return;
    }
    // Before the answer, upon which the process sends its next request.
    requests.add(new Request(kind, now, body, exchange));
    if (kind != Kind.NEXT && kind != Kind.RESTORE_NEXT) {
      answer(exchange, 202, "{\"status\":\"OK\"}");
    }
  }

  private static @Nullable Kind kind(String path) {
    return switch (path) {
      case "invocation/next" -> Kind.NEXT;
      case "restore/next" -> Kind.RESTORE_NEXT;
      case "init/error" -> Kind.INIT_ERROR;
      case "restore/error" -> Kind.RESTORE_ERROR;
      case String _ when path.matches("invocation/[^/]+/response") -> Kind.RESPONSE;
      case String _ when path.matches("invocation/[^/]+/error") -> Kind.ERROR;
      default -> null;
    };
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("The process has gone", e);
    }
    exchange.close();
  }
}
