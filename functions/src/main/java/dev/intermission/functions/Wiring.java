package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.intermission.access.AccountAccess;
import dev.intermission.access.Operation;
import dev.intermission.credential.CredentialRecords;
import dev.intermission.functions.access.CredentialCheck;
import dev.intermission.functions.access.TokenCheck;
import dev.intermission.functions.access.Verdict;
import dev.intermission.functions.access.jwt.JwtCheck;
import dev.intermission.functions.access.jwt.PrimingIssuer;
import dev.intermission.functions.dynamodb.DynamoDbAccountRecords;
import dev.intermission.functions.dynamodb.DynamoDbCredentialLookup;
import dev.intermission.functions.dynamodb.DynamoDbCredentialRecords;
import dev.intermission.functions.dynamodb.DynamoDbDuePauses;
import dev.intermission.functions.dynamodb.DynamoDbKeptResponses;
import dev.intermission.functions.dynamodb.DynamoDbPauseRecords;
import dev.intermission.functions.dynamodb.DynamoDbRecords;
import dev.intermission.functions.dynamodb.ItemKind;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiVersions;
import dev.intermission.functions.metrics.BrokenItems;
import dev.intermission.functions.metrics.EmfMetrics;
import dev.intermission.functions.scheduler.ResumeTarget;
import dev.intermission.functions.scheduler.SchedulerArmTimer;
import dev.intermission.functions.scheduler.SchedulerDisarmTimer;
import dev.intermission.metrics.Metrics;
import dev.intermission.model.Ad;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AdStatus;
import dev.intermission.model.PauseId;
import dev.intermission.once.KeptResponses;
import dev.intermission.pause.CautiousRecords;
import dev.intermission.pause.PauseIds;
import dev.intermission.pause.PauseRecords;
import dev.intermission.pause.SparingArmTimer;
import dev.intermission.pause.TimedMemory;
import dev.intermission.read.AccountRecords;
import dev.intermission.read.PageBudget;
import dev.intermission.resume.ArmTimer;
import dev.intermission.resume.DisarmTimer;
import dev.intermission.resume.DuePauses;
import dev.intermission.resume.ResumeRecords;
import dev.intermission.store.Records;
import dev.intermission.store.Waiting;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/// Builds the parts of the functions from their settings and clients. Each function makes only the
/// clients that it uses: a client costs start-up time.
///
/// @param repeatable DynamoDB for calls that may be repeated
/// @param tokens makes the judge of JWTs, for functions behind a route
/// @param waiting waits a few seconds
/// @param pauseIds where pause ids come from
/// @param loggers where the lines about invocations go
record Wiring(
    Settings settings,
    Clients clients,
    DynamoDbClient repeatable,
    Supplier<TokenCheck> tokens,
    Metrics metrics,
    InstantSource clock,
    Waiting waiting,
    PauseIds pauseIds,
    ILoggerFactory loggers) {
  /// The time in which a missed record is looked at before it is written.
  private static final Duration MISSES_REMEMBERED = Duration.ofSeconds(10);

  /// The time in which an armed timer is not armed again.
  private static final Duration TIMERS_REMEMBERED = Duration.ofSeconds(30);

  private static final int THINGS_REMEMBERED = 1000;

  private static final TokenCheck NO_ISSUER = (token, now) -> new Verdict.Bad();

  /// The wiring of a function that Lambda starts.
  static Wiring ofLambda() {
    return of(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  static Wiring of(Map<String, String> environment, InstantSource clock) {
    return of(environment, clock, TimeAndChance.sleeping(clock));
  }

  static Wiring of(Map<String, String> environment, InstantSource clock, Waiting waiting) {
    Settings settings = new Settings(environment);
    Clients clients = new Clients(settings);
    return new Wiring(
        settings,
        clients,
        clients.repeatable(),
        () -> settings.trustedIssuer().<TokenCheck>map(JwtCheck::new).orElse(NO_ISSUER),
        new EmfMetrics(settings.metricsNamespace(), clock, System.out),
        clock,
        waiting,
        TimeAndChance.pauseIds(),
        LoggerFactory.getILoggerFactory());
  }

  /// The wiring of a handler that serves nobody: see [Priming]. It is silent, and each of its parts
  /// is its own.
  ///
  /// @param aws stands for all of AWS
  /// @param now the time, which stands still
  static Wiring canned(Settings settings, SdkHttpClient aws, Instant now) {
    Clients clients =
        new Clients(
            settings,
            aws,
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create("nobody", "nothing", "nowhere")));
    InstantSource clock = InstantSource.fixed(now);
    return new Wiring(
        settings.outsideLambda(),
        clients,
        clients.repeatable(),
        () -> settings.trustedIssuer().isPresent() ? PrimingIssuer.check() : NO_ISSUER,
        new EmfMetrics(
            settings.metricsNamespace(), clock, new PrintStream(OutputStream.nullOutputStream())),
        clock,
        time -> time,
        () -> new PauseId(new UUID(0, 0).toString()),
        new NOPLoggerFactory());
  }

  /// The endpoint of an operation, whose handler is primed.
  ///
  /// @param standIn makes another handler of the operation
  ApiEndpoint endpoint(Operation operation, Function<Wiring, ApiHandler> standIn) {
    ApiEndpoint endpoint =
        new ApiEndpoint(
            operation,
            new CredentialCheck(credentials(), tokens.get()),
            new ApiVersions(settings.extraApiVersions(), settings.newerApiVersions()),
            clock,
            metrics,
            loggers.getLogger(ApiEndpoint.class.getName()));
    if (settings.isSnapshotTaken()) {
      Snapshot.register(() -> new Priming(settings).beforeSnapshot(operation, standIn));
    } else {
      primeAtStart(standIn, PrimingRequests.first(operation));
    }
    return endpoint;
  }

  /// Primes a function that has no snapshot.
  ///
  /// @param standIn makes another handler
  /// @param payload of an invocation
  void primeAtStart(Function<Wiring, ? extends RequestStreamHandler> standIn, String payload) {
    if (settings.isStartedByLambda()) {
      new Priming(settings).atStart(clients, standIn, payload);
    }
  }

  AccountAccess access() {
    return new AccountAccess(credentials());
  }

  Records<Ad> ads() {
    return new DynamoDbRecords<>(repeatable, settings.adsTable(), ItemKind.ads());
  }

  Records<AdCampaign> adCampaigns() {
    return new DynamoDbRecords<>(repeatable, settings.adCampaignsTable(), ItemKind.adCampaigns());
  }

  AccountRecords<AdStatus, Ad> accountAds() {
    return DynamoDbAccountRecords.ads(repeatable, settings.adsTable());
  }

  AccountRecords<AdCampaignStatus, AdCampaign> accountAdCampaigns() {
    return DynamoDbAccountRecords.adCampaigns(repeatable, settings.adCampaignsTable());
  }

  PauseRecords<Ad> adPauses() {
    return pauses(settings.adsTable(), ItemKind.ads());
  }

  PauseRecords<AdCampaign> adCampaignPauses() {
    return pauses(settings.adCampaignsTable(), ItemKind.adCampaigns());
  }

  private <R> PauseRecords<R> pauses(String table, ItemKind<R> kind) {
    return new CautiousRecords<>(
        new DynamoDbPauseRecords<>(repeatable, clients.unrepeatable(), table, kind),
        new TimedMemory(MISSES_REMEMBERED, THINGS_REMEMBERED));
  }

  KeptResponses keptResponsesOfAds() {
    return new DynamoDbKeptResponses(
        repeatable,
        clients.unrepeatable(),
        settings.idempotencyTable(),
        settings.adsTable(),
        ItemKind.ads());
  }

  KeptResponses keptResponsesOfAdCampaigns() {
    return new DynamoDbKeptResponses(
        repeatable,
        clients.unrepeatable(),
        settings.idempotencyTable(),
        settings.adCampaignsTable(),
        ItemKind.adCampaigns());
  }

  ResumeRecords resumeRecords() {
    return duePauses();
  }

  DuePauses duePauses() {
    return new DynamoDbDuePauses(repeatable, settings.adCampaignsTable());
  }

  /// The limits for the calls of a list page. With the calls for the credential and for the
  /// account's grants, a list page ends within the function's time-out: TimeoutsTest adds it up.
  static PageBudget pageBudget() {
    return new PageBudget(4, 2, 1000, 50, List.of(Duration.ofMillis(100), Duration.ofMillis(200)));
  }

  CredentialRecords credentialRecords() {
    return new DynamoDbCredentialRecords(repeatable, settings.credentialsTable());
  }

  SchedulerClient scheduler() {
    return clients.scheduler();
  }

  ArmTimer armTimer(SchedulerClient scheduler) {
    return new SparingArmTimer(
        new SchedulerArmTimer(
            scheduler,
            new ResumeTarget(
                settings.scheduleGroup(),
                settings.resumeFunctionArn(),
                settings.schedulerRoleArn(),
                settings.undeliveredResumesQueueArn())),
        new TimedMemory(TIMERS_REMEMBERED, THINGS_REMEMBERED));
  }

  DisarmTimer disarmTimer(SchedulerClient scheduler) {
    return new SchedulerDisarmTimer(scheduler, settings.scheduleGroup());
  }

  private DynamoDbCredentialLookup credentials() {
    return new DynamoDbCredentialLookup(
        repeatable, settings.credentialsTable(), new BrokenItems(metrics));
  }
}
