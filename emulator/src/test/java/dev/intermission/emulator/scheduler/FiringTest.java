package dev.intermission.emulator.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intermission.emulator.scheduler.Rig.Delivered;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;

class FiringTest {
  private final Rig rig = Rig.inMemory();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void a_schedule_fires_at_its_time_and_not_before() {
    rig.create("one", "at(2030-01-01T01:00:00)");

    rig.clock.set("2030-01-01T00:59:59.999Z");
    assertThat(rig.schedules.fireDue()).isZero();
    assertThat(rig.delivered).isEmpty();

    rig.clock.set("2030-01-01T01:00:00Z");
    assertThat(rig.schedules.fireDue()).isOne();
    assertThat(rig.delivered).containsExactly(new Delivered(Rig.FUNCTION, "{\"v\":1}"));
  }

  @Test
  void a_delivered_schedule_stays_and_never_fires_again() {
    rig.create("one", "at(2030-01-01T01:00:00)");
    rig.clock.set("2030-01-01T01:00:00Z");
    rig.schedules.fireDue();

    rig.clock.advance(Duration.ofDays(1));
    rig.schedules.fireDue();

    assertThat(rig.delivered).hasSize(1);
    assertThat(rig.schedules.list()).isEmpty();
    assertThat(rig.client.getSchedule(g -> g.name("one")).name()).isEqualTo("one");
  }

  @Test
  void a_schedule_that_is_to_be_deleted_after_completion_is_gone_after_delivery() {
    rig.create("one", FiringTest::deletedAfterwards);
    rig.clock.set("2030-01-01T01:00:00Z");

    rig.schedules.fireDue();

    assertGone("one");
  }

  @Test
  void a_time_in_the_past_is_accepted_and_fires_soon() {
    rig.create("late", "at(2001-01-01T00:00:00)");

    rig.schedules.fireDue();

    assertThat(rig.delivered).hasSize(1);
  }

  @Test
  void what_is_due_fires_oldest_first() {
    rig.create("a", r -> at(r, "at(2030-01-01T00:00:03)", "3"));
    rig.create("b", r -> at(r, "at(2030-01-01T00:00:01)", "1"));
    rig.create("c", r -> at(r, "at(2030-01-01T00:00:02)", "2"));
    rig.clock.advance(Duration.ofMinutes(1));

    rig.schedules.fireDue();

    assertThat(rig.delivered).extracting(Delivered::payload).containsExactly("1", "2", "3");
  }

  @Test
  void a_disabled_schedule_does_not_fire() {
    rig.create("asleep", r -> r.state(ScheduleState.DISABLED));
    rig.clock.set("2030-01-01T02:00:00Z");
    rig.schedules.fireDue();
    assertThat(rig.delivered).isEmpty();
  }

  @Test
  void a_deleted_schedule_does_not_fire() {
    rig.create("gone", "at(2030-01-01T01:00:00)");
    rig.client.deleteSchedule(d -> d.name("gone"));
    rig.clock.set("2030-01-01T02:00:00Z");

    assertThat(rig.schedules.fireDue()).isZero();
  }

  @Test
  void context_attributes_are_expanded_at_delivery() {
    String input =
        """
        {"arn":"<aws.scheduler.schedule-arn>","at":"<aws.scheduler.scheduled-time>",\
        "id":"<aws.scheduler.execution-id>","n":"<aws.scheduler.attempt-number>"}\
        """;
    rig.create("one", r -> r.target(Rig.target().input(input).build()));
    rig.onDelivery = failing(1);
    rig.clock.set("2030-01-01T01:00:07Z");
    rig.schedules.fireDue();
    rig.clock.advance(Duration.ofMinutes(1));
    rig.schedules.fireDue();

    assertThat(rig.delivered)
        .singleElement()
        .extracting(Delivered::payload)
        .asString()
        .matches(
            """
            \\{"arn":"arn:aws:scheduler:eu-west-1:000000000000:schedule/default/one",\
            "at":"2030-01-01T01:00:00Z","id":"[0-9a-f]{16}","n":"2"}\
            """);
  }

  @Test
  void without_an_input_a_notification_of_the_services_own_is_delivered() {
    rig.create("one", r -> r.target(Rig.target().input(null).build()));
    rig.clock.set("2030-01-01T01:00:00Z");

    rig.schedules.fireDue();

    var event = Json.parseObject(rig.delivered.getFirst().payload());
    assertThat(event.path("source").asText()).isEqualTo("aws.scheduler");
    assertThat(event.path("resources").path(0).asText()).endsWith("schedule/default/one");
    assertThat(event.path("time").asText()).isEqualTo("2030-01-01T01:00:00Z");
  }

  @Test
  void a_refused_delivery_is_tried_again_ever_later() {
    rig.create("one", "at(2030-01-01T01:00:00)");
    rig.onDelivery = failing(4);
    rig.clock.set("2030-01-01T01:00:00Z");
    List<Duration> waits = new ArrayList<>();
    while (!rig.schedules.list().isEmpty()) {
      Instant before = rig.clock.instant();
      assertThat(rig.schedules.fireDue()).isOne();
      rig.schedules.list().stream()
          .map(PendingSchedule::nextAttempt)
          .forEach(next -> {
            waits.add(Duration.between(before, next));
            rig.clock.advance(Duration.between(before, next).minusMillis(1));
            assertThat(rig.schedules.fireDue()).isZero();
            rig.clock.advance(Duration.ofMillis(1));
          });
    }

    assertThat(waits)
        .containsExactly(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            Duration.ofSeconds(8));
    assertThat(rig.delivered).hasSize(1);
    assertThat(rig.deadLetters).isEmpty();
  }

  @Test
  void after_the_last_retry_the_raw_input_goes_to_the_dead_letter_queue_and_the_schedule_is_gone() {
    String input = "{\"id\":\"<aws.scheduler.execution-id>\"}";
    rig.create(
        "doomed",
        r ->
            r.actionAfterCompletion(ActionAfterCompletion.DELETE)
                .target(
                    Rig.target()
                        .input(input)
                        .deadLetterConfig(d -> d.arn(Rig.QUEUE))
                        .retryPolicy(p -> p.maximumRetryAttempts(2))
                        .build()));
    rig.onDelivery = failing(Integer.MAX_VALUE);
    rig.clock.set("2030-01-01T01:00:00Z");
    int attempts = 0;
    while (!rig.schedules.list().isEmpty()) {
      attempts += rig.schedules.fireDue();
      rig.clock.advance(Duration.ofMinutes(1));
    }

    assertThat(attempts).isEqualTo(3);
    assertThat(rig.deadLetters)
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.queueArn()).isEqualTo(Rig.QUEUE);
          assertThat(letter.body()).isEqualTo(input);
          assertThat(letter.attributes())
              .containsEntry("ERROR_CODE", "IllegalStateException")
              .containsEntry("ERROR_MESSAGE", "refused")
              .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumRetryAttempts")
              .containsEntry("RETRY_ATTEMPTS", "2")
              .containsEntry("SCHEDULED_TIME", "2030-01-01T01:00:00Z")
              .containsEntry("TARGET_ARN", Rig.FUNCTION)
              .containsEntry(
                  "SCHEDULE_ARN",
                  "arn:aws:scheduler:eu-west-1:000000000000:schedule/default/doomed");
        });
    assertGone("doomed");
  }

  @Test
  void an_event_that_is_too_old_goes_to_the_dead_letter_queue() {
    rig.create(
        "old",
        r ->
            r.target(
                Rig.target()
                    .deadLetterConfig(d -> d.arn(Rig.QUEUE))
                    .retryPolicy(p -> p.maximumEventAgeInSeconds(60))
                    .build()));
    rig.onDelivery = failing(Integer.MAX_VALUE);
    rig.clock.set("2030-01-01T01:00:00Z");
    while (!rig.schedules.list().isEmpty()) {
      rig.schedules.fireDue();
      rig.clock.advance(Duration.ofSeconds(1));
    }

    assertThat(rig.clock.instant()).isBefore("2030-01-01T01:01:02Z");
    assertThat(rig.deadLetters)
        .singleElement()
        .satisfies(letter ->
            assertThat(letter.attributes())
                .containsEntry("EXHAUSTED_RETRY_CONDITION", "MaximumEventAgeInSeconds"));
  }

  @Test
  void a_schedule_that_fails_does_not_hold_the_others() {
    rig.create("bad", r -> at(r, "at(2030-01-01T00:00:01)", "\"bad\""));
    rig.create("good", r -> at(r, "at(2030-01-01T00:00:02)", "\"good\""));
    rig.onDelivery =
        event -> {
          if (event.payload().contains("bad")) {
            throw new IllegalStateException("refused");
          }
        };
    rig.clock.advance(Duration.ofSeconds(2));

    rig.schedules.fireDue();

    assertThat(rig.delivered).extracting(Delivered::payload).containsExactly("\"good\"");
  }

  @Test
  void another_schedule_of_the_name_made_during_the_delivery_is_not_overwritten_by_its_outcome() {
    rig.create("busy", FiringTest::deletedAfterwards);
    rig.onDelivery =
        event -> {
          rig.onDelivery = later -> {};
          rig.client.deleteSchedule(d -> d.name("busy"));
          rig.create("busy", "at(2030-01-01T05:00:00)");
        };
    rig.clock.set("2030-01-01T01:00:00Z");
    rig.schedules.fireDue();

    rig.clock.set("2030-01-01T05:00:00Z");
    rig.schedules.fireDue();

    assertThat(rig.delivered).hasSize(2);
  }

  @Test
  void what_came_due_while_nothing_ran_fires_after_a_restart(@TempDir Path data) {
    try (Rig before = Rig.onDisk(data)) {
      before.create("overdue", FiringTest::deletedAfterwards);
      before.create("distant", "at(2031-01-01T00:00:00)");
    }

    try (Rig after = Rig.onDisk(data)) {
      after.clock.set("2030-06-01T00:00:00Z");
      after.schedules.fireDue();
      assertThat(after.delivered).hasSize(1);
      assertThat(after.schedules.list())
          .extracting(PendingSchedule::name)
          .containsExactly("distant");
    }

    try (Rig again = Rig.onDisk(data)) {
      again.clock.set("2030-06-01T00:00:00Z");
      assertThat(again.schedules.fireDue()).isZero();
    }
  }

  @Test
  void failed_attempts_and_the_next_one_survive_a_restart(@TempDir Path data) {
    Instant next;
    try (Rig before = Rig.onDisk(data)) {
      before.create("one", "at(2030-01-01T01:00:00)");
      before.onDelivery = failing(Integer.MAX_VALUE);
      before.clock.set("2030-01-01T01:00:00.123456789Z");
      before.schedules.fireDue();
      next = before.schedules.list().getFirst().nextAttempt();
    }

    try (Rig after = Rig.onDisk(data)) {
      assertThat(after.schedules.list())
          .singleElement()
          .satisfies(pending -> {
            assertThat(pending.failedAttempts()).isOne();
            assertThat(pending.nextAttempt()).isEqualTo(next);
          });
    }
  }

  @Test
  void dying_between_delivery_and_completion_gives_a_second_delivery(@TempDir Path data) {
    try (Rig before = Rig.onDisk(data)) {
      before.create("one", FiringTest::deletedAfterwards);
      before.clock.set("2030-01-01T01:00:00Z");
      // The event is accepted, and then there is no state any more to note that in.
      before.onDelivery = event -> before.loseTheState();
      before.schedules.fireDue();
      assertThat(before.delivered).hasSize(1);
    }

    try (Rig after = Rig.onDisk(data)) {
      after.clock.set("2030-01-01T01:00:00Z");
      after.schedules.fireDue();
      assertThat(after.delivered).hasSize(1);
      assertThat(after.schedules.list()).isEmpty();
    }
  }

  @Test
  void a_lost_delivery_completes_the_schedule_and_never_arrives() {
    rig.create("lost", FiringTest::deletedAfterwards);
    rig.faults.set(new DeliveryFaults.Delivery.Lose());
    rig.clock.set("2030-01-01T01:00:00Z");

    rig.schedules.fireDue();
    rig.faults.set(new DeliveryFaults.Delivery.Normal());
    rig.schedules.fireDue();

    assertThat(rig.delivered).isEmpty();
    assertGone("lost");
  }

  @Test
  void a_doubled_delivery_arrives_twice() {
    rig.create("double", FiringTest::deletedAfterwards);
    rig.faults.set(new DeliveryFaults.Delivery.Twice());
    rig.clock.set("2030-01-01T01:00:00Z");

    rig.schedules.fireDue();

    assertThat(rig.delivered).hasSize(2);
    assertGone("double");
  }

  @Test
  void a_delayed_delivery_arrives_that_much_late() {
    rig.create("late", "at(2030-01-01T01:00:00)");
    rig.faults.set(new DeliveryFaults.Delivery.Late(Duration.ofMinutes(3)));

    rig.clock.set("2030-01-01T01:02:59Z");
    rig.schedules.fireDue();
    assertThat(rig.delivered).isEmpty();

    rig.clock.set("2030-01-01T01:03:00Z");
    rig.schedules.fireDue();
    assertThat(rig.delivered).hasSize(1);
  }

  @Test
  void a_fault_cannot_be_of_negative_length() {
    assertThatThrownBy(() -> new DeliveryFaults.Delivery.Late(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DeliveryFaults.Creation.Hang(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_running_endpoint_fires_by_itself_and_tries_again() throws Exception {
    BlockingQueue<Instant> arrivals = new LinkedBlockingQueue<>();
    try (Rig running = Rig.firingByItself()) {
      running.onDelivery =
          event -> {
            running.onDelivery = later -> arrivals.add(Instant.now());
            throw new AssertionError("not even an Error is the end");
          };
      Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
      running.create(
          "soon",
          "at(" + DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)) + ")");

      Instant arrived = arrivals.poll(20, TimeUnit.SECONDS);

      assertThat(arrived).isNotNull().isAfterOrEqualTo(at);
    }
  }

  private void assertGone(String name) {
    assertThatThrownBy(() -> rig.client.getSchedule(g -> g.name(name)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private static void deletedAfterwards(CreateScheduleRequest.Builder request) {
    request.actionAfterCompletion(ActionAfterCompletion.DELETE);
  }

  private static void at(CreateScheduleRequest.Builder request, String at, String input) {
    request.scheduleExpression(at).target(Rig.target().input(input).build());
  }

  /// Refuses that many deliveries.
  private static Consumer<Delivered> failing(int times) {
    var left = new AtomicInteger(times);
    return event -> {
      if (left.getAndDecrement() > 0) {
        throw new IllegalStateException("refused");
      }
    };
  }
}
