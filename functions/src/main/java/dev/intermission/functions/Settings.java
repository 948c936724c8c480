package dev.intermission.functions;

import dev.intermission.functions.access.jwt.TrustedIssuer;
import dev.intermission.functions.http.NewerApiVersions;
import dev.intermission.model.WireName;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A function's environment, read through a map so that a test can replace it. A missing or
/// malformed setting is a fault of the deployment: each is read at start, and the start fails with
/// an error that names the variable and never repeats its value.
public record Settings(Map<String, String> environment) {
  private static final String INITIALIZATION_TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";
  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.-]{3,255}");
  private static final Pattern SCHEDULE_GROUP = Pattern.compile("[0-9A-Za-z_.-]{1,64}");
  private static final Pattern LAMBDA_ALIAS =
      Pattern.compile("arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]+:\\S+");
  private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::[0-9]{12}:role/\\S+");
  private static final Pattern QUEUE =
      Pattern.compile("arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]+");
  private static final Pattern NAMESPACE = Pattern.compile("[0-9A-Za-z._/#:-]{1,255}");
  private static final Pattern API_VERSIONS = Pattern.compile("[0-9A-Za-z, -]*");
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /// The table of ads.
  public String adsTable() {
    return matching("ADS_TABLE", TABLE, "the name of a table");
  }

  /// The table of ad campaigns.
  public String adCampaignsTable() {
    return matching("AD_CAMPAIGNS_TABLE", TABLE, "the name of a table");
  }

  /// The table of credentials.
  public String credentialsTable() {
    return matching("CREDENTIALS_TABLE", TABLE, "the name of a table");
  }

  /// The table of kept responses.
  public String idempotencyTable() {
    return matching("IDEMPOTENCY_TABLE", TABLE, "the name of a table");
  }

  /// API versions to accept beside the built-in ones, separated by commas; may be empty.
  public String extraApiVersions() {
    String name = "EXTRA_API_VERSIONS";
    String versions = environment.getOrDefault(name, "");
    if (!API_VERSIONS.matcher(versions).matches()) {
      throw malformed(name, "a list of versions, separated by commas");
    }
    return versions;
  }

  /// The way to take API versions that are later than the newest known one.
  public NewerApiVersions newerApiVersions() {
    String name = "NEWER_API_VERSIONS";
    return WireName.find(NewerApiVersions.class, required(name))
        .orElseThrow(() -> malformed(name, "refuse or newest"));
  }

  /// The one issuer of trusted JWTs; empty when there is none.
  ///
  /// @throws IllegalStateException if only a part of it is set, or its URL is malformed
  public Optional<TrustedIssuer> trustedIssuer() {
    boolean isNone =
        Stream.of("JWT_ISSUER", "JWT_AUDIENCE", "JWT_KEY_SET_URL")
            .allMatch(name -> environment.getOrDefault(name, "").isBlank());
    if (isNone) {
      return Optional.empty();
    }
    String issuer = required("JWT_ISSUER");
    String audience = required("JWT_AUDIENCE");
    URI keySetUrl = url("JWT_KEY_SET_URL", required("JWT_KEY_SET_URL"));
    try {
      return Optional.of(new TrustedIssuer(issuer, audience, keySetUrl));
    } catch (IllegalArgumentException e) {
      throw malformed("JWT_KEY_SET_URL", "an https:// URL");
    }
  }

  /// The group that schedules are made in.
  public String scheduleGroup() {
    return matching("SCHEDULE_GROUP", SCHEDULE_GROUP, "the name of a schedule group");
  }

  /// The alias of the resume function, which a schedule invokes.
  public String resumeFunctionArn() {
    return matching("RESUME_FUNCTION_ARN", LAMBDA_ALIAS, "the ARN of a Lambda alias");
  }

  /// The role that EventBridge Scheduler assumes to invoke it.
  public String schedulerRoleArn() {
    return matching("SCHEDULER_ROLE_ARN", ROLE, "the ARN of an IAM role");
  }

  /// The dead-letter queue for resumes that EventBridge Scheduler cannot deliver.
  public String undeliveredResumesQueueArn() {
    return matching("UNDELIVERED_RESUMES_QUEUE_ARN", QUEUE, "the ARN of an SQS queue");
  }

  /// The time by which a pause must be overdue before the sweep ends it.
  public Duration sweepAge() {
    return Duration.ofSeconds(
        Long.parseLong(
            matching("SWEEP_AGE_SECONDS", SECONDS, "a whole number of seconds below 100000")));
  }

  /// The CloudWatch namespace of this stack's metrics.
  public String metricsNamespace() {
    return matching("METRICS_NAMESPACE", NAMESPACE, "a CloudWatch namespace");
  }

  /// Whether Lambda takes a snapshot of this process once it has started (SnapStart).
  boolean isSnapshotTaken() {
    return "snap-start".equals(environment.get(INITIALIZATION_TYPE));
  }

  /// Whether Lambda starts this process for an invocation, without a snapshot.
  boolean isStartedByLambda() {
    return environment.containsKey(INITIALIZATION_TYPE) && !isSnapshotTaken();
  }

  /// The same settings outside of Lambda: nothing is primed.
  Settings outsideLambda() {
    Map<String, String> others = new HashMap<>(environment);
    others.remove(INITIALIZATION_TYPE);
    return new Settings(others);
  }

  String region() {
    return matching("AWS_REGION", REGION, "the name of a Region");
  }

  @Nullable URI endpoint(String service) {
    String own = "AWS_ENDPOINT_URL_" + service;
    String name = optional(own) == null ? "AWS_ENDPOINT_URL" : own;
    String url = optional(name);
    return url == null ? null : url(name, url);
  }

  /// A setting; null when it is missing or blank.
  @Nullable String optional(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  String required(String name) {
    String value = optional(name);
    if (value == null) {
      throw new IllegalStateException("The environment variable " + name + " is not set.");
    }
    if (!value.equals(value.strip())) {
      throw new IllegalStateException(
          "The environment variable " + name + " begins or ends with white space.");
    }
    return value;
  }

  private String matching(String name, Pattern form, String what) {
    String value = required(name);
    if (!form.matcher(value).matches()) {
      throw malformed(name, what);
    }
    return value;
  }

  private static URI url(String name, String value) {
    try {
      URI url = new URI(value);
      if (("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
          && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // The exception's message repeats the value, so it is not passed on.
    }
    throw malformed(name, "an http:// or https:// URL");
  }

  private static IllegalStateException malformed(String name, String form) {
    return new IllegalStateException("The environment variable " + name + " is not " + form + ".");
  }
}
