package dev.intermission.functions;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.intermission.functions.json.Shape;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// A document of the contract, and a validator of requests and responses against it. There is one
/// for each shape of a record: `openapi.yaml`, and what the patches in `openapi/` make of it.
final class OpenApi {
  /// For requests without a version, or in one before the others.
  static final OpenApi API_REFERENCE =
      new OpenApi(Shape.API_REFERENCE, read(TestStack.PROJECT.resolve("openapi.yaml")));

  /// More fields.
  static final OpenApi PLAIN_TEXTS = API_REFERENCE.patched(Shape.PLAIN_TEXTS);

  /// An ad's texts are objects.
  static final OpenApi TEXTS_WITH_LANGUAGE = PLAIN_TEXTS.patched(Shape.TEXTS_WITH_LANGUAGE);

  /// The oldest first.
  static final List<OpenApi> ALL = List.of(API_REFERENCE, PLAIN_TEXTS, TEXTS_WITH_LANGUAGE);

  private static final Set<String> NO_ROUTE =
      Set.of("validation.request.path.missing", "validation.request.operation.notAllowed");

  private final Shape shape;
  private final JsonNode document;
  private final OpenApiInteractionValidator judge;

  private OpenApi(Shape shape, JsonNode document) {
    this.shape = shape;
    this.document = document;
    judge =
        OpenApiInteractionValidator.createForInlineApiSpecification(document.toString()).build();
  }

  private OpenApi patched(Shape newer) {
    JsonNode patch = read(TestStack.PROJECT.resolve("openapi/" + newer.since() + ".yaml"));
    return new OpenApi(newer, merge(document, patch));
  }

  /// Applies a JSON Merge Patch, RFC 7396.
  static JsonNode merge(@Nullable JsonNode target, JsonNode patch) {
    if (!patch.isObject()) {
      return patch;
    }
    ObjectNode merged =
        target instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      if (field.getValue().isNull()) {
        merged.remove(field.getKey());
      } else {
        merged.set(field.getKey(), merge(merged.get(field.getKey()), field.getValue()));
      }
    }
    return merged;
  }

  /// The document of the shape that records have in a version. An unknown version is answered with
  /// an error, and errors have one shape.
  ///
  /// @param version null for none
  static OpenApi of(@Nullable String version) {
    return ALL.reversed().stream()
        .filter(each -> version != null && version.compareTo(each.shape.since()) >= 0)
        .findFirst()
        .orElse(API_REFERENCE);
  }

  /// An operation of the contract.
  ///
  /// @param method in capitals
  /// @param path behind the server's address
  record Operation(OpenApi in, String method, String path, JsonNode json) {
    String id() {
      return json.path("operationId").asText();
    }

    List<String> scopes() {
      return texts(json.at("/security/0/bearer"));
    }

    /// The path with the example of its parameter.
    String samplePath() {
      return path.replace("{id}", in.resolve(json.at("/parameters/0")).path("example").asText());
    }

    @Override
    public String toString() {
      return in + " " + id();
    }
  }

  List<Operation> operations() {
    return document.path("paths").properties().stream()
        .flatMap(path ->
            path.getValue().properties().stream()
                .filter(field -> field.getValue().has("operationId"))
                .map(field ->
                    new Operation(
                        this,
                        field.getKey().toUpperCase(Locale.ROOT),
                        path.getKey(),
                        field.getValue())))
        .toList();
  }

  /// The whole document.
  JsonNode document() {
    return document;
  }

  /// A part of the document, by its JSON Pointer.
  JsonNode at(String pointer) {
    return document.at(pointer);
  }

  JsonNode schema(String name) {
    return document.at("/components/schemas/" + name);
  }

  /// The version in which to ask for a record of this shape.
  String version() {
    return at("/components/parameters/ApiVersionDate/example").asText();
  }

  /// Resolves a `$ref`; any other node is its own result.
  JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? resolve(at(node.path("$ref").asText().substring(1))) : node;
  }

  static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  /// Violations of the contract by a request; empty when there are none.
  static List<String> faults(Operation operation, String body) {
    return messages(
        operation.in.judge.validateRequest(
            new SimpleRequest.Builder(operation.method(), "/api/v1" + operation.samplePath())
                .withAuthorization("Bearer x")
                .withHeader("Api-Version-Date", operation.in.version())
                .withContentType("application/json")
                .withBody(body)
                .build()));
  }

  /// Violations of the contract by a response; empty when there are none. A response to a route
  /// that the contract does not have must be one of its errors.
  ///
  /// @param path with the stage
  List<String> faults(
      String method, String path, int status, Map<String, List<String>> headers, String body) {
    if (method.equals("HEAD")) {
      return status == 404 && body.isEmpty() ? List.of() : List.of("HEAD is answered with 404");
    }
    SimpleResponse.Builder response = SimpleResponse.Builder.status(status).withBody(body);
    headers.forEach(response::withHeader);
    ValidationReport report =
        judge.validateResponse(path, Request.Method.valueOf(method), response.build());
    if (report.getMessages().stream().noneMatch(message -> NO_ROUTE.contains(message.getKey()))) {
      return messages(report);
    }
    return status < 400
        ? List.of("no route of the contract is answered with " + status)
        : messages(
            judge.validateResponse("/api/v1/ads/ad_1", Request.Method.GET, response.build()));
  }

  /// The bodies of the examples of a `content`, which may also have just one.
  Stream<JsonNode> examples(JsonNode content) {
    JsonNode json = content.path("application/json");
    return json.has("example")
        ? Stream.of(json.path("example"))
        : StreamSupport.stream(json.path("examples").spliterator(), false)
            .map(example -> resolve(example).path("value"));
  }

  /// The date of the first version that it is for.
  @Override
  public String toString() {
    return shape.since();
  }

  private static List<String> messages(ValidationReport report) {
    return report.getMessages().stream()
        .map(message -> message.getKey() + ": " + message.getMessage())
        .toList();
  }

  /// A file in YAML.
  static JsonNode read(Path file) {
    try (Reader text = Files.newBufferedReader(file)) {
      return new ObjectMapper()
          .valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
