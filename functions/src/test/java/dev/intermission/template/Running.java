package dev.intermission.template;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.intermission.access.Scope;
import dev.intermission.functions.Handlers;
import dev.intermission.functions.TestContext;
import dev.intermission.functions.TestStack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The functions' handlers, run as Lambda runs them.
final class Running {
  static final TestStack STACK = new TestStack();

  private Running() {}

  /// A handler that sees these variables and no others.
  static RequestStreamHandler construct(String verb, Map<String, String> environment)
      throws ReflectiveOperationException {
    return Handlers.make(verb, environment, InstantSource.system(), time -> time);
  }

  /// The response to an event, for which the caller gets a key with all scopes.
  static byte[] run(RequestStreamHandler handler, JsonNode event) throws IOException {
    String token = STACK.issueKey("template", "biz_demo", Set.of(Scope.values()));
    String inAnHour =
        Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS).toString();
    String input = event.toString().replace("{{token}}", token).replace("{{now+1h}}", inAnHour);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        output,
        new TestContext());
    return output.toByteArray();
  }

  /// With a schedule to take away.
  static Map<String, AttributeValue> timedPause() {
    return Map.of(
        "status", TestStack.text("paused"),
        "pause_id", TestStack.text("p"),
        "paused_until", TestStack.seconds(Instant.now().plus(1, ChronoUnit.HOURS)),
        "due_pk", TestStack.text("DUE#0"));
  }
}
