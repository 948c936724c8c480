package dev.intermission.functions.dynamodb;

import dev.intermission.functions.TestStack;
import dev.intermission.model.Ad;
import dev.intermission.model.AdStatus;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.once.KeptResponses;
import dev.intermission.pause.PauseRecords;
import dev.intermission.store.Item;
import dev.intermission.store.Tables;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The real tables of ads and of kept responses, over DynamoDB Local.
final class DynamoDbAdTables implements Tables<Ad> {
  private final TestStack stack;
  private final PauseRecords<Ad> ads;
  private final KeptResponses responses;

  DynamoDbAdTables(TestStack stack) {
    this.stack = stack;
    ads =
        new DynamoDbPauseRecords<>(
            stack.dynamoDb, stack.dynamoDb, stack.settings().adsTable(), ItemKind.ads());
    responses =
        new DynamoDbKeptResponses(
            stack.dynamoDb,
            stack.dynamoDb,
            stack.settings().idempotencyTable(),
            stack.settings().adsTable(),
            ItemKind.ads());
  }

  @Override
  public PauseRecords<Ad> records() {
    return ads;
  }

  @Override
  public KeptResponses responses() {
    return responses;
  }

  @Override
  public void put(RecordId id, Item item) {
    stack.putAd(id.value(), Items.attributes(item, "clicks"));
  }

  @Override
  public Item item(RecordId id) {
    Map<String, AttributeValue> attributes = stack.ad(id.value());
    return Items.item(
        attributes, PauseState.of(Items.status(AdStatus.class, attributes)), "clicks");
  }
}
