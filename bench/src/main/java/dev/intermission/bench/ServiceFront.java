package dev.intermission.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A service behind TLS that understands its requests. It counts them, and can repeat the response
/// of the first request of a kind, so that the service's own time is small. Thread-safe.
final class ServiceFront implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CAMPAIGN = Pattern.compile("adcamp_bench[0-9]+");
  private static final int OK = 200;

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI backend;
  private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
  private final LongAdder itemsRead = new LongAdder();
  private final Map<String, String> recorded = new ConcurrentHashMap<>();
  private volatile boolean repeating;

  private ServiceFront(HttpsServer server, URI backend) {
    this.server = server;
    this.backend = backend;
  }

  /// @param backend the address of the service itself, without TLS
  static ServiceFront start(SSLContext context, URI backend) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    ServiceFront front = new ServiceFront(server, backend);
    server.setExecutor(front.threads);
    server.createContext("/", front::handle);
    server.start();
    return front;
  }

  /// The address for clients, without a trailing slash.
  URI endpoint() {
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  /// From now on, only the first request of each kind reaches the service.
  void repeat() {
    recorded.clear();
    repeating = true;
  }

  /// From now on, each request reaches the service, and counts begin anew.
  void count() {
    repeating = false;
    calls.clear();
    itemsRead.reset();
  }

  /// How many calls of each kind there were.
  Map<String, Long> calls() {
    Map<String, Long> sums = new TreeMap<>();
    calls.forEach((kind, count) -> sums.put(kind, count.sum()));
    return sums;
  }

  /// How many items DynamoDB read for the calls.
  long itemsRead() {
    return itemsRead.sum();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    http.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String kind = kind(exchange);
    String known = repeating ? recorded.get(kind) : null;
    if (known != null) {
      answer(exchange, OK, repeated(known, body));
      return;
    }
    HttpResponse<String> response = forward(exchange, body);
    if (repeating && response.statusCode() == OK) {
      recorded.put(kind, response.body());
    } else if (!repeating) {
      calls.computeIfAbsent(kind, ignored -> new LongAdder()).increment();
      itemsRead.add(items(response.body()));
    }
    answer(exchange, response.statusCode(), response.body());
  }

  private static String kind(HttpExchange exchange) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    return target == null
        ? exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath().split("/", -1)[1]
        : target.substring(target.indexOf('.') + 1);
  }

  private HttpResponse<String> forward(HttpExchange exchange, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(backend.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofString(body));
    for (String name :
        new String[] {"X-Amz-Target", "X-Amz-Date", "Authorization", "Content-Type"}) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /// The recorded response, about the campaign of this request.
  private static String repeated(String response, String request) {
    Matcher campaign = CAMPAIGN.matcher(request);
    return campaign.find() ? CAMPAIGN.matcher(response).replaceAll(campaign.group()) : response;
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.getResponseHeaders().set("x-amz-crc32", Long.toString(crc.getValue()));
    exchange.getResponseHeaders().set("x-amzn-RequestId", "00000000-0000-4000-8000-000000000000");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /// How many items a response of DynamoDB stands for.
  static long items(@Nullable String response) throws IOException {
    JsonNode json = JSON.readTree(response);
    if (json == null || !json.isObject()) {
      return 0;
    }
    if (json.has("ScannedCount")) {
      return json.path("ScannedCount").asLong();
    }
    long items = json.has("Item") ? 1 : 0;
    JsonNode responses = json.path("Responses");
    if (responses.isArray()) {
      return items + responses.size();
    }
    for (JsonNode table : responses) {
      items += table.size();
    }
    return items;
  }
}
