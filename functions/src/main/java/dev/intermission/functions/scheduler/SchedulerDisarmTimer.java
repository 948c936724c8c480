package dev.intermission.functions.scheduler;

import dev.intermission.model.PauseId;
import dev.intermission.resume.DisarmTimer;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;

/// Deletes the schedule of a replaced pause in EventBridge Scheduler.
public final class SchedulerDisarmTimer implements DisarmTimer {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerDisarmTimer.class);

  /// The time for two attempts of 800 ms, by arming and disarming together.
  private static final Duration BUDGET = Duration.ofMillis(1600);

  private static final Duration WORTH_TRYING = Duration.ofMillis(100);

  private final SchedulerClient client;
  private final String group;

  /// @param client makes two attempts of 800 ms at most
  /// @param group the schedule group
  public SchedulerDisarmTimer(SchedulerClient client, String group) {
    this.client = client;
    this.group = group;
  }

  @Override
  public void disarm(PauseId replaced, Duration spent) {
    Duration left = BUDGET.minus(spent);
    if (left.compareTo(WORTH_TRYING) < 0) {
      return;
    }
    try {
      client.deleteSchedule(schedule ->
          schedule
              .name(SchedulerArmTimer.name(replaced))
              .groupName(group)
              .overrideConfiguration(call -> call.apiCallTimeout(left)));
    } catch (ResourceNotFoundException e) {
      LOG.debug("The schedule of pause {} is gone already", replaced.value());
    } catch (RuntimeException e) {
      // Harmless: it will fire for a pause that no longer stands, and end nothing.
      LOG.info("The schedule of pause {} stays: {}", replaced.value(), e.toString());
    }
  }
}
