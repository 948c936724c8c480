package dev.intermission.emulator.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intermission.emulator.state.LocalState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All schedules and groups, and the pass that delivers the due ones.
///
/// Every change is in [LocalState] before its response and before it counts here, so a new instance
/// over the same state goes on where a killed one stopped. A delivery is recorded after it was
/// handed over: dying in between gives a second delivery, never a lost one.
///
/// Thread-safe. Deliveries are made one after the other, by one pass at a time.
public final class Schedules {
  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);
  private static final String SCHEDULE = "schedule/";
  private static final String GROUP = "schedule-group/";
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

  /// A schedule and how far its delivery is.
  ///
  /// @param firstAttempt null before the first
  /// @param next when to try (again), null when it is delivered or given up
  record Armed(
      Schedule schedule,
      int failedAttempts,
      @Nullable Instant firstAttempt,
      @Nullable Instant next) {
    static Armed fresh(Schedule schedule) {
      return new Armed(schedule, 0, null, schedule.time());
    }

    boolean isEnabled() {
      return schedule.state() == Schedule.State.ENABLED;
    }
  }

  /// A group, in the API's own names.
  record Group(String name, Instant creationDate, Instant lastModificationDate) {}

  private final LocalState state;
  private final InstantSource time;
  private final AwsPlace place;
  private final LambdaAsyncInvoker lambda;
  private final DeadLetterQueues queues;
  private final DeliveryFaults faults;
  private final NavigableMap<String, Armed> schedules = new ConcurrentSkipListMap<>();
  private final NavigableMap<String, Group> groups = new ConcurrentSkipListMap<>();
  private final ReentrantLock changing = new ReentrantLock();
  private final ReentrantLock firing = new ReentrantLock();
  private volatile Runnable onArmed = () -> {};

  /// Reads the schedules that an earlier instance left. Nothing fires before [#fireDue()].
  public Schedules(
      LocalState state,
      InstantSource time,
      AwsPlace place,
      LambdaAsyncInvoker lambda,
      DeadLetterQueues queues,
      DeliveryFaults faults) {
    this.state = state;
    this.time = time;
    this.place = place;
    this.lambda = lambda;
    this.queues = queues;
    this.faults = faults;
    state
        .list(SCHEDULE)
        .forEach((key, json) -> schedules.put(bare(SCHEDULE, key), Json.stored(json, Armed.class)));
    state
        .list(GROUP)
        .forEach((key, json) -> groups.put(bare(GROUP, key), Json.stored(json, Group.class)));
    groups.putIfAbsent(
        Schedule.DEFAULT_GROUP, new Group(Schedule.DEFAULT_GROUP, Instant.EPOCH, Instant.EPOCH));
  }

  /// Makes one pass: hands over every enabled schedule that is due, oldest first.
  ///
  /// @return how many schedules were tried, delivered or not
  public int fireDue() {
    firing.lock();
    try {
      Instant now = time.instant();
      List<Armed> due =
          schedules.values().stream()
              .filter(Armed::isEnabled)
              .filter(armed -> armed.next() != null && !dueAt(armed.next()).isAfter(now))
              .sorted(Comparator.comparing(armed -> armed.schedule().time()))
              .toList();
      for (Armed armed : due) {
        try {
          fire(armed, now);
        } catch (RuntimeException e) {
          // The state or the queue failed: it stays due, and the others must not wait for it.
          LOG.error("Schedule {} stays due", arn(armed.schedule()), e);
        }
      }
      return due.size();
    } finally {
      firing.unlock();
    }
  }

  /// The schedules that have yet to fire, soonest first.
  public List<PendingSchedule> list() {
    return schedules.values().stream()
        .<PendingSchedule>mapMulti((armed, pending) -> {
          if (armed.next() != null) {
            pending.accept(
                new PendingSchedule(
                    armed.schedule().groupName(),
                    armed.schedule().name(),
                    armed.schedule().target().arn(),
                    armed.schedule().time(),
                    armed.next(),
                    armed.failedAttempts(),
                    armed.isEnabled()));
          }
        })
        .sorted(Comparator.comparing(PendingSchedule::nextAttempt))
        .toList();
  }

  /// The time when the next enabled schedule is due; empty when none waits.
  Optional<Instant> nextDue() {
    return schedules.values().stream()
        .filter(Armed::isEnabled)
        .map(Armed::next)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .map(this::dueAt);
  }

  InstantSource clock() {
    return time;
  }

  DeliveryFaults faults() {
    return faults;
  }

  /// Sets the listener that is told when something is due before the next tick.
  void onArmed(Runnable listener) {
    onArmed = listener;
  }

  String arn(Schedule schedule) {
    return place.schedule(schedule.groupName(), schedule.name());
  }

  String arn(Group group) {
    return place.scheduleGroup(group.name());
  }

  /// @param body the request, without the name
  Schedule create(String name, ObjectNode body) {
    changing.lock();
    try {
      Instant now = now();
      Schedule schedule = read(name, body, now, now);
      group(schedule.groupName());
      if (schedules.containsKey(key(schedule))) {
        throw ServiceError.conflict("Schedule " + name);
      }
      store(Armed.fresh(schedule));
      return schedule;
    } finally {
      changing.unlock();
    }
  }

  void delete(@Nullable String group, String name) {
    changing.lock();
    try {
      remove(schedule(group, name));
    } finally {
      changing.unlock();
    }
  }

  Schedule schedule(@Nullable String group, String name) {
    String checkedGroup =
        Schedule.name("GroupName", group == null ? Schedule.DEFAULT_GROUP : group);
    Armed armed = schedules.get(checkedGroup + "/" + Schedule.name("Name", name));
    if (armed == null) {
      throw ServiceError.notFound("Schedule " + name);
    }
    return armed.schedule();
  }

  /// All schedules by `group/name`, as a live view.
  NavigableMap<String, Armed> schedules() {
    return schedules;
  }

  /// Makes a group that a template declares, unless it is there from an earlier start.
  public void makeGroup(String name) {
    changing.lock();
    try {
      if (!groups.containsKey(name)) {
        createGroup(name);
      }
    } finally {
      changing.unlock();
    }
  }

  Group createGroup(String name) {
    changing.lock();
    try {
      Instant now = now();
      Group group = new Group(Schedule.name("Name", name), now, now);
      if (groups.containsKey(name)) {
        throw ServiceError.conflict("Schedule group " + name);
      }
      state.put(GROUP + name, Json.store(group));
      groups.put(name, group);
      return group;
    } finally {
      changing.unlock();
    }
  }

  Group group(String name) {
    Group group = groups.get(Schedule.name("Name", name));
    if (group == null) {
      throw ServiceError.notFound("Schedule group " + name);
    }
    return group;
  }

  private Instant dueAt(Instant next) {
    return faults.delivery() instanceof DeliveryFaults.Delivery.Late(Duration by)
        ? next.plus(by)
        : next;
  }

  private void fire(Armed armed, Instant now) {
    String arn = arn(armed.schedule());
    try {
      switch (faults.delivery()) {
        case DeliveryFaults.Delivery.Normal _, DeliveryFaults.Delivery.Late _ -> handOver(armed);
        case DeliveryFaults.Delivery.Twice _ -> {
          handOver(armed);
          handOver(armed);
        }
        case DeliveryFaults.Delivery.Lose _ -> LOG.warn("Lost on purpose: {}", arn);
      }
    } catch (RuntimeException | Error e) {
      failed(armed, now, e);
      return;
    }
    LOG.info("Fired {}", arn);
    complete(armed);
  }

  private void handOver(Armed armed) {
    Schedule schedule = armed.schedule();
    String payload =
        input(schedule)
            .replace("<aws.scheduler.schedule-arn>", arn(schedule))
            .replace("<aws.scheduler.scheduled-time>", schedule.time().toString())
            .replace("<aws.scheduler.execution-id>", executionId())
            .replace("<aws.scheduler.attempt-number>", "" + (armed.failedAttempts() + 1));
    lambda.submit(schedule.target().arn(), payload.getBytes(StandardCharsets.UTF_8));
  }

  private void failed(Armed armed, Instant now, Throwable failure) {
    Schedule schedule = armed.schedule();
    Schedule.RetryPolicy policy = schedule.target().retryPolicy();
    int failures = armed.failedAttempts() + 1;
    Instant first = armed.firstAttempt() == null ? now : armed.firstAttempt();
    Instant next = now.plus(backoff(failures));
    LOG.warn("Attempt {} to deliver {} failed: {}", failures, arn(schedule), failure.toString());
    if (failures > policy.maximumRetryAttempts()) {
      giveUp(armed, "MaximumRetryAttempts", failure);
    } else if (next.isAfter(first.plusSeconds(policy.maximumEventAgeInSeconds()))) {
      giveUp(armed, "MaximumEventAgeInSeconds", failure);
    } else {
      replace(armed, new Armed(schedule, failures, first, next));
    }
  }

  private void giveUp(Armed armed, String exhausted, Throwable failure) {
    Schedule schedule = armed.schedule();
    Schedule.DeadLetterConfig deadLetters = schedule.target().deadLetterConfig();
    if (deadLetters != null && deadLetters.arn() != null) {
      queues.send(
          deadLetters.arn(),
          input(schedule),
          Map.of(
              "ERROR_CODE", failure.getClass().getSimpleName(),
              "ERROR_MESSAGE", String.valueOf(failure.getMessage()),
              "EXECUTION_ID", executionId(),
              "EXHAUSTED_RETRY_CONDITION", exhausted,
              "IS_PAYLOAD_TRUNCATED", "false",
              "RETRY_ATTEMPTS", "" + armed.failedAttempts(),
              "SCHEDULED_TIME", schedule.time().toString(),
              "SCHEDULE_ARN", arn(schedule),
              "TARGET_ARN", schedule.target().arn()));
    }
    LOG.error("Gave up on {} after {}", arn(schedule), exhausted);
    complete(armed);
  }

  private void complete(Armed armed) {
    switch (armed.schedule().actionAfterCompletion()) {
      case DELETE -> replace(armed, null);
      case NONE ->
          replace(
              armed,
              new Armed(armed.schedule(), armed.failedAttempts(), armed.firstAttempt(), null));
    }
  }

  /// Notes how a delivery went, unless a caller replaced or deleted the schedule meanwhile.
  private void replace(Armed before, @Nullable Armed after) {
    changing.lock();
    try {
      if (!before.equals(schedules.get(key(before.schedule())))) {
        return;
      }
      if (after == null) {
        remove(before.schedule());
      } else {
        store(after);
      }
    } finally {
      changing.unlock();
    }
  }

  private void store(Armed armed) {
    String key = key(armed.schedule());
    state.put(SCHEDULE + key, Json.store(armed));
    schedules.put(key, armed);
    if (armed.next() != null && armed.next().isBefore(time.instant().plus(DueLoop.TICK))) {
      onArmed.run();
    }
  }

  private void remove(Schedule schedule) {
    state.delete(SCHEDULE + key(schedule));
    schedules.remove(key(schedule));
  }

  private Schedule read(String name, ObjectNode body, Instant created, Instant modified) {
    ObjectNode json = body.deepCopy();
    json.remove("ClientToken");
    json.put("Name", name);
    json.setAll(Json.tree(Map.of("CreationDate", created, "LastModificationDate", modified)));
    return Json.read(json, Schedule.class);
  }

  /// The payload of a delivery: the Input, or without one Scheduler's own notification.
  private String input(Schedule schedule) {
    String input = schedule.target().input();
    return input != null
        ? input
        : Json.object()
            .put("version", "0")
            .put("id", "<aws.scheduler.execution-id>")
            .put("detail-type", "Scheduled Event")
            .put("source", "aws.scheduler")
            .put("account", place.account())
            .put("time", schedule.time().toString())
            .put("region", place.region())
            .put("detail", "{}")
            .set("resources", Json.object().arrayNode().add(arn(schedule)))
            .toString();
  }

  private Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Duration backoff(int failures) {
    Duration doubled = Duration.ofSeconds(1L << Math.min(failures - 1, 10));
    return doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
  }

  private static String executionId() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static String key(Schedule schedule) {
    return schedule.groupName() + "/" + schedule.name();
  }

  private static String bare(String prefix, String key) {
    return key.substring(prefix.length());
  }
}
