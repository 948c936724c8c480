package dev.intermission.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.intermission.emulator.http.HttpFront;
import dev.intermission.emulator.http.PortTakenException;
import dev.intermission.emulator.template.SamTemplate;
import dev.intermission.emulator.template.StackSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The run command: starts the stack, says how to use it, and ends it.
///
/// Settings come from the environment: `PORT` (8080; 0 for any that is free), `SWEEP_AGE_SECONDS`
/// and `SWEEP_PERIOD_SECONDS` (the template's own), `INTERMISSION_DATA` (`local/.data`),
/// `CLOCK_OFFSET_SECONDS` (0; how far the Scheduler's clock is ahead of the functions', for
/// trials).
public final class LocalRunner {
  private static final int DEFAULT_PORT = 8080;

  /// The exit status of a failed start. The build takes it as no failure of its own, so that Maven
  /// adds nothing to the one line.
  private static final int DID_NOT_START = 64;

  /// The fewest file handles. Each jar of the class path takes one, and so does each connection.
  private static final int LEAST_FILE_HANDLES = 256;

  private static final int ENDED_BY_SIGTERM = 143;

  /// The time to end in. A worker that does not end by itself gets 5 seconds of it.
  private static final Duration TO_END = Duration.ofSeconds(10);

  private static final String PAUSE =
      "curl -s -X POST {{url}}/ad_campaigns/{{campaign}}/pause -H 'Authorization: Bearer {{token}}'"
          + " -H 'Content-Type: application/json'"
          + " -d \"{\\\"paused_until\\\":\\\"$({{date}} +%Y-%m-%dT%H:%M:%SZ)\\\"}\"";

  private static final String PAUSE_ON_WINDOWS =
      "Invoke-RestMethod -Method Post -Uri {{url}}/ad_campaigns/{{campaign}}/pause"
          + " -Headers @{Authorization='Bearer {{token}}'} -ContentType application/json"
          + " -Body (@{paused_until=(Get-Date).ToUniversalTime().AddSeconds(20).ToString('s')+'Z'} | ConvertTo-Json)";

  private static final String LOOK =
      "  # {{kind}}\n  curl -s {{url}}/ad_campaigns/{{campaign}} -H 'Authorization: Bearer {{token}}'";

  private final Path project;
  private final Map<String, String> environment;
  private final Console console;
  private final AtomicReference<@Nullable RunningStack> running = new AtomicReference<>();

  private LocalRunner(Path project, Map<String, String> environment, Console console) {
    this.project = project;
    this.environment = environment;
    this.console = console;
  }

  /// Runs until SIGINT or SIGTERM, or until the process that started it is gone.
  ///
  /// @param arguments the project's folder
  public static void main(String[] arguments) {
    Console console = Console.install();
    Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
    LocalRunner runner = new LocalRunner(project, System.getenv(), console);
    try {
      checkFileHandles();
      runner.run();
    } catch (PortTakenException e) {
      runner.fail("Port " + e.port() + " is taken. Choose another: PORT=0 takes any that is free.");
    } catch (IOException | RuntimeException | LinkageError e) {
      runner.fail("Intermission did not start: " + reason(e));
    }
  }

  /// Checks that there are enough file handles. With too few, classes are missing at random.
  private static void checkFileHandles() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        && unix.getMaxFileDescriptorCount() < LEAST_FILE_HANDLES) {
      throw new IllegalStateException(
          "it may open only %d files at a time, and needs %d: ulimit -n 1024"
              .formatted(unix.getMaxFileDescriptorCount(), LEAST_FILE_HANDLES));
    }
  }

  private void run() throws IOException {
    Duration sweepPeriod = seconds("SWEEP_PERIOD_SECONDS").orElse(null);
    Map<String, String> overrides = new HashMap<>();
    seconds(RunningStack.SWEEP_AGE)
        .ifPresent(age -> overrides.put(RunningStack.SWEEP_AGE, Long.toString(age.toSeconds())));
    SamTemplate template =
        SamTemplate.read(
            project.resolve("template.yaml"),
            Map.of(),
            new StackSettings("intermission", "us-east-1", "000000000000"));
    Path data = data();
    HttpFront.checkFree(port());
    RunningStackSettings settings =
        new RunningStackSettings(
            template,
            data,
            project.resolve("events/items"),
            port(),
            overrides,
            sweepPeriod,
            Clock.offset(Clock.systemUTC(), clockOffset()));
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
    RunningStack stack = RunningStack.start(settings, ignored -> writeFactsAgain());
    running.set(stack);
    writeFacts(stack);
    console.release();
    say(stack);
    // Until a signal comes, or until the process that started this one was killed and could not end
    // it.
    ProcessHandle.current()
        .parent()
        .map(ProcessHandle::onExit)
        .orElseGet(CompletableFuture::new)
        .join();
    System.exit(0);
  }

  private void end() {
    Thread.ofPlatform().daemon().name("end-at-last").start(LocalRunner::endAtLast);
    RunningStack stack = running.getAndSet(null);
    if (stack != null) {
      stack.close();
      System.out.println("Intermission has ended. What is stored stays for the next start.");
      console.finish();
    }
  }

  /// Ends the process, even if a part still waits for something.
  private static void endAtLast() {
    try {
      Thread.sleep(TO_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ENDED_BY_SIGTERM);
  }

  /// A setting of the environment; an empty one counts as absent.
  private Optional<String> setting(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /// The data folder. "Delete it to begin anew" must be safe to do.
  private Path data() {
    Path data = project.resolve(setting("INTERMISSION_DATA").orElse("local/.data")).normalize();
    if (project.startsWith(data)) {
      throw new IllegalArgumentException(
          "INTERMISSION_DATA must be a folder for the data alone, but %s holds the project."
              .formatted(data));
    }
    return data;
  }

  private int port() {
    String port = setting("PORT").orElse(Integer.toString(DEFAULT_PORT));
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException("PORT must be a number from 0 to 65535.");
    }
    return Integer.parseInt(port);
  }

  private Optional<Duration> seconds(String name) {
    return setting(name)
        .map(value -> {
          if (!value.matches("[0-9]{1,5}") || value.matches("0+")) {
            throw new IllegalArgumentException(
                name + " must be a number of seconds from 1 to 99999.");
          }
          return Duration.ofSeconds(Long.parseLong(value));
        });
  }

  private Duration clockOffset() {
    String value = setting("CLOCK_OFFSET_SECONDS").orElse("0");
    if (!value.matches("-?[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "CLOCK_OFFSET_SECONDS must be a number of seconds from -99999 to 99999.");
    }
    return Duration.ofSeconds(Long.parseLong(value));
  }

  private void writeFactsAgain() {
    RunningStack stack = running.get();
    if (stack != null) {
      writeFacts(stack);
    }
  }

  /// Writes the facts for scripts. The file is replaced as a whole, so that no reader sees half of
  /// it.
  private synchronized void writeFacts(RunningStack stack) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("base_url", stack.baseUrl());
    facts.put("pid", ProcessHandle.current().pid());
    facts.put("worker_pid", stack.workerPid());
    facts.put("dynamodb_endpoint", stack.dynamoDbEndpoint().toString());
    facts.put("scheduler_endpoint", stack.schedulerEndpoint().toString());
    facts.put("lambda_endpoint", stack.lambdaEndpoint().toString());
    facts.put("jwt_key_set_url", stack.keySetUrl().toString());
    facts.put("control_url", stack.controlUrl());
    facts.put("tables", stack.tables());
    facts.put("environments", stack.environments());
    facts.put("credentials", stack.credentials());
    facts.put("ads", stack.ads().own());
    facts.put("ad_campaigns", stack.campaigns().own());
    facts.put(
        "foreign",
        Map.of("ads", stack.ads().foreign(), "ad_campaigns", stack.campaigns().foreign()));
    Path file = project.resolve("local/target/intermission.json");
    try {
      Files.createDirectories(file.getParent());
      Path next = Files.createTempFile(file.getParent(), "intermission", ".json");
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .writeValue(next.toFile(), facts);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      System.err.println("local/target/intermission.json could not be written: " + reason(e));
    }
  }

  /// Prints `ready.txt` beside this class, with the stack's addresses and credentials.
  private static void say(RunningStack stack) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Map<String, String> values =
        Map.of(
            "url", stack.baseUrl(),
            "campaign", first(stack.campaigns().own()),
            "ad", first(stack.ads().own()),
            "token", stack.credentials().getFirst().token(),
            "window", stack.sweepWindow(),
            "control", stack.controlUrl(),
            "lambda", stack.lambdaEndpoint().toString(),
            "date", system.contains("mac") ? "date -u -v+20S" : "date -u -d '+20 seconds'");
    String text =
        read("ready.txt")
            .replace("{{pause}}", system.contains("windows") ? PAUSE_ON_WINDOWS : PAUSE)
            .replace(
                "{{credentials}}",
                stack.credentialOfEachKind().stream()
                    .map(credential ->
                        LOOK.replace("{{kind}}", credential.kind())
                            .replace("{{token}}", credential.token()))
                    .collect(Collectors.joining("\n")));
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("{{" + value.getKey() + "}}", value.getValue());
    }
    System.out.println(text);
  }

  private static String read(String resource) {
    try (InputStream in =
        Objects.requireNonNull(LocalRunner.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String first(Map<String, List<String>> ids) {
    return ids.getOrDefault("active", List.of()).stream().findFirst().orElse("none");
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  /// Prints why the start failed in one line. The output before it goes into a file.
  private void fail(String message) {
    String held = console.takeBack();
    Path details = project.resolve("local/target/not-started.log");
    String more = "";
    if (!held.isEmpty()) {
      try {
        Files.createDirectories(details.getParent());
        Files.writeString(details, held);
        more = " (Details: " + details + ")";
      } catch (IOException e) {
        // The file was for details only.
      }
    }
    System.err.println(message + more);
    console.release();
    console.finish();
    Runtime.getRuntime().halt(DID_NOT_START);
  }
}
