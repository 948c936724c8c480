package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.access.Operation;
import dev.intermission.functions.priming.PrimingContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crac.Core;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/// The path that a function takes before its first invocation.
class PrimingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> environment = new HashMap<>(new TestStack().environment);

  @ParameterizedTest
  @EnumSource(Operation.class)
  void every_request_goes_the_whole_way_to_its_response(Operation operation) throws Exception {
    environment.put("JWT_ISSUER", "https://issuer.example");
    environment.put("JWT_AUDIENCE", "intermission");
    environment.put("JWT_KEY_SET_URL", "https://issuer.example/keys");
    List<String> responses = priming().responses(operation, standIn(operation));
    assertThat(responses).hasSize(PrimingRequests.changes(operation) ? 5 : 4);
    assertThat(responses)
        .allSatisfy(response -> {
          JsonNode payload = JSON.readTree(response);
          assertThat(payload.path("statusCode").intValue()).as(response).isEqualTo(200);
          JsonNode body = JSON.readTree(payload.path("body").textValue());
          JsonNode record =
              switch (operation.form()) {
                case ONE -> body;
                case PAGE -> body.path("data").path(0);
              };
          assertThat(record.path("id").textValue()).as(response).contains("_demo");
        });
  }

  @Test
  void without_an_issuer_no_token_is_checked() throws Exception {
    assertThat(priming().responses(Operation.RETRIEVE_AD, standIn(Operation.RETRIEVE_AD)))
        .hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void one_of_the_responses_has_the_newest_shape(Operation operation) throws Exception {
    assertThat(priming().responses(operation, standIn(operation)))
        .filteredOn(response -> response.contains("delivery_status"))
        .hasSize(1);
  }

  @Test
  void a_timed_pause_is_paused_and_its_timer_made() throws Exception {
    String response =
        priming()
            .responses(Operation.PAUSE_AD_CAMPAIGN, standIn(Operation.PAUSE_AD_CAMPAIGN))
            .getFirst();
    assertThat(
            JSON.readTree(JSON.readTree(response).path("body").textValue())
                .path("paused_until")
                .textValue())
        .isEqualTo("2026-12-31T22:00:00.000Z");
  }

  @Test
  void one_timed_pause_is_until_a_local_time() throws Exception {
    assertThat(
            priming().responses(Operation.PAUSE_AD_CAMPAIGN, standIn(Operation.PAUSE_AD_CAMPAIGN)))
        .hasSize(3)
        .allMatch(response -> response.contains("2026-12-31T22:00:00.000Z"));
    assertThat(PrimingRequests.of(Operation.PAUSE_AD_CAMPAIGN, List.of("token")))
        .filteredOn(payload -> payload.contains("Europe/Berlin"))
        .hasSize(1);
  }

  @Test
  void a_resume_and_a_sweep_go_their_whole_way() throws Exception {
    Calls calls = new Calls(priming().aws());
    priming().responses(ResumeAdCampaignHandler::new, List.of(PrimingRequests.RESUME), calls);
    assertThat(calls.operations).containsExactly("UpdateItem");
    calls.operations.clear();
    priming().responses(SweepDuePausesHandler::new, List.of(PrimingRequests.SWEEP), calls);
    assertThat(calls.operations).hasSize(16).contains("UpdateItem", "Query");
  }

  @Test
  void an_administration_goes_its_whole_way() throws Exception {
    String listed =
        priming()
            .responses(
                AdministerCredentialsHandler::new,
                List.of(PrimingRequests.ADMINISTER),
                priming().aws())
            .getFirst();
    assertThat(JSON.readTree(listed).path("credentials").isArray()).as(listed).isTrue();
  }

  @Test
  void nothing_is_counted_and_nothing_is_logged_as_if_it_were_a_request() throws Exception {
    PrintStream out = System.out;
    ByteArrayOutputStream metrics = new ByteArrayOutputStream();
    String logged;
    try {
      System.setOut(new PrintStream(metrics, true, StandardCharsets.UTF_8));
      logged =
          logOf(() -> {
            for (Operation operation : Operation.values()) {
              priming().responses(operation, standIn(operation));
            }
            priming()
                .responses(
                    ResumeAdCampaignHandler::new, List.of(PrimingRequests.RESUME), priming().aws());
            priming()
                .responses(
                    SweepDuePausesHandler::new, List.of(PrimingRequests.SWEEP), priming().aws());
            priming()
                .responses(
                    AdministerCredentialsHandler::new,
                    List.of(PrimingRequests.ADMINISTER),
                    priming().aws());
          });
    } finally {
      System.setOut(out);
    }
    assertThat(metrics.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(logged).isEmpty();
  }

  @Test
  void a_started_function_is_primed_and_starts_even_if_dynamo_db_cannot_be_reached()
      throws Exception {
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", "https://127.0.0.1:1");
    List<RequestStreamHandler> made = new ArrayList<>();
    String logged =
        logOf(() -> {
          made.add(new RetrieveAdHandler(wiring()));
          made.add(new ResumeAdCampaignHandler(wiring()));
        });
    assertThat(made).hasSize(2);
    assertThat(logged.lines()).hasSize(2).allMatch(line -> line.contains("the priming failed"));
  }

  @Test
  void before_a_snapshot_an_operation_is_primed_and_leaves_neither_thread_nor_verdict()
      throws Exception {
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    RequestStreamHandler handler = new RetrieveAdHandler(wiring());
    Set<Thread> before = timers();
    String logged = logOf(() -> Snapshot.HELD.getLast().beforeCheckpoint(Core.getGlobalContext()));
    assertThat(logged).contains("retrieveAd is primed");
    Set<Thread> made = timers();
    made.removeAll(before);
    for (Thread thread : made) {
      // A thread of a client that was closed may need a moment to end.
      assertThat(thread.join(Duration.ofSeconds(30))).as(thread.getName()).isTrue();
    }
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(
            PrimingRequests.first(Operation.RETRIEVE_AD).getBytes(StandardCharsets.UTF_8)),
        response,
        new PrimingContext());
    assertThat(JSON.readTree(response.toByteArray()).path("statusCode").intValue())
        .as("the credential of the priming is nobody's")
        .isEqualTo(401);
  }

  @Test
  void a_failure_is_logged_and_nothing_else() throws Exception {
    List<String> started = new ArrayList<>();
    String logged =
        logOf(() ->
            priming()
                .atStart(
                    new Clients(new Settings(Map.copyOf(environment))),
                    wiring -> {
                      started.add("a stand-in");
                      throw new NoClassDefFoundError("made to fail");
                    },
                    "{}"));
    assertThat(started).containsExactly("a stand-in");
    assertThat(logged).contains("the priming failed: java.lang.NoClassDefFoundError: made to fail");
  }

  /// So no address that a host had before the snapshot is used after it.
  @Test
  void no_answer_of_the_dns_is_kept() {
    assertThat(new Clients(new Settings(Map.copyOf(environment)))).isNotNull();
    assertThat(Security.getProperty("networkaddress.cache.ttl")).isEqualTo("0");
    assertThat(Security.getProperty("networkaddress.cache.negative.ttl")).isEqualTo("0");
  }

  @Test
  void a_stand_in_is_not_primed_by_another() throws Exception {
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    List<Wiring> wirings = new ArrayList<>();
    priming()
        .responses(
            wiring -> {
              wirings.add(wiring);
              return new RetrieveAdHandler(wiring);
            },
            List.of(PrimingRequests.first(Operation.RETRIEVE_AD)),
            priming().aws());
    assertThat(wirings).hasSize(1);
    assertThat(wirings.getFirst().settings().isSnapshotTaken()).isFalse();
    assertThat(wirings.getFirst().settings().isStartedByLambda()).isFalse();
  }

  /// The lines that an action adds to the log.
  private static String logOf(Action action) throws Exception {
    Path log = Path.of(System.getProperty("org.slf4j.simpleLogger.logFile"));
    long before = Files.size(log);
    action.run();
    byte[] all = Files.readAllBytes(log);
    return new String(
        all, Math.toIntExact(before), Math.toIntExact(all.length - before), StandardCharsets.UTF_8);
  }

  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  /// The threads of the SDK's time-outs.
  private static Set<Thread> timers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("sdk-"))
        .collect(Collectors.toSet());
  }

  /// Notes the operations of DynamoDB, and hands them on.
  private static final class Calls implements SdkHttpClient {
    private final SdkHttpClient aws;
    private final List<String> operations = new CopyOnWriteArrayList<>();

    Calls(SdkHttpClient aws) {
      this.aws = aws;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      request
          .httpRequest()
          .firstMatchingHeader("X-Amz-Target")
          .ifPresent(target -> operations.add(target.substring(target.indexOf('.') + 1)));
      return aws.prepareRequest(request);
    }

    @Override
    public void close() {
      aws.close();
    }
  }

  private Wiring wiring() {
    return Wiring.of(Map.copyOf(environment), InstantSource.system());
  }

  private Priming priming() {
    return new Priming(new Settings(Map.copyOf(environment)));
  }

  private static Function<Wiring, RequestStreamHandler> standIn(Operation operation) {
    String verb =
        operation.id().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
            + operation.id().substring(1);
    return wiring -> {
      try {
        Constructor<?> constructor =
            Class.forName("dev.intermission.functions." + verb + "Handler")
                .getDeclaredConstructor(Wiring.class);
        return (RequestStreamHandler) constructor.newInstance(wiring);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    };
  }
}
