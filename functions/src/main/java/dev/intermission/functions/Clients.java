package dev.intermission.functions;

import dev.intermission.functions.dynamodb.Faults;
import dev.intermission.functions.scheduler.SchedulerFaults;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/// The clients of AWS, explicitly configured: nothing is looked up at start.
///
/// Each client retries exactly the calls that may be repeated. Every way ends within the function's
/// own time-out. The longest is a change with a key whose response cannot be kept: TimeoutsTest
/// adds it up. A further try with a key begins only if there is time for it and all that follows:
/// see RetryBeforeDeadline.
///
/// Built once per process; the clients are safe for use by several threads.
public final class Clients {
  static {
    // The JDK's HTTP client may repeat a POST by itself when a kept connection breaks. We have not
    // seen it do so under the SDK, but a repeated pause that had already taken effect could
    // overwrite a newer one.
    System.setProperty("sun.net.http.retryPost", "false");
    // A snapshot must not keep an address that DynamoDB had, or had not, when it was taken: no
    // answer of the DNS is kept. Connections are, so there are few look-ups.
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    // It keeps 5 idle connections for each host; the sweep uses more.
    System.setProperty("http.maxConnections", "16");
  }

  private static final String DYNAMODB = "DYNAMODB";

  private final Settings settings;
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final List<SdkClient> made = new CopyOnWriteArrayList<>();
  private @Nullable DynamoDbClient unrepeatable;

  /// @param settings the function's environment
  public Clients(Settings settings) {
    this(
        settings,
        UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(1))
            .socketTimeout(Duration.ofMillis(2500))
            .build(),
        credentials(settings));
  }

  Clients(Settings settings, SdkHttpClient http, AwsCredentialsProvider credentials) {
    this.settings = settings;
    this.http = http;
    this.credentials = credentials;
  }

  /// DynamoDB for calls that may be repeated: reads, resumes and all calls of operators.
  public DynamoDbClient repeatable() {
    return build(
        DynamoDbClient.builder(),
        DYNAMODB,
        Duration.ofMillis(1300),
        Duration.ofMillis(2200),
        3,
        Faults::isTransient,
        Faults::isDefiniteRefusal);
  }

  /// DynamoDB for the write that accepts a pause: repeated only after a definite refusal. Always
  /// the same client: records and kept responses are written by it.
  public synchronized DynamoDbClient unrepeatable() {
    DynamoDbClient client = unrepeatable;
    if (client == null) {
      client =
          build(
              DynamoDbClient.builder(),
              DYNAMODB,
              Duration.ofMillis(1500),
              Duration.ofMillis(2500),
              3,
              Faults::isDefiniteRefusal,
              Faults::isDefiniteRefusal);
      unrepeatable = client;
    }
    return client;
  }

  /// EventBridge Scheduler: two attempts of 800 ms.
  public SchedulerClient scheduler() {
    return build(
        SchedulerClient.builder(),
        "SCHEDULER",
        Duration.ofMillis(800),
        Duration.ofMillis(1650),
        2,
        SchedulerFaults::isTransient,
        SchedulerFaults::isThrottled);
  }

  /// Makes a request that DynamoDB refuses. It names no operation, and nobody signed it: the TLS of
  /// the JDK is loaded, and nothing else happens.
  ///
  /// @param keepsConnection whether the connection is kept for the first call
  /// @throws IOException if DynamoDB cannot be reached
  void connect(boolean keepsConnection) throws IOException {
    URI endpoint = settings.endpoint(DYNAMODB);
    if (endpoint == null) {
      Region region = Region.of(settings.region());
      endpoint = URI.create("https://" + DynamoDbClient.serviceMetadata().endpointFor(region));
    }
    if (!"https".equals(endpoint.getScheme())) {
      return;
    }
    byte[] body = "{}".getBytes(StandardCharsets.US_ASCII);
    SdkHttpFullRequest.Builder request =
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint)
            .putHeader("Content-Type", "application/x-amz-json-1.0")
            .putHeader("Content-Length", Integer.toString(body.length))
            .contentStreamProvider(() -> new ByteArrayInputStream(body));
    if (!keepsConnection) {
      request.putHeader("Connection", "close");
    }
    SdkHttpFullRequest built = request.build();
    HttpExecuteResponse response =
        http.prepareRequest(
                HttpExecuteRequest.builder()
                    .request(built)
                    .contentStreamProvider(built.contentStreamProvider().orElseThrow())
                    .build())
            .call();
    try (InputStream refusal = response.responseBody().orElseThrow()) {
      refusal.readAllBytes();
    }
  }

  /// Ends the threads of all clients that were made. The HTTP client is not closed.
  void close() {
    for (SdkClient client : made) {
      client.close();
    }
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>
      C build(
          B builder,
          String service,
          Duration attemptTimeout,
          Duration callTimeout,
          int attempts,
          Predicate<Throwable> retryable,
          Predicate<Throwable> throttled) {
    URI endpoint = settings.endpoint(service);
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    C client =
        builder
            .httpClient(http)
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials)
            .overrideConfiguration(
                ClientOverrideConfiguration.builder()
                    .apiCallAttemptTimeout(attemptTimeout)
                    .apiCallTimeout(callTimeout)
                    .retryStrategy(
                        StandardRetryStrategy.builder()
                            .maxAttempts(attempts)
                            .useClientDefaults(false)
                            .circuitBreakerEnabled(false)
                            .retryOnException(retryable)
                            .backoffStrategy(
                                BackoffStrategy.exponentialDelay(
                                    Duration.ofMillis(25), Duration.ofMillis(200)))
                            .throttlingBackoffStrategy(
                                BackoffStrategy.exponentialDelay(
                                    Duration.ofMillis(50), Duration.ofMillis(400)))
                            .treatAsThrottling(throttled)
                            .build())
                    .build())
            .build();
    made.add(client);
    return client;
  }

  private static AwsCredentialsProvider credentials(Settings settings) {
    if (settings.optional("AWS_CONTAINER_CREDENTIALS_FULL_URI") != null) {
      return ContainerCredentialsProvider.builder().build();
    }
    String key = settings.required("AWS_ACCESS_KEY_ID");
    String secret = settings.required("AWS_SECRET_ACCESS_KEY");
    @Nullable String token = settings.optional("AWS_SESSION_TOKEN");
    return StaticCredentialsProvider.create(
        token == null
            ? AwsBasicCredentials.create(key, secret)
            : AwsSessionCredentials.create(key, secret, token));
  }
}
