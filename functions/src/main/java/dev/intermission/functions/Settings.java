package dev.intermission.functions;

import dev.intermission.functions.access.jwt.TrustedIssuer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a function is told by its environment, read through a map so that a test can give it
/// another one. A missing setting is a fault of the deployment and stops the function from
/// starting.
public record Settings(Map<String, String> environment) {
  /// The table of ads.
  public String adsTable() {
    return required("ADS_TABLE");
  }

  /// The table of ad campaigns.
  public String adCampaignsTable() {
    return required("AD_CAMPAIGNS_TABLE");
  }

  /// The table of credentials.
  public String credentialsTable() {
    return required("CREDENTIALS_TABLE");
  }

  /// The table of answers that are kept for their keys.
  public String idempotencyTable() {
    return required("IDEMPOTENCY_TABLE");
  }

  /// API versions to accept beside the built-in ones, separated by commas; may be empty.
  public String extraApiVersions() {
    return environment.getOrDefault("EXTRA_API_VERSIONS", "");
  }

  /// Whose JWTs count; empty when nobody's do.
  ///
  /// @throws IllegalStateException if only a part of it is set
  public Optional<TrustedIssuer> trustedIssuer() {
    boolean isNone =
        Stream.of("JWT_ISSUER", "JWT_AUDIENCE", "JWT_KEY_SET_URL")
            .allMatch(name -> environment.getOrDefault(name, "").isBlank());
    return isNone
        ? Optional.empty()
        : Optional.of(
            new TrustedIssuer(
                required("JWT_ISSUER"),
                required("JWT_AUDIENCE"),
                URI.create(required("JWT_KEY_SET_URL"))));
  }

  /// The group that schedules are made in.
  public String scheduleGroup() {
    return required("SCHEDULE_GROUP");
  }

  /// The alias of the resume function: what a schedule invokes.
  public String resumeFunctionArn() {
    return required("RESUME_FUNCTION_ARN");
  }

  /// The role that EventBridge Scheduler takes on to invoke it.
  public String schedulerRoleArn() {
    return required("SCHEDULER_ROLE_ARN");
  }

  /// The queue for what EventBridge Scheduler cannot deliver.
  public String undeliveredResumesQueueArn() {
    return required("UNDELIVERED_RESUMES_QUEUE_ARN");
  }

  /// How long ago a pause must have been due before the sweep ends it.
  public Duration sweepAge() {
    return Duration.ofSeconds(Long.parseLong(required("SWEEP_AGE_SECONDS")));
  }

  /// The CloudWatch namespace of this stack's metrics.
  public String metricsNamespace() {
    return required("METRICS_NAMESPACE");
  }

  String region() {
    return required("AWS_REGION");
  }

  @Nullable URI endpoint(String service) {
    String own = environment.get("AWS_ENDPOINT_URL_" + service);
    String url = own != null ? own : environment.get("AWS_ENDPOINT_URL");
    return url == null ? null : URI.create(url);
  }

  @Nullable String optional(String name) {
    return environment.get(name);
  }

  String required(String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("The environment variable " + name + " is not set.");
    }
    return value;
  }
}
