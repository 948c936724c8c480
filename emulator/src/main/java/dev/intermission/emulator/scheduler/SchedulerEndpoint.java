package dev.intermission.emulator.scheduler;

import dev.intermission.emulator.loopback.LoopbackServer;
import java.net.URI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;

/// [Schedules] behind HTTP on 127.0.0.1, and the thread that fires them.
///
/// The SDK's SchedulerClient needs no change for it: `AWS_ENDPOINT_URL_SCHEDULER` points here. Only
/// this machine reaches it, and requests that a browser marks as a web page's are refused.
/// Thread-safe.
public final class SchedulerEndpoint implements AutoCloseable {
  private final LoopbackServer server;
  private final @Nullable DueLoop loop;

  private SchedulerEndpoint(int port, Schedules schedules, boolean firing) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // A bad name must reach the name's own check, so that its refusal is the service's.
    http.setUriCompliance(UriCompliance.UNSAFE);
    server =
        LoopbackServer.start(
            "The local Scheduler",
            port,
            new HttpConnectionFactory(http),
            new SchedulerApi(schedules));
    if (firing) {
      loop = new DueLoop("scheduler", schedules.clock(), schedules::fireDue, schedules::nextDue);
      schedules.onArmed(loop::wake);
    } else {
      loop = null;
    }
  }

  /// Starts it, firing: overdue schedules fire at once.
  ///
  /// @param port the port to listen on, 0 for any that is free
  /// @throws IllegalStateException when it cannot start, for example because the port is taken
  public static SchedulerEndpoint start(int port, Schedules schedules) {
    return new SchedulerEndpoint(port, schedules, true);
  }

  /// Starts the API alone; the caller is to call [Schedules#fireDue()].
  public static SchedulerEndpoint startWithoutFiring(int port, Schedules schedules) {
    return new SchedulerEndpoint(port, schedules, false);
  }

  /// The address for the SDK client, without a trailing slash.
  public URI endpoint() {
    return server.endpoint();
  }

  /// The port it listens on, the real one when 0 was asked for.
  public int port() {
    return server.port();
  }

  /// Stops listening, then firing. Schedules not delivered by then wait in the state.
  @Override
  public void close() {
    try {
      server.close();
    } finally {
      if (loop != null) {
        loop.close();
      }
    }
  }
}
