package dev.intermission.functions;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A proxy before DynamoDB Local that injects faults. Does to one call after the other what a
/// network or a service in trouble does, then passes all on. Counts what reached it.
final class FaultyDynamoDb implements AutoCloseable {
  /// The fault that a call meets.
  enum Fault {
    /// It is passed on, as if nothing was.
    NONE,
    /// It has its effect, but the connection is closed instead of a response.
    BROKEN_AFTER_EFFECT,
    /// It has no effect, and the connection is closed.
    BROKEN_BEFORE_EFFECT,
    /// It has its effect, but the response comes too late.
    SILENT_AFTER_EFFECT,
    /// It has its effect, but the response is a 500.
    SERVER_ERROR_AFTER_EFFECT,
    /// It is refused for want of capacity.
    THROTTLED,
    /// It is a transaction, and another one is in the way of its second item.
    CONFLICT,
    /// The function may not make it, and is told at length why.
    DENIED,
    /// It is a batch of reads, and every key comes back unprocessed.
    UNPROCESSED
  }

  private final HttpServer server;
  private final URI target;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<String> operations = new CopyOnWriteArrayList<>();
  private final Map<String, Runnable> meanwhiles = new ConcurrentHashMap<>();
  private volatile boolean isClosing;

  FaultyDynamoDb(URI target) throws IOException {
    this.target = target;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The next calls fare like this, one after the other.
  void next(Fault... fates) {
    faults.addAll(List.of(fates));
  }

  /// Does something else just before the next call of that operation is passed on.
  void beforeNext(String operation, Runnable meanwhile) {
    meanwhiles.put(operation, meanwhile);
  }

  /// The operations that reached DynamoDB, such as `UpdateItem`. A read that is not consistent is
  /// told apart.
  List<String> operations() {
    return List.copyOf(operations);
  }

  /// Counts from nothing again.
  void forget() {
    operations.clear();
  }

  @Override
  public void close() {
    isClosing = true;
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String name = operation.substring(operation.indexOf('.') + 1);
    boolean isStale =
        name.equals("GetItem")
            && !new ObjectMapper().readTree(body).path("ConsistentRead").asBoolean();
    operations.add(isStale ? "GetItem, not consistent" : name);
    Runnable meanwhile = meanwhiles.remove(name);
    if (meanwhile != null) {
      meanwhile.run();
    }
    Fault fault = faults.isEmpty() ? Fault.NONE : faults.poll();
    switch (fault) {
      case NONE -> answer(exchange, forward(exchange, body));
      case BROKEN_AFTER_EFFECT -> {
        forward(exchange, body);
        exchange.close();
      }
      case BROKEN_BEFORE_EFFECT -> exchange.close();
      case SILENT_AFTER_EFFECT -> {
        forward(exchange, body);
        // No response: the caller's own time-out ends it.
        if (isClosing) {
          exchange.close();
        }
      }
      case SERVER_ERROR_AFTER_EFFECT -> {
        forward(exchange, body);
        answer(exchange, 500, "{\"__type\":\"InternalServerError\"}");
      }
      case THROTTLED ->
          answer(
              exchange,
              400,
              "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\"}");
      case CONFLICT ->
          answer(
              exchange,
              400,
              "{\"__type\":\"com.amazonaws.dynamodb.v20120810#TransactionCanceledException\","
                  + "\"CancellationReasons\":[{\"Code\":\"None\"},{\"Code\":\"TransactionConflict\"}]}");
      case DENIED ->
          answer(
              exchange,
              400,
              "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"message\":\"User:"
                  + " arn:aws:sts::1:role is not authorized to perform: dynamodb:"
                  + name
                  + "\"}");
      case UNPROCESSED ->
          answer(
              exchange,
              200,
              "{\"Responses\":{},\"UnprocessedKeys\":%s}"
                  .formatted(new ObjectMapper().readTree(body).path("RequestItems")));
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target).POST(BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.startsWith("x-amz")
              || lower.equals("authorization")
              || lower.equals("content-type")) {
            values.forEach(value -> request.header(name, value));
          }
        });
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> response)
      throws IOException {
    response
        .headers()
        .firstValue("x-amz-crc32")
        .ifPresent(crc -> exchange.getResponseHeaders().set("x-amz-crc32", crc));
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(response.statusCode(), response.body().length);
    exchange.getResponseBody().write(response.body());
    exchange.close();
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
