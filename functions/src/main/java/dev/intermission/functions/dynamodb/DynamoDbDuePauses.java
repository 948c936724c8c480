package dev.intermission.functions.dynamodb;

import dev.intermission.model.AdCampaign;
import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import dev.intermission.resume.DuePage;
import dev.intermission.resume.DuePause;
import dev.intermission.resume.DuePauses;
import dev.intermission.resume.ResumeResult;
import dev.intermission.resume.ResumeUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Due pauses in the table of ad campaigns, for functions that end them.
public final class DynamoDbDuePauses implements DuePauses {
  private static final int PAGE_SIZE = 200;

  private final DynamoDbRecords<AdCampaign> records;

  /// @param client may repeat a call: each write may be made twice
  /// @param table the table's name
  public DynamoDbDuePauses(DynamoDbClient client, String table) {
    this.records = new DynamoDbRecords<>(client, table, ItemKind.adCampaigns());
  }

  private record Place(Map<String, AttributeValue> key) implements DuePage.Cursor {}

  @Override
  public ResumeResult resume(ResumeUpdate resume) {
    return switch (records.table().update(AdCampaignUpdates.resume(resume))) {
      case Written.Applied(var ignored) -> new ResumeResult.Resumed();
      case Written.Refused(var current) ->
          new ResumeResult.Refused(records.read(resume.id().value(), current));
      case Written.Missing() -> new ResumeResult.Missing();
      case Written.Unknown(var cause) -> throw Faults.unavailable(cause);
      case Written.Impossible(var ignored) -> new ResumeResult.Impossible();
    };
  }

  @Override
  public List<DueShard> parts() {
    return DueShard.ALL;
  }

  @Override
  public DuePage due(Part part, Instant notAfter, DuePage.@Nullable Cursor after) {
    Map<String, AttributeValue> start = after instanceof Place(var key) ? key : null;
    QueryResponse response =
        records.table().query(AdCampaignItem.due((DueShard) part, notAfter, start, PAGE_SIZE));
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
            ? new Place(response.lastEvaluatedKey())
            : null);
  }

  @Override
  public boolean forget(RecordId id, PauseState seen) {
    return switch (records.table().update(AdCampaignUpdates.forget(id, seen))) {
      case Written.Applied(var ignored) -> true;
      case Written.Refused(var ignored) -> false;
      case Written.Missing() -> false;
      case Written.Unknown(var cause) -> throw Faults.unavailable(cause);
      case Written.Impossible(var cause) -> throw cause;
    };
  }
}
