package dev.intermission.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.model.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rest of what makes two requests the same one is in `IdempotencyKeyTest`.
class FingerprintTest {
  private static final Caller CALLER =
      new Caller("cred_1", new Holder.Account(new AccountId("biz_1")), Set.of(), null);

  /// No route with a key takes a query parameter so far.
  @Test
  void the_query_counts_by_its_values_and_not_by_its_order() {
    String one = of(Map.of("b", List.of("1"), "a", List.of("2", "3")));
    assertThat(of(Map.of("a", List.of("2", "3"), "b", List.of("1")))).isEqualTo(one);
    assertThat(of(Map.of("a", List.of("3", "2"), "b", List.of("1")))).isNotEqualTo(one);
    assertThat(of(Map.of("a", List.of("2"), "b", List.of("1")))).isNotEqualTo(one);
    assertThat(of(Map.of())).isNotEqualTo(one);
  }

  /// A retry may come after a deployment, and must find the response.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"paused_until\":\"2027-01-31T09:00:00Z\"} | c8ce6e145e3b91f854405088a238d7a473d8b9d2fb7b502e20474e012a35eca5",
        "{} | bff469b695d6dce21361cb2508809cdee20657fc1f763380f3cfe5cc5848ac1c"
      })
  void a_request_that_an_earlier_release_knew_is_the_same_as_then(String body, String sha256) {
    ApiRequest request =
        new ApiRequest(
            "r",
            "POST",
            "/v1/ad_campaigns/{id}/pause",
            Map.of("id", "adcamp_1"),
            Map.of(),
            Map.of(),
            body,
            false);
    assertThat(Fingerprint.of(request, CALLER, PauseBody.withEnd(request))).isEqualTo(sha256);
  }

  private static String of(Map<String, List<String>> query) {
    ApiRequest request =
        new ApiRequest(
            "r", "POST", "/v1/ads/{id}/pause", Map.of("id", "ad_1"), query, Map.of(), null, false);
    return Fingerprint.of(request, CALLER, PauseBody.empty(request));
  }
}
