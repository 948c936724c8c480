package dev.intermission.emulator.template;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parts of a stack made from the template that the local runner needs. Immutable.
///
/// @param directory where the template stands; [DeployedFunction#codeUri] is relative to it
/// @param stack the names that everything else was made from
/// @param functions in the template's order, as all the lists here
/// @param api the REST API; null where a template has none
/// @param rules what invokes functions at a fixed rate
/// @param tables to create
/// @param queues where undeliverable events go
/// @param scheduleGroups that EventBridge Scheduler would hold
/// @param outputs of the stack
public record SamTemplate(
    Path directory,
    StackSettings stack,
    List<DeployedFunction> functions,
    @Nullable DeployedApi api,
    List<ScheduleRule> rules,
    List<DeployedTable> tables,
    List<DeployedQueue> queues,
    List<ScheduleGroup> scheduleGroups,
    Map<String, String> outputs) {

  /// A classic EventBridge rule of a function's `Schedule` event.
  ///
  /// @param logicalId of the function, then the event's name
  /// @param rate the time between two invocations
  /// @param function the logical id
  /// @param input the constant JSON of `Input`; null: EventBridge's own scheduled event
  public record ScheduleRule(
      String logicalId, Duration rate, String function, @Nullable String input) {}

  /// An SQS queue.
  ///
  /// @param logicalId its name in the template
  /// @param name its name in SQS
  /// @param arn of the queue
  /// @param url what a `Ref` gives
  public record DeployedQueue(String logicalId, String name, String arn, String url) {}

  /// A group that schedules are made in.
  ///
  /// @param logicalId its name in the template
  /// @param name its name in EventBridge Scheduler
  /// @param arn of the group
  public record ScheduleGroup(String logicalId, String name, String arn) {}

  public SamTemplate {
    functions = List.copyOf(functions);
    rules = List.copyOf(rules);
    tables = List.copyOf(tables);
    queues = List.copyOf(queues);
    scheduleGroups = List.copyOf(scheduleGroups);
    outputs = Map.copyOf(outputs);
  }

  /// Reads a template file.
  ///
  /// @param parameters values for the stack's parameters; a parameter without one takes its default
  /// @throws IOException if the file cannot be read
  /// @throws TemplateException if it declares something that is not supported here
  public static SamTemplate read(Path file, Map<String, String> parameters, StackSettings stack)
      throws IOException {
    return TemplateReader.read(file, parameters, stack);
  }

  /// The variables of all functions as one environment, for a process that holds all functions.
  ///
  /// @throws TemplateException if two functions give one name different values
  public Map<String, String> mergedEnvironment() {
    Map<String, String> merged = new HashMap<>();
    Map<String, String> owners = new HashMap<>();
    for (DeployedFunction function : functions) {
      function
          .environment()
          .forEach((name, value) -> {
            String earlier = merged.putIfAbsent(name, value);
            if (earlier != null && !earlier.equals(value)) {
              throw new TemplateException(
                  "Environment variable " + name,
                  "%s and %s give it different values, but share one process here"
                      .formatted(owners.get(name), function.logicalId()));
            }
            owners.putIfAbsent(name, function.logicalId());
          });
    }
    return Map.copyOf(merged);
  }
}
