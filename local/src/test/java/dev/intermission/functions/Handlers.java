package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.intermission.store.Waiting;
import java.time.InstantSource;
import java.util.Map;

/// Makes a handler as Lambda does, but with a given environment, clock and way to wait.
public final class Handlers {
  private Handlers() {}

  /// Makes the handler of a verb, such as `PauseAd`.
  ///
  /// @throws ReflectiveOperationException if there is none, or if it cannot be made
  public static RequestStreamHandler make(
      String verb, Map<String, String> environment, InstantSource clock, Waiting waiting)
      throws ReflectiveOperationException {
    String name = Handlers.class.getPackageName() + "." + verb + "Handler";
    return Class.forName(name)
        .asSubclass(RequestStreamHandler.class)
        .getDeclaredConstructor(Wiring.class)
        .newInstance(Wiring.of(environment, clock, waiting));
  }
}
