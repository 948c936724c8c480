package dev.intermission.functions;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Operation;
import dev.intermission.credential.CredentialRecords;
import dev.intermission.functions.access.CredentialCheck;
import dev.intermission.functions.access.TokenCheck;
import dev.intermission.functions.access.Verdict;
import dev.intermission.functions.access.jwt.JwtCheck;
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
import dev.intermission.functions.http.VersionChange;
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
import dev.intermission.once.KeptResponses;
import dev.intermission.pause.PauseRecords;
import dev.intermission.read.AccountRecords;
import dev.intermission.read.PageBudget;
import dev.intermission.resume.ArmTimer;
import dev.intermission.resume.DisarmTimer;
import dev.intermission.resume.DuePauses;
import dev.intermission.resume.ResumeRecords;
import dev.intermission.store.Records;
import dev.intermission.store.Waiting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/// Builds the parts of the functions from their settings and clients. Each function makes only the
/// clients that it uses: a client costs start-up time.
///
/// @param repeatable DynamoDB for calls that may be repeated
/// @param waiting waits a few seconds
/// @param changes the changes that versions made
record Wiring(
    Settings settings,
    Clients clients,
    DynamoDbClient repeatable,
    Metrics metrics,
    InstantSource clock,
    Waiting waiting,
    List<VersionChange> changes) {

  /// The wiring of a function that Lambda starts.
  static Wiring ofLambda() {
    return of(System.getenv(), InstantSource.system());
  }

  /// @param environment as the template declares it
  static Wiring of(Map<String, String> environment, InstantSource clock) {
    return of(environment, clock, TimeAndChance.sleeping(clock));
  }

  static Wiring of(Map<String, String> environment, InstantSource clock, Waiting waiting) {
    return of(environment, clock, waiting, ApiVersions.CHANGES);
  }

  static Wiring of(
      Map<String, String> environment,
      InstantSource clock,
      Waiting waiting,
      List<VersionChange> changes) {
    Settings settings = new Settings(environment);
    Clients clients = new Clients(settings);
    return new Wiring(
        settings,
        clients,
        clients.repeatable(),
        new EmfMetrics(settings.metricsNamespace(), clock, System.out),
        clock,
        waiting,
        changes);
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
    return new DynamoDbPauseRecords<>(
        repeatable, clients.unrepeatable(), settings.adsTable(), ItemKind.ads());
  }

  PauseRecords<AdCampaign> adCampaignPauses() {
    return new DynamoDbPauseRecords<>(
        repeatable, clients.unrepeatable(), settings.adCampaignsTable(), ItemKind.adCampaigns());
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
