package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.emulator.template.DeployedApi;
import dev.intermission.emulator.template.DeployedApi.CannedResponse;
import dev.intermission.emulator.template.DeployedApi.HeaderValue;
import dev.intermission.functions.http.ApiError;
import dev.intermission.functions.http.ApiResponse;
import dev.intermission.functions.http.ApiResponseWriter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Retries of the official clients after each error. The errors are the functions', the gateway's
/// and that of unknown routes.
class ClientRetriesTest {
  /// Written out on purpose: no other error may be retried.
  private static final Set<String> A_RETRY_HELPS =
      Set.of(
          "unavailable",
          "tokenNotCheckable",
          "contended",
          "THROTTLED",
          "INTEGRATION_FAILURE",
          "INTEGRATION_TIMEOUT",
          "API_CONFIGURATION_ERROR",
          "DEFAULT_5XX 500",
          "DEFAULT_5XX 502",
          "DEFAULT_5XX 504");

  /// The statuses of gateway responses for which the template sets none.
  private static final Map<String, List<Integer>> OF_ITS_OWN =
      Map.of(
          "DEFAULT_4XX", List.of(400, 401, 403, 408, 409, 415, 429, 431),
          "DEFAULT_5XX", List.of(500, 502, 504));

  private static final ObjectMapper JSON = new ObjectMapper();

  /// An error as a client gets it.
  private record NamedResponse(
      String name, int status, Map<String, String> headers, JsonNode body) {
    @Nullable String header(String name) {
      return headers.get(name);
    }

    /// The rule of the TypeScript client.
    boolean isSentAgain() {
      String told = header("x-should-retry");
      return "true".equals(told) || (!"false".equals(told) && isSentAgainByStatus());
    }

    /// The rule of the Python client since version 2.
    boolean isSentAgainByStatus() {
      return status == 408 || status == 409 || status == 429 || status >= 500;
    }

    /// None of them waits longer than a minute.
    boolean hasUsableDelay() {
      String delay = header("Retry-After");
      return delay != null && delay.matches("[1-9]|[1-5][0-9]");
    }
  }

  @Test
  void a_client_sends_again_only_what_may_succeed_then_and_knows_when() throws Exception {
    List<NamedResponse> all = new ArrayList<>(ofTheFunctions());
    all.addAll(ofTheGateway());
    assertThat(all).hasSizeGreaterThan(40);
    assertThat(all)
        .allSatisfy(it -> {
          boolean helps = A_RETRY_HELPS.contains(it.name());
          assertThat(it.isSentAgain()).isEqualTo(helps);
          assertThat(it.isSentAgainByStatus() || !helps).isTrue();
          // Said, and not left to the status.
          assertThat(it.header("x-should-retry")).isEqualTo(helps ? "true" : "false");
          assertThat(it.hasUsableDelay()).isEqualTo(helps);
        });
    assertThat(all).extracting(NamedResponse::name).containsAll(A_RETRY_HELPS);
    assertThat(all)
        .filteredOn(it -> !it.name().startsWith("DEFAULT_"))
        .allSatisfy(it ->
            assertThat(ErrorCatalogue.ENTRIES)
                .contains(
                    ErrorCatalogue.entry(it.status(), it.body(), it.header("x-should-retry"))));
  }

  /// One error for each factory method of [ApiError]. Found by return type, so that none is
  /// forgotten.
  private static List<NamedResponse> ofTheFunctions()
      throws ReflectiveOperationException, IOException {
    List<NamedResponse> responses = new ArrayList<>();
    for (Method way : ApiError.class.getDeclaredMethods()) {
      if (way.getReturnType() == ApiError.class && Modifier.isStatic(way.getModifiers())) {
        Object[] words =
            Arrays.stream(way.getParameterTypes())
                .map(type -> type == Duration.class ? Duration.ofSeconds(30) : "word")
                .toArray();
        ApiResponse response = ApiResponse.failed((ApiError) way.invoke(null, words));
        JsonNode written = JSON.readTree(ApiResponseWriter.write(response, "r"));
        Map<String, String> headers = new HashMap<>();
        written
            .get("headers")
            .properties()
            .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
        responses.add(
            new NamedResponse(
                way.getName(),
                written.get("statusCode").asInt(),
                headers,
                JSON.readTree(written.get("body").asText())));
      }
    }
    return responses;
  }

  private static List<NamedResponse> ofTheGateway() throws IOException {
    DeployedApi api = Objects.requireNonNull(new TestStack().template.api());
    List<NamedResponse> responses = new ArrayList<>();
    for (Map.Entry<String, CannedResponse> entry : api.gatewayResponses().entrySet()) {
      String type = entry.getKey();
      CannedResponse response = entry.getValue();
      if (response.status().isPresent()) {
        responses.add(answered(type, response.status().getAsInt(), response));
      } else {
        for (int status : OF_ITS_OWN.get(type)) {
          responses.add(answered(type + " " + status, status, response));
        }
      }
    }
    for (DeployedApi.Mock mock : api.mocks()) {
      responses.add(answered(mock.path(), mock.response().status().orElseThrow(), mock.response()));
    }
    return responses;
  }

  private static NamedResponse answered(String name, int status, CannedResponse response)
      throws IOException {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .forEach((header, value) -> {
          if (value instanceof HeaderValue.Constant(String text)) {
            headers.put(header, text);
          }
        });
    return new NamedResponse(name, status, headers, JSON.readTree(response.body()));
  }
}
