package dev.intermission.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.almworks.sqlite4java.SQLiteConnection;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.emulator.template.DeployedFunction;
import dev.intermission.emulator.template.SamTemplate;
import dev.intermission.emulator.template.StackSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteLibraryLoader;

/// The run command in its own process, on the real clock. Its start, its output and its end, and
/// that pending timers survive when it is killed. It runs the deployment package that the build
/// made.
@Timeout(120)
class LocalRunnerTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Logger LOG = LoggerFactory.getLogger(LocalRunnerTest.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Path project;
  private final List<Run> runs = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void layOut() throws IOException {
    project = Files.createDirectory(folder.resolve("prójéct (1)"));
    Files.copy(PROJECT.resolve("template.yaml"), project.resolve("template.yaml"));
    copy("events/items");
    copy("functions/target/lambda/lib");
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Run run : runs) {
      run.process.destroyForcibly();
      assertThat(run.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
    client.close();
  }

  @Test
  void a_short_pause_ends_by_its_schedule_and_a_signal_ends_all_processes() throws Exception {
    Run run = start(Map.of());
    JsonNode facts = run.facts();

    assertThat(facts.path("base_url").asText()).matches("http://127\\.0\\.0\\.1:[0-9]+/api/v1");
    assertThat(facts.path("pid").asLong()).isEqualTo(run.process.pid());
    assertThat(facts.path("dynamodb_endpoint").asText()).startsWith("http://127.0.0.1:");
    assertThat(facts.path("scheduler_endpoint").asText()).startsWith("http://127.0.0.1:");
    assertThat(facts.path("tables").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "AdsTable", "AdCampaignsTable", "CredentialsTable", "IdempotencyTable");
    assertThat(facts.at("/environments/PauseAdFunction/ADS_TABLE"))
        .isEqualTo(facts.at("/tables/AdsTable"));
    assertThat(facts.path("lambda_endpoint").asText()).startsWith("http://127.0.0.1:");
    assertThat(facts.path("credentials").path(0).path("kind").asText())
        .isEqualTo("account_api_key");
    assertThat(facts.path("ads").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("active", "paused", "in_review", "rejected");
    assertThat(facts.path("ad_campaigns").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("active", "paused", "inactive", "stale");
    assertThat(facts.path("foreign").path("ad_campaigns").path("active")).isNotEmpty();

    assertThat(pause(facts, 2).statusCode()).isEqualTo(200);
    run.awaitLine("resumeAdCampaign RESUMED " + campaign(facts), 40);
    assertThat(stored(facts))
        .containsEntry("status", "active")
        .containsEntry("changed_by", "schedule");
    assertThat(stored(facts)).doesNotContainKeys("pause_id", "due_pk", "paused_until");

    ProcessHandle worker = ProcessHandle.of(facts.path("worker_pid").asLong()).orElseThrow();
    run.process.destroy();
    assertThat(run.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    worker.onExit().get(20, TimeUnit.SECONDS);
  }

  @Test
  void one_credential_of_each_kind_is_printed_and_let_in() throws Exception {
    Run run = start(Map.of());
    JsonNode facts = run.facts();
    List<JsonNode> printed = new ArrayList<>();
    for (JsonNode credential : facts.path("credentials")) {
      String look =
          "curl -s %s/ad_campaigns/%s -H 'Authorization: Bearer %s'"
              .formatted(
                  facts.path("base_url").asText(),
                  campaign(facts),
                  credential.path("token").asText());
      if (run.said.stream().anyMatch(line -> line.endsWith(look))) {
        printed.add(credential);
      }
    }
    assertThat(printed)
        .extracting(it ->
            "%s %s%s at %s"
                .formatted(
                    it.path("kind").asText(),
                    it.path("app_id").asText(""),
                    it.path("user_id").asText(""),
                    it.path("account_id").asText()))
        .containsExactly(
            "account_api_key  at biz_demo",
            "app_api_key app_demo at biz_demo",
            "user_oauth_token user_demo at biz_demo",
            "account_scoped_jwt user_demo at biz_demo");

    for (JsonNode credential : printed) {
      assertThat(look(facts, credential).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void an_operator_invokes_every_function_through_lambdas_api() throws Exception {
    Run run = start(Map.of());
    JsonNode facts = run.facts();
    SamTemplate template =
        SamTemplate.read(
            project.resolve("template.yaml"),
            Map.of(),
            new StackSettings("intermission", "us-east-1", "000000000000"));
    assertThat(template.functions()).isNotEmpty();
    for (DeployedFunction function : template.functions()) {
      HttpResponse<String> response =
          invoke(facts, function.qualifiedArn(), sample(function, facts));
      assertThat(response.statusCode()).as(function.logicalId()).isEqualTo(200);
      assertThat(response.headers().firstValue("X-Amz-Function-Error"))
          .as(function.logicalId() + ": " + response.body())
          .isEmpty();
    }
    run.awaitLine("sweepDuePauses resumed 0 ", 20);
  }

  @Test
  void what_is_pending_survives_a_kill_of_both_processes() throws Exception {
    Run first = start(Map.of());
    JsonNode before = first.facts();
    assertThat(pause(before, 5).statusCode()).isEqualTo(200);
    ProcessHandle worker = ProcessHandle.of(before.path("worker_pid").asLong()).orElseThrow();
    worker.destroyForcibly();
    first.process.destroyForcibly();
    assertThat(first.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    worker.onExit().get(20, TimeUnit.SECONDS);

    Run second = start(Map.of());
    second.awaitLine("resumeAdCampaign RESUMED " + campaign(before), 40);
    JsonNode after = second.facts();
    assertThat(get(after, campaign(before))).containsEntry("changed_by", "schedule");
    assertThat(secrets(after)).hasSizeGreaterThan(6).isEqualTo(secrets(before));
  }

  @Test
  void with_every_delivery_lost_the_sweep_ends_it() throws Exception {
    Run run = start(Map.of("SWEEP_AGE_SECONDS", "1", "SWEEP_PERIOD_SECONDS", "2"));
    JsonNode facts = run.facts();
    HttpResponse<String> set =
        client.send(
            HttpRequest.newBuilder(
                    URI.create(facts.path("control_url").asText() + "deliveries/lose"))
                .header("X-Intermission-Local", "test")
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(set.statusCode()).isEqualTo(200);
    assertThat(pause(facts, 2).statusCode()).isEqualTo(200);
    run.awaitLine("sweepDuePauses resumed 1 ", 40);
    assertThat(stored(facts))
        .containsEntry("status", "active")
        .containsEntry("changed_by", "sweep");
  }

  @Test
  void a_scheduler_whose_clock_is_ahead_delivers_before_its_time() throws Exception {
    // On the functions' clock it would deliver after 10 seconds, and the sweep would be first.
    Run run =
        start(
            Map.of(
                "CLOCK_OFFSET_SECONDS", "3600",
                "SWEEP_AGE_SECONDS", "4",
                "SWEEP_PERIOD_SECONDS", "1"));
    JsonNode facts = run.facts();
    assertThat(pause(facts, 2).statusCode()).isEqualTo(200);
    run.awaitLine("resumeAdCampaign RESUMED " + campaign(facts), 40);
    assertThat(stored(facts)).containsEntry("changed_by", "schedule");
  }

  @Test
  void a_start_needs_nothing_of_the_users_surroundings() throws Exception {
    Path brokenProfile = Files.writeString(folder.resolve("config"), "[default\nretry_mode = x");
    Map<String, String> surroundings = new HashMap<>();
    surroundings.put(
        "JAVA_TOOL_OPTIONS",
        String.join(
            " ",
            "-Duser.language=fa -Duser.country=IR -Duser.timezone=Asia/Kathmandu",
            "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9 -Dhttp.nonProxyHosts=none",
            "-Djava.io.tmpdir=" + folder.resolve("missing"),
            "-Daws.useFipsEndpoint=true -Daws.retryMode=nonsense -Daws.maxAttempts=nonsense"));
    for (String proxy : List.of("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY")) {
      surroundings.put(proxy, "http://127.0.0.1:9");
    }
    for (String file : List.of("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE")) {
      surroundings.put(file, brokenProfile.toString());
    }
    for (String setting :
        List.of(
            "AWS_PROFILE",
            "AWS_REGION",
            "AWS_ENDPOINT_URL",
            "AWS_ENDPOINT_URL_DYNAMODB",
            "AWS_RETRY_MODE",
            "AWS_MAX_ATTEMPTS",
            "AWS_DEFAULTS_MODE",
            "AWS_ACCOUNT_ID_ENDPOINT_MODE",
            "AWS_ENABLE_ENDPOINT_DISCOVERY",
            "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES",
            "AWS_PARTITIONS_FILE")) {
      surroundings.put(setting, "nonsense");
    }
    for (String empty :
        List.of(
            "INTERMISSION_DATA",
            "SWEEP_AGE_SECONDS",
            "SWEEP_PERIOD_SECONDS",
            "CLOCK_OFFSET_SECONDS")) {
      surroundings.put(empty, "");
    }
    surroundings.put("AWS_USE_FIPS_ENDPOINT", "true");
    surroundings.put("AWS_USE_DUALSTACK_ENDPOINT", "true");

    JsonNode facts = start(surroundings).facts();

    assertThat(pause(facts, 3600).statusCode()).isEqualTo(200);
    assertThat(stored(facts)).containsEntry("status", "paused");
    assertThat(project.resolve("local/.data/shared-local-instance.db")).exists();
    assertThat(project.toFile().list())
        .containsExactlyInAnyOrder("template.yaml", "events", "functions", "local");
  }

  @Test
  void an_output_that_nobody_reads_any_more_stops_neither_the_api_nor_the_end() throws Exception {
    Run run = start(Map.of());
    JsonNode facts = run.facts();
    run.stopReading();
    for (int i = 0; i < 400; i++) {
      // Half a kilobyte of a trace each. Two pipes, of the worker and of the runner, hold 64 each.
      assertThat(
              invoke(facts, "ResumeAdCampaignFunction", "[]")
                  .headers()
                  .firstValue("X-Amz-Function-Error"))
          .isPresent();
    }
    assertThat(look(facts, facts.path("credentials").path(0)).statusCode()).isEqualTo(200);

    ProcessHandle worker = ProcessHandle.of(facts.path("worker_pid").asLong()).orElseThrow();
    run.process.destroy();
    assertThat(run.process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    worker.onExit().get(20, TimeUnit.SECONDS);
  }

  /// Checks every socket on which the processes listen, so none can be missed.
  @Test
  @EnabledOnOs(OS.LINUX)
  void every_listener_answers_to_this_machines_own_names_only() throws Exception {
    Run run = start(Map.of());
    JsonNode facts = run.facts();
    List<Integer> runner = listeners(facts.path("pid").asLong());
    List<Integer> worker = listeners(facts.path("worker_pid").asLong());
    assertThat(runner)
        .contains(
            port(facts, "base_url"),
            port(facts, "control_url"),
            port(facts, "dynamodb_endpoint"),
            port(facts, "scheduler_endpoint"),
            port(facts, "lambda_endpoint"),
            port(facts, "jwt_key_set_url"));
    assertThat(worker).hasSize(1);

    for (int port : Stream.concat(runner.stream(), worker.stream()).toList()) {
      for (String own : List.of("localhost", "127.0.0.1", "[::1]")) {
        assertThat(named(own + ":" + port, port))
            .as("Host: %s at %s", own, port)
            .startsWith("HTTP/1.1 ")
            .doesNotContain("This is for this machine only")
            .satisfies(response -> {
              if (worker.contains(port)) {
                assertThat(response).startsWith("HTTP/1.1 404");
              }
            });
      }
      for (String other :
          List.of(
              "evil.example:" + port, "localhost.evil.example", "127.0.0.2:" + port, "0.0.0.0")) {
        assertThat(named(other, port))
            .as("Host: %s at %s", other, port)
            .startsWith("HTTP/1.1 403")
            .contains(worker.contains(port) ? "" : "This is for this machine only");
      }
    }
  }

  private static int port(JsonNode facts, String url) {
    return URI.create(facts.path(url).asText()).getPort();
  }

  private static String named(String host, int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// The ports on which a process listens. Those are its sockets in the kernel's state 0A.
  private static List<Integer> listeners(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> own = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      for (Path descriptor : descriptors.filter(Files::isSymbolicLink).toList()) {
        own.add(Files.readSymbolicLink(descriptor).toString());
      }
    }
    List<Integer> ports = new ArrayList<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      if (Files.exists(process.resolve(table))) {
        for (String line : Files.readAllLines(process.resolve(table))) {
          String[] column = line.strip().split("\\s+", -1);
          if (column[3].equals("0A") && own.contains("socket:[" + column[9] + "]")) {
            String address = column[1];
            ports.add(Integer.parseInt(address.substring(address.indexOf(':') + 1), 16));
          }
        }
      }
    }
    return ports;
  }

  @Test
  void a_taken_port_is_said_in_one_line() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Run run = launch(Map.of("PORT", Integer.toString(taken.getLocalPort())));
      assertThat(run.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(run.process.exitValue()).isEqualTo(64);
      assertThat(run.rest())
          .containsExactly(
              "Port "
                  + taken.getLocalPort()
                  + " is taken. Choose another: PORT=0 takes any that is free.");
    }
  }

  @Test
  void a_setting_that_is_no_number_is_said_in_one_line() throws Exception {
    Run run = launch(Map.of("SWEEP_AGE_SECONDS", "soon"));
    assertThat(run.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(run.rest())
        .containsExactly(
            "Intermission did not start: SWEEP_AGE_SECONDS must be a number of seconds from 1 to"
                + " 99999.");
  }

  @Test
  void damaged_data_is_said_in_one_line_with_the_folder_and_the_remedy() throws Exception {
    Path data = Files.createDirectories(project.resolve("local/.data"));
    Files.writeString(data.resolve("shared-local-instance.db"), "damaged ".repeat(1000));
    assertNotStarted(
        launch(Map.of()),
        "The data in %s is damaged. Delete the folder to begin anew, or choose another:"
                .formatted(data)
            + " INTERMISSION_DATA.");
  }

  @Test
  void data_that_dynamodb_local_cannot_use_is_said_in_one_line_too() throws Exception {
    Path data = Files.createDirectories(project.resolve("local/.data"));
    SQLiteLibraryLoader.initialize();
    SQLiteConnection other =
        new SQLiteConnection(data.resolve("shared-local-instance.db").toFile());
    other.open(true).exec("CREATE TABLE dm (other)").exec("CREATE TABLE cf (other)").dispose();
    assertNotStarted(
        launch(Map.of()),
        "The data in %s cannot be read or written: its disk is full, or it is damaged. Delete the"
                .formatted(data)
            + " folder to begin anew, or choose another: INTERMISSION_DATA.");
  }

  @Test
  void the_data_are_not_kept_in_a_folder_that_holds_the_project() throws Exception {
    assertNotStarted(
        launch(Map.of("INTERMISSION_DATA", ".")),
        "INTERMISSION_DATA must be a folder for the data alone, but %s holds the project."
            .formatted(project));
  }

  @Test
  void without_all_functions_it_is_not_ready() throws Exception {
    try (Stream<Path> jars = Files.list(project.resolve("functions/target/lambda/lib"))) {
      for (Path jar : jars.toList()) {
        Files.delete(jar);
      }
    }
    assertNotStarted(
        launch(Map.of()),
        "11 of 11 functions could not be loaded (PauseAdFunction: Class not found:"
            + " dev.intermission.functions.PauseAdHandler). Delete functions/target, and start"
            + " again. (Details: "
            + project.resolve("local/target/not-started.log")
            + ")");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_path_that_java_cannot_use_is_said_in_one_line() throws Exception {
    project = Files.move(project, folder.resolve("co:lon"));
    assertNotStarted(
        launch(Map.of()),
        "Java cannot use the path %s: in a class path, : separates one path from the next. Move the"
                .formatted(project.resolve("functions/target/lambda"))
            + " project.");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void too_few_file_handles_are_said_in_one_line() throws Exception {
    assertNotStarted(
        launch(Map.of(), "sh", "-c", "ulimit -n 48; exec \"$0\" \"$@\""),
        "it may open only 48 files at a time, and needs 256: ulimit -n 1024");
  }

  private static void assertNotStarted(Run run, String reason) throws InterruptedException {
    assertThat(run.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(run.process.exitValue()).isEqualTo(64);
    assertThat(run.rest()).containsExactly("Intermission did not start: " + reason);
  }

  private Run start(Map<String, String> environment) throws Exception {
    Run run = launch(environment);
    run.awaitLine("Intermission is ready at ", 60);
    run.said.addAll(run.awaitLine("Ctrl-C ends it.", 10));
    return run;
  }

  private Run launch(Map<String, String> environment, String... before) throws IOException {
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LocalRunner.class.getName(),
            project.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("SWEEP_AGE_SECONDS", "SWEEP_PERIOD_SECONDS"));
    builder.environment().put("PORT", "0");
    builder.environment().putAll(environment);
    Run run = new Run(builder.redirectErrorStream(true).start());
    runs.add(run);
    return run;
  }

  private HttpResponse<String> pause(JsonNode facts, int seconds) throws Exception {
    Instant until = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
    return client.send(
        HttpRequest.newBuilder(
                URI.create(
                    facts.path("base_url").asText()
                        + "/ad_campaigns/"
                        + campaign(facts)
                        + "/pause"))
            .header(
                "Authorization",
                "Bearer " + facts.path("credentials").path(0).path("token").asText())
            .POST(BodyPublishers.ofString("{\"paused_until\":\"" + until + "\"}"))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> look(JsonNode facts, JsonNode credential) throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                URI.create(facts.path("base_url").asText() + "/ad_campaigns/" + campaign(facts)))
            .header("Authorization", "Bearer " + credential.path("token").asText())
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> invoke(JsonNode facts, String function, String event)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                URI.create(
                    facts.path("lambda_endpoint").asText()
                        + "/2015-03-31/functions/"
                        + function
                        + "/invocations"))
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=test, Signature=0")
            .POST(BodyPublishers.ofString(event))
            .build(),
        BodyHandlers.ofString());
  }

  /// The sample event that has the function's name.
  private static String sample(DeployedFunction function, JsonNode facts) throws IOException {
    String verb = function.logicalId().replaceFirst("Function$", "");
    String file = verb.replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT) + ".json";
    return Files.readString(PROJECT.resolve("events").resolve(file))
        .replace("{{token}}", facts.path("credentials").path(0).path("token").asText())
        .replace("{{now+1h}}", "2001-01-01T00:00:00Z");
  }

  /// All credentials but the JWT, which is fresh at each start.
  private static List<JsonNode> secrets(JsonNode facts) {
    return facts
        .path("credentials")
        .valueStream()
        .filter(credential -> !credential.path("kind").asText().equals("account_scoped_jwt"))
        .toList();
  }

  private static String campaign(JsonNode facts) {
    return facts.path("ad_campaigns").path("active").path(0).asText();
  }

  private Map<String, String> stored(JsonNode facts) throws Exception {
    return get(facts, campaign(facts));
  }

  /// The campaign as it is stored, through the control endpoint, which reads the table.
  private Map<String, String> get(JsonNode facts, String campaign) throws Exception {
    JsonNode state =
        JSON.readTree(
            client
                .send(
                    HttpRequest.newBuilder(URI.create(facts.path("control_url").asText() + "state"))
                        .build(),
                    BodyHandlers.ofString())
                .body());
    for (JsonNode each : state.path("campaigns")) {
      if (each.path("id").asText().equals(campaign)) {
        Map<String, String> item = new HashMap<>();
        each.properties().forEach(member -> item.put(member.getKey(), member.getValue().asText()));
        return item;
      }
    }
    throw new AssertionError("no such campaign: " + campaign);
  }

  private void copy(String folder) throws IOException {
    Files.createDirectories(project.resolve(folder));
    try (Stream<Path> files = Files.list(PROJECT.resolve(folder))) {
      for (Path file : files.toList()) {
        Files.copy(file, project.resolve(folder).resolve(file.getFileName()));
      }
    }
  }

  /// A runner's process and what it prints.
  private final class Run {
    private final Process process;
    private boolean isReady;
    private volatile boolean reads = true;
    private final List<String> said = new ArrayList<>();
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread reader;

    Run(Process process) {
      this.process = process;
      reader = Thread.ofVirtual().start(this::read);
    }

    JsonNode facts() throws IOException {
      return JSON.readTree(project.resolve("local/target/intermission.json").toFile());
    }

    /// The lines before the one that is awaited.
    List<String> awaitLine(String part, int seconds) throws InterruptedException {
      List<String> seen = new ArrayList<>();
      Instant deadline = Instant.now().plusSeconds(seconds);
      while (true) {
        String line =
            lines.poll(ChronoUnit.MILLIS.between(Instant.now(), deadline), TimeUnit.MILLISECONDS);
        if (line == null) {
          throw new AssertionError("No line with '" + part + "' in " + seen);
        }
        if (line.contains(part)) {
          return seen;
        }
        seen.add(line);
      }
    }

    List<String> rest() throws InterruptedException {
      reader.join();
      return List.copyOf(lines);
    }

    /// Leaves the pipe open.
    void stopReading() {
      reads = false;
    }

    private void read() {
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      try {
        output
            .lines()
            .takeWhile(ignored -> reads)
            .forEach(line -> {
              lines.add(line);
              // For LogOutputTest. Before it is ready, it prints the demo credentials.
              if (isReady) {
                LOG.info("{}", line);
              }
              isReady |= line.startsWith("Ctrl-C ends it");
            });
      } catch (UncheckedIOException e) {
        lines.add(e.toString());
      }
    }
  }
}
