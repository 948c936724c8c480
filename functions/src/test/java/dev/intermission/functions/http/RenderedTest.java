package dev.intermission.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderedTest {
  @ParameterizedTest
  @CsvSource({"200, '{\"id\":\"ad_1\"}'", "400, '{\n}'", "404, ''"})
  void a_response_is_read_as_it_was_written(int status, String body) {
    Rendered rendered = new Rendered(status, body);
    assertThat(rendered.text()).isEqualTo(status + "\n" + body);
    assertThat(Rendered.parse(rendered.text())).isEqualTo(rendered);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 413, 429, 500, 503})
  void a_response_that_a_repetition_may_not_get_is_never_kept(int status) {
    assertThatIllegalStateException().isThrownBy(() -> new Rendered(status, "{}").text());
  }
}
