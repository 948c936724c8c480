package dev.intermission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.functions.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No secret, token, hash or body in the functions' logs. Reads everything they logged in all
/// tests. Runs after all other tests, so it stands in the last module.
class LogOutputTest {
  private static final Map<String, Pattern> FORBIDDEN =
      Map.of(
          "a secret of ours", Pattern.compile("im_(acc|app|usr)_[0-9A-Za-z]{10,}"),
          "a JWT", Pattern.compile("eyJ[A-Za-z0-9_-]{8,}"),
          "an Authorization header", Pattern.compile("(?i)bearer +\\S"),
          "a hash", Pattern.compile("\\b[0-9a-f]{64}\\b"),
          "what an issuer answered", Pattern.compile("<html>|\"keys\""),
          "a request's body",
              Pattern.compile(
                  "\"(paused_until|time_zone|paused_for|action|request_id|scopes)\" *:"),
          "a response's body", Pattern.compile("\"(error|data|created_by_user|primary_texts)\" *:"),
          "a record's content", Pattern.compile("(?i)autumn|pickaxe|john ?doe"));

  static List<String> forbidden() {
    return FORBIDDEN.keySet().stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("forbidden")
  void nothing_of_this_kind_is_ever_logged(String kind) {
    assertThat(lines()).filteredOn(line -> FORBIDDEN.get(kind).matcher(line).find()).isEmpty();
  }

  /// Else the tests above would look at nothing.
  @Test
  void the_log_of_the_requests_is_there() {
    assertThat(lines())
        .anyMatch(line -> line.contains("pauseAd 200 "))
        .anyMatch(line -> line.contains("retrieveAdCampaign 401 "))
        .anyMatch(line -> line.contains("Broken item: table"))
        .anyMatch(line -> line.contains(" was issued before: no secret is shown"))
        .anyMatch(line -> line.contains("The key set of the JWTs' issuer could not be fetched"));
  }

  /// And each pattern finds what it is there for.
  @Test
  void the_patterns_find_what_they_are_meant_for() throws IOException {
    String title = Files.readString(TestStack.PROJECT.resolve("events/items/ad-campaign.json"));
    List<String> samples =
        List.of(
            TestStack.secret("x").reveal(),
            "eyJhbGciOiJFUzI1NiJ9.e30.c2ln",
            "Authorization: Bearer x",
            TestStack.secret("x").hash().hex(),
            "<html>",
            "{\"paused_until\":null}",
            "{\"error\":{}}",
            title);
    assertThat(FORBIDDEN.values())
        .allMatch(pattern -> samples.stream().anyMatch(text -> pattern.matcher(text).find()));
  }

  private static List<String> lines() {
    try {
      List<String> lines = new ArrayList<>();
      for (String module : List.of("emulator", "functions", "local")) {
        Path log = TestStack.PROJECT.resolve(module).resolve("target/test.log");
        if (Files.exists(log)) {
          lines.addAll(Files.readAllLines(log));
        }
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
