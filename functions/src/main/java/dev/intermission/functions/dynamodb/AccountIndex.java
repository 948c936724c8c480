package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.model.AdCampaignId;
import dev.intermission.model.CreationTimes;
import dev.intermission.read.AccountRows;
import dev.intermission.read.BatchResult;
import dev.intermission.read.IndexKey;
import dev.intermission.read.IndexRange;
import dev.intermission.store.Stored;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// The indexes by account and by ad campaign: their names, their keys and the reads.
///
/// The tables of ads and of ad campaigns have `by_account` alike, and the table of ads has
/// `by_ad_campaign`. Only this class knows their names and keys.
final class AccountIndex {
  private static final String BY_ACCOUNT = "by_account";
  private static final String BY_AD_CAMPAIGN = "by_ad_campaign";
  private static final String ID = "id";
  private static final String ACCOUNT = "account_id";
  private static final String AD_CAMPAIGN = "ad_campaign_id";
  private static final String CREATED_AT = "created_at";

  private final Table table;

  AccountIndex(Table table) {
    this.table = table;
  }

  /// Reads a range of an index in one call. Empty if the table has no index `by_ad_campaign`, which
  /// a table that the stack did not make may lack.
  ///
  /// @param status of a row; null when it has no known one
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  <S> Optional<AccountRows<S>> rows(
      IndexRange stretch, Function<Map<String, AttributeValue>, @Nullable S> status) {
    QueryResponse response;
    try {
      response = table.query(query(stretch));
    } catch (DynamoDbException e) {
      if (Faults.isIndexBeingBuilt(e)) {
        throw Faults.unavailable(e);
      }
      if (stretch.adCampaign() != null && Faults.isNoIndex(e)) {
        return Optional.empty();
      }
      throw e;
    }
    List<AccountRows.Row<S>> rows =
        response.items().stream()
            .map(row ->
                new AccountRows.Row<>(
                    position(row), Lenient.account(row, ACCOUNT), status.apply(row)))
            .toList();
    return Optional.of(new AccountRows<>(rows, response.lastEvaluatedKey().isEmpty()));
  }

  private static QueryRequest.Builder query(IndexRange stretch) {
    AdCampaignId campaign = stretch.adCampaign();
    String hash = campaign == null ? ACCOUNT : AD_CAMPAIGN;
    AttributeValue of = text(campaign == null ? stretch.account().value() : campaign.value());
    String condition = hash + " = :of";
    Map<String, AttributeValue> values = new HashMap<>(Map.of(":of", of));
    if (!stretch.created().equals(CreationTimes.ALL)) {
      condition += " AND " + CREATED_AT + " BETWEEN :first AND :last";
      values.put(":first", text(stretch.created().firstText()));
      values.put(":last", text(stretch.created().lastText()));
    }
    QueryRequest.Builder query =
        QueryRequest.builder()
            .indexName(campaign == null ? BY_ACCOUNT : BY_AD_CAMPAIGN)
            .keyConditionExpression(condition)
            .expressionAttributeValues(values)
            .scanIndexForward(!stretch.newestFirst())
            .limit(stretch.limit());
    IndexKey after = stretch.after();
    if (after != null) {
      query.exclusiveStartKey(
          Map.of(
              hash, of,
              CREATED_AT, text(after.createdAt()),
              ID, text(after.id())));
    }
    return query;
  }

  /// Reads up to 100 items, consistently, in one call.
  ///
  /// @param read makes a record of an id and its item
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  <T> BatchResult<T> findAll(
      Set<String> ids, BiFunction<String, Map<String, AttributeValue>, Stored<T>> read) {
    Table.Batched batch = table.batch(ids.stream().map(id -> Map.of(ID, text(id))).toList());
    Map<String, Stored<T>> found = new HashMap<>();
    for (Map<String, AttributeValue> item : batch.items()) {
      String id = key(item, ID);
      found.put(id, read.apply(id, item));
    }
    Set<String> unanswered =
        batch.left().stream().map(key -> key(key, ID)).collect(Collectors.toSet());
    return new BatchResult<>(found, unanswered);
  }

  private static IndexKey position(Map<String, AttributeValue> row) {
    return new IndexKey(key(row, CREATED_AT), key(row, ID));
  }

  /// An attribute of a key: DynamoDB holds no item without it.
  private static String key(Map<String, AttributeValue> item, String name) {
    String part = Lenient.string(item, name);
    if (part == null) {
      throw new IllegalStateException("a row without " + name);
    }
    return part;
  }
}
