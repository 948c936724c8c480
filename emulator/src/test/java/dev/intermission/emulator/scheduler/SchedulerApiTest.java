package dev.intermission.emulator.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.InternalServerException;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.SchedulerException;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.ThrottlingException;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

class SchedulerApiTest {
  private final Rig rig = Rig.inMemory();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void what_was_created_is_read_back_whole() {
    rig.client.createScheduleGroup(g -> g.name("pauses"));
    var created =
        rig.client.createSchedule(
            Rig.request("resume-1").applyMutation(SchedulerApiTest::everything).build());

    assertThat(created.scheduleArn())
        .isEqualTo("arn:aws:scheduler:eu-west-1:000000000000:schedule/pauses/resume-1");
    var read = rig.client.getSchedule(g -> g.name("resume-1").groupName("pauses"));
    assertThat(read.arn()).isEqualTo(created.scheduleArn());
    assertThat(read.name()).isEqualTo("resume-1");
    assertThat(read.groupName()).isEqualTo("pauses");
    assertThat(read.scheduleExpression()).isEqualTo("at(2030-02-03T04:05:06)");
    assertThat(read.scheduleExpressionTimezone()).isEqualTo("Europe/Berlin");
    assertThat(read.description()).isEqualTo("ends a pause");
    assertThat(read.state()).isEqualTo(ScheduleState.DISABLED);
    assertThat(read.actionAfterCompletion()).isEqualTo(ActionAfterCompletion.DELETE);
    assertThat(read.flexibleTimeWindow().mode()).isEqualTo(FlexibleTimeWindowMode.FLEXIBLE);
    assertThat(read.flexibleTimeWindow().maximumWindowInMinutes()).isEqualTo(15);
    assertThat(read.startDate()).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(read.endDate()).isEqualTo(Instant.parse("2031-01-01T00:00:00.5Z"));
    assertThat(read.target().arn()).isEqualTo(Rig.FUNCTION);
    assertThat(read.target().roleArn()).isEqualTo(Rig.ROLE);
    assertThat(read.target().input()).isEqualTo("{\"v\":1, \"text\":\"ä\"}");
    assertThat(read.target().deadLetterConfig().arn()).isEqualTo(Rig.QUEUE);
    assertThat(read.target().retryPolicy().maximumRetryAttempts()).isEqualTo(3);
    assertThat(read.target().retryPolicy().maximumEventAgeInSeconds()).isEqualTo(600);
    assertThat(read.creationDate()).isEqualTo(rig.clock.instant());
    assertThat(read.lastModificationDate()).isEqualTo(rig.clock.instant());
  }

  private static void everything(CreateScheduleRequest.Builder request) {
    request
        .groupName("pauses")
        .clientToken("token")
        .scheduleExpression("at(2030-02-03T04:05:06)")
        .scheduleExpressionTimezone("Europe/Berlin")
        .description("ends a pause")
        .state(ScheduleState.DISABLED)
        .actionAfterCompletion(ActionAfterCompletion.DELETE)
        .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.FLEXIBLE).maximumWindowInMinutes(15))
        .startDate(Instant.parse("2030-01-01T00:00:00Z"))
        .endDate(Instant.parse("2031-01-01T00:00:00.5Z"))
        .target(
            Rig.target()
                .input("{\"v\":1, \"text\":\"ä\"}")
                .deadLetterConfig(d -> d.arn(Rig.QUEUE))
                .retryPolicy(r -> r.maximumRetryAttempts(3).maximumEventAgeInSeconds(600))
                .build());
  }

  @Test
  void what_is_left_out_has_the_services_defaults() {
    rig.create("plain", request -> {});

    var read = rig.client.getSchedule(g -> g.name("plain"));
    assertThat(read.groupName()).isEqualTo("default");
    assertThat(read.state()).isEqualTo(ScheduleState.ENABLED);
    assertThat(read.scheduleExpressionTimezone()).isEqualTo("UTC");
    assertThat(read.actionAfterCompletion()).isEqualTo(ActionAfterCompletion.NONE);
    assertThat(read.description()).isNull();
    assertThat(read.startDate()).isNull();
    assertThat(read.target().deadLetterConfig()).isNull();
    assertThat(read.target().retryPolicy().maximumRetryAttempts()).isEqualTo(185);
    assertThat(read.target().retryPolicy().maximumEventAgeInSeconds()).isEqualTo(86_400);
  }

  @Test
  void a_second_create_of_the_same_name_is_a_conflict_and_changes_nothing() {
    rig.create("once", r -> r.clientToken("same").scheduleExpression("at(2030-01-01T01:00:00)"));

    assertThatThrownBy(() ->
            rig.create(
                "once", r -> r.clientToken("same").scheduleExpression("at(2030-01-01T02:00:00)")))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("Schedule once already exists.");

    assertThat(rig.client.getSchedule(g -> g.name("once")).scheduleExpression())
        .isEqualTo("at(2030-01-01T01:00:00)");
  }

  @Test
  void the_same_name_may_be_used_in_two_groups() {
    rig.client.createScheduleGroup(g -> g.name("pauses"));
    rig.create("twice", r -> {});
    rig.create("twice", r -> r.groupName("pauses"));

    rig.client.deleteSchedule(d -> d.name("twice"));

    assertThat(rig.client.getSchedule(g -> g.name("twice").groupName("pauses")).name())
        .isEqualTo("twice");
  }

  @Test
  void what_is_not_there_is_not_found() {
    Stream.<Runnable>of(
            () -> rig.client.getSchedule(g -> g.name("none")),
            () -> rig.client.deleteSchedule(g -> g.name("none")),
            () -> rig.client.getSchedule(g -> g.name("none").groupName("none")),
            () -> rig.create("none", r -> r.groupName("none")))
        .forEach(call ->
            assertThatThrownBy(call::run)
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("none does not exist."));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused("a name with a space", r -> r.name("a b")),
        refused("a name with a slash", r -> r.name("a/b")),
        refused("a name with a letter of another script", r -> r.name("ä")),
        refused("a name of 65 characters", r -> r.name("n".repeat(65))),
        refused("a group name with a colon", r -> r.groupName("a:b")),
        refused("an empty group name", r -> r.groupName("")),
        refused("no expression", r -> r.scheduleExpression(null)),
        refused("an unknown zone", r -> r.scheduleExpressionTimezone("Europe/Atlantis")),
        refused("an offset for a zone", r -> r.scheduleExpressionTimezone("+02:00")),
        refused("an unknown state", r -> r.state("PAUSED")),
        refused("an unknown action", r -> r.actionAfterCompletion("ARCHIVE")),
        refused("a description of 513 characters", r -> r.description("d".repeat(513))),
        refused(
            "an end before its start",
            r ->
                r.startDate(Instant.parse("2031-01-01T00:00:00Z"))
                    .endDate(Instant.parse("2030-01-01T00:00:00Z"))),
        refused("a bad key", r -> r.kmsKeyArn("key")),
        refused("no window", r -> r.flexibleTimeWindow((FlexibleTimeWindow) null)),
        refused("a window without a mode", r -> r.flexibleTimeWindow(w -> {})),
        refused("an unknown window mode", r -> r.flexibleTimeWindow(w -> w.mode("WIDE"))),
        refused(
            "a flexible window without its width",
            r -> r.flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.FLEXIBLE))),
        refused("a window of 0 minutes", r -> r.flexibleTimeWindow(w -> width(w, 0))),
        refused("a window of 1441 minutes", r -> r.flexibleTimeWindow(w -> width(w, 1441))),
        refused(
            "a closed window with a width",
            r ->
                r.flexibleTimeWindow(
                    w -> w.mode(FlexibleTimeWindowMode.OFF).maximumWindowInMinutes(5))),
        refused("no target", r -> r.target((Target) null)),
        refused("a target without an ARN", r -> r.target(Rig.target().arn(null).build())),
        refused("a target without a role", r -> r.target(Rig.target().roleArn(null).build())),
        refused("a target that is no ARN", r -> r.target(Rig.target().arn("resume").build())),
        refused(
            "a target that is no function",
            r -> r.target(Rig.target().arn("arn:aws:sqs:eu-west-1:000000000000:q").build())),
        refused("a role that is no role", r -> r.target(Rig.target().roleArn("role").build())),
        refused("an input that is no JSON", r -> r.target(Rig.target().input("{\"v\":").build())),
        refused("an empty input", r -> r.target(Rig.target().input("").build())),
        refused(
            "an input above 256 K",
            r -> r.target(Rig.target().input("\"" + "x".repeat(262_143) + "\"").build())),
        refused("-1 retries", r -> r.target(retries(-1, 60))),
        refused("186 retries", r -> r.target(retries(186, 60))),
        refused("an age of 59 s", r -> r.target(retries(0, 59))),
        refused("an age of 86401 s", r -> r.target(retries(0, 86_401))),
        refused(
            "a FIFO dead-letter queue",
            r -> r.target(Rig.target().deadLetterConfig(d -> d.arn(Rig.QUEUE + ".fifo")).build())),
        refused(
            "parameters for another kind of target",
            r -> r.target(Rig.target().sqsParameters(s -> s.messageGroupId("g")).build())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void a_request_that_the_service_would_refuse_is_refused(
      String what, Consumer<CreateScheduleRequest.Builder> change) {
    assertThatThrownBy(() -> rig.create("fine", change))
        .as(what)
        .isInstanceOf(ValidationException.class)
        .satisfies(e -> assertThat(((ValidationException) e).statusCode()).isEqualTo(400));
    assertThat(rig.schedules.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at(2030-01-01T01:00:00Z)",
        "at(2030-01-01T01:00:00+01:00)",
        "at(2030-01-01T01:00:00.5)",
        "at(2030-01-01T01:00)",
        "at(2030-01-01 01:00:00)",
        "at(2030-02-30T01:00:00)",
        "at(2030-13-01T01:00:00)",
        "at(2030-01-01T24:00:00)",
        "at(2030-01-01T01:00:60)",
        "at(30-01-01T01:00:00)",
        " at(2030-01-01T01:00:00)",
        "at()",
        "AT(2030-01-01T01:00:00)",
        "tomorrow",
        ""
      })
  void an_expression_that_is_no_real_local_time_is_refused(String expression) {
    assertThatThrownBy(() -> rig.create("fine", expression))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("Invalid Schedule Expression");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rate(5 minutes)", "cron(0 12 * * ? *)"})
  void a_recurring_schedule_is_refused_with_the_reason(String expression) {
    assertThatThrownBy(() -> rig.create("fine", expression))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("fires one-time schedules only");
  }

  @ParameterizedTest
  @CsvSource({
    "2030-07-01T12:00:00, UTC, 2030-07-01T12:00:00Z",
    "2030-07-01T12:00:00, Europe/Berlin, 2030-07-01T10:00:00Z",
    "2030-01-01T12:00:00, Asia/Kolkata, 2030-01-01T06:30:00Z",
    "2028-02-29T00:00:00, Etc/GMT+1, 2028-02-29T01:00:00Z",
    // clocks go from 02:00 to 03:00: moved on by an hour
    "2030-03-31T02:30:00, Europe/Berlin, 2030-03-31T01:30:00Z",
    // clocks show 02:30 twice: the first
    "2030-10-27T02:30:00, Europe/Berlin, 2030-10-27T00:30:00Z",
  })
  void a_local_time_is_understood_in_its_zone(String local, String zone, Instant expected) {
    rig.create(
        "zoned", r -> r.scheduleExpression("at(" + local + ")").scheduleExpressionTimezone(zone));

    assertThat(rig.schedules.list())
        .extracting(PendingSchedule::scheduledTime)
        .containsExactly(expected);
  }

  @Test
  void a_group_is_created_once() {
    var created = rig.client.createScheduleGroup(g -> g.name("pauses"));

    assertThat(created.scheduleGroupArn())
        .isEqualTo("arn:aws:scheduler:eu-west-1:000000000000:schedule-group/pauses");
    assertThatThrownBy(() -> rig.client.createScheduleGroup(g -> g.name("pauses")))
        .isInstanceOf(ConflictException.class);
    assertThatThrownBy(() -> rig.client.createScheduleGroup(g -> g.name("pau ses")))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void the_default_group_is_always_there() {
    assertThatThrownBy(() -> rig.client.createScheduleGroup(g -> g.name("default")))
        .isInstanceOf(ConflictException.class);
  }

  @Test
  void a_list_has_all_schedules_and_takes_no_filter() {
    rig.client.createScheduleGroup(g -> g.name("pauses"));
    rig.create("resume", r -> r.groupName("pauses"));
    rig.create("asleep", r -> r.state(ScheduleState.DISABLED));

    assertThat(rig.client.listSchedulesPaginator(l -> {}).schedules())
        .extracting(ScheduleSummary::groupName, ScheduleSummary::name, ScheduleSummary::state)
        .containsExactly(
            tuple("default", "asleep", ScheduleState.DISABLED),
            tuple("pauses", "resume", ScheduleState.ENABLED));
    assertThat(rig.client.listSchedules(l -> {}).schedules())
        .allSatisfy(summary -> {
          assertThat(summary.target().arn()).isEqualTo(Rig.FUNCTION);
          assertThat(summary.creationDate()).isEqualTo(rig.clock.instant());
        });
    assertThatThrownBy(() -> rig.client.listSchedules(l -> l.groupName("pauses")))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("takes no filter");
  }

  @Test
  void schedules_and_groups_survive_a_restart(@TempDir Path data) {
    try (Rig before = Rig.onDisk(data)) {
      before.client.createScheduleGroup(g -> g.name("pauses"));
      before.create("kept", SchedulerApiTest::everything);
    }

    try (Rig after = Rig.onDisk(data)) {
      var read = after.client.getSchedule(g -> g.name("kept").groupName("pauses"));
      assertThat(read.target().input()).isEqualTo("{\"v\":1, \"text\":\"ä\"}");
      assertThat(read.endDate()).isEqualTo(Instant.parse("2031-01-01T00:00:00.5Z"));
      assertThat(read.creationDate()).isEqualTo(after.clock.instant());
      assertThatThrownBy(() -> after.client.createScheduleGroup(g -> g.name("pauses")))
          .isInstanceOf(ConflictException.class);
    }
  }

  @Test
  void a_create_can_be_made_to_fail_and_to_be_throttled() {
    rig.faults.set(new DeliveryFaults.Creation.ServerFailure());
    assertThatThrownBy(() -> rig.create("fine", r -> {}))
        .isInstanceOf(InternalServerException.class)
        .satisfies(e -> assertThat(((SchedulerException) e).statusCode()).isEqualTo(500));
    rig.faults.set(new DeliveryFaults.Creation.Throttled());
    assertThatThrownBy(() -> rig.create("fine", r -> {}))
        .isInstanceOf(ThrottlingException.class)
        .satisfies(e -> assertThat(((SchedulerException) e).statusCode()).isEqualTo(429));
    assertThat(rig.schedules.list()).isEmpty();

    rig.faults.set(new DeliveryFaults.Creation.Normal());
    rig.create("fine", r -> {});
    assertThat(rig.schedules.list()).hasSize(1);
  }

  @Test
  void a_create_that_hangs_leaves_an_impatient_client_in_doubt_and_the_schedule_there() {
    rig.faults.set(new DeliveryFaults.Creation.Hang(Duration.ofMinutes(10)));
    try (var impatient = rig.client(Duration.ofSeconds(2))) {
      assertThatThrownBy(() -> impatient.createSchedule(Rig.request("doubt").build()))
          .isInstanceOf(ApiCallTimeoutException.class);
    }
    assertThat(rig.schedules.list()).extracting(PendingSchedule::name).containsExactly("doubt");
  }

  @Test
  void a_create_that_hangs_is_answered_in_the_end() {
    rig.faults.set(new DeliveryFaults.Creation.Hang(Duration.ofMillis(50)));

    assertThat(rig.client.createSchedule(Rig.request("late").build()).scheduleArn())
        .endsWith("schedule/default/late");
  }

  @Test
  void a_web_page_may_not_call_it() throws Exception {
    assertThat(get("/schedules", "Origin", "http://127.0.0.1:8080").statusCode()).isEqualTo(403);
    assertThat(get("/schedules", "X-Other", "x").statusCode()).isEqualTo(200);
  }

  @Test
  void an_operation_that_it_does_not_have_is_unknown() throws Exception {
    HttpResponse<String> response = get("/tags/arn", "X-Other", "x");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("x-amzn-ErrorType"))
        .contains("UnknownOperationException");
  }

  private HttpResponse<String> get(String path, String header, String value) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rig.port() + path))
              .header(header, value)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static Arguments refused(String what, Consumer<CreateScheduleRequest.Builder> change) {
    return Arguments.of(what, change);
  }

  private static void width(FlexibleTimeWindow.Builder window, int minutes) {
    window.mode(FlexibleTimeWindowMode.FLEXIBLE).maximumWindowInMinutes(minutes);
  }

  private static Target retries(int attempts, int ageInSeconds) {
    return Rig.target()
        .retryPolicy(r -> r.maximumRetryAttempts(attempts).maximumEventAgeInSeconds(ageInSeconds))
        .build();
  }
}
