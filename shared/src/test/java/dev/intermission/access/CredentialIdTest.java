package dev.intermission.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialIdTest {
  /// Computed with Python's hashlib. Another way from request ids to ids would issue twice what was
  /// issued once.
  @ParameterizedTest
  @CsvSource({
    "r1, cred_aEyQSmv4gTBgUFYoCbakT8",
    "first-key-of-biz_demo, cred_t6gIyrz8rC7DTVaomiq01s"
  })
  void a_request_id_always_leads_to_the_same_id(String requestId, String id) {
    assertThat(CredentialId.of(requestId)).isEqualTo(new CredentialId(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cred_", "cred_a-b", "cred_a\n", " cred_a", "Cred_a", "a"})
  void an_id_of_another_form_is_refused(String text) {
    assertThat(CredentialId.parse(text)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> new CredentialId(text));
  }

  @Test
  void an_id_has_at_most_64_characters_after_its_prefix() {
    assertThat(CredentialId.parse("cred_" + "a".repeat(64))).isPresent();
    assertThat(CredentialId.parse("cred_" + "a".repeat(65))).isEmpty();
  }
}
