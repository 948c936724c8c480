package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The sample events, their placeholders filled from a test's clock.
final class Samples {
  private Samples() {}

  static String event(String file, String token, Instant now) {
    try {
      return Files.readString(TestStack.PROJECT.resolve("events").resolve(file))
          .replace("{{token}}", token)
          .replace(
              "{{now+1h}}",
              now.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String answer(RequestStreamHandler handler, String file, String token, Instant now) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      handler.handleRequest(
          new ByteArrayInputStream(event(file, token, now).getBytes(StandardCharsets.UTF_8)),
          out,
          new TestContext());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
