package dev.intermission.emulator.lambda;

import dev.intermission.emulator.template.SamTemplate;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// The settings of a worker.
///
/// @param template the functions to hold, and their environment
/// @param dynamoDb where the functions' SDK clients find DynamoDB
/// @param scheduler where they find EventBridge Scheduler
/// @param overrides environment variables that win over all others
/// @param console takes what the functions print, line by line, from several threads
/// @param onStart told the process id of each worker that listens, also of those started again
public record WorkerSettings(
    SamTemplate template,
    URI dynamoDb,
    URI scheduler,
    Map<String, String> overrides,
    Consumer<String> console,
    LongConsumer onStart) {

  public WorkerSettings {
    overrides = Map.copyOf(overrides);
  }
}
