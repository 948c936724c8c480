package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intermission.functions.OpenApiTest.Asked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/// The documents of the newer shapes. Writes them to `target/openapi`, with responses to real
/// requests as the examples of records; `bin/openapi` prints them.
class OpenApiDocumentsTest {
  private static final List<OpenApi> NEWER =
      List.of(OpenApi.PLAIN_TEXTS, OpenApi.TEXTS_WITH_LANGUAGE);

  private static final Path FOLDER = TestStack.PROJECT.resolve("functions/target/openapi");
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final HttpStack http = HttpStack.start();

  @ParameterizedTest
  @FieldSource("NEWER")
  void a_document_is_written_with_real_responses_as_examples(OpenApi document) throws IOException {
    ObjectNode whole = document.document().deepCopy();
    for (Map.Entry<String, JsonNode> example : records(document).entrySet()) {
      ObjectNode named = (ObjectNode) whole.at("/components/examples/" + example.getKey());
      named.replace("value", example.getValue());
    }

    Path file = FOLDER.resolve(document + ".yaml");
    Files.createDirectories(FOLDER);
    Files.writeString(
        file, "# Made of openapi.yaml and openapi/ by OpenApiDocumentsTest.\n" + yaml(whole));

    assertThat(OpenApi.read(file)).isEqualTo(whole);
    assertThat(whole.findValues("value")).hasSameSizeAs(document.document().findValues("value"));
  }

  @ParameterizedTest
  @FieldSource("NEWER")
  void an_example_has_every_field_of_its_schema_and_no_other(OpenApi document) {
    Map<String, JsonNode> examples = records(document);
    assertThat(examples).hasSize(9);
    for (JsonNode example : examples.values()) {
      for (JsonNode record : example.has("data") ? example.path("data") : List.of(example)) {
        String schema = record.has("ad_campaign") ? "Ad" : "AdCampaign";
        assertThat(names(record))
            .containsExactlyInAnyOrderElementsOf(names(document.schema(schema).path("properties")));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("oneOfEach")
  void newer_fields_stand_behind_those_of_the_api_reference_by_the_alphabet(
      OpenApi document, String schema) {
    List<String> older = names(OpenApi.API_REFERENCE.schema(schema).path("properties"));
    List<String> all = names(document.schema(schema).path("properties"));
    assertThat(all.subList(0, older.size())).isEqualTo(older);
    assertThat(all.subList(older.size(), all.size())).isSorted().isNotEmpty();
  }

  /// Official clients refuse null for any other.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        """
        Ad | cost_per_added_to_cart cost_per_completed_registration cost_per_contact \
        cost_per_result cost_per_schedule cost_per_submitted_application cost_per_unique_click \
        cost_per_viewed_content existing_post_id lead_form lead_form_id messaging_config \
        multi_advertiser_ads music platform post_id post_source post_thumbnail_url result_event \
        result_event_name results translations\
        """,
        """
        AdCampaign | bid_type budget_amount budget_amount_local budget_optimization \
        cost_per_added_to_cart cost_per_completed_registration cost_per_contact cost_per_lead \
        cost_per_purchase cost_per_result cost_per_schedule cost_per_submitted_application \
        cost_per_unique_click cost_per_viewed_content desired_cost_per_result ends_at frequency \
        objective optimization_goal result_event result_event_name results spend_currency \
        starts_at unique_click_through_rate\
        """,
        "AdIssue | resource_id",
      })
  void newer_fields_that_may_be_null_are_these(String schema, String nullable) {
    List<String> older = names(OpenApi.API_REFERENCE.schema(schema).path("properties"));
    for (OpenApi document : NEWER) {
      List<String> found = new ArrayList<>();
      for (Map.Entry<String, JsonNode> field :
          document.schema(schema).path("properties").properties()) {
        boolean mayBeNull =
            OpenApi.texts(field.getValue().path("type")).contains("null")
                || field.getValue().path("oneOf").findValuesAsText("type").contains("null");
        if (mayBeNull && (schema.equals("AdIssue") || !older.contains(field.getKey()))) {
          found.add(field.getKey());
        }
      }
      assertThat(found).as(document.toString()).containsExactly(nullable.split(" "));
    }
  }

  @ParameterizedTest
  @MethodSource("oneOfEach")
  void a_record_without_a_field_or_with_another_type_or_with_a_field_more_is_noticed(
      OpenApi document, String schema) {
    ObjectNode record =
        (ObjectNode)
            Objects.requireNonNull(
                records(document).get(schema.equals("Ad") ? "ActiveAd" : "ActiveAdCampaign"));
    assertThat(faults(document, record)).isEmpty();
    assertThat(faults(document, record.deepCopy().put("more", 1))).isNotEmpty();
    for (String field : names(document.schema(schema).path("properties"))) {
      assertThat(faults(document, record.deepCopy().without(field))).as(field).isNotEmpty();
      ObjectNode retyped = record.deepCopy();
      retyped.putArray(field).addArray().add(1);
      assertThat(faults(document, retyped)).as(field).isNotEmpty();
    }
  }

  @Test
  void a_record_of_another_shape_is_noticed() {
    for (OpenApi document : NEWER) {
      records(document).values().stream()
          .filter(record -> !record.has("data"))
          .forEach(record -> {
            assertThat(faults(OpenApi.API_REFERENCE, record)).isNotEmpty();
            boolean isAd = record.has("primary_texts");
            for (OpenApi other : NEWER) {
              assertThat(faults(other, record).isEmpty()).isEqualTo(other == document || !isAd);
            }
          });
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none, 2025-01-01",
        "2024-01-01, 2025-01-01",
        "2025-01-01, 2025-01-01",
        "2026-07-19-9, 2025-01-01",
        "2026-07-20, 2026-07-20",
        "2026-07-20-1, 2026-07-20",
        "2026-09-28-9, 2026-07-20",
        "2026-09-29, 2026-09-29",
        "2026-10-15-1, 2026-09-29",
      })
  void a_version_has_the_document_of_its_shape(String version, String document) {
    assertThat(OpenApi.of(version)).hasToString(document);
  }

  @ParameterizedTest
  @FieldSource("NEWER")
  void the_version_is_required_and_its_example_is_one_of_the_document(OpenApi document) {
    JsonNode parameter = document.at("/components/parameters/ApiVersionDate");
    assertThat(parameter.path("required").asBoolean()).isTrue();
    assertThat(OpenApi.of(document.version())).isSameAs(document);
    assertThat(http.call("GET", "/ads?first=1").version(document.version()))
        .extracting(call -> call.send().status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':1}         | {'a':2}          | {'a':2}",
        "{'a':1}         | {'b':2}          | {'a':1,'b':2}",
        "{'a':1,'b':2}   | {'a':null}       | {'b':2}",
        "{'a':1}         | {'b':null}       | {'a':1}",
        "{'a':{'b':1}}   | {'a':{'c':2}}    | {'a':{'b':1,'c':2}}",
        "{'a':[1,2]}     | {'a':[3]}        | {'a':[3]}",
        "{'a':1}         | {'a':[null]}     | {'a':[null]}",
        "{'a':'b'}       | {'a':{'c':null}} | {'a':{}}",
        "{'a':{'b':1}}   | {'a':'c'}        | {'a':'c'}",
        "{'b':1,'a':2}   | {'c':3,'b':4}    | {'b':4,'a':2,'c':3}",
      })
  void a_patch_is_applied_as_rfc_7396_says_and_keeps_the_order(
      String target, String patch, String expected) throws IOException {
    assertThat(OpenApi.merge(json(target), json(patch))).hasToString(expected.replace('\'', '"'));
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }

  static Stream<Arguments> oneOfEach() {
    return NEWER.stream()
        .flatMap(document ->
            Stream.of(Arguments.of(document, "Ad"), Arguments.of(document, "AdCampaign")));
  }

  /// The responses for the examples of records, by their names.
  private static Map<String, JsonNode> records(OpenApi document) {
    Map<String, JsonNode> records = new TreeMap<>();
    for (Arguments each : OpenApiTest.ASKED) {
      String name = (String) each.get()[0];
      JsonNode former = document.at("/components/examples/" + name + "/value");
      if (!former.has("error")) {
        JsonNode answer = OpenApiTest.answer(http, name, (Asked) each.get()[1], document.version());
        records.put(name, Objects.requireNonNull(answer));
      }
    }
    return records;
  }

  private static List<String> faults(OpenApi document, JsonNode record) {
    String path = record.path("id").asText().startsWith("adcamp_") ? "ad_campaigns" : "ads";
    Map<String, List<String>> headers =
        Map.of("Content-Type", List.of("application/json"), "X-Request-Id", List.of("1"));
    return document.faults("GET", "/api/v1/" + path + "/x", 200, headers, record.toString());
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static String yaml(JsonNode document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setWidth(150);
    return new Yaml(options).dump(JSON.convertValue(document, Object.class));
  }
}
