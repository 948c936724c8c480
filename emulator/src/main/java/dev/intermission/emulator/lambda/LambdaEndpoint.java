package dev.intermission.emulator.lambda;

import dev.intermission.emulator.loopback.LoopbackServer;
import dev.intermission.emulator.scheduler.LambdaAsyncInvoker;
import dev.intermission.emulator.template.DeployedFunction;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;

/// The template's functions behind Lambda's Invoke API on 127.0.0.1.
///
/// It exists so that an operator does here what they do on AWS: `aws lambda invoke`, `sam remote
/// invoke` and the SDKs, pointed here by `AWS_ENDPOINT_URL_LAMBDA`, need to know nothing.
/// Thread-safe.
public final class LambdaEndpoint implements AutoCloseable {
  private final LoopbackServer server;

  private LambdaEndpoint(LoopbackServer server) {
    this.server = server;
  }

  /// Starts it.
  ///
  /// @param port the port to listen on, 0 for any that is free
  /// @param functions those that can be invoked
  /// @param invoker runs synchronous invocations
  /// @param async takes asynchronous ones
  /// @throws IllegalStateException when it cannot start, for example because the port is taken
  public static LambdaEndpoint start(
      int port, List<DeployedFunction> functions, LambdaInvoker invoker, LambdaAsyncInvoker async) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // A bad name must reach the name's own check, so that its refusal is the service's.
    http.setUriCompliance(UriCompliance.UNSAFE);
    return new LambdaEndpoint(
        LoopbackServer.start(
            "The local Lambda",
            port,
            new HttpConnectionFactory(http),
            new LambdaApi(functions, invoker, async)));
  }

  /// The address for clients, without a trailing slash.
  public URI endpoint() {
    return server.endpoint();
  }

  @Override
  public void close() {
    server.close();
  }
}
