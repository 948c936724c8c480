package dev.intermission.functions.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.intermission.functions.json.StrictObject.Fault;
import dev.intermission.functions.json.StrictObject.Value;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Apostrophes stand for quotation marks.
class StrictObjectTest {
  @Test
  void each_field_has_its_value_in_the_order_of_the_text() {
    StrictObject object =
        read(
            """
            {'z':'text \\u0041','a':'','many':['b','a'],'none':[],'null':null,
             'v':-12345678901234567890,'half':0.5,'ten':1e1,'yes':true,'o':{'z':['y']},
             'mixed':['a',null],'deep':[['a'],'b']}
            """);
    assertThat(object.fault()).isNull();
    assertThat(object.isAbsent()).isFalse();
    assertThat(object.repeated()).isNull();
    assertThat(object.names())
        .containsExactly(
            "z", "a", "many", "none", "null", "v", "half", "ten", "yes", "o", "mixed", "deep");
    assertThat(object.value("z")).isEqualTo(new Value.Text("text A"));
    assertThat(object.value("a")).isEqualTo(new Value.Text(""));
    assertThat(object.value("many")).isEqualTo(new Value.Texts(List.of("b", "a")));
    assertThat(object.value("none")).isEqualTo(new Value.Texts(List.of()));
    assertThat(object.value("v")).isEqualTo(new Value.WholeNumber("-12345678901234567890"));
    assertThat(List.of("half", "ten", "yes", "o", "mixed", "deep"))
        .allSatisfy(name -> assertThat(object.value(name)).isEqualTo(new Value.Other()));
    assertThat(object.value("null")).isNull();
    assertThat(object.value("b")).isNull();
  }

  @Test
  void an_object_without_fields_is_one() {
    StrictObject object = read(" {\n} ");
    assertThat(object.fault()).isNull();
    assertThat(object.isAbsent()).isFalse();
    assertThat(object.names()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \t\r\n", "null", "\nnull "})
  void null_and_no_text_are_absent(String text) {
    StrictObject object = read(text);
    assertThat(object.isAbsent()).isTrue();
    assertThat(object.fault()).isNull();
    assertThat(object.names()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[|NOT_AN_OBJECT",
        "'text|NOT_AN_OBJECT",
        "1 {|NOT_AN_OBJECT",
        "false|NOT_AN_OBJECT",
        "{}{|TRAILING_CONTENT",
        "{'a':1} null|TRAILING_CONTENT",
        "null null|TRAILING_CONTENT",
        "null{}|TRAILING_CONTENT",
        "nul|NOT_JSON",
        "null,|NOT_JSON",
        "{|NOT_JSON",
        "{]|NOT_JSON",
        "{}]|NOT_JSON",
        "{} x|NOT_JSON",
        "{'a'}|NOT_JSON",
        "{'a':}|NOT_JSON",
        "{'a':1,}|NOT_JSON",
        "{'a':['b'|NOT_JSON",
        "{'a':{'b':1]}|NOT_JSON",
        "{'a':NaN}|NOT_JSON",
        "{a:1}|NOT_JSON",
        "/**/{}|NOT_JSON",
        "{'a':'\t'}|NOT_JSON",
        "{'a':'\\x'}|NOT_JSON",
      })
  void the_first_fault_is_named(String text, Fault fault) {
    assertThat(read(text).fault()).isEqualTo(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':'1','a':'2'}|",
        "{'a':null,'a':null}|",
        "{'a':'1','\\u0061':'2'}|",
        "{'b':'1','a':'1','a':'2','c':1,'b':'2'}|",
        "{'a':'1','a':'2'} {}|TRAILING_CONTENT",
        "{'a':'1','a':[|NOT_JSON",
        "{'a':'1','a':2,}|NOT_JSON",
      })
  void the_first_name_that_appears_twice_is_known_whatever_follows(
      String text, @Nullable Fault fault) {
    StrictObject object = read(text);
    assertThat(object.repeated()).isEqualTo("a");
    assertThat(object.fault()).isEqualTo(fault);
    assertThat(object.names()).endsWith("a").doesNotContain("c");
    assertThat(object.value("a")).isNotEqualTo(new Value.Text("2"));
  }

  @Test
  void a_name_inside_of_a_value_is_another_one() {
    StrictObject object = read("{'a':{'a':1,'b':1,'b':2},'b':[{'a':1}]}");
    assertThat(object.repeated()).isNull();
    assertThat(object.fault()).isNull();
    assertThat(object.names()).containsExactly("a", "b");
  }

  @Test
  void what_stands_before_a_fault_is_known() {
    StrictObject object = read("{'a':'1','b':'2',");
    assertThat(object.names()).containsExactly("a", "b");
    assertThat(object.value("b")).isEqualTo(new Value.Text("2"));
  }

  @Test
  void a_thousand_levels_are_json_and_more_are_not() {
    assertThat(nested(1000).fault()).isNull();
    assertThat(nested(1001).fault()).isEqualTo(Fault.NOT_JSON);
    assertThat(read("{'a':" + "[".repeat(100_000)).fault()).isEqualTo(Fault.NOT_JSON);
  }

  @Test
  void numbers_have_at_most_a_thousand_digits() {
    assertThat(read("{'v':" + "1".repeat(1000) + "}").value("v"))
        .isEqualTo(new Value.WholeNumber("1".repeat(1000)));
    assertThat(read("{'v':" + "1".repeat(1001) + "}").fault()).isEqualTo(Fault.NOT_JSON);
  }

  @Test
  void what_the_callers_parser_refuses_is_not_json() throws IOException {
    JsonFactory strict =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    try (JsonParser json = strict.createParser("{\"a\":{\"b\":1,\"b\":2}}")) {
      assertThat(StrictObject.read(json).fault()).isEqualTo(Fault.NOT_JSON);
    }
  }

  @Test
  void a_source_that_cannot_be_read_is_no_fault_of_the_text() {
    StringReader closed = new StringReader("{}");
    closed.close();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> StrictObject.read(new JsonFactory().createParser(closed)))
        .withMessage("Stream closed");
  }

  private static StrictObject nested(int levels) {
    return read("{'a':" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}");
  }

  private static StrictObject read(String text) {
    return StrictObject.read(text.replace('\'', '"'));
  }
}
