package dev.intermission.emulator.loopback;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Refuses each request that does not name this machine in its `Host` header.
public final class LocalHostOnly extends Handler.Wrapper {

  /// @param handler of all other requests
  public LocalHostOnly(Handler handler) {
    super(handler);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (request.getHeaders().getValuesList(HttpHeader.HOST).stream()
            .filter(LocalHost::isNamedBy)
            .count()
        == 1) {
      return super.handle(request, response, callback);
    }
    response.setStatus(HttpStatus.FORBIDDEN_403);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    Content.Sink.write(response, true, "{\"message\":\"" + LocalHost.REFUSAL + "\"}\n", callback);
    return true;
  }
}
