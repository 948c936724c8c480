package dev.intermission.functions.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intermission.model.AdCampaignId;
import dev.intermission.model.PauseId;
import dev.intermission.resume.Timer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeInputTest {
  private static final Timer TIMER =
      new Timer(
          new AdCampaignId("adcamp_1"),
          new PauseId("00000000-0000-4000-8000-000000000001"),
          Instant.ofEpochSecond(1_800_000_000));

  @Test
  void what_is_written_is_this_for_as_long_as_schedules_wait() {
    assertThat(ResumeInput.write(TIMER))
        .isEqualTo(
            "{\"v\":1,\"id\":\"adcamp_1\",\"pause_id\":\"00000000-0000-4000-8000-000000000001\",\"paused_until\":1800000000}");
  }

  @Test
  void what_was_written_is_read() {
    assertThat(read(ResumeInput.write(TIMER))).isEqualTo(TIMER);
  }

  @Test
  void fields_of_a_newer_time_are_passed_over() {
    assertThat(
            read(
                """
                {"more":{"id":"no"},"list":[1,[2]],"paused_until":1800000000,"pause_id":"00000000-0000-4000-8000-000000000001",
                 "id":"adcamp_1","v":1}\
                """))
        .isEqualTo(TIMER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"v\":1",
        "{\"v\":2,\"id\":\"adcamp_1\",\"pause_id\":\"00000000-0000-4000-8000-000000000001\",\"paused_until\":1}",
        "{\"v\":\"1\",\"id\":\"adcamp_1\",\"pause_id\":\"00000000-0000-4000-8000-000000000001\",\"paused_until\":1}",
        "{\"v\":1,\"id\":\"ad_1\",\"pause_id\":\"00000000-0000-4000-8000-000000000001\",\"paused_until\":1}",
        "{\"v\":1,\"id\":7,\"pause_id\":\"00000000-0000-4000-8000-000000000001\",\"paused_until\":1}",
        "{\"v\":1,\"id\":\"adcamp_1\",\"pause_id\":\"p\\n{}\",\"paused_until\":1}",
        "{\"v\":1,\"id\":\"adcamp_1\",\"pause_id\":\"\",\"paused_until\":1}",
        "{\"v\":1,\"id\":\"adcamp_1\",\"pause_id\":{\"a\":1},\"paused_until\":1}",
        "{\"v\":1,\"id\":\"adcamp_1\",\"pause_id\":\"00000000-0000-4000-8000-000000000001\",\"paused_until\":1.5}",
        "{\"v\":1,\"id\":\"adcamp_1\",\"pause_id\":\"00000000-0000-4000-8000-000000000001\",\"paused_until\":\"1\"}",
        "{\"v\":1,\"id\":\"adcamp_1\",\"pause_id\":\"00000000-0000-4000-8000-000000000001\",\"paused_until\":99999999999999999999}",
        "{\"v\":1,\"id\":\"adcamp_1\",\"pause_id\":\"00000000-0000-4000-8000-000000000001\",\"paused_until\":9223372036854775807}",
        "{\"v\":1,\"id\":\"adcamp_1\",\"pause_id\":\"00000000-0000-4000-8000-000000000001\"}",
      })
  void anything_else_is_a_fault_that_does_not_repeat_what_came(String input) {
    assertThatThrownBy(() -> read(input))
        .isInstanceOf(ResumeInput.MalformedInputException.class)
        .hasMessageNotContaining("adcamp_1");
  }

  /// Exact messages, for the reader of the failed event in its queue. Apostrophes stand for
  /// quotation marks, `@` for the rest of a good input.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|The input is no JSON object.",
        "null|The input is no JSON object.",
        "null null|The input is no JSON object.",
        "[|The input is no JSON object.",
        "nul|The input is no JSON.",
        "{'v':1,@|The input is no JSON.",
        "{'v':1,'v':1,@}|The input is no JSON.",
        "{'v':1,@,'more':{'a':1,'a':1}}|The input is no JSON.",
        "{'v':99999999999999999999,@}|The input is no JSON.",
        "{'v':99999999999999999999,@}{}|The input is no JSON.",
        "{'v':2,@}{}|The input is more than one JSON object.",
        "{'v':2}|The input has no version that is known here.",
        "{@}|The input has no version that is known here.",
        "{'v':1}|The input lacks id, pause_id or paused_until.",
        "{'v':1,'id':'adcamp_1','pause_id':'p','paused_until':1}|The input's pause_id has another form.",
        "{'v':1,'id':'ad_1','pause_id':'00000000-0000-4000-8000-000000000001','paused_until':1}|The input's id has another form.",
        "{'v':1,'id':'adcamp_1','pause_id':'00000000-0000-4000-8000-000000000001','paused_until':9223372036854775807}|The input's paused_until is no time.",
      })
  void a_fault_says_what_is_wrong_first(String input, String message) {
    String rest =
        "'id':'adcamp_1','pause_id':'00000000-0000-4000-8000-000000000001','paused_until':1";
    assertThatThrownBy(() -> read(input.replace("@", rest).replace('\'', '"')))
        .isInstanceOf(ResumeInput.MalformedInputException.class)
        .hasMessage(message);
  }

  /// Each field in each type, in front of the others.
  @Test
  void a_field_of_another_type_is_a_fault_and_never_changes_how_others_are_read() {
    Map<String, String> good =
        Map.of(
            "v", "1",
            "id", "\"adcamp_1\"",
            "pause_id", "\"00000000-0000-4000-8000-000000000001\"",
            "paused_until", "1800000000");
    for (String field : List.of("v", "id", "pause_id", "paused_until", "more")) {
      for (String value :
          List.of(
              "null",
              "true",
              "0",
              "1.0",
              "1e0",
              "\"\"",
              "[]",
              "[\"adcamp_1\"]",
              "[[1]]",
              "{}",
              "{\"id\":\"adcamp_9\",\"v\":1}",
              "{\"a\":{\"paused_until\":1}}")) {
        String input =
            good.entrySet().stream()
                .filter(it -> !it.getKey().equals(field))
                .map(it -> "\"%s\":%s".formatted(it.getKey(), it.getValue()))
                .collect(Collectors.joining(",", "{\"%s\":%s,".formatted(field, value), "}"));
        if (field.equals("more")) {
          assertThat(read(input)).isEqualTo(TIMER);
        } else if (field.equals("paused_until") && value.equals("0")) {
          assertThat(read(input).until()).isEqualTo(Instant.EPOCH);
        } else {
          assertThatThrownBy(() -> read(input))
              .as(input)
              .isInstanceOf(ResumeInput.MalformedInputException.class);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "x", "null", ","})
  void more_than_one_object_is_a_fault(String more) {
    assertThatThrownBy(() -> read(ResumeInput.write(TIMER) + more))
        .isInstanceOf(ResumeInput.MalformedInputException.class);
  }

  @Test
  void a_field_that_comes_twice_is_a_fault() {
    assertThatThrownBy(() -> read(ResumeInput.write(TIMER).replace("{", "{\"id\":\"adcamp_2\",")))
        .isInstanceOf(ResumeInput.MalformedInputException.class);
  }

  private static Timer read(String input) {
    return ResumeInput.read(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
  }
}
