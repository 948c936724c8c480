package dev.intermission.local.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.emulator.scheduler.DeliveryFaults;
import dev.intermission.emulator.scheduler.DeliveryFaults.Creation;
import dev.intermission.emulator.scheduler.DeliveryFaults.Delivery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// The control endpoint under `/_local/`. It makes the local Scheduler lose, double or delay
/// deliveries, makes CreateSchedule fail, runs the sweep at once, and shows the stored items.
///
/// A request that changes something needs a header that no other site's web page can send. The
/// server around it takes requests only under this machine's own names.
public final class ControlHandler extends Handler.Abstract {
  /// The header that a request must have to change something; any value does.
  public static final String HEADER = "X-Intermission-Local";

  private static final String PREFIX = "/_local/";
  private static final Duration DEFAULT_DELAY = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DeliveryFaults faults;
  private final Supplier<Map<String, Object>> sweep;
  private final Supplier<Map<String, Object>> state;

  /// @param sweep runs the sweep and returns its result
  /// @param state the stored items, for the control page
  public ControlHandler(
      DeliveryFaults faults,
      Supplier<Map<String, Object>> sweep,
      Supplier<Map<String, Object>> state) {
    this.faults = faults;
    this.sweep = sweep;
    this.state = state;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(PREFIX)) {
      return false;
    }
    String host = Objects.toString(request.getHeaders().get(HttpHeader.HOST), "");
    String action = path.substring(PREFIX.length());
    if (HttpMethod.GET.is(request.getMethod())) {
      return switch (action) {
        case "" -> page(response, callback);
        case "state" -> json(response, callback, state.get());
        default -> answer(response, callback, 404, "There is no such thing here.");
      };
    }
    if (!HttpMethod.POST.is(request.getMethod())) {
      return answer(response, callback, 405, "GET or POST.");
    }
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin != null && !origin.equals("http://" + host)) {
      return answer(response, callback, 403, "Another site's page may not do this.");
    }
    if (!request.getHeaders().contains(HEADER)) {
      return answer(response, callback, 403, "The header " + HEADER + " is missing.");
    }
    if (action.equals("sweep")) {
      return json(response, callback, sweep.get());
    }
    Optional<Duration> by = seconds(request);
    if (by.isEmpty()) {
      return answer(response, callback, 400, "seconds must be a number from 0 to 86400.");
    }
    if (!set(action, by.get())) {
      return answer(response, callback, 404, "There is no such thing here.");
    }
    return json(response, callback, settings());
  }

  /// The switches as they stand.
  public Map<String, Object> settings() {
    return Map.of(
        "deliveries", faults.delivery().toString(), "creates", faults.creation().toString());
  }

  private boolean set(String action, Duration by) {
    switch (action) {
      case "deliveries/normal" -> faults.set(new Delivery.Normal());
      case "deliveries/lose" -> faults.set(new Delivery.Lose());
      case "deliveries/double" -> faults.set(new Delivery.Twice());
      case "deliveries/delay" -> faults.set(new Delivery.Late(by));
      case "creates/normal" -> faults.set(new Creation.Normal());
      case "creates/fail" -> faults.set(new Creation.ServerFailure());
      case "creates/throttle" -> faults.set(new Creation.Throttled());
      case "creates/hang" -> faults.set(new Creation.Hang(by));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Optional<Duration> seconds(Request request) {
    String seconds = Request.extractQueryParameters(request).getValue("seconds");
    if (seconds == null) {
      return Optional.of(DEFAULT_DELAY);
    }
    return seconds.matches("[0-9]{1,5}") && Integer.parseInt(seconds) <= 86_400
        ? Optional.of(Duration.ofSeconds(Integer.parseInt(seconds)))
        : Optional.empty();
  }

  private static boolean page(Response response, Callback callback) throws IOException {
    try (InputStream page = ControlHandler.class.getResourceAsStream("page.html")) {
      String html = new String(Objects.requireNonNull(page).readAllBytes(), StandardCharsets.UTF_8);
      return write(response, callback, 200, "text/html;charset=utf-8", html);
    }
  }

  private static boolean json(Response response, Callback callback, Map<String, Object> content)
      throws IOException {
    return write(
        response, callback, 200, "application/json", JSON.writeValueAsString(content) + "\n");
  }

  private static boolean answer(Response response, Callback callback, int status, String message)
      throws IOException {
    return write(
        response,
        callback,
        status,
        "application/json",
        JSON.writeValueAsString(Map.of("message", message)) + "\n");
  }

  private static boolean write(
      Response response, Callback callback, int status, String type, String body) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put("X-Frame-Options", "DENY");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    Content.Sink.write(response, true, body, callback);
    return true;
  }
}
