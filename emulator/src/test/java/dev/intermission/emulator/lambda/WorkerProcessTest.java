package dev.intermission.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intermission.emulator.lambda.InvocationResult.FunctionError;
import dev.intermission.emulator.lambda.InvocationResult.Success;
import dev.intermission.emulator.lambda.InvocationResult.TimedOut;
import dev.intermission.emulator.lambda.InvocationResult.Unavailable;
import dev.intermission.emulator.template.SamTemplate;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With real processes.
@Timeout(60)
class WorkerProcessTest {

  private static final BlockingQueue<String> CONSOLE = new LinkedBlockingQueue<>();
  private static final BlockingQueue<Long> PIDS = new LinkedBlockingQueue<>();

  @TempDir private static Path folder;
  private static WorkerProcess worker;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    worker =
        WorkerProcess.start(
            TestStack.settings(
                folder,
                CONSOLE::add,
                PIDS::add,
                "Echo",
                "Tells",
                "Environment",
                "Throws",
                "Unconstructable",
                "TakesRecord",
                "Meets",
                "Hangs",
                "Ends",
                "Missing"));
    assertThat(PIDS.poll(20, TimeUnit.SECONDS)).isEqualTo(worker.pid());
  }

  @AfterAll
  static void close() throws Exception {
    ProcessHandle last = ProcessHandle.of(worker.pid()).orElseThrow();
    worker.close();
    last.onExit().get(20, TimeUnit.SECONDS);
    assertThat(worker.invoke("Echo", "{}", "late")).isInstanceOf(Unavailable.class);
  }

  @Test
  void a_function_gets_its_payload_and_its_response_comes_back_as_it_is() {
    String payload = "{\"text\":\"ünïcode \\u0000 " + "long ".repeat(50_000) + "\"}";

    assertThat(worker.invoke("Echo", payload, "1")).isEqualTo(new Success(payload));
  }

  @Test
  void the_context_tells_the_request_the_function_and_the_time_left() {
    assertThat(worker.invoke("Tells", "{\"a\":\"b\"}", "request-1"))
        .isEqualTo(
            new Success(
                """
                {"arn":"arn:aws:lambda:us-east-1:123456789012:function:test-Tells","inTime":true,\
                "input":{"a":"b"},"memory":512,"name":"test-Tells","requestId":"request-1"}\
                """));
  }

  @Test
  void a_function_answers_to_its_name_and_its_alias_too() {
    assertThat(worker.invoke("test-Echo", "1", "1")).isEqualTo(new Success("1"));
    String alias = "arn:aws:lambda:us-east-1:123456789012:function:test-Tells:live";
    assertThat(worker.invoke(alias, "{}", "1"))
        .isInstanceOfSatisfying(
            Success.class, told -> assertThat(told.payload()).contains("\"" + alias + "\""));
    assertThat(worker.invoke("Nobody", "{}", "1"))
        .isEqualTo(new Unavailable("There is no function Nobody"));
  }

  @Test
  void what_a_function_prints_reaches_the_console() throws InterruptedException {
    worker.invoke("Tells", "{}", "1");

    assertThat(lineWith("a line from the function, über")).isNotNull();
  }

  @Test
  void the_environment_is_the_templates_and_not_the_users() {
    assertThat(worker.invoke("Environment", "{}", "1"))
        .isInstanceOfSatisfying(
            Success.class,
            shown ->
                assertThat(shown.payload())
                    .contains("\"OWN\":\"own\"")
                    .contains("\"OVERRIDDEN\":\"by the caller\"")
                    .contains("\"AWS_REGION\":\"us-east-1\"")
                    .contains("\"AWS_ENDPOINT_URL_DYNAMODB\":\"http://127.0.0.1:1\"")
                    .contains("\"AWS_ENDPOINT_URL_SCHEDULER\":\"http://127.0.0.1:2\"")
                    .contains("\"LC_ALL\":\"C.UTF-8\"")
                    .contains("\"AWS_CONFIG_FILE\":\"/dev/null\"")
                    .contains("\"PATH\"")
                    .doesNotContain("\"HOME\"", "\"USER\"", "MAVEN"));
  }

  @Test
  void what_a_function_throws_is_its_error_without_a_stack() {
    assertThat(worker.invoke("Throws", "{}", "1"))
        .isEqualTo(
            new FunctionError(
                "java.lang.IllegalStateException",
                "not \"today\"",
                """
                {"errorMessage":"not \\"today\\"","errorType":"java.lang.IllegalStateException"}\
                """));
  }

  @Test
  void a_handler_that_cannot_be_made_fails_alone() {
    assertThat(worker.invoke("Unconstructable", "{}", "1"))
        .isInstanceOfSatisfying(
            FunctionError.class,
            error -> {
              assertThat(error.type()).isEqualTo("java.lang.IllegalArgumentException");
              assertThat(error.message()).isEqualTo("no such setting");
            });
    assertThat(worker.invoke("Missing", "{}", "1"))
        .isInstanceOfSatisfying(
            FunctionError.class,
            error -> assertThat(error.type()).isEqualTo("java.lang.ClassNotFoundException"));
    assertThat(worker.invoke("Echo", "2", "1")).isEqualTo(new Success("2"));
  }

  @Test
  void what_could_not_be_loaded_is_told_with_its_reason() {
    assertThat(worker.unloadable())
        .satisfiesExactlyInAnyOrder(
            told ->
                assertThat(told)
                    .startsWith("Missing: Class not found: ")
                    .endsWith("TestHandlers$Missing"),
            told -> assertThat(told).isEqualTo("Unconstructable: no such setting"));
  }

  @Test
  void what_lambda_cannot_read_into_is_an_error_here_too() {
    assertThat(worker.invoke("TakesRecord", "{\"id\":\"a\"}", "1"))
        .isInstanceOf(FunctionError.class);
  }

  @Test
  void two_invocations_of_a_function_run_at_the_same_time() {
    CompletableFuture<InvocationResult> other =
        CompletableFuture.supplyAsync(() -> worker.invoke("Meets", "{}", "1"));

    assertThat(worker.invoke("Meets", "{}", "2")).isEqualTo(new Success("\"met\""));
    assertThat(other.join()).isEqualTo(new Success("\"met\""));
  }

  @Test
  void a_function_that_does_not_return_in_time_is_given_up() {
    assertThat(worker.invoke("Hangs", "{}", "1")).isEqualTo(new TimedOut());
  }

  @Test
  void a_function_that_ends_its_process_is_an_exit_error_and_a_new_worker_answers()
      throws InterruptedException {
    PIDS.clear();
    long before = worker.pid();

    assertThat(worker.invoke("Ends", "{}", "1"))
        .isInstanceOfSatisfying(
            FunctionError.class, error -> assertThat(error.type()).isEqualTo("Runtime.ExitError"));
    assertThat(worker.invoke("Echo", "3", "1")).isEqualTo(new Success("3"));
    assertThat(PIDS.poll(20, TimeUnit.SECONDS)).isEqualTo(worker.pid()).isNotEqualTo(before);
  }

  @Test
  void a_worker_that_is_killed_is_replaced() throws Exception {
    ProcessHandle victim = ProcessHandle.of(worker.pid()).orElseThrow();

    assertThat(victim.destroyForcibly()).isTrue();
    victim.onExit().get(20, TimeUnit.SECONDS);
    assertThat(worker.invoke("Echo", "4", "1")).isEqualTo(new Success("4"));
    assertThat(worker.pid()).isNotEqualTo(victim.pid());
  }

  @Test
  void a_worker_that_is_asked_to_end_ends() throws Exception {
    ProcessHandle asked = ProcessHandle.of(worker.pid()).orElseThrow();

    assertThat(asked.destroy()).isTrue();
    asked.onExit().get(20, TimeUnit.SECONDS);
    assertThat(worker.invoke("Echo", "5", "1")).isEqualTo(new Success("5"));
  }

  @Test
  void a_worker_ends_when_its_platform_is_killed(@TempDir Path apart) throws Exception {
    Process platform =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DoomedPlatform.class.getName(),
                apart.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = platform.inputReader(StandardCharsets.UTF_8)) {
      String line = said.readLine();
      assertThat(line).startsWith("worker ");
      ProcessHandle orphan =
          ProcessHandle.of(Long.parseLong(line.substring("worker ".length()))).orElseThrow();

      platform.destroyForcibly();
      orphan.onExit().get(20, TimeUnit.SECONDS);
      assertThat(orphan.isAlive()).isFalse();
    }
  }

  @Test
  void without_a_deployment_package_it_says_so(@TempDir Path empty) throws IOException {
    WorkerSettings settings = TestStack.settings(folder, line -> {}, pid -> {}, "Echo");
    WorkerSettings elsewhere =
        new WorkerSettings(
            new SamTemplate(
                empty,
                settings.template().stack(),
                settings.template().functions(),
                null,
                settings.template().rules(),
                settings.template().tables(),
                settings.template().queues(),
                settings.template().scheduleGroups(),
                settings.template().outputs()),
            settings.dynamoDb(),
            settings.scheduler(),
            settings.overrides(),
            settings.console(),
            settings.onStart());

    assertThatThrownBy(() -> WorkerProcess.start(elsewhere))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("CodeUri of Echo");
  }

  private static @Nullable String lineWith(String text) throws InterruptedException {
    String line = CONSOLE.poll(20, TimeUnit.SECONDS);
    while (line != null && !line.contains(text)) {
      line = CONSOLE.poll(20, TimeUnit.SECONDS);
    }
    return line;
  }
}
