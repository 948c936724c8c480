package dev.intermission.simulation;

import static dev.intermission.functions.TestStack.text;

import dev.intermission.functions.TestStack;
import dev.intermission.functions.dynamodb.DynamoDbAdCampaignRecords;
import dev.intermission.functions.dynamodb.DynamoDbKeptAnswers;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.DueShard;
import dev.intermission.port.KeptAnswers;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The real store over DynamoDB Local.
final class DynamoDbStores implements Stores {
  private final TestStack stack;
  private final AdCampaignRecords campaigns;
  private final KeptAnswers answers;

  DynamoDbStores(TestStack stack) {
    this.stack = stack;
    campaigns =
        new DynamoDbAdCampaignRecords(
            stack.dynamoDb, stack.dynamoDb, stack.settings().adCampaignsTable());
    answers =
        new DynamoDbKeptAnswers(
            stack.dynamoDb,
            stack.dynamoDb,
            stack.settings().idempotencyTable(),
            stack.settings().adCampaignsTable());
  }

  @Override
  public AdCampaignRecords campaigns() {
    return campaigns;
  }

  @Override
  public KeptAnswers answers() {
    return answers;
  }

  @Override
  public void put(AdCampaignId id, Item item) {
    Map<String, @Nullable AttributeValue> attributes = new HashMap<>();
    PauseId pauseId = item.pauseId();
    Instant until = item.until();
    String changedBy = item.changedBy();
    attributes.put("account_id", text(Item.ACCOUNT.value()));
    attributes.put("status", text(item.status().wireName()));
    attributes.put("pause_id", pauseId == null ? null : text(pauseId.value()));
    attributes.put("paused_until", until == null ? null : TestStack.seconds(until));
    attributes.put("due_pk", item.due() ? text(DueShard.of(id).key()) : null);
    attributes.put("changed_by", changedBy == null ? null : text(changedBy));
    attributes.put("updated_at", text(item.updatedAt().toString()));
    attributes.put("rev", AttributeValue.fromN(Integer.toString(item.rev())));
    attributes.put("clicks_count", AttributeValue.fromN(Long.toString(item.clicks())));
    stack.putCampaign(id.value(), attributes);
  }

  @Override
  public Item item(AdCampaignId id) {
    Map<String, AttributeValue> item = stack.campaign(id.value());
    AttributeValue pauseId = item.get("pause_id");
    AttributeValue until = item.get("paused_until");
    AttributeValue changedBy = item.get("changed_by");
    return new Item(
        AdCampaignStatus.valueOf(required(item, "status").s().toUpperCase(Locale.ROOT)),
        pauseId == null ? null : new PauseId(pauseId.s()),
        until == null ? null : Instant.ofEpochSecond(Long.parseLong(until.n())),
        item.containsKey("due_pk"),
        changedBy == null ? null : changedBy.s(),
        Instant.parse(required(item, "updated_at").s()),
        Integer.parseInt(required(item, "rev").n()),
        Long.parseLong(required(item, "clicks_count").n()));
  }

  private static AttributeValue required(Map<String, AttributeValue> item, String name) {
    return Objects.requireNonNull(item.get(name), name);
  }
}
