package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.TestStack.text;

import dev.intermission.functions.TestStack;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.once.KeptResponses;
import dev.intermission.pause.PauseRecords;
import dev.intermission.resume.DuePauses;
import dev.intermission.store.Item;
import dev.intermission.store.TimedTables;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The real tables of campaigns and of kept responses, over DynamoDB Local.
final class DynamoDbAdCampaignTables implements TimedTables<AdCampaign> {
  private final TestStack stack;
  private final PauseRecords<AdCampaign> campaigns;
  private final DuePauses duePauses;
  private final KeptResponses responses;

  DynamoDbAdCampaignTables(TestStack stack) {
    this.stack = stack;
    campaigns =
        new DynamoDbPauseRecords<>(
            stack.dynamoDb,
            stack.dynamoDb,
            stack.settings().adCampaignsTable(),
            ItemKind.adCampaigns());
    duePauses = new DynamoDbDuePauses(stack.dynamoDb, stack.settings().adCampaignsTable());
    responses =
        new DynamoDbKeptResponses(
            stack.dynamoDb,
            stack.dynamoDb,
            stack.settings().idempotencyTable(),
            stack.settings().adCampaignsTable(),
            ItemKind.adCampaigns());
  }

  @Override
  public PauseRecords<AdCampaign> records() {
    return campaigns;
  }

  @Override
  public DuePauses duePauses() {
    return duePauses;
  }

  @Override
  public KeptResponses responses() {
    return responses;
  }

  @Override
  public DuePauses.Part partOf(RecordId id) {
    return DueShard.of(id);
  }

  @Override
  public void put(RecordId id, Item item) {
    Map<String, @Nullable AttributeValue> attributes = Items.attributes(item, "clicks_count");
    PauseId pauseId = item.state().pauseId();
    Instant until = item.state().until();
    attributes.put("pause_id", pauseId == null ? null : text(pauseId.value()));
    attributes.put("paused_until", until == null ? null : TestStack.seconds(until));
    attributes.put("due_pk", item.state().inDueIndex() ? text(DueShard.of(id).key()) : null);
    stack.putCampaign(id.value(), attributes);
  }

  @Override
  public Item item(RecordId id) {
    Map<String, AttributeValue> attributes = stack.campaign(id.value());
    AttributeValue pauseId = attributes.get("pause_id");
    AttributeValue until = attributes.get("paused_until");
    return Items.item(
        attributes,
        new PauseState(
            Items.status(AdCampaignStatus.class, attributes),
            pauseId == null ? null : new PauseId(pauseId.s()),
            until == null ? null : Instant.ofEpochSecond(Long.parseLong(until.n())),
            attributes.containsKey("due_pk")),
        "clicks_count");
  }
}
