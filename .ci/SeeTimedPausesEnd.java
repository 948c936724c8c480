import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sees two timed pauses of a running local runner end: one by its schedule, and one, with every delivery
/// lost, by the sweep. Looks at the stored items, since an answer turns active by derivation alone.
void main(String[] arguments) throws Exception {
  String facts = Files.readString(Path.of(arguments[0]));
  String active = find(facts, "\"ad_campaigns\" : \\{.*?\"active\" : \\[ (.*?) \\]");
  String[] campaigns = active.replace("\"", "").split(", ");
  Runner runner =
      new Runner(
          find(facts, "\"base_url\" : \"(.*?)\""),
          find(facts, "\"control_url\" : \"(.*?)\""),
          find(facts, "\"dynamodb_endpoint\" : \"(.*?)\""),
          find(facts, "\"AdCampaignsTable\" : \"(.*?)\""),
          find(facts, "\"token\" : \"(.*?)\""));

  runner.pause(campaigns[0]);
  runner.awaitEnd(campaigns[0], "schedule");

  runner.control("deliveries/lose");
  runner.pause(campaigns[1]);
  runner.awaitEnd(campaigns[1], "sweep");
  runner.control("deliveries/normal");
}

String find(String text, String pattern) {
  Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
  if (!matcher.find()) {
    throw new IllegalStateException("not found: " + pattern);
  }
  return matcher.group(1);
}

record Runner(String baseUrl, String controlUrl, String dynamoDb, String table, String token) {
  static final HttpClient CLIENT = HttpClient.newHttpClient();

  /// Until 5 seconds ahead.
  void pause(String campaign) throws Exception {
    Instant until = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS);
    String answer =
        send(
            HttpRequest.newBuilder(URI.create(baseUrl + "/ad_campaigns/" + campaign + "/pause"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"paused_until\":\"" + until + "\"}")));
    check(answer.contains("\"status\":\"paused\""), campaign + " is not paused: " + answer);
    check(item(campaign).contains("\"pause_id\""), campaign + " is not paused in the table");
    System.out.println(campaign + " is paused until " + until);
  }

  void awaitEnd(String campaign, String changedBy) throws Exception {
    Instant start = Instant.now();
    while (Duration.between(start, Instant.now()).toSeconds() < 90) {
      String item = item(campaign);
      if (item.contains("\"status\":{\"S\":\"active\"}")) {
        check(!item.contains("pause_id") && !item.contains("due_pk"), "left over: " + item);
        check(item.contains("\"changed_by\":{\"S\":\"" + changedBy + "\"}"), "by another: " + item);
        System.out.println(
            campaign + " was ended by the " + changedBy + " after "
                + Duration.between(start, Instant.now()).toSeconds() + " s");
        return;
      }
      Thread.sleep(500);
    }
    throw new IllegalStateException(campaign + " did not end: " + item(campaign));
  }

  void control(String action) throws Exception {
    send(
        HttpRequest.newBuilder(URI.create(controlUrl + action))
            .header("X-Intermission-Local", "ci")
            .POST(BodyPublishers.noBody()));
  }

  /// The item as DynamoDB has it. DynamoDB Local checks no signature.
  String item(String campaign) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(dynamoDb))
            .header("X-Amz-Target", "DynamoDB_20120810.GetItem")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=ci/20260101/us-east-1/dynamodb/aws4_request,"
                    + " SignedHeaders=host, Signature=0")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"TableName":"%s","ConsistentRead":true,"Key":{"id":{"S":"%s"}},
                     "ProjectionExpression":"#status,pause_id,paused_until,due_pk,changed_by",
                     "ExpressionAttributeNames":{"#status":"status"}}"""
                        .formatted(table, campaign))));
  }

  static String send(HttpRequest.Builder request) throws Exception {
    var response = CLIENT.send(request.build(), BodyHandlers.ofString());
    check(response.statusCode() == 200, response.statusCode() + " " + response.body());
    return response.body();
  }

  static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
