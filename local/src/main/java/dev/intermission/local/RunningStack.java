package dev.intermission.local;

import dev.intermission.emulator.StackTables;
import dev.intermission.emulator.http.HttpFront;
import dev.intermission.emulator.lambda.AsyncFunction;
import dev.intermission.emulator.lambda.AsyncInvocations;
import dev.intermission.emulator.lambda.InvocationResult;
import dev.intermission.emulator.lambda.LambdaEndpoint;
import dev.intermission.emulator.lambda.LambdaInvoker;
import dev.intermission.emulator.lambda.LocalQueues;
import dev.intermission.emulator.lambda.WorkerProcess;
import dev.intermission.emulator.lambda.WorkerSettings;
import dev.intermission.emulator.scheduler.AwsPlace;
import dev.intermission.emulator.scheduler.DeliveryFaults;
import dev.intermission.emulator.scheduler.PendingSchedule;
import dev.intermission.emulator.scheduler.SchedulerEndpoint;
import dev.intermission.emulator.scheduler.Schedules;
import dev.intermission.emulator.state.DynamoDbLocalServer;
import dev.intermission.emulator.state.LocalState;
import dev.intermission.emulator.template.DeployedFunction;
import dev.intermission.emulator.template.DeployedTable;
import dev.intermission.emulator.template.SamTemplate;
import dev.intermission.functions.dynamodb.DynamoDbCredentialRecords;
import dev.intermission.local.control.ControlHandler;
import dev.intermission.local.demo.DemoCredentials;
import dev.intermission.local.demo.DemoCredentials.DemoCredential;
import dev.intermission.local.demo.DemoItems;
import dev.intermission.local.issuer.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Everything that `template.yaml` declares, running on this machine. Starts its parts in the order
/// in which they need each other and ends them in the opposite one. Safe for use by several
/// threads.
public final class RunningStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningStack.class);

  /// The name of the sweep's setting in the template.
  static final String SWEEP_AGE = "SWEEP_AGE_SECONDS";

  /// The logical id of the function whose rule may be given another period.
  private static final String SWEEP = "SweepDuePausesFunction";

  private final RunningStackSettings settings;
  private final SamTemplate template;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final DynamoDbLocalServer dynamoDbServer;
  private final DynamoDbClient dynamoDb;
  private final LocalQueues queues;
  private final DeliveryFaults faults = new DeliveryFaults();
  private final Schedules schedules;
  private final SchedulerEndpoint scheduler;
  private final WorkerProcess worker;
  private final LambdaEndpoint lambda;
  private final HttpFront front;
  private final TokenIssuer issuer;
  private final List<DemoCredential> credentials;
  private final DemoItems.Ids ads;
  private final DemoItems.Ids campaigns;

  /// Starts everything.
  ///
  /// @param onWorker told the process id of each worker, also of those started again
  /// @throws IOException if a part cannot start; those that did are ended again
  public static RunningStack start(RunningStackSettings settings, LongConsumer onWorker)
      throws IOException {
    return new RunningStack(settings, onWorker);
  }

  private RunningStack(RunningStackSettings settings, LongConsumer onWorker) throws IOException {
    this.settings = settings;
    this.template = settings.template();
    try {
      dynamoDbServer = part(DynamoDbLocalServer.onDisk(settings.data(), 0));
      dynamoDb = part(DynamoDbLocalServer.client(dynamoDbServer.endpoint()));
      StackTables.create(dynamoDb, template.tables(), settings.data());
      LocalState state = part(LocalState.open(dynamoDbServer.endpoint()));
      issuer = part(TokenIssuer.start());
      credentials =
          new DemoCredentials(
                  state, new DynamoDbCredentialRecords(dynamoDb, table("CredentialsTable")), issuer)
              .issue(settings.clock().instant());
      DemoItems items = new DemoItems(dynamoDb, settings.samples());
      ads = items.addAds(table("AdsTable"));
      campaigns = items.addCampaigns(table("AdCampaignsTable"));

      queues = new LocalQueues(state, settings.clock());
      AwsPlace place = new AwsPlace(template.stack().region(), template.stack().accountId());
      LateInvoker functions = new LateInvoker();
      AsyncInvocations async =
          new AsyncInvocations(
              state,
              settings.clock(),
              place,
              asyncFunctions(),
              functions,
              queues,
              AsyncInvocations.LAMBDAS_DELAYS);
      schedules = new Schedules(state, settings.clock(), place, async, queues, faults);
      template.scheduleGroups().forEach(group -> schedules.makeGroup(group.name()));
      scheduler = part(SchedulerEndpoint.start(0, schedules));
      Map<String, String> environment = new HashMap<>(issuer.environment());
      environment.putAll(settings.environment());
      worker =
          part(
              WorkerProcess.start(
                  new WorkerSettings(
                      template,
                      dynamoDbServer.endpoint(),
                      scheduler.endpoint(),
                      environment,
                      System.out::println,
                      onWorker)));
      if (!worker.unloadable().isEmpty()) {
        throw new IOException(
            "%d of %d functions could not be loaded (%s). Delete functions/target, and start again."
                .formatted(
                    worker.unloadable().size(),
                    template.functions().size(),
                    worker.unloadable().getFirst()));
      }
      functions.target = worker;
      async.start();
      part(async);
      lambda = part(LambdaEndpoint.start(0, template.functions(), worker, async));
      ControlHandler control = new ControlHandler(faults, this::sweep, this::state);
      front = part(HttpFront.start(template, worker, settings.port(), control));
      part(rules(async));
    } catch (SdkException e) {
      close();
      throw new IOException(DynamoDbLocalServer.unusable(settings.data()), e);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// The base URL of the routes.
  public String baseUrl() {
    return "http://127.0.0.1:" + front.port() + "/" + settings.stage() + "/v1";
  }

  /// The address of the control page.
  public String controlUrl() {
    return "http://127.0.0.1:" + front.port() + HttpFront.LOCAL;
  }

  /// The delay of the sweep's end of a pause, such as `90 to 150 seconds`. It matters for a pause
  /// that no schedule ended.
  public String sweepWindow() {
    long age =
        Long.parseLong(
            settings
                .environment()
                .getOrDefault(SWEEP_AGE, template.mergedEnvironment().get(SWEEP_AGE)));
    long period = settings.period(sweepRule().rate()).toSeconds();
    return age + " to " + (age + period) + " seconds";
  }

  /// The endpoint of DynamoDB's API.
  public URI dynamoDbEndpoint() {
    return dynamoDbServer.endpoint();
  }

  /// The endpoint of EventBridge Scheduler's API.
  public URI schedulerEndpoint() {
    return scheduler.endpoint();
  }

  /// The endpoint of Lambda's Invoke.
  public URI lambdaEndpoint() {
    return lambda.endpoint();
  }

  /// The address of the public key that verifies the demo JWT.
  public URI keySetUrl() {
    return issuer.keySetUrl();
  }

  /// The process id of the worker that holds the functions now.
  public long workerPid() {
    return worker.pid();
  }

  /// The names of the tables by their logical ids.
  public Map<String, String> tables() {
    return template.tables().stream()
        .collect(Collectors.toMap(DeployedTable::logicalId, DeployedTable::name));
  }

  /// The variables that the template gives each function, by its logical id.
  public Map<String, Map<String, String>> environments() {
    return template.functions().stream()
        .collect(Collectors.toMap(DeployedFunction::logicalId, DeployedFunction::environment));
  }

  /// The demo credentials; the first may do everything.
  public List<DemoCredential> credentials() {
    return credentials;
  }

  /// The first credential of each kind, which may do everything.
  public List<DemoCredential> credentialOfEachKind() {
    Map<String, DemoCredential> ofEachKind = new LinkedHashMap<>();
    credentials.forEach(credential -> ofEachKind.putIfAbsent(credential.kind(), credential));
    return List.copyOf(ofEachKind.values());
  }

  /// The demo ads.
  public DemoItems.Ids ads() {
    return ads;
  }

  /// The demo campaigns.
  public DemoItems.Ids campaigns() {
    return campaigns;
  }

  /// Ends all parts; unfinished work waits in the data.
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("A part of the stack did not end cleanly: {}", e.toString());
      }
    }
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  private String table(String logicalId) {
    return template.tables().stream()
        .filter(table -> table.logicalId().equals(logicalId))
        .map(DeployedTable::name)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The template has no " + logicalId));
  }

  private Map<String, AsyncFunction> asyncFunctions() {
    return template.functions().stream()
        .collect(
            Collectors.toMap(
                DeployedFunction::name,
                function ->
                    new AsyncFunction(
                        function.name(),
                        function.async().maximumRetryAttempts(),
                        function.async().onFailureArn())));
  }

  /// The classic rules of the template, as EventBridge invokes them: asynchronously.
  private AutoCloseable rules(AsyncInvocations async) {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    for (SamTemplate.ScheduleRule rule : template.rules()) {
      long period = (isSweep(rule) ? settings.period(rule.rate()) : rule.rate()).toMillis();
      ScheduledFuture<?> ignored =
          timer.scheduleAtFixedRate(
              () -> {
                try {
                  async.submit(function(rule.function()).name(), event(rule));
                } catch (RuntimeException e) {
                  LOG.warn("The rule {} could not invoke: {}", rule.logicalId(), e.toString());
                }
              },
              period,
              period,
              TimeUnit.MILLISECONDS);
    }
    return timer::shutdownNow;
  }

  private byte[] event(SamTemplate.ScheduleRule rule) {
    String input = rule.input();
    String scheduled =
        """
        {"version":"0","id":"%s","detail-type":"Scheduled Event","source":"aws.events",\
        "account":"%s","time":"%s","region":"%s","resources":["%s"],"detail":{}}\
        """
            .formatted(
                UUID.randomUUID(),
                template.stack().accountId(),
                settings.clock().instant(),
                template.stack().region(),
                rule.logicalId());
    return (input == null ? scheduled : input).getBytes(StandardCharsets.UTF_8);
  }

  private DeployedFunction function(String logicalId) {
    return template.functions().stream()
        .filter(function -> function.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow();
  }

  private SamTemplate.ScheduleRule sweepRule() {
    return template.rules().stream().filter(RunningStack::isSweep).findFirst().orElseThrow();
  }

  private static boolean isSweep(SamTemplate.ScheduleRule rule) {
    return rule.function().equals(SWEEP);
  }

  private Map<String, Object> sweep() {
    SamTemplate.ScheduleRule rule = sweepRule();
    InvocationResult result =
        worker.invoke(
            rule.function(),
            new String(event(rule), StandardCharsets.UTF_8),
            UUID.randomUUID().toString());
    return switch (result) {
      case InvocationResult.Success _ -> Map.of("swept", true);
      case InvocationResult.FunctionError error ->
          Map.of("swept", false, "message", error.message());
      case InvocationResult.Unavailable(String reason) -> Map.of("swept", false, "message", reason);
      case InvocationResult.TimedOut _ -> Map.of("swept", false, "message", "timed out");
    };
  }

  private Map<String, Object> state() {
    Map<String, Object> state = new HashMap<>();
    state.put("deliveries", faults.delivery().toString());
    state.put("creates", faults.creation().toString());
    state.put("schedules", schedules.list().stream().map(RunningStack::pending).toList());
    state.put(
        "queues",
        template.queues().stream()
            .map(queue ->
                Map.of("name", queue.logicalId(), "messages", queues.messages(queue.arn()).size()))
            .toList());
    state.put(
        "campaigns",
        dynamoDb.scanPaginator(scan -> scan.tableName(table("AdCampaignsTable"))).items().stream()
            .map(RunningStack::stored)
            .sorted(Comparator.comparing(campaign -> Objects.toString(campaign.get("id"))))
            .toList());
    return state;
  }

  private static Map<String, Object> pending(PendingSchedule schedule) {
    return Map.of(
        "name", schedule.name(),
        "scheduled_time", schedule.scheduledTime().toString(),
        "next_attempt", schedule.nextAttempt().toString(),
        "failed_attempts", schedule.failedAttempts());
  }

  private static Map<String, String> stored(Map<String, AttributeValue> item) {
    Map<String, String> stored = new HashMap<>();
    for (String name :
        List.of("id", "status", "pause_id", "paused_until", "due_pk", "changed_by", "updated_at")) {
      AttributeValue value = item.get(name);
      if (value != null) {
        stored.put(name, value.s() != null ? value.s() : value.n());
      }
    }
    return stored;
  }

  /// Stands in for the worker until it is there; nothing is invoked before.
  private static final class LateInvoker implements LambdaInvoker {
    private volatile @Nullable LambdaInvoker target;

    @Override
    public InvocationResult invoke(String function, String payload, String requestId) {
      LambdaInvoker invoker = target;
      return invoker == null
          ? new InvocationResult.Unavailable("The worker has not started yet.")
          : invoker.invoke(function, payload, requestId);
    }
  }
}
