import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A local runner of the trial's own, in a folder of its own, that can be killed and started again
/// on the same data and the same port.
final class Runner implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  final Path folder;
  final Path data;
  private final List<String> prefix;
  private final Map<String, String> settings;
  private volatile Process process;
  private volatile JsonNode facts;

  /// @param data where the runner keeps its data
  /// @param settings of the run command, by environment variable
  Runner(Path folder, Path data, Map<String, String> settings) throws IOException {
    this.folder = folder;
    this.data = data;
    this.settings = settings;
    Path project = Path.of("").toAbsolutePath();
    Files.copy(project.resolve("template.yaml"), folder.resolve("template.yaml"));
    for (String link : List.of("events", "functions")) {
      Files.createSymbolicLink(folder.resolve(link), project.resolve(link));
    }
    this.prefix =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.intermission.local.LocalRunner");
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  void start() throws IOException, InterruptedException {
    Path file = folder.resolve("local/target/intermission.json");
    Files.deleteIfExists(file);
    List<String> command = new ArrayList<>(prefix);
    command.add(folder.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("runner.log").toFile()));
    builder.environment().putAll(settings);
    builder.environment().put("INTERMISSION_DATA", data.toString());
    process = builder.start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(file)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("The local runner did not start:\n" + tail());
      }
      Thread.sleep(20);
    }
    facts();
  }

  /// What it printed last.
  String tail() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("runner.log"));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  /// Read again: a new worker has another pid, a new platform other ports.
  JsonNode facts() throws IOException {
    facts = JSON.readTree(folder.resolve("local/target/intermission.json").toFile());
    return facts;
  }

  long platform() {
    return process.pid();
  }

  long worker() throws IOException {
    return facts().path("worker_pid").asLong();
  }

  /// SIGKILL, and waits until it is gone.
  static void kill(long pid) {
    ProcessHandle.of(pid)
        .ifPresent(handle -> {
          handle.destroyForcibly();
          handle.onExit().join();
        });
  }

  static void signal(String signal, long pid) throws IOException, InterruptedException {
    if (pid < 2) {
      throw new IllegalArgumentException("No process: " + pid);
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start().waitFor();
  }

  String token() {
    return facts.path("credentials").path(0).path("token").asText();
  }

  /// What came of a request. `status` 0: no answer, so that it is not known what was done; -1: it
  /// never got there.
  record Answer(
      int status, HttpResponse<String> response, JsonNode body, Instant start, Instant end) {
    /// Whether the change may or may not have been made.
    boolean isUnknown() {
      return status == 0 || status >= 500;
    }

    /// Whether it is refused since its time had come before it did.
    boolean isTooLateFor(Book.Effect effect) {
      return status == 400
          && body.path("error").path("param").asText().equals("paused_until")
          && effect instanceof Book.Effect.Until(Instant time)
          && !time.isAfter(end);
    }

    boolean isReplayed() {
      return response
          .headers()
          .firstValue("Idempotent-Replayed")
          .filter("true"::equals)
          .isPresent();
    }
  }

  Answer call(String method, String path, String body, Map<String, String> headers)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(facts.path("base_url").asText() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token())
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::setHeader);
    Instant start = Instant.now();
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      Instant end = Instant.now();
      return new Answer(
          response.statusCode(), response, JSON.readTree(response.body()), start, end);
    } catch (ConnectException e) {
      return new Answer(-1, null, null, start, Instant.now());
    } catch (IOException e) {
      return new Answer(0, null, null, start, Instant.now());
    }
  }

  void control(String action) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(facts.path("control_url").asText() + action))
                .timeout(Duration.ofSeconds(30))
                .header("X-Intermission-Local", "trial")
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(action + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  /// A call of DynamoDB's own API. DynamoDB Local checks no signature.
  JsonNode dynamoDb(String operation, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(facts.path("dynamodb_endpoint").asText()))
                .timeout(Duration.ofSeconds(60))
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=trial/20260101/us-east-1/dynamodb/aws4_request,"
                        + " SignedHeaders=host, Signature=0")
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(operation + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  private static final String SEEN =
      """
      "ConsistentRead":true,"ProjectionExpression":"id,#status,pause_id,paused_until,due_pk,changed_by,updated_at,rev",
      "ExpressionAttributeNames":{"#status":"status"}\
      """;

  String campaigns() {
    return facts.path("tables").path("AdCampaignsTable").asText();
  }

  Stored stored(String id) throws IOException, InterruptedException {
    Instant start = Instant.now();
    JsonNode answer =
        dynamoDb(
            "GetItem",
            "{\"TableName\":\"%s\",\"Key\":{\"id\":{\"S\":\"%s\"}},%s}"
                .formatted(campaigns(), id, SEEN));
    return Stored.of(answer.path("Item"), start, Instant.now());
  }

  /// Every campaign in the table.
  List<Stored> stored() throws IOException, InterruptedException {
    List<Stored> items = new ArrayList<>();
    String next = "";
    do {
      Instant start = Instant.now();
      JsonNode page =
          dynamoDb("Scan", "{\"TableName\":\"%s\",%s%s}".formatted(campaigns(), SEEN, next));
      Instant end = Instant.now();
      page.path("Items").forEach(item -> items.add(Stored.of(item, start, end)));
      next =
          page.has("LastEvaluatedKey")
              ? ",\"ExclusiveStartKey\":" + page.get("LastEvaluatedKey")
              : "";
    } while (!next.isEmpty());
    return items;
  }

  /// Makes active campaigns like the first of the demo account's.
  List<String> addCampaigns(String prefix, int count) throws IOException, InterruptedException {
    String sample = facts.path("ad_campaigns").path("active").path(0).asText();
    var item =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            dynamoDb(
                    "GetItem",
                    "{\"TableName\":\"%s\",\"Key\":{\"id\":{\"S\":\"%s\"}}}"
                        .formatted(campaigns(), sample))
                .path("Item");
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      ids.add(prefix + i);
      item.putObject("id").put("S", prefix + i);
      dynamoDb("PutItem", "{\"TableName\":\"%s\",\"Item\":%s}".formatted(campaigns(), item));
    }
    return ids;
  }

  /// A campaign as the table has it, at some moment from start to end.
  record Stored(
      String id,
      String status,
      String pauseId,
      Instant pausedUntil,
      String duePk,
      String changedBy,
      String updatedAt,
      long rev,
      Instant start,
      Instant end) {
    static Stored of(JsonNode item, Instant start, Instant end) {
      JsonNode until = item.path("paused_until").path("N");
      return new Stored(
          text(item, "id"),
          text(item, "status"),
          text(item, "pause_id"),
          until.isMissingNode() ? null : Instant.ofEpochSecond(Long.parseLong(until.asText())),
          text(item, "due_pk"),
          text(item, "changed_by"),
          text(item, "updated_at"),
          item.path("rev").path("N").asLong(0),
          start,
          end);
    }

    boolean isActive() {
      return "active".equals(status);
    }

    boolean wasEndedByItself() {
      return isActive() && ("schedule".equals(changedBy) || "sweep".equals(changedBy));
    }

    private static String text(JsonNode item, String name) {
      JsonNode value = item.path(name).path("S");
      return value.isMissingNode() ? null : value.asText();
    }
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
    client.shutdownNow();
  }
}
