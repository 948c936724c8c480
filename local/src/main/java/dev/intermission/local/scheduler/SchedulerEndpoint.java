package dev.intermission.local.scheduler;

import java.net.URI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/// [Schedules] behind HTTP on 127.0.0.1, and the thread that fires them.
///
/// It exists so that the SDK's SchedulerClient, pointed here by `AWS_ENDPOINT_URL_SCHEDULER`, needs
/// to know nothing. Only this machine reaches it, and requests that a browser marks as a web page's
/// are refused. Thread-safe.
public final class SchedulerEndpoint implements AutoCloseable {
  private final Server server = new Server();
  private final ServerConnector connector;
  private final @Nullable DueLoop loop;

  private SchedulerEndpoint(int port, Schedules schedules, boolean firing) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // A bad name must reach the name's own check, so that its refusal is the service's.
    http.setUriCompliance(UriCompliance.UNSAFE);
    connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new SchedulerApi(schedules));
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("The local Scheduler did not start on port " + port, e);
    }
    if (firing) {
      loop = new DueLoop("scheduler", schedules.clock(), schedules::fireDue, schedules::nextDue);
      schedules.onArmed(loop::wake);
    } else {
      loop = null;
    }
  }

  /// Starts it, firing: what is overdue fires at once.
  ///
  /// @param port the port to listen on, 0 for any that is free
  /// @throws IllegalStateException when it cannot start, for example because the port is taken
  public static SchedulerEndpoint start(int port, Schedules schedules) {
    return new SchedulerEndpoint(port, schedules, true);
  }

  /// Starts the API alone; whoever does so calls [Schedules#fireDue()].
  public static SchedulerEndpoint startWithoutFiring(int port, Schedules schedules) {
    return new SchedulerEndpoint(port, schedules, false);
  }

  /// Where the SDK client reaches it, without a trailing slash.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /// The port it listens on, the real one when 0 was asked for.
  public int port() {
    return connector.getLocalPort();
  }

  /// Stops listening, then firing. What is not delivered by then waits in the state.
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The local Scheduler did not stop", e);
    } finally {
      if (loop != null) {
        loop.close();
      }
    }
  }
}
