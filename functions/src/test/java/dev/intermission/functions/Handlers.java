package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.intermission.store.Waiting;
import java.lang.reflect.InvocationTargetException;
import java.time.InstantSource;
import java.util.Map;

/// Makes a handler as Lambda does. Environment, clock and waiting are given.
public final class Handlers {
  private Handlers() {}

  /// Makes the handler of a verb, such as `PauseAd`.
  ///
  /// @throws IllegalStateException if the environment lacks a variable
  /// @throws ReflectiveOperationException if there is no such handler
  public static RequestStreamHandler make(
      String verb, Map<String, String> environment, InstantSource clock, Waiting waiting)
      throws ReflectiveOperationException {
    Wiring wiring = Wiring.of(environment, clock, waiting);
    String name = Handlers.class.getPackageName() + "." + verb + "Handler";
    try {
      return Class.forName(name)
          .asSubclass(RequestStreamHandler.class)
          .getDeclaredConstructor(Wiring.class)
          .newInstance(wiring);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw e;
    }
  }
}
