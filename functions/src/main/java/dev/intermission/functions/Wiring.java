package dev.intermission.functions;

import dev.intermission.access.Operation;
import dev.intermission.access.Secret;
import dev.intermission.functions.access.CredentialCheck;
import dev.intermission.functions.access.TokenCheck;
import dev.intermission.functions.access.Verdict;
import dev.intermission.functions.access.jwt.JwtCheck;
import dev.intermission.functions.dynamodb.DynamoDbAdCampaignRecords;
import dev.intermission.functions.dynamodb.DynamoDbAdRecords;
import dev.intermission.functions.dynamodb.DynamoDbCredentialLookup;
import dev.intermission.functions.dynamodb.DynamoDbCredentialRecords;
import dev.intermission.functions.dynamodb.DynamoDbKeptAnswers;
import dev.intermission.functions.http.ApiEndpoint;
import dev.intermission.functions.http.ApiVersions;
import dev.intermission.functions.http.VersionChange;
import dev.intermission.functions.metrics.BrokenItems;
import dev.intermission.functions.metrics.EmfMetrics;
import dev.intermission.functions.scheduler.ResumeTarget;
import dev.intermission.functions.scheduler.SchedulerArmTimer;
import dev.intermission.functions.scheduler.SchedulerDisarmTimer;
import dev.intermission.list.PageBudget;
import dev.intermission.pause.AccountAccess;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.AdRecords;
import dev.intermission.port.ArmTimer;
import dev.intermission.port.CredentialRecords;
import dev.intermission.port.DisarmTimer;
import dev.intermission.port.KeptAnswers;
import dev.intermission.port.Metrics;
import dev.intermission.port.Secrets;
import dev.intermission.port.TimeBox;
import dev.intermission.port.Waiting;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/// What the functions are made of. Each makes only the clients that it uses: a client costs
/// start-up.
///
/// @param repeatable DynamoDB for what may be repeated
/// @param changes what versions changed
record Wiring(
    Settings settings,
    Clients clients,
    DynamoDbClient repeatable,
    Metrics metrics,
    InstantSource clock,
    List<VersionChange> changes) {

  static Wiring of(Map<String, String> environment, InstantSource clock) {
    return of(environment, clock, ApiVersions.CHANGES);
  }

  static Wiring of(
      Map<String, String> environment, InstantSource clock, List<VersionChange> changes) {
    Settings settings = new Settings(environment);
    Clients clients = new Clients(settings);
    return new Wiring(
        settings,
        clients,
        clients.repeatable(),
        new EmfMetrics(settings.metricsNamespace(), clock, System.out),
        clock,
        changes);
  }

  /// Lets time pass, as it does.
  static Waiting sleeping(InstantSource clock) {
    return time -> {
      try {
        Thread.sleep(Duration.between(clock.instant(), time).plusMillis(1));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting", e);
      }
      return clock.instant();
    };
  }

  /// Begins now.
  static TimeBox timeBox(Duration length) {
    long start = System.nanoTime();
    return () -> System.nanoTime() - start > length.toNanos();
  }

  /// Makes each secret of 32 random bytes.
  static Secrets secrets() {
    SecureRandom random = new SecureRandom();
    return kind -> {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      return Secret.of(kind, bytes);
    };
  }

  ApiEndpoint endpoint(Operation operation) {
    ApiEndpoint endpoint =
        new ApiEndpoint(
            operation,
            new CredentialCheck(credentials(), tokens()),
            new ApiVersions(settings.extraApiVersions(), changes),
            clock,
            new BrokenItems(metrics));
    if (settings.isSnapshotTaken()) {
      Snapshot.register(endpoint);
    }
    return endpoint;
  }

  private TokenCheck tokens() {
    return settings
        .trustedIssuer()
        .<TokenCheck>map(JwtCheck::new)
        .orElse((token, now) -> new Verdict.Bad());
  }

  AccountAccess access() {
    return new AccountAccess(credentials());
  }

  /// Ads, for functions that never change one.
  AdRecords readableAds() {
    return new DynamoDbAdRecords(repeatable, settings.adsTable());
  }

  AdRecords writableAds() {
    return new DynamoDbAdRecords(repeatable, clients.unrepeatable(), settings.adsTable());
  }

  /// Campaigns, for functions that never pause or unpause one: whatever they do may be repeated.
  AdCampaignRecords repeatableAdCampaigns() {
    return new DynamoDbAdCampaignRecords(repeatable, settings.adCampaignsTable());
  }

  AdCampaignRecords writableAdCampaigns() {
    return new DynamoDbAdCampaignRecords(
        repeatable, clients.unrepeatable(), settings.adCampaignsTable());
  }

  /// With the calls for the credential and for what its account granted, a list page ends inside
  /// the function's time-out: TemplateTest adds it up.
  static PageBudget pageBudget() {
    return new PageBudget(4, 2, 1000, 50, List.of(Duration.ofMillis(100), Duration.ofMillis(200)));
  }

  /// @param recordsTable holds what the function changes
  KeptAnswers keptAnswers(String recordsTable) {
    return new DynamoDbKeptAnswers(
        repeatable, clients.unrepeatable(), settings.idempotencyTable(), recordsTable);
  }

  CredentialRecords credentialRecords() {
    return new DynamoDbCredentialRecords(repeatable, settings.credentialsTable());
  }

  SchedulerClient scheduler() {
    return clients.scheduler();
  }

  ArmTimer armTimer(SchedulerClient scheduler) {
    return new SchedulerArmTimer(
        scheduler,
        new ResumeTarget(
            settings.scheduleGroup(),
            settings.resumeFunctionArn(),
            settings.schedulerRoleArn(),
            settings.undeliveredResumesQueueArn()));
  }

  DisarmTimer disarmTimer(SchedulerClient scheduler) {
    return new SchedulerDisarmTimer(scheduler, settings.scheduleGroup());
  }

  private DynamoDbCredentialLookup credentials() {
    return new DynamoDbCredentialLookup(
        repeatable, settings.credentialsTable(), new BrokenItems(metrics));
  }
}
