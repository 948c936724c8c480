package dev.intermission.functions.dynamodb;

import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.port.AccountRows;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.Batch;
import dev.intermission.port.CampaignPause;
import dev.intermission.port.CampaignResume;
import dev.intermission.port.CampaignUnpause;
import dev.intermission.port.DuePage;
import dev.intermission.port.DuePause;
import dev.intermission.port.DueShard;
import dev.intermission.port.ResumeWrite;
import dev.intermission.port.StatusWrite;
import dev.intermission.port.StoredAdCampaign;
import dev.intermission.port.Stretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// The table of ad campaigns, and its indexes of accounts and of timed pauses.
public final class DynamoDbAdCampaignRecords implements AdCampaignRecords {
  private static final int PAGE_SIZE = 200;

  private final DynamoDbClient repeatable;
  private final DynamoDbClient unrepeatable;
  private final String table;

  /// @param repeatable for reads, and for writes that may be made twice
  /// @param unrepeatable for the write that accepts a pause
  public DynamoDbAdCampaignRecords(
      DynamoDbClient repeatable, DynamoDbClient unrepeatable, String table) {
    this.repeatable = repeatable;
    this.unrepeatable = unrepeatable;
    this.table = table;
  }

  @Override
  public StatusWrite<StoredAdCampaign> pause(CampaignPause pause) {
    return write(pause.id(), AdCampaignItem.pause(table, pause));
  }

  @Override
  public StatusWrite<StoredAdCampaign> unpause(CampaignUnpause unpause) {
    return write(unpause.id(), AdCampaignItem.unpause(table, unpause));
  }

  @Override
  public Optional<StoredAdCampaign> find(AdCampaignId id) {
    return Table.find(repeatable, table, AdCampaignItem.key(id))
        .map(item -> AdCampaignItem.read(table, id.value(), item));
  }

  @Override
  public ResumeWrite resume(CampaignResume resume) {
    return switch (Table.write(repeatable, AdCampaignItem.resume(table, resume))) {
      case Table.Written.Applied(var ignored) -> new ResumeWrite.Resumed();
      case Table.Written.Refused(var current) ->
          new ResumeWrite.Refused(AdCampaignItem.read(table, resume.id().value(), current));
      case Table.Written.Missing() -> new ResumeWrite.Missing();
      case Table.Written.Unknown(var cause) -> throw Faults.unavailable(cause);
      case Table.Written.Impossible(var ignored) -> new ResumeWrite.Impossible();
    };
  }

  @Override
  public DuePage due(DueShard shard, Instant notAfter, DuePage.@Nullable Cursor after) {
    Map<String, AttributeValue> start = after instanceof Position(var key) ? key : null;
    QueryRequest query = AdCampaignItem.due(table, shard, notAfter, start, PAGE_SIZE);
    QueryResponse response = Table.ask(() -> repeatable.query(query));
    List<DuePause> rows = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (Map<String, AttributeValue> row : response.items()) {
      AdCampaignItem.readDue(row)
          .ifPresentOrElse(rows::add, () -> unreadable.add(AdCampaignItem.readId(row)));
    }
    return new DuePage(
        rows,
        unreadable,
        response.hasLastEvaluatedKey() && !response.lastEvaluatedKey().isEmpty()
            ? new Position(response.lastEvaluatedKey())
            : null);
  }

  @Override
  public boolean forgetPause(AdCampaignId id, StoredAdCampaign seen) {
    return switch (Table.write(repeatable, AdCampaignItem.forgetPause(table, id, seen))) {
      case Table.Written.Applied(var ignored) -> true;
      case Table.Written.Refused(var ignored) -> false;
      case Table.Written.Missing() -> false;
      case Table.Written.Unknown(var cause) -> throw Faults.unavailable(cause);
      case Table.Written.Impossible(var cause) -> throw cause;
    };
  }

  @Override
  public Optional<AccountRows<AdCampaignStatus>> rows(Stretch stretch, Instant now) {
    return AccountIndex.rows(
        repeatable, table, stretch, row -> AdCampaignItem.readStatus(row, now));
  }

  @Override
  public Batch<AdCampaign> findAll(Set<String> ids) {
    return AccountIndex.findAll(
        repeatable, table, ids, (id, item) -> AdCampaignItem.read(table, id, item));
  }

  private StatusWrite<StoredAdCampaign> write(AdCampaignId id, Update update) {
    return Table.writeStatus(
        repeatable,
        unrepeatable,
        update,
        item -> AdCampaignItem.read(table, id.value(), item),
        item -> AdCampaignItem.readUnwritable(table, id.value(), item));
  }

  private record Position(Map<String, AttributeValue> key) implements DuePage.Cursor {}
}
