package dev.intermission.emulator.http;

import dev.intermission.emulator.lambda.LambdaInvoker;
import dev.intermission.emulator.loopback.LocalHostOnly;
import dev.intermission.emulator.template.DeployedApi;
import dev.intermission.emulator.template.SamTemplate;
import dev.intermission.emulator.template.TemplateException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/// The HTTP server of the local runner, on 127.0.0.1 only. Safe for use by many threads.
public final class HttpFront implements AutoCloseable {

  /// The path under which handlers beside the API are mounted.
  public static final String LOCAL = "/_local/";

  /// The time limit of an integration, as API Gateway has it.
  static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(29);

  /// The size of the header buffer, in bytes. More than API Gateway takes, so that the refusal is
  /// ours.
  private static final int HEADER_BUFFER = 64 * 1024;

  private final Server server;
  private final ServerConnector connector;
  private final ExecutorService threads;

  private HttpFront(Server server, ServerConnector connector, ExecutorService threads) {
    this.server = server;
    this.connector = connector;
    this.threads = threads;
  }

  /// Starts listening.
  ///
  /// @param port 0 for any that is free
  /// @param local handles the paths that begin with [#LOCAL]; those that it leaves, and with null
  ///   all of them, are unknown routes
  /// @throws PortTakenException if somebody else listens there
  /// @throws TemplateException if the template has no API
  public static HttpFront start(
      SamTemplate template, LambdaInvoker invoker, int port, @Nullable Handler local)
      throws IOException {
    return start(template, invoker, port, local, INTEGRATION_TIMEOUT);
  }

  static HttpFront start(
      SamTemplate template,
      LambdaInvoker invoker,
      int port,
      @Nullable Handler local,
      Duration integrationTimeout)
      throws IOException {
    DeployedApi api = template.api();
    if (api == null) {
      throw new TemplateException("Resources", "there is no AWS::Serverless::Api");
    }
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    QueuedThreadPool pool = new QueuedThreadPool(32, 2);
    pool.setName("front");
    pool.setVirtualThreadsExecutor(threads);
    Server server = new Server(pool);
    ServerConnector connector = new ServerConnector(server, 1, 1, http());
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    connector.setIdleTimeout(2 * INTEGRATION_TIMEOUT.toMillis());
    // Java's default of 50 is less than the clients that may come at once. The kernel drops the
    // others, who believe that they are connected.
    connector.setAcceptQueueSize(1024);
    server.addConnector(connector);
    GatewayReplies replies = new GatewayReplies(api);
    List<Handler> handlers = new ArrayList<>();
    if (local != null) {
      handlers.add(new LocalOnly(local));
    }
    handlers.add(new ApiHandler(template, api, replies, invoker, threads, integrationTimeout));
    server.setHandler(new LocalHostOnly(new Handler.Sequence(handlers)));
    server.setErrorHandler((request, response, callback) -> {
      String requestId = UUID.randomUUID().toString();
      int status = response.getStatus() < 400 ? 500 : response.getStatus();
      ApiHandler.write(
          replies.failure(status, requestId),
          requestId,
          ApiHandler.newExtendedRequestId(),
          response,
          callback);
      return true;
    });
    try {
      connector.open();
    } catch (IOException e) {
      threads.close();
      if (e instanceof BindException || e.getCause() instanceof BindException) {
        throw new PortTakenException(port, e);
      }
      throw e;
    }
    try {
      server.start();
    } catch (Exception e) {
      connector.close();
      throw new IOException("The HTTP server did not start: " + e.getMessage(), e);
    }
    return new HttpFront(server, connector, threads);
  }

  /// Looks whether a port is free, before other parts are started in vain.
  ///
  /// @param port 0 always is
  /// @throws PortTakenException if somebody listens there
  public static void checkFree(int port) throws PortTakenException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    } catch (IOException e) {
      throw new PortTakenException(port, e);
    }
  }

  /// The port that it listens on.
  public int port() {
    return connector.getLocalPort();
  }

  /// Stops listening and cuts off requests that are still being processed.
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The HTTP server did not stop", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /// Accepts any request, so that the API itself words the refusal of a bad one.
  private static HttpConnectionFactory http() {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADER_BUFFER);
    configuration.setResponseHeaderSize(HEADER_BUFFER);
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    // Else a secret or a key would be taken for an earlier one that differs in case only.
    configuration.setHeaderCacheSize(0);
    configuration.setHeaderCacheCaseSensitive(true);
    return new HttpConnectionFactory(configuration);
  }

  private static final class LocalOnly extends Handler.Wrapper {
    LocalOnly(Handler local) {
      super(local);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      String path = request.getHttpURI().getPath();
      return path != null && path.startsWith(LOCAL) && super.handle(request, response, callback);
    }
  }
}
