package dev.intermission.emulator.loopback;

import java.net.URI;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// A Jetty server on 127.0.0.1 that takes requests only under this machine's own names. All
/// emulated services use it. Thread-safe.
public final class LoopbackServer implements AutoCloseable {
  private final String name;
  private final Server server = new Server();
  private final ServerConnector connector;

  private LoopbackServer(String name, int port, ConnectionFactory http, Handler handler) {
    this.name = name;
    connector = new ServerConnector(server, http);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new LocalHostOnly(handler));
  }

  /// Starts one.
  ///
  /// @param name what it is, for messages
  /// @param port the port to listen on, 0 for any that is free
  /// @throws IllegalStateException when it cannot start, for example because the port is taken
  public static LoopbackServer start(
      String name, int port, ConnectionFactory http, Handler handler) {
    LoopbackServer started = new LoopbackServer(name, port, http, handler);
    try {
      started.server.start();
      return started;
    } catch (Exception e) {
      throw new IllegalStateException(name + " did not start on port " + port, e);
    }
  }

  /// The address for clients, without a trailing slash.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /// The port it listens on, the real one when 0 was asked for.
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(name + " did not stop", e);
    }
  }
}
