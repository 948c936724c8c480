package dev.intermission.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.emulator.state.ItemJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// Demo ads and campaigns in every status, for the demo account and another one. Each start adds
/// the missing ones and leaves the others alone, so that a pause survives a restart and there is
/// always an active campaign.
///
/// They are the sample items with the variations of `ads.json` and `ad-campaigns.json` beside this
/// class: other titles, times and platforms, and null where null is allowed.
public final class DemoItems {
  /// The account that the demo credentials act on.
  public static final String ACCOUNT = "biz_demo";

  /// An account that they must not see.
  public static final String OTHER_ACCOUNT = "biz_other";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Integer> ADS =
      Map.of("active", 3, "paused", 1, "in_review", 1, "rejected", 1);
  private static final Map<String, Integer> CAMPAIGNS =
      Map.of("active", 5, "paused", 1, "inactive", 1, "stale", 1);

  private final DynamoDbClient dynamoDb;
  private final Kind ads;
  private final Kind campaigns;

  /// @param samples the folder of the sample items
  /// @throws IOException if they cannot be read
  public DemoItems(DynamoDbClient dynamoDb, Path samples) throws IOException {
    this.dynamoDb = dynamoDb;
    this.ads = new Kind(ItemJson.read(samples.resolve("ad.json")), variations("ads.json"));
    this.campaigns =
        new Kind(
            ItemJson.read(samples.resolve("ad-campaign.json")), variations("ad-campaigns.json"));
  }

  /// @param variations the attributes that differ from the sample's, by id
  private record Kind(
      Map<String, AttributeValue> sample, Map<String, Map<String, AttributeValue>> variations) {}

  /// A table's ids by status for each account, after the missing items were added.
  ///
  /// @param own of the demo account
  /// @param foreign of the other account
  public record Ids(Map<String, List<String>> own, Map<String, List<String>> foreign) {}

  /// Adds the ads that are missing.
  public Ids addAds(String table) {
    return new Ids(
        add(table, ads, "ad_demo", ACCOUNT, ADS), add(table, ads, "ad_other", OTHER_ACCOUNT, ADS));
  }

  /// Adds the campaigns that are missing.
  public Ids addCampaigns(String table) {
    return new Ids(
        add(table, campaigns, "adcamp_demo", ACCOUNT, CAMPAIGNS),
        add(table, campaigns, "adcamp_other", OTHER_ACCOUNT, CAMPAIGNS));
  }

  private static Map<String, Map<String, AttributeValue>> variations(String name)
      throws IOException {
    Map<String, Map<String, AttributeValue>> variations = new LinkedHashMap<>();
    try (InputStream in = Objects.requireNonNull(DemoItems.class.getResourceAsStream(name))) {
      JSON.readTree(in)
          .properties()
          .forEach(each -> variations.put(each.getKey(), ItemJson.item(each.getValue())));
    }
    return variations;
  }

  private Map<String, List<String>> add(
      String table, Kind kind, String prefix, String account, Map<String, Integer> wanted) {
    Map<String, List<String>> found = idsByStatus(table, account);
    wanted.forEach((status, count) -> {
      List<String> ids = found.computeIfAbsent(status, ignored -> new ArrayList<>());
      for (int number = 1; ids.size() < count; number++) {
        String id = prefix + camelCase(status) + number;
        if (put(table, kind, id, account, status)) {
          ids.add(id);
        }
      }
    });
    found.values().forEach(ids -> ids.sort(null));
    return found;
  }

  private Map<String, List<String>> idsByStatus(String table, String account) {
    Map<String, List<String>> ids = new HashMap<>();
    dynamoDb
        .queryPaginator(query ->
            query
                .tableName(table)
                .indexName("by_account")
                .keyConditionExpression("account_id = :account")
                .expressionAttributeValues(Map.of(":account", AttributeValue.fromS(account))))
        .items()
        .forEach(item ->
            ids.computeIfAbsent(text(item, "status"), ignored -> new ArrayList<>())
                .add(text(item, "id")));
    return ids;
  }

  private boolean put(String table, Kind kind, String id, String account, String status) {
    Map<String, AttributeValue> item = new HashMap<>(kind.sample());
    item.putAll(kind.variations().getOrDefault(id, Map.of()));
    item.put("id", AttributeValue.fromS(id));
    item.put("account_id", AttributeValue.fromS(account));
    item.put("status", AttributeValue.fromS(status));
    try {
      dynamoDb.putItem(
          put -> put.tableName(table).item(item).conditionExpression("attribute_not_exists(id)"));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null || value.s() == null ? "" : value.s();
  }

  private static String camelCase(String status) {
    StringBuilder name = new StringBuilder();
    for (String word : status.split("_", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.toString();
  }
}
