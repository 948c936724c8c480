package dev.intermission.functions.scheduler;

import dev.intermission.functions.Settings;
import dev.intermission.model.PauseId;
import dev.intermission.port.ResumeTimer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;

/// The timer in EventBridge Scheduler. A schedule is named from the pause that it ends and is never
/// updated: a second create of the same name finds the first, which is as good.
public final class SchedulerResumeTimer implements ResumeTimer {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerResumeTimer.class);

  /// Two attempts of 800 ms: what arming and disarming may take together.
  private static final Duration BUDGET = Duration.ofMillis(1600);

  private static final Duration WORTH_TRYING = Duration.ofMillis(100);

  /// A schedule in the past fires soon in practice, but nothing promises it.
  private static final Duration LEAD = Duration.ofSeconds(10);

  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("'at('uuuu-MM-dd'T'HH:mm:ss')'").withZone(ZoneOffset.UTC);

  private static final int DELIVERY_ATTEMPTS = 185;
  private static final int DELIVERY_SECONDS = 86_400;

  private final SchedulerClient client;
  private final Settings settings;

  /// @param client makes two attempts of 800 ms at most
  /// @param settings names the group, the target, the role and the queue
  public SchedulerResumeTimer(SchedulerClient client, Settings settings) {
    this.client = client;
    this.settings = settings;
  }

  @Override
  public boolean fit(@Nullable Alarm alarm, @Nullable PauseId replaced, Instant now) {
    long start = System.nanoTime();
    boolean armed = alarm == null || arm(alarm, now);
    if (replaced != null) {
      disarm(replaced, BUDGET.minusNanos(System.nanoTime() - start));
    }
    return armed;
  }

  private boolean arm(Alarm alarm, Instant now) {
    try {
      client.createSchedule(schedule ->
          schedule
              .name(name(alarm.pauseId()))
              .groupName(settings.scheduleGroup())
              .scheduleExpression(AT.format(fireTime(alarm.until(), now)))
              .scheduleExpressionTimezone("UTC")
              .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
              .actionAfterCompletion(ActionAfterCompletion.DELETE)
              .target(target ->
                  target
                      .arn(settings.resumeFunctionArn())
                      .roleArn(settings.schedulerRoleArn())
                      .input(ResumeInput.write(alarm))
                      .retryPolicy(retry ->
                          retry
                              .maximumRetryAttempts(DELIVERY_ATTEMPTS)
                              .maximumEventAgeInSeconds(DELIVERY_SECONDS))
                      .deadLetterConfig(
                          queue -> queue.arn(settings.undeliveredResumesQueueArn()))));
      return true;
    } catch (ConflictException e) {
      // The same pause already has its schedule.
      return true;
    } catch (RuntimeException e) {
      // Whatever it was: the pause stands.
      LOG.warn(
          "No schedule for pause {} of {}; the sweep will end it: {}",
          alarm.pauseId().value(),
          alarm.id().value(),
          e.toString());
      return false;
    }
  }

  private void disarm(PauseId replaced, Duration left) {
    if (left.compareTo(WORTH_TRYING) < 0) {
      return;
    }
    try {
      client.deleteSchedule(schedule ->
          schedule
              .name(name(replaced))
              .groupName(settings.scheduleGroup())
              .overrideConfiguration(call -> call.apiCallTimeout(left)));
    } catch (ResourceNotFoundException e) {
      LOG.debug("The schedule of pause {} is gone already", replaced.value());
    } catch (RuntimeException e) {
      // Harmless: it will fire for a pause that is no more, and end nothing.
      LOG.info("The schedule of pause {} stays: {}", replaced.value(), e.toString());
    }
  }

  /// Whole seconds: `at()` takes no fraction.
  static Instant fireTime(Instant until, Instant now) {
    Instant earliest =
        now.plus(LEAD).plus(Duration.ofNanos(999_999_999)).truncatedTo(ChronoUnit.SECONDS);
    return until.isAfter(earliest) ? until : earliest;
  }

  private static String name(PauseId pauseId) {
    return "resume-" + pauseId.value();
  }
}
