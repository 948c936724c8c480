package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.functions.access.jwt.PrimingIssuer;
import dev.intermission.functions.dynamodb.CredentialItem;
import dev.intermission.functions.priming.CannedAws;
import dev.intermission.functions.priming.CannedItems;
import dev.intermission.functions.priming.CannedTables;
import dev.intermission.functions.priming.PrimingContext;
import dev.intermission.model.AccountId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.http.SdkHttpClient;

/// Runs a function's own path before its first invocation.
///
/// That invocation then does not wait for classes to be loaded and compiled.
///
/// A stand-in for the handler serves a few requests. It is wired to a canned AWS, has a credential
/// that exists nowhere, a fixed time, and neither logs nor counts; then it is closed and thrown
/// away. So no verdict, time, connection or credential of it can be in the handler that serves
/// clients, or in a snapshot of it. The TLS of the JDK is loaded by unsigned requests to DynamoDB,
/// which have no effect.
///
/// A failure is logged, and nothing else: the first invocation is slower then.
final class Priming {
  private static final Logger LOG = LoggerFactory.getLogger(Priming.class);

  /// Rounds after which more of them gain nothing: docs/performance.md.
  private static final int ROUNDS = 5;

  private static final int CONNECTIONS = 3;

  private static final String OK = "\"statusCode\":200";

  /// The account that owns the sample items.
  private static final AccountId ACCOUNT = new AccountId("biz_demo");

  private final Settings settings;

  Priming(Settings settings) {
    this.settings = settings;
  }

  /// Primes an operation of the API before a snapshot.
  ///
  /// @param standIn makes another handler of the operation
  void beforeSnapshot(
      Operation operation, Function<Wiring, ? extends RequestStreamHandler> standIn) {
    run(() -> {
      for (int round = 0; round < ROUNDS; round++) {
        responses(operation, standIn);
      }
      connect();
      LOG.info("{} is primed for its snapshot", operation.id());
    });
  }

  /// Connects on a virtual thread, as the keys of JWTs are fetched. So its way to a socket is
  /// loaded, too.
  private void connect() throws IOException {
    FutureTask<@Nullable Void> connecting =
        new FutureTask<>(() -> {
          for (int connection = 0; connection < CONNECTIONS; connection++) {
            new Clients(settings).connect(false);
          }
          return null;
        });
    Thread.ofVirtual().name("priming").start(connecting);
    try {
      connecting.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while connecting", e);
    }
  }

  /// Primes a function without a snapshot, while it starts and has a whole CPU.
  ///
  /// @param clients those of the function, which keep the connection
  /// @param standIn makes another handler
  /// @param payload of an invocation
  void atStart(
      Clients clients, Function<Wiring, ? extends RequestStreamHandler> standIn, String payload) {
    run(() -> {
      responses(standIn, List.of(payload), aws());
      clients.connect(true);
    });
  }

  /// Serves the requests of an operation, each once.
  ///
  /// @return the responses
  /// @throws IOException never, in practice: nothing is read from outside
  List<String> responses(
      Operation operation, Function<Wiring, ? extends RequestStreamHandler> standIn)
      throws IOException {
    List<String> responses = responses(standIn, PrimingRequests.of(operation, tokens()), aws());
    for (String response : responses) {
      if (!response.contains(OK)) {
        throw new IllegalStateException("another response than 200: " + response);
      }
    }
    return responses;
  }

  /// Serves invocations, each once.
  ///
  /// @param aws stands for all of AWS
  /// @return the responses; each may be empty
  /// @throws IOException never, in practice: nothing is read from outside
  List<String> responses(
      Function<Wiring, ? extends RequestStreamHandler> standIn,
      List<String> payloads,
      SdkHttpClient aws)
      throws IOException {
    Wiring wiring = Wiring.canned(settings, aws, PrimingRequests.NOW);
    try {
      RequestStreamHandler handler = standIn.apply(wiring);
      List<String> responses = new ArrayList<>();
      for (String payload : payloads) {
        responses.add(response(handler, payload));
      }
      return responses;
    } finally {
      // Each client has threads of its own, for its time-outs.
      wiring.clients().close();
    }
  }

  private List<String> tokens() {
    List<String> tokens = new ArrayList<>(List.of(PrimingRequests.NOBODYS_KEY.reveal()));
    if (settings.trustedIssuer().isPresent()) {
      tokens.addAll(PrimingIssuer.tokens());
    }
    return tokens;
  }

  /// AWS with one item in each table.
  SdkHttpClient aws() throws IOException {
    return new CannedAws(new CannedTables(items()));
  }

  /// The item of each table that the function may read, by the table's name.
  private Map<String, String> items() throws IOException {
    Map<String, String> items = new HashMap<>();
    putSample(items, "ADS_TABLE", "ad.json");
    putSample(items, "AD_CAMPAIGNS_TABLE", "paused-ad-campaign.json");
    String credentials = settings.optional("CREDENTIALS_TABLE");
    if (credentials != null) {
      items.put(
          credentials,
          CannedItems.write(
              CredentialItem.write(PrimingRequests.NOBODYS_KEY.hash(), credential())));
    }
    return items;
  }

  private void putSample(Map<String, String> items, String table, String file) throws IOException {
    String name = settings.optional(table);
    if (name != null) {
      items.put(name, CannedItems.read(file));
    }
  }

  private static Credential credential() {
    return new Credential(
        new Caller("priming", new Holder.Account(ACCOUNT), Set.of(Scope.values()), null),
        null,
        null,
        null);
  }

  private static String response(RequestStreamHandler handler, String payload) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
        response,
        new PrimingContext());
    return response.toString(StandardCharsets.UTF_8);
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private static void run(Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException | LinkageError e) {
      LOG.warn("The first invocations will be slow, because the priming failed: {}", e.toString());
    }
  }
}
