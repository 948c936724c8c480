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
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// The table of ad campaigns, and its indexes of accounts and of timed pauses. Made without an
/// unrepeatable client, it reads, ends pauses that are over, and neither pauses nor unpauses.
public final class DynamoDbAdCampaignRecords implements AdCampaignRecords {
  private static final int PAGE_SIZE = 200;

  private final Table table;
  private final AccountIndex index;
  private final @Nullable AcceptingTable accepting;

  /// For functions that neither pause nor unpause a campaign.
  ///
  /// @param repeatable for reads, and for writes that may be made twice
  public DynamoDbAdCampaignRecords(DynamoDbClient repeatable, String table) {
    this(repeatable, table, null);
  }

  /// @param repeatable for reads, and for writes that may be made twice
  /// @param unrepeatable for the write that accepts a pause
  public DynamoDbAdCampaignRecords(
      DynamoDbClient repeatable, DynamoDbClient unrepeatable, String table) {
    this(repeatable, table, new AcceptingTable(repeatable, unrepeatable, table));
  }

  private DynamoDbAdCampaignRecords(
      DynamoDbClient repeatable, String name, @Nullable AcceptingTable accepting) {
    this.table = new Table(repeatable, name);
    this.index = new AccountIndex(table);
    this.accepting = accepting;
  }

  /// @throws UnsupportedOperationException if this was made without an unrepeatable client
  @Override
  public StatusWrite<StoredAdCampaign> pause(CampaignPause pause) {
    return write(pause.id(), AdCampaignUpdates.pause(pause));
  }

  /// @throws UnsupportedOperationException if this was made without an unrepeatable client
  @Override
  public StatusWrite<StoredAdCampaign> unpause(CampaignUnpause unpause) {
    return write(unpause.id(), AdCampaignUpdates.unpause(unpause));
  }

  @Override
  public Optional<StoredAdCampaign> find(AdCampaignId id) {
    return table.find(AdCampaignItem.key(id)).map(item -> read(id.value(), item));
  }

  @Override
  public ResumeWrite resume(CampaignResume resume) {
    return switch (table.update(AdCampaignUpdates.resume(resume))) {
      case Written.Applied(var ignored) -> new ResumeWrite.Resumed();
      case Written.Refused(var current) ->
          new ResumeWrite.Refused(read(resume.id().value(), current));
      case Written.Missing() -> new ResumeWrite.Missing();
      case Written.Unknown(var cause) -> throw Faults.unavailable(cause);
      case Written.Impossible(var ignored) -> new ResumeWrite.Impossible();
    };
  }

  @Override
  public DuePage due(DueShard shard, Instant notAfter, DuePage.@Nullable Cursor after) {
    Map<String, AttributeValue> start = after instanceof Position(var key) ? key : null;
    QueryResponse response = table.query(AdCampaignItem.due(shard, notAfter, start, PAGE_SIZE));
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
    return switch (table.update(AdCampaignUpdates.forgetPause(id, seen))) {
      case Written.Applied(var ignored) -> true;
      case Written.Refused(var ignored) -> false;
      case Written.Missing() -> false;
      case Written.Unknown(var cause) -> throw Faults.unavailable(cause);
      case Written.Impossible(var cause) -> throw cause;
    };
  }

  @Override
  public Optional<AccountRows<AdCampaignStatus>> rows(Stretch stretch, Instant now) {
    return index.rows(stretch, row -> AdCampaignItem.readStatus(row, now));
  }

  @Override
  public Batch<AdCampaign> findAll(Set<String> ids) {
    return index.findAll(ids, this::read);
  }

  private StatusWrite<StoredAdCampaign> write(AdCampaignId id, Update update) {
    if (accepting == null) {
      throw new UnsupportedOperationException("made without an unrepeatable client");
    }
    return accepting.write(
        update,
        item -> read(id.value(), item),
        item -> AdCampaignItem.stored(item, table.unwritable(id.value())));
  }

  private StoredAdCampaign read(String id, Map<String, AttributeValue> item) {
    return AdCampaignItem.stored(
        item, table.reading(id, item, attributes -> AdCampaignItem.read(id, attributes)));
  }

  private record Position(Map<String, AttributeValue> key) implements DuePage.Cursor {}
}
