package dev.intermission.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.model.AccountId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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

  private static String of(Map<String, List<String>> query) {
    ApiRequest request =
        new ApiRequest(
            "r", "POST", "/v1/ads/{id}/pause", Map.of("id", "ad_1"), query, Map.of(), null, false);
    return Fingerprint.of(request, CALLER, PauseBody.empty(request));
  }
}
