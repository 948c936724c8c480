package dev.intermission.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.credential.NewCredential;
import dev.intermission.emulator.StackTables;
import dev.intermission.emulator.scheduler.AwsPlace;
import dev.intermission.emulator.scheduler.DeliveryFaults;
import dev.intermission.emulator.scheduler.SchedulerEndpoint;
import dev.intermission.emulator.scheduler.Schedules;
import dev.intermission.emulator.state.DynamoDbLocalServer;
import dev.intermission.emulator.state.ItemJson;
import dev.intermission.emulator.state.LocalState;
import dev.intermission.emulator.template.DeployedFunction;
import dev.intermission.emulator.template.DeployedTable;
import dev.intermission.emulator.template.SamTemplate;
import dev.intermission.emulator.template.StackSettings;
import dev.intermission.functions.dynamodb.DynamoDbCredentialRecords;
import dev.intermission.local.issuer.TokenIssuer;
import dev.intermission.model.AccountId;
import dev.intermission.model.UserId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// The services that the measured processes call, on this machine, and the records in them.
///
/// DynamoDB Local and the Scheduler of the emulator each stand behind TLS on a port of their own,
/// so that a process makes as many handshakes as in AWS. For one caller.
final class Services implements AutoCloseable {
  /// An account with one page of campaigns and more.
  static final String LIST_ACCOUNT = "biz_benchlist";

  /// The account with the fresh campaigns.
  static final String ACCOUNT = "biz_bench";

  private static final int LISTED = 60;
  private static final int BATCH = 25;
  private static final int WRITERS = 4;
  private static final int CHUNK = 10_000;
  private static final int SHARDS = 8;
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final Duration OVERDUE = Duration.ofMinutes(-10);
  private static final UserId USER = new UserId("user_bench");
  private static final String CREDENTIALS_TOKEN = "bench";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final SamTemplate template;
  private final DynamoDbLocalServer dynamoDbServer;
  private final DynamoDbClient dynamoDb;
  private final URI schedulerEndpoint;
  private final Schedules schedules;
  private final TokenIssuer issuer;
  private final TlsFront dynamoDbFront;
  private final TlsFront schedulerFront;
  private final TlsFront issuerFront;
  private final URI containerCredentials;
  private final Certificates certificates;
  private final Map<String, AttributeValue> sample;
  private final Map<String, AttributeValue> sampleAd;
  private final String apiKey;
  private final String listApiKey;
  private @Nullable ServiceFront observedDynamoDb;
  private @Nullable ServiceFront observedScheduler;
  private int made;
  private int grown;

  /// @param root of the project
  /// @param work a folder for throw-away files
  Services(Path root, Path work) throws IOException, InterruptedException {
    certificates = Certificates.make(work);
    template =
        SamTemplate.read(
            root.resolve("template.yaml"),
            Map.of(),
            new StackSettings("bench", "us-east-1", "000000000000"));
    dynamoDbServer = part(DynamoDbLocalServer.inMemory(0));
    dynamoDb = part(DynamoDbLocalServer.client(dynamoDbServer.endpoint()));
    StackTables.create(dynamoDb, template.tables(), work);
    schedules =
        new Schedules(
            part(LocalState.open(dynamoDbServer.endpoint())),
            InstantSource.system(),
            new AwsPlace("us-east-1", "000000000000"),
            (function, payload) -> "never",
            (queue, body, attributes) -> {},
            new DeliveryFaults());
    template.scheduleGroups().forEach(group -> schedules.makeGroup(group.name()));
    SchedulerEndpoint scheduler = part(SchedulerEndpoint.startWithoutFiring(0, schedules));
    schedulerEndpoint = scheduler.endpoint();
    issuer = part(TokenIssuer.start());
    dynamoDbFront = part(TlsFront.start(certificates.server(), dynamoDbServer.port()));
    schedulerFront = part(TlsFront.start(certificates.server(), scheduler.port()));
    issuerFront = part(TlsFront.start(certificates.server(), issuer.keySetUrl().getPort()));
    containerCredentials = startContainerCredentials();
    sample = ItemJson.read(root.resolve("events/items/ad-campaign.json"));
    sampleAd = ItemJson.read(root.resolve("events/items/ad.json"));
    DynamoDbCredentialRecords records =
        new DynamoDbCredentialRecords(dynamoDb, table("CredentialsTable"));
    apiKey = issue(records, ACCOUNT, "cred_bench");
    listApiKey = issue(records, LIST_ACCOUNT, "cred_benchlist");
    records.grant(new Holder.User(USER), new AccountId(ACCOUNT), EnumSet.allOf(Scope.class));
    addCampaigns(LIST_ACCOUNT, LISTED);
  }

  Certificates certificates() {
    return certificates;
  }

  SamTemplate template() {
    return template;
  }

  DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  /// The function with that logical id.
  DeployedFunction function(String logicalId) {
    return template.functions().stream()
        .filter(function -> function.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow();
  }

  /// The name of the table with that logical id.
  String table(String logicalId) {
    return template.tables().stream()
        .filter(table -> table.logicalId().equals(logicalId))
        .map(DeployedTable::name)
        .findFirst()
        .orElseThrow();
  }

  /// The variables with which a process reaches the services.
  Map<String, String> endpoints() {
    return Map.of(
        "AWS_ENDPOINT_URL_DYNAMODB",
        (observedDynamoDb == null ? dynamoDbFront.endpoint() : observedDynamoDb.endpoint())
            .toString(),
        "AWS_ENDPOINT_URL_SCHEDULER",
        (observedScheduler == null ? schedulerFront.endpoint() : observedScheduler.endpoint())
            .toString());
  }

  /// From now on, processes are given fronts that understand the requests.
  Observed observe() throws IOException {
    ServiceFront first = part(ServiceFront.start(certificates.server(), dynamoDbServer.endpoint()));
    ServiceFront second = part(ServiceFront.start(certificates.server(), schedulerEndpoint));
    observedDynamoDb = first;
    observedScheduler = second;
    return new Observed(first, second);
  }

  /// The fronts that understand the requests.
  record Observed(ServiceFront dynamoDb, ServiceFront scheduler) {}

  /// Ids of campaigns that are not made.
  List<String> ids(int count) {
    return Stream.generate(this::nextId).limit(count).toList();
  }

  /// The credentials of a function, as Lambda gives them without a snapshot.
  static Map<String, String> keys() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", "bench",
        "AWS_SECRET_ACCESS_KEY", "bench",
        "AWS_SESSION_TOKEN", "bench");
  }

  /// The address where a restored function gets its credentials, and its token.
  Map<String, String> containerCredentials() {
    return Map.of(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        containerCredentials.toString(),
        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
        CREDENTIALS_TOKEN);
  }

  /// The variables with which a function takes JWTs.
  Map<String, String> trustInIssuer() {
    Map<String, String> variables = new HashMap<>(issuer.environment());
    variables.put("JWT_KEY_SET_URL", issuerFront.endpoint() + issuer.keySetUrl().getPath());
    return variables;
  }

  /// The API key of the account with the fresh campaigns.
  String apiKey() {
    return apiKey;
  }

  /// The API key of the account with the listed campaigns.
  String listApiKey() {
    return listApiKey;
  }

  /// A JWT of a member of the account with the fresh campaigns.
  String jwt() {
    return issuer.sign(
        new Holder.Member(USER, new AccountId(ACCOUNT)), EnumSet.allOf(Scope.class), Instant.now());
  }

  /// Makes active campaigns.
  ///
  /// @return their ids
  List<String> activeCampaigns(int count) {
    return addCampaigns(ACCOUNT, count);
  }

  /// Makes a campaign in a timed pause, with its schedule.
  ///
  /// @return its id
  String pausedCampaign() throws IOException, InterruptedException {
    Due paused = new Due(nextId(), pauseId(), in(Duration.ofHours(1)));
    write(table("AdCampaignsTable"), List.of(paused(paused)));
    addSchedule("resume-" + paused.pauseId());
    return paused.id();
  }

  /// A timed pause of a campaign.
  ///
  /// @param until when it is due
  record Due(String id, String pauseId, Instant until) {}

  /// Makes campaigns whose pauses are overdue.
  List<Due> duePauses(int count) {
    List<Due> due = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      due.add(new Due(nextId(), pauseId(), in(OVERDUE)));
    }
    write(table("AdCampaignsTable"), due.stream().map(this::paused).toList());
    return due;
  }

  /// Whether a campaign is active.
  boolean isActive(String id) {
    AttributeValue status =
        dynamoDb
            .getItem(get ->
                get.tableName(table("AdCampaignsTable"))
                    .key(Map.of("id", AttributeValue.fromS(id)))
                    .consistentRead(true))
            .item()
            .get("status");
    return status != null && "active".equals(status.s());
  }

  /// How many schedules there are.
  int schedules() {
    return schedules.list().size();
  }

  /// Makes an ad in that status.
  ///
  /// @return its id
  String ad(String status) {
    made++;
    String id = "ad_bench" + made;
    Map<String, AttributeValue> item = new HashMap<>(sampleAd);
    item.put("id", AttributeValue.fromS(id));
    item.put("account_id", AttributeValue.fromS(ACCOUNT));
    item.put("status", AttributeValue.fromS(status));
    write(table("AdsTable"), List.of(item));
    return id;
  }

  /// The item of a campaign in a timed pause.
  Map<String, AttributeValue> paused(Due due) {
    Map<String, AttributeValue> item = campaign(due.id(), ACCOUNT);
    item.put("status", AttributeValue.fromS("paused"));
    item.put("pause_id", AttributeValue.fromS(due.pauseId()));
    item.put("paused_until", AttributeValue.fromN(Long.toString(due.until().getEpochSecond())));
    item.put("due_pk", AttributeValue.fromS(dueKey(due.id())));
    item.put("changed_by", AttributeValue.fromS("cred_bench"));
    item.put("rev", AttributeValue.fromN("1"));
    return item;
  }

  private static Instant in(Duration time) {
    return Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS);
  }

  /// The key of the sweep's index, as the item contract defines it.
  static String dueKey(String id) {
    CRC32 crc = new CRC32();
    crc.update(id.getBytes(StandardCharsets.UTF_8));
    return "DUE#" + Math.floorMod(crc.getValue(), SHARDS);
  }

  /// An active campaign's item.
  Map<String, AttributeValue> campaign(String id, String account) {
    Map<String, AttributeValue> item = new HashMap<>(sample);
    item.put("id", AttributeValue.fromS(id));
    item.put("account_id", AttributeValue.fromS(account));
    item.put("status", AttributeValue.fromS("active"));
    return item;
  }

  /// Writes items, 25 at a time.
  void write(String table, List<Map<String, AttributeValue>> items) {
    for (int from = 0; from < items.size(); from += BATCH) {
      List<WriteRequest> writes =
          items.subList(from, Math.min(items.size(), from + BATCH)).stream()
              .map(item -> WriteRequest.builder().putRequest(put -> put.item(item)).build())
              .toList();
      dynamoDb.batchWriteItem(batch -> batch.requestItems(Map.of(table, writes)));
    }
  }

  /// Writes many items, side by side.
  void writeAll(String table, List<Map<String, AttributeValue>> items) {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      for (int from = 0; from < items.size(); from += BATCH) {
        List<Map<String, AttributeValue>> batch =
            items.subList(from, Math.min(items.size(), from + BATCH));
        writers.execute(() -> write(table, batch));
      }
    }
  }

  /// Makes campaigns of the account with the fresh ones, until there are that many.
  void grow(int campaigns) {
    Instant firstCreated = Instant.parse("2026-09-01T08:00:00Z");
    while (grown < campaigns) {
      List<Map<String, AttributeValue>> items = new ArrayList<>();
      for (int i = 0; i < CHUNK && grown < campaigns; i++) {
        grown++;
        Map<String, AttributeValue> item =
            grown % 10 == 0
                ? paused(new Due(nextId(), pauseId(), in(Duration.ofHours(1))))
                : campaign(nextId(), ACCOUNT);
        item.put(
            "created_at", AttributeValue.fromS(CREATED.format(firstCreated.plusSeconds(grown))));
        items.add(item);
      }
      writeAll(table("AdCampaignsTable"), items);
    }
  }

  /// The ids of all campaigns in the sweep's index.
  Set<String> duePauseIds() {
    Set<String> ids = new HashSet<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      String key = "DUE#" + shard;
      dynamoDb
          .queryPaginator(query ->
              query
                  .tableName(table("AdCampaignsTable"))
                  .indexName("due")
                  .keyConditionExpression("due_pk = :due")
                  .expressionAttributeValues(Map.of(":due", AttributeValue.fromS(key))))
          .items()
          .forEach(item -> {
            AttributeValue id = item.get("id");
            if (id != null) {
              ids.add(id.s());
            }
          });
    }
    return ids;
  }

  /// A fresh id of a pause.
  static String pauseId() {
    return UUID.randomUUID().toString();
  }

  /// Breaks all connections of the measured process, as a snapshot does.
  void dropConnections() {
    List.of(dynamoDbFront, schedulerFront, issuerFront).forEach(TlsFront::dropAll);
  }

  @Override
  public void close() throws IOException {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IOException("A service did not end", e);
      }
    }
  }

  private List<String> addCampaigns(String account, int count) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = nextId();
      ids.add(id);
      items.add(campaign(id, account));
    }
    write(table("AdCampaignsTable"), items);
    return ids;
  }

  private String nextId() {
    made++;
    return "adcamp_bench" + made;
  }

  private void addSchedule(String name) throws IOException, InterruptedException {
    Map<String, String> variables = function("PauseAdCampaignFunction").environment();
    String body =
        JSON.writeValueAsString(
            Map.of(
                "GroupName", variables.get("SCHEDULE_GROUP"),
                "ScheduleExpression", "at(2099-01-01T00:00:00)",
                "FlexibleTimeWindow", Map.of("Mode", "OFF"),
                "Target",
                    Map.of(
                        "Arn", variables.get("RESUME_FUNCTION_ARN"),
                        "RoleArn", variables.get("SCHEDULER_ROLE_ARN"))));
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(schedulerEndpoint.resolve("/schedules/" + name))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("The Scheduler: " + response.body());
      }
    }
  }

  private static String issue(DynamoDbCredentialRecords records, String account, String id) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    Secret secret = Secret.of(SecretKind.ACCOUNT_API_KEY, random);
    Set<Scope> scopes = EnumSet.allOf(Scope.class);
    Caller caller = new Caller(id, new Holder.Account(new AccountId(account)), scopes, null);
    records.issue(
        new NewCredential(
            new CredentialId(id),
            new Credential(caller, null, null, null),
            secret.hash(),
            "bench"));
    return secret.reveal();
  }

  private URI startContainerCredentials() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    byte[] body =
        """
        {"AccessKeyId":"bench","SecretAccessKey":"bench","Token":"bench","Expiration":"2099-01-01T00:00:00Z"}
        """
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    parts.push(() -> server.stop(0));
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/credentials");
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }
}
