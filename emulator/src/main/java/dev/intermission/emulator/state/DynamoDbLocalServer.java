package dev.intermission.emulator.state;

import dev.intermission.emulator.loopback.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.endpoints.EndpointUrl;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointProvider;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/// The official DynamoDB Local inside this JVM, reachable from this machine only.
///
/// It exists because DynamoDB Local's own server class listens on every interface, reports usage
/// and prints a banner; here its request handler sits in a Jetty server on 127.0.0.1 instead. Every
/// access key and region see the same tables, and no web page may call it (no CORS origin).
///
/// Thread-safe. The first start in a JVM takes some seconds, further ones a tenth; tests should
/// share one. [#close()] stops it; acknowledged writes are on disk already.
public final class DynamoDbLocalServer implements AutoCloseable {
  // Held for ever: a logger that nobody holds may be collected, and its level with it.
  private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

  static {
    SQLITE.setLevel(Level.WARNING);
    quiet("org.eclipse.jetty");
    // DynamoDB Local writes the numbers in its SQL with the digits of the default locale.
    Locale.setDefault(Locale.US);
    // The SDK reads the user's profiles, even if a client is given all its settings.
    String nothing = ProcessBuilder.Redirect.DISCARD.file().getPath();
    System.setProperty("aws.configFile", nothing);
    System.setProperty("aws.sharedCredentialsFile", nothing);
  }

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 4;

  private final LoopbackServer server;
  private final LocalDynamoDBRequestHandler requests;
  private final @Nullable DataFolder data;

  private DynamoDbLocalServer(@Nullable Path dataDirectory, @Nullable DataFolder data, int port)
      throws Exception {
    this.data = data;
    requests = new CommittedRequests(dataDirectory == null ? null : dataDirectory.toString());
    server =
        LoopbackServer.start(
            "DynamoDB Local",
            port,
            new HttpConnectionFactory(),
            new LocalDynamoDBServerHandler(requests, /* corsParam= */ ""));
  }

  /// Starts one that forgets everything when it is closed.
  ///
  /// @param port the port to listen on, 0 for any that is free
  /// @throws IllegalStateException when it cannot start, for example because the port is taken
  public static DynamoDbLocalServer inMemory(int port) {
    try {
      return new DynamoDbLocalServer(null, null, port);
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local did not start on port " + port, e);
    }
  }

  /// Starts one that keeps its tables in a directory. They survive restarts and kills of this
  /// process.
  ///
  /// @param dataDirectory created when missing; one process at a time may use it, and its owner
  ///   alone can read it
  /// @param port the port to listen on, 0 for any that is free
  /// @throws IllegalStateException when it cannot start, for example because the port is taken or
  ///   another process uses the directory, or what is in it is damaged
  public static DynamoDbLocalServer onDisk(Path dataDirectory, int port) {
    DataFolder data = DataFolder.open(dataDirectory);
    try {
      return new DynamoDbLocalServer(dataDirectory, data, port);
    } catch (Exception e) {
      data.close();
      throw new IllegalStateException("DynamoDB Local did not start on port " + port, e);
    }
  }

  /// A client of that endpoint, for code outside the functions. All that the SDK would look up in
  /// the user's profile, environment and system properties is given here, and no proxy is used.
  public static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .endpointProvider(always(endpoint))
        .region(Region.US_EAST_1)
        // DynamoDB Local requires a key and does not check it.
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(UrlConnectionHttpClient.create(DynamoDbLocalServer::connection))
        .defaultsMode(DefaultsMode.STANDARD)
        .fipsEnabled(false)
        .dualstackEnabled(false)
        .endpointDiscoveryEnabled(false)
        .accountIdEndpointMode(AccountIdEndpointMode.DISABLED)
        .overrideConfiguration(settings ->
            settings
                .appId("")
                .compressionConfiguration(compression ->
                    compression
                        .requestCompressionEnabled(false)
                        .minimumCompressionThresholdInBytes(0))
                .retryStrategy(StandardRetryStrategy.builder().maxAttempts(ATTEMPTS).build()))
        .build();
  }

  /// Resolves every endpoint to this one, whatever the user's settings say.
  private static DynamoDbEndpointProvider always(URI endpoint) {
    CompletableFuture<Endpoint> resolved =
        CompletableFuture.completedFuture(
            Endpoint.builder().endpointUrl(EndpointUrl.fromUri(endpoint)).build());
    return ignored -> resolved;
  }

  private static HttpURLConnection connection(URI uri) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
      connection.setReadTimeout((int) READ_TIMEOUT.toMillis());
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The message for when requests fail right after the start.
  public static String unusable(Path dataDirectory) {
    return DataFolder.unusable(dataDirectory);
  }

  /// The address for SDK clients, without a trailing slash.
  public URI endpoint() {
    return server.endpoint();
  }

  /// The port it listens on, the real one when 0 was asked for.
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    try {
      server.close();
    } finally {
      requests.shutdown();
      if (data != null) {
        data.close();
      }
    }
  }

  /// Responds to a transaction only after its commit. DynamoDB Local acknowledges it some
  /// milliseconds earlier, and a kill in between loses it. The next request waits for that commit,
  /// so one is sent here before the response.
  private static final class CommittedRequests extends LocalDynamoDBRequestHandler {
    private static final ListTablesRequest ANY_READ = ListTablesRequest.builder().limit(1).build();

    CommittedRequests(@Nullable String dataDirectory) throws DynamoDBLocalServiceException {
      super(
          0,
          dataDirectory == null,
          dataDirectory,
          /* sharedDb= */ true,
          /* delayTransientStatuses= */ false);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(
        String accessKey, String region, TransactWriteItemsRequest request) {
      TransactWriteItemsResponse response = super.transactWriteItems(accessKey, region, request);
      listTables(accessKey, region, ANY_READ);
      return response;
    }
  }

  /// Silences a logger of Jetty's start and stop messages, unless they are asked for.
  private static void quiet(String logger) {
    String property = "org.slf4j.simpleLogger.log." + logger;
    if (System.getProperty(property) == null) {
      System.setProperty(property, "warn");
    }
  }
}
