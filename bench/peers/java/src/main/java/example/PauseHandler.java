package example;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;

/// The timed pause as AWS's Java samples are written: event classes, Jackson's databind, clients
/// from `create()`.
public class PauseHandler
    implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
  private static final DateTimeFormatter AT =
      DateTimeFormatter.ofPattern("'at('uuuu-MM-dd'T'HH:mm:ss')'").withZone(ZoneOffset.UTC);

  private final ObjectMapper json = new ObjectMapper();
  private final DynamoDbClient dynamoDb = DynamoDbClient.create();
  private final SchedulerClient scheduler = SchedulerClient.create();

  @Override
  public APIGatewayProxyResponseEvent handleRequest(
      APIGatewayProxyRequestEvent event, Context context) {
    String authorization = event.getHeaders().getOrDefault("Authorization", "");
    if (!authorization.startsWith("Bearer ")) {
      return answer(401, Map.of("message", "Send a credential."));
    }
    String sha256 = sha256(authorization.substring("Bearer ".length()));
    Map<String, AttributeValue> credential =
        dynamoDb
            .getItem(get ->
                get.tableName(System.getenv("CREDENTIALS_TABLE"))
                    .key(Map.of("pk", text("SHA256#" + sha256), "sk", text("CREDENTIAL"))))
            .item();
    if (credential.isEmpty() || !credential.get("scopes").ss().contains("ad_campaign:update")) {
      return answer(401, Map.of("message", "No such credential."));
    }
    Instant now = Instant.now();
    Instant until;
    try {
      until = Instant.parse(json.readTree(event.getBody()).path("paused_until").asText());
    } catch (JsonProcessingException e) {
      return answer(400, Map.of("message", "The body is no JSON."));
    }
    if (!until.isAfter(now)) {
      return answer(400, Map.of("message", "paused_until must be a future time."));
    }
    String id = event.getPathParameters().get("id");
    String pause = UUID.randomUUID().toString();
    Map<String, AttributeValue> item;
    try {
      item =
          dynamoDb
              .updateItem(update ->
                  update
                      .tableName(System.getenv("AD_CAMPAIGNS_TABLE"))
                      .key(Map.of("id", text(id)))
                      .updateExpression(
                          "SET #status = :paused, paused_until = :until, due_pk = :due, pause_id = :pause, updated_at = :now")
                      .conditionExpression("account_id = :account AND #status IN (:active, :paused)")
                      .expressionAttributeNames(Map.of("#status", "status"))
                      .expressionAttributeValues(
                          Map.of(
                              ":paused", text("paused"),
                              ":active", text("active"),
                              ":until", AttributeValue.fromN(Long.toString(until.getEpochSecond())),
                              ":due", text("DUE#0"),
                              ":pause", text(pause),
                              ":now", text(now.toString()),
                              ":account", credential.get("account_id")))
                      .returnValues(ReturnValue.ALL_NEW))
              .attributes();
    } catch (ConditionalCheckFailedException e) {
      return answer(404, Map.of("message", "No such ad campaign."));
    }
    String input = write(Map.of("id", id, "pause", pause));
    scheduler.createSchedule(schedule ->
        schedule
            .name("resume-" + pause)
            .groupName(System.getenv("SCHEDULE_GROUP"))
            .scheduleExpression(AT.format(until))
            .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
            .actionAfterCompletion(ActionAfterCompletion.DELETE)
            .target(target ->
                target
                    .arn(System.getenv("RESUME_FUNCTION_ARN"))
                    .roleArn(System.getenv("SCHEDULER_ROLE_ARN"))
                    .input(input)
                    .retryPolicy(retry ->
                        retry.maximumRetryAttempts(185).maximumEventAgeInSeconds(86_400))
                    .deadLetterConfig(queue ->
                        queue.arn(System.getenv("UNDELIVERED_RESUMES_QUEUE_ARN")))));
    return answer(200, campaign(item));
  }

  private APIGatewayProxyResponseEvent answer(int status, Object body) {
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(status)
        .withHeaders(Map.of("Content-Type", "application/json"))
        .withBody(write(body));
  }

  /// The 24 members of an ad campaign.
  private static Map<String, Object> campaign(Map<String, AttributeValue> item) {
    BigDecimal budget = number(item, "campaign_daily_budget");
    BigDecimal spent = number(item, "total_spend");
    Object ledger = plain(item.get("billing_ledger_account_id"));
    Map<String, Object> campaign = new LinkedHashMap<>();
    copy(item, campaign, "id", "title", "status", "target_country_codes");
    campaign.put("daily_budget", budget);
    copy(item, campaign, "platform");
    campaign.put("available_budget", budget.subtract(number(item, "todays_spend")));
    copy(item, campaign, "created_at", "updated_at");
    campaign.put(
        "paused_until",
        Instant.ofEpochSecond(number(item, "paused_until").longValueExact()).toString());
    copy(item, campaign, "clicks_count", "impressions_count", "purchases_count");
    campaign.put("remaining_balance", number(item, "total_credits").subtract(spent));
    copy(item, campaign, "revenue");
    campaign.put(
        "return_on_ad_spend", number(item, "revenue").divide(spent, MathContext.DECIMAL64));
    copy(item, campaign, "todays_spend", "total_credits", "total_spend", "product");
    copy(item, campaign, "created_by_user");
    campaign.put("billing_ledger_account", ledger == null ? null : Map.of("id", ledger));
    copy(item, campaign, "payment_method", "config");
    return campaign;
  }

  private static void copy(
      Map<String, AttributeValue> item, Map<String, Object> campaign, String... names) {
    for (String name : names) {
      campaign.put(name, plain(item.get(name)));
    }
  }

  private static BigDecimal number(Map<String, AttributeValue> item, String name) {
    return new BigDecimal(item.get(name).n());
  }

  private static Object plain(AttributeValue value) {
    if (value == null) {
      return null;
    }
    return switch (value.type()) {
      case S -> value.s();
      case N -> new BigDecimal(value.n());
      case BOOL -> value.bool();
      case L -> value.l().stream().map(PauseHandler::plain).toList();
      case M -> {
        Map<String, Object> members = new LinkedHashMap<>();
        value.m().forEach((name, member) -> members.put(name, plain(member)));
        yield members;
      }
      default -> null;
    };
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
