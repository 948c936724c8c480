package dev.intermission.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.functions.TestStack;
import java.io.IOException;
import java.util.Locale;

/// The sample events in `events/`.
final class SampleEvents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SampleEvents() {}

  /// The event of a verb's function.
  static JsonNode sample(String verb) throws IOException {
    return JSON.readTree(
        TestStack.PROJECT.resolve("events").resolve(kebabCase(verb) + ".json").toFile());
  }

  /// `PauseAd` as `pause-ad`.
  static String kebabCase(String verb) {
    return verb.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
