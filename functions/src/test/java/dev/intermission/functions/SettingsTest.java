package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intermission.functions.access.jwt.TrustedIssuer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Map<String, String> ALL =
      Map.of(
          "JWT_ISSUER", "https://issuer.test/",
          "JWT_AUDIENCE", "intermission",
          "JWT_KEY_SET_URL", "https://issuer.test/keys");

  @Test
  void an_issuer_is_trusted_when_all_of_it_is_set() {
    assertThat(new Settings(ALL).trustedIssuer())
        .contains(
            new TrustedIssuer(
                "https://issuer.test/", "intermission", URI.create("https://issuer.test/keys")));
  }

  @Test
  void no_issuer_is_trusted_when_nothing_of_it_is_set() {
    assertThat(new Settings(Map.of()).trustedIssuer()).isEmpty();
    Map<String, String> empty = new HashMap<>(ALL);
    empty.replaceAll((name, value) -> "");
    assertThat(new Settings(empty).trustedIssuer()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT_ISSUER", "JWT_AUDIENCE", "JWT_KEY_SET_URL"})
  void a_part_of_an_issuer_is_a_fault_that_names_what_is_missing(String missing) {
    Map<String, String> part = new HashMap<>(ALL);
    part.remove(missing);
    assertThatThrownBy(() -> new Settings(part).trustedIssuer())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(missing);
  }
}
