package dev.intermission.trials;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A running local runner, as its clients see it. Its API, its control page and its DynamoDB are at
/// the addresses that it has written to a file.
final class Runner implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final Path file;
  private volatile JsonNode facts = MissingNode.getInstance();

  /// @param file `intermission.json`, there once the runner is ready
  Runner(Path file) {
    this.file = file;
  }

  /// Reads the runner's file anew: a restarted process has another pid or port.
  JsonNode facts() throws IOException {
    facts = JSON.readTree(file.toFile());
    return facts;
  }

  long worker() throws IOException {
    return facts().path("worker_pid").asLong();
  }

  Response get(String path) throws InterruptedException {
    return call("GET", path, "", Map.of());
  }

  /// Asks for a change of a campaign.
  Response ask(Book.Effect effect, String id, Map<String, String> headers)
      throws InterruptedException {
    return call("POST", effect.path(id), effect.body(), headers);
  }

  /// @param body empty: none
  Response call(String method, String path, String body, Map<String, String> headers)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(facts.path("base_url").asText() + path))
            .timeout(Duration.ofSeconds(60))
            .header(
                "Authorization",
                "Bearer " + facts.path("credentials").path(0).path("token").asText())
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::setHeader);
    Instant start = Instant.now();
    try {
      HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
      Instant end = Instant.now();
      return new Response(
          response.statusCode(),
          response.headers(),
          response.body(),
          JSON.readTree(response.body()),
          start,
          end);
    } catch (ConnectException e) {
      return Response.none(-1, start);
    } catch (IOException e) {
      return Response.none(0, start);
    }
  }

  void control(String action) throws IOException, InterruptedException {
    done(
        action,
        HttpRequest.newBuilder(URI.create(facts.path("control_url").asText() + action))
            .timeout(Duration.ofSeconds(30))
            .header("X-Intermission-Local", "trial")
            .POST(BodyPublishers.noBody()));
  }

  /// A call of DynamoDB's own API. DynamoDB Local checks no signature.
  JsonNode dynamoDb(String operation, String body) throws IOException, InterruptedException {
    return JSON.readTree(
        done(
            operation,
            HttpRequest.newBuilder(URI.create(facts.path("dynamodb_endpoint").asText()))
                .timeout(Duration.ofSeconds(60))
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=trial/20260101/us-east-1/dynamodb/aws4_request,"
                        + " SignedHeaders=host, Signature=0")
                .POST(BodyPublishers.ofString(body))));
  }

  private String done(String what, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(what + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  private String campaigns() {
    return facts.path("tables").path("AdCampaignsTable").asText();
  }

  StoredCampaign stored(String id) throws IOException, InterruptedException {
    Instant start = Instant.now();
    JsonNode response =
        dynamoDb(
            "GetItem",
            "{\"TableName\":\"%s\",\"Key\":{\"id\":{\"S\":\"%s\"}},\"ConsistentRead\":true,%s}"
                .formatted(campaigns(), id, StoredCampaign.ATTRIBUTES));
    return StoredCampaign.of(response.path("Item"), start, Instant.now());
  }

  /// Every campaign in the table.
  List<StoredCampaign> stored() throws IOException, InterruptedException {
    List<StoredCampaign> items = new ArrayList<>();
    String next = "";
    do {
      Instant start = Instant.now();
      JsonNode page =
          dynamoDb(
              "Scan",
              "{\"TableName\":\"%s\",\"ConsistentRead\":true,%s%s}"
                  .formatted(campaigns(), StoredCampaign.ATTRIBUTES, next));
      Instant end = Instant.now();
      page.path("Items").forEach(item -> items.add(StoredCampaign.of(item, start, end)));
      next =
          page.has("LastEvaluatedKey")
              ? ",\"ExclusiveStartKey\":" + page.get("LastEvaluatedKey")
              : "";
    } while (!next.isEmpty());
    return items;
  }

  /// The ids of the demo account's active campaigns.
  List<String> activeCampaigns() {
    return facts.path("ad_campaigns").path("active").valueStream().map(JsonNode::asText).toList();
  }

  /// Makes active campaigns like the first of the demo account's.
  List<String> addCampaigns(String prefix, int count) throws IOException, InterruptedException {
    JsonNode sample =
        dynamoDb(
            "GetItem",
            "{\"TableName\":\"%s\",\"Key\":{\"id\":{\"S\":\"%s\"}}}"
                .formatted(campaigns(), activeCampaigns().getFirst()));
    if (!(sample.path("Item") instanceof ObjectNode item)) {
      throw new IOException("The demo account has no active campaign: " + sample);
    }
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      ids.add(prefix + i);
      item.putObject("id").put("S", prefix + i);
      dynamoDb("PutItem", "{\"TableName\":\"%s\",\"Item\":%s}".formatted(campaigns(), item));
    }
    return ids;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
