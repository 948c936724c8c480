package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.emulator.template.DeployedApi.CannedResponse;
import dev.intermission.emulator.template.DeployedApi.HeaderValue;
import dev.intermission.functions.HttpStack.Response;
import dev.intermission.model.AppId;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each row of `docs/errors.md`, met once. [HttpStack] checks that every error response is on some
/// row.
class ErrorCatalogueTest {
  @Test
  void every_error_of_the_catalogue_is_met_and_there_is_no_other() throws IOException {
    Set<String> met = new TreeSet<>();
    try (HttpStack http = new HttpStack()) {
      http.stack.putAd("ad_a1", Map.of());
      http.stack.putAd("ad_reviewed", Map.of("status", TestStack.text("in_review")));
      http.stack.putAd("ad_broken", Map.of("clicks", TestStack.text("many")));
      String weak = http.stack.issueKey("weak", HttpStack.ACCOUNT, Set.of());
      met.add(entry(http.call("GET", "/ads/x").send()));
      met.add(entry(http.call("GET", "/ads").key(appKey(http)).send()));
      met.add(entry(http.call("POST", "/ads/ad_a1/pause").body("[]").send()));
      met.add(entry(http.call("POST", "/ads/ad_reviewed/pause").send()));
      met.add(entry(http.call("GET", "/ads/ad_a1").authorization(null).send()));
      met.add(entry(http.call("GET", "/ads/ad_a1").key(weak).send()));
      met.add(entry(http.call("GET", "/ads/ad_none").send()));
      met.add(entry(http.call("POST", "/ads/ad_a1/pause").body("x".repeat(5000)).send()));
      met.add(entry(http.call("GET", "/ads/ad_a1").header("X-Long", "x".repeat(10_300)).send()));
      met.add(entry(http.call("GET", "/ads/ad_broken").send()));
      http.issuer.behave(TestIssuer.Behaviour.FAILS);
      String jwt = http.issuer.token("user_1", HttpStack.ACCOUNT, Set.of(), http.clock.instant());
      met.add(entry(http.call("GET", "/ads/ad_a1").key(jwt).send()));

      Map<String, CannedResponse> gateway =
          Objects.requireNonNull(http.stack.template.api()).gatewayResponses();
      met.add(entry(400, gateway.get("DEFAULT_4XX")));
      met.add(entry(429, gateway.get("THROTTLED")));
      met.add(entry(429, gateway.get("QUOTA_EXCEEDED")));
      met.add(entry(500, gateway.get("DEFAULT_5XX")));
      met.add(entry(502, gateway.get("DEFAULT_5XX")));
      met.add(entry(503, gateway.get("INTEGRATION_FAILURE")));
    }
    assertThat(met).isEqualTo(ErrorCatalogue.ENTRIES);
  }

  private static String entry(Response response) {
    return ErrorCatalogue.entry(
        response.status(), response.json(), response.header("x-should-retry"));
  }

  private static String entry(int status, CannedResponse response) throws IOException {
    JsonNode body = new ObjectMapper().readTree(response.body());
    @Nullable HeaderValue retry = response.headers().get("x-should-retry");
    return ErrorCatalogue.entry(
        status, body, retry instanceof HeaderValue.Constant(String value) ? value : null);
  }

  private static String appKey(HttpStack http) {
    Holder app = new Holder.App(new AppId("app_1"));
    Secret secret = TestStack.secret(SecretKind.APP_API_KEY, "app");
    http.stack.store(
        secret,
        new Credential(
            new Caller("cred_app", app, EnumSet.allOf(Scope.class), null), null, null, null));
    return secret.reveal();
  }
}
