package dev.intermission.emulator.loopback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalHostTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:0", "[::1]", "[::1]:65535"})
  void this_machine_has_three_names_with_any_port(String host) {
    assertThat(LocalHost.isNamedBy(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ":8080",
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "localhost.",
        "127.0.0.1.evil.example:8080",
        "127.0.0.2",
        "127.1",
        "2130706433",
        "0.0.0.0",
        "192.168.0.1",
        "::1",
        "[::]",
        "[::ffff:127.0.0.1]",
        "localhost:evil",
        "localhost:",
        "localhost:80@evil.example",
        "evil.example@localhost",
        "evil.example, localhost",
        "localhost\n"
      })
  void no_other_name_is_this_machines(String host) {
    assertThat(LocalHost.isNamedBy(host)).isFalse();
  }

  @Test
  void no_name_is_not_this_machines() {
    assertThat(LocalHost.isNamedBy(null)).isFalse();
  }
}
