package dev.intermission.functions;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/// The contract, `openapi.yaml`, and a validator of requests and responses against it.
final class OpenApi {
  private static final Path FILE = TestStack.PROJECT.resolve("openapi.yaml");
  private static final OpenApiInteractionValidator JUDGE =
      OpenApiInteractionValidator.createForSpecificationUrl(FILE.toUri().toString()).build();
  private static final Set<String> NO_ROUTE =
      Set.of("validation.request.path.missing", "validation.request.operation.notAllowed");

  /// The whole file.
  static final JsonNode DOCUMENT = read();

  private OpenApi() {}

  /// An operation of the contract.
  ///
  /// @param method in capitals
  /// @param path behind the server's address
  record Operation(String method, String path, JsonNode json) {
    String id() {
      return json.path("operationId").asText();
    }

    List<String> scopes() {
      return texts(json.at("/security/0/bearer"));
    }

    /// The path with the example of its parameter.
    String samplePath() {
      return path.replace("{id}", resolve(json.at("/parameters/0")).path("example").asText());
    }
  }

  static List<Operation> operations() {
    return DOCUMENT.path("paths").properties().stream()
        .flatMap(path ->
            path.getValue().properties().stream()
                .filter(field -> field.getValue().has("operationId"))
                .map(field ->
                    new Operation(
                        field.getKey().toUpperCase(Locale.ROOT), path.getKey(), field.getValue())))
        .toList();
  }

  /// Resolves a `$ref`; any other node is its own result.
  static JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? resolve(DOCUMENT.at(node.path("$ref").asText().substring(1))) : node;
  }

  static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  /// Violations of the contract by a request; empty when there are none.
  static List<String> faults(Operation operation, String body) {
    return messages(
        JUDGE.validateRequest(
            new SimpleRequest.Builder(operation.method(), "/api/v1" + operation.samplePath())
                .withAuthorization("Bearer x")
                .withContentType("application/json")
                .withBody(body)
                .build()));
  }

  /// Violations of the contract by a response; empty when there are none. A response to a route
  /// that the contract does not have must be one of its errors.
  ///
  /// @param version that the request was made in, or null
  /// @param path with the stage
  static List<String> faults(
      @Nullable String version,
      String method,
      String path,
      int status,
      Map<String, List<String>> headers,
      String body) {
    if (version != null && version.compareTo("2026-07-20") >= 0 && status == 200) {
      return List.of();
    }
    if (method.equals("HEAD")) {
      return status == 404 && body.isEmpty() ? List.of() : List.of("HEAD is answered with 404");
    }
    SimpleResponse.Builder response = SimpleResponse.Builder.status(status).withBody(body);
    headers.forEach(response::withHeader);
    ValidationReport report =
        JUDGE.validateResponse(path, Request.Method.valueOf(method), response.build());
    if (report.getMessages().stream().noneMatch(message -> NO_ROUTE.contains(message.getKey()))) {
      return messages(report);
    }
    return status < 400
        ? List.of("no route of the contract is answered with " + status)
        : messages(
            JUDGE.validateResponse("/api/v1/ads/ad_1", Request.Method.GET, response.build()));
  }

  /// The bodies of the examples of a `content`, which may also have just one.
  static Stream<JsonNode> examples(JsonNode content) {
    JsonNode json = content.path("application/json");
    return json.has("example")
        ? Stream.of(json.path("example"))
        : StreamSupport.stream(json.path("examples").spliterator(), false)
            .map(example -> resolve(example).path("value"));
  }

  private static List<String> messages(ValidationReport report) {
    return report.getMessages().stream()
        .map(message -> message.getKey() + ": " + message.getMessage())
        .toList();
  }

  private static JsonNode read() {
    try (Reader text = Files.newBufferedReader(FILE)) {
      return new ObjectMapper()
          .valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
