package dev.intermission.functions;

import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.emulator.lambda.InvocationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Sample events do as their names say, with the responses in `events/responses.csv`. The same
/// files serve `sam local`, the documentation, and `.ci/runtime/run`, where each function is a
/// process of its own.
class SampleEventsTest {
  private static final String RESPONSES = "../events/responses.csv";

  @RegisterExtension static final HttpStack http = HttpStack.start();

  @BeforeAll
  static void arrange() {
    http.stack.putAd("ad_demoActive1", Map.of());
    http.stack.putCampaign("adcamp_demoActive1", Map.of());
    http.stack.putCampaign("adcamp_otherActive1", Map.of("account_id", text("biz_other")));
  }

  /// The administer-credentials ones as one operator might invoke them.
  @ParameterizedTest
  @CsvFileSource(files = RESPONSES, useHeadersInDisplayName = true, quoteCharacter = '\'')
  void a_sample_event_gets_its_response(
      String event, String function, @Nullable Integer status, @Nullable String part) {
    assertThat(http.invoke(function, event(event)))
        .isInstanceOfSatisfying(
            InvocationResult.Success.class,
            success ->
                assertThat(success.payload())
                    .contains(status == null ? "" : "{\"statusCode\":" + status + ",")
                    .contains(part == null ? "" : part.replace("{{now+1h}}", inAnHour())));
  }

  @Test
  void no_sample_event_is_left_out_here_and_none_holds_a_date_that_rots() throws IOException {
    List<String> answered =
        Files.readAllLines(Path.of(RESPONSES)).stream()
            .filter(line -> !line.startsWith("#"))
            .skip(1)
            .map(line -> line.substring(0, line.indexOf(',')) + ".json")
            .toList();
    try (Stream<Path> files = Files.list(TestStack.PROJECT.resolve("events"))) {
      assertThat(
              files
                  .map(file -> String.valueOf(file.getFileName()))
                  .filter(name -> name.endsWith(".json")))
          .containsExactlyInAnyOrderElementsOf(answered);
    }
    for (String file :
        List.of(
            "pause-ad-campaign",
            "administer-credentials-issue-user-oauth-token",
            "administer-credentials-narrow")) {
      assertThat(Files.readString(TestStack.PROJECT.resolve("events/" + file + ".json")))
          .contains("{{now+1h}}");
    }
  }

  private static String inAnHour() {
    return http.clock.instant().plus(Duration.ofHours(1)).toString().replace("Z", "");
  }

  private static String event(String file) {
    return Samples.event(file + ".json", http.token(), http.clock.instant());
  }
}
