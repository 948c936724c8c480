package dev.intermission.emulator.lambda;

import com.amazonaws.services.lambda.runtime.api.client.UserFault;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.intermission.emulator.loopback.LocalHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The process that holds all functions. Lambda gives each request at a time an environment of its
/// own; here all requests share one, so handlers run concurrently. A process of AWS's client for
/// each function would take nine times the memory and run on Linux only (`docs/decisions.md`).
///
/// Uses nothing but the JDK and AWS's runtime interface client: any other library would be on the
/// functions' class path.
public final class Worker {

  private final Map<String, LoadedFunction> functions = new LinkedHashMap<>();
  private final byte[] secret;

  private Worker(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  /// Runs until standard input ends, which it does when the platform's process ends.
  public static void main(String[] arguments) throws IOException {
    BufferedReader platform =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Worker worker = new Worker(required(platform.readLine()));
    for (String line = required(platform.readLine());
        !line.isEmpty();
        line = required(platform.readLine())) {
      worker.add(WorkerProtocol.FunctionLine.parse(line));
    }
    Thread.ofPlatform().daemon().name("platform-watch").start(() -> awaitEnd(platform));
    worker.functions.values().forEach(Worker::loadOrReport);

    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", worker::answer);
    server.start();
    System.out.println(WorkerProtocol.ANNOUNCEMENT + server.getAddress().getPort());
    System.out.flush();
  }

  private void add(WorkerProtocol.FunctionLine line) {
    functions.put(line.logicalId(), new LoadedFunction(line));
  }

  /// Loads as Lambda does, before the first request; a failure is that function's alone.
  private static void loadOrReport(LoadedFunction function) {
    try {
      function.load();
    } catch (UserFault e) {
      System.err.println(e.reportableError());
      System.out.println(WorkerProtocol.NOT_LOADED + function.name() + ": " + oneLine(e.msg));
    }
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\s+", " ");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!LocalHost.isNamedBy(header(exchange, "Host"))) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      byte[] given = header(exchange, WorkerProtocol.SECRET).getBytes(StandardCharsets.UTF_8);
      LoadedFunction function = functions.get(header(exchange, WorkerProtocol.FUNCTION));
      if (!MessageDigest.isEqual(given, secret) || function == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] payload = exchange.getRequestBody().readAllBytes();
      int status = 200;
      byte[] response;
      try {
        response =
            function.call(
                payload,
                header(exchange, WorkerProtocol.REQUEST_ID),
                header(exchange, WorkerProtocol.FUNCTION_ARN),
                Long.parseLong(header(exchange, WorkerProtocol.DEADLINE)));
      } catch (Throwable thrown) {
        // The response is whatever a handler throws; only the log shows where it came from.
        UserFault fault = thrown instanceof UserFault user ? user : UserFault.makeUserFault(thrown);
        System.err.println(fault.reportableError());
        String type = fault.exception == null ? thrown.getClass().getName() : fault.exception;
        exchange
            .getResponseHeaders()
            .set(WorkerProtocol.ERROR_TYPE, URLEncoder.encode(type, StandardCharsets.UTF_8));
        status = 500;
        response = fault.msg.getBytes(StandardCharsets.UTF_8);
      }
      exchange.sendResponseHeaders(status, response.length == 0 ? -1 : response.length);
      if (response.length > 0) {
        exchange.getResponseBody().write(response);
      }
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static void awaitEnd(BufferedReader platform) {
    try {
      while (platform.readLine() != null) {
        // Input has no meaning by now; only its end matters.
      }
    } catch (IOException e) {
      // A failing read is an end too.
    }
    Runtime.getRuntime().halt(0);
  }

  private static String required(@Nullable String line) throws IOException {
    if (line == null) {
      throw new IOException("The worker is started by the platform, not by hand");
    }
    return line;
  }
}
