package dev.intermission.functions.scheduler;

import dev.intermission.model.PauseId;
import dev.intermission.model.Timestamps;
import dev.intermission.resume.ArmTimer;
import dev.intermission.resume.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

/// Makes the schedule of a timed pause in EventBridge Scheduler. A schedule is named from the pause
/// that it ends and is never updated: a second create of the same name finds the first, which is as
/// good.
public final class SchedulerArmTimer implements ArmTimer {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerArmTimer.class);

  /// The shortest time to a schedule. One in the past fires soon in practice, but nothing promises
  /// it.
  private static final Duration LEAD = Duration.ofSeconds(10);

  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("'at('uuuu-MM-dd'T'HH:mm:ss')'").withZone(ZoneOffset.UTC);

  private static final int DELIVERY_ATTEMPTS = 185;
  private static final int DELIVERY_SECONDS = 86_400;

  private final SchedulerClient client;
  private final ResumeTarget target;

  /// @param client makes two attempts of 800 ms at most
  public SchedulerArmTimer(SchedulerClient client, ResumeTarget target) {
    this.client = client;
    this.target = target;
  }

  @Override
  public Result arm(Timer timer, Instant now) {
    long start = System.nanoTime();
    boolean armed = create(timer, now);
    return new Result(armed, Duration.ofNanos(System.nanoTime() - start));
  }

  private boolean create(Timer timer, Instant now) {
    try {
      client.createSchedule(schedule ->
          schedule
              .name(name(timer.pauseId()))
              .groupName(target.group())
              .scheduleExpression(AT.format(fireTime(timer.until(), now)))
              .scheduleExpressionTimezone("UTC")
              .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
              .actionAfterCompletion(ActionAfterCompletion.DELETE)
              .target(invoked ->
                  invoked
                      .arn(target.function())
                      .roleArn(target.role())
                      .input(ResumeInput.write(timer))
                      .retryPolicy(retry ->
                          retry
                              .maximumRetryAttempts(DELIVERY_ATTEMPTS)
                              .maximumEventAgeInSeconds(DELIVERY_SECONDS))
                      .deadLetterConfig(queue -> queue.arn(target.queue()))));
      return true;
    } catch (ConflictException e) {
      // The same pause already has its schedule.
      return true;
    } catch (RuntimeException e) {
      // The pause stands, whatever the fault was.
      LOG.warn(
          "No schedule for pause {} of {}; the sweep will end it: {}",
          timer.pauseId().value(),
          timer.id().value(),
          e.toString());
      return false;
    }
  }

  /// The time of the schedule, in whole seconds: `at()` takes no fraction.
  static Instant fireTime(Instant until, Instant now) {
    Instant earliest = Timestamps.roundedUpToSecond(now.plus(LEAD));
    return until.isAfter(earliest) ? until : earliest;
  }

  static String name(PauseId pauseId) {
    return "resume-" + pauseId.value();
  }
}
