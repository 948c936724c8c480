package dev.intermission.local;

import dev.intermission.emulator.template.SamTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The settings of a running stack.
///
/// @param template what to run
/// @param data where tables, schedules and events are kept
/// @param samples the folder of the sample items
/// @param port 0 for any that is free
/// @param environment variables that win over the template's
/// @param sweepPeriod the rate of the template's rules; null: the template's own
/// @param clock of the Scheduler and of asynchronous invocations
public record RunningStackSettings(
    SamTemplate template,
    Path data,
    Path samples,
    int port,
    Map<String, String> environment,
    @Nullable Duration sweepPeriod,
    InstantSource clock) {

  /// Copies the map.
  public RunningStackSettings {
    environment = Map.copyOf(environment);
  }

  Duration period(Duration declared) {
    return sweepPeriod == null ? declared : sweepPeriod;
  }

  String stage() {
    return Objects.requireNonNull(template.api(), "the template has an API").stage();
  }
}
