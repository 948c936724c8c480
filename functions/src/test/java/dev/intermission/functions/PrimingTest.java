package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.access.Operation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    List<String> responses = priming().responses(operation, twin(operation));
    assertThat(responses).hasSize(PrimingRequests.changes(operation) ? 4 : 3);
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
    assertThat(priming().responses(Operation.RETRIEVE_AD, twin(Operation.RETRIEVE_AD))).hasSize(1);
  }

  @Test
  void a_timed_pause_is_paused_and_its_timer_made() throws Exception {
    String response =
        priming()
            .responses(Operation.PAUSE_AD_CAMPAIGN, twin(Operation.PAUSE_AD_CAMPAIGN))
            .getFirst();
    assertThat(
            JSON.readTree(JSON.readTree(response).path("body").textValue())
                .path("paused_until")
                .textValue())
        .isEqualTo("2026-12-31T22:00:00.000Z");
  }

  @Test
  void the_functions_without_a_route_go_their_whole_way() throws Exception {
    assertThat(priming().response(ResumeAdCampaignHandler::new, PrimingRequests.RESUME)).isEmpty();
    assertThat(priming().response(SweepDuePausesHandler::new, PrimingRequests.SWEEP)).isEmpty();
    String listed =
        priming().response(AdministerCredentialsHandler::new, PrimingRequests.ADMINISTER);
    assertThat(JSON.readTree(listed).path("credentials").isArray()).as(listed).isTrue();
  }

  @Test
  void nothing_is_counted_and_nothing_is_logged_as_if_it_were_a_request() throws Exception {
    Path log = Path.of(System.getProperty("org.slf4j.simpleLogger.logFile"));
    PrintStream out = System.out;
    ByteArrayOutputStream metrics = new ByteArrayOutputStream();
    long before = Files.size(log);
    try {
      System.setOut(new PrintStream(metrics, true, StandardCharsets.UTF_8));
      for (Operation operation : Operation.values()) {
        priming().responses(operation, twin(operation));
      }
      priming().response(ResumeAdCampaignHandler::new, PrimingRequests.RESUME);
      priming().response(SweepDuePausesHandler::new, PrimingRequests.SWEEP);
      priming().response(AdministerCredentialsHandler::new, PrimingRequests.ADMINISTER);
    } finally {
      System.setOut(out);
    }
    assertThat(metrics.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(Files.size(log)).as("the size of the log").isEqualTo(before);
  }

  @Test
  void it_never_fails() {
    List<String> started = new ArrayList<>();
    priming()
        .atStart(
            new Clients(new Settings(Map.copyOf(environment))),
            wiring -> {
              started.add("a twin");
              throw new IllegalStateException("made to fail");
            },
            "{}");
    assertThat(started).containsExactly("a twin");
  }

  /// So no address that a host had before the snapshot is used after it.
  @Test
  void no_answer_of_the_dns_is_kept() {
    assertThat(new Clients(new Settings(Map.copyOf(environment)))).isNotNull();
    assertThat(Security.getProperty("networkaddress.cache.ttl")).isEqualTo("0");
  }

  @Test
  void a_twin_primes_no_twin_of_its_own() throws Exception {
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    List<Wiring> twins = new ArrayList<>();
    priming()
        .response(
            wiring -> {
              twins.add(wiring);
              return new RetrieveAdHandler(wiring);
            },
            PrimingRequests.first(Operation.RETRIEVE_AD));
    assertThat(twins).hasSize(1);
    assertThat(twins.getFirst().settings().isSnapshotTaken()).isFalse();
    assertThat(twins.getFirst().settings().isStartedByLambda()).isFalse();
  }

  private Priming priming() {
    return new Priming(new Settings(Map.copyOf(environment)));
  }

  private static Function<Wiring, RequestStreamHandler> twin(Operation operation) {
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
