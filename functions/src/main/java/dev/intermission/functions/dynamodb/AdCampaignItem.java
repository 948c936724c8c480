package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.seconds;
import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignDeliveryStatus;
import dev.intermission.model.AdCampaignDetails;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AdPlatform;
import dev.intermission.model.BidStrategy;
import dev.intermission.model.BudgetMode;
import dev.intermission.model.CampaignConfig;
import dev.intermission.model.CampaignMoney;
import dev.intermission.model.CampaignObjective;
import dev.intermission.model.CampaignType;
import dev.intermission.model.ConfigStatus;
import dev.intermission.model.CreatedByUser;
import dev.intermission.model.NewerAdCampaignDetails;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.PaymentMethod;
import dev.intermission.model.Product;
import dev.intermission.resume.DuePause;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Reads items of ad campaigns, and rows of their index of timed pauses.
///
/// [AdCampaignUpdates] changes them, [AccountIndex] lists them, and [FigureAttributes] reads what
/// they have in common with ads. Only they know the names of the attributes.
final class AdCampaignItem {
  private static final String DUE_INDEX = "due";

  private AdCampaignItem() {}

  /// The rows of a shard that were due at or before a time, oldest first.
  static QueryRequest.Builder due(
      DueShard shard, Instant notAfter, @Nullable Map<String, AttributeValue> after, int pageSize) {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .indexName(DUE_INDEX)
            .keyConditionExpression("due_pk = :due AND paused_until <= :time")
            .expressionAttributeValues(
                Map.of(":due", text(shard.key()), ":time", seconds(notAfter)))
            .scanIndexForward(true)
            .limit(pageSize);
    return after == null ? query : query.exclusiveStartKey(after);
  }

  /// The due pause in a row; empty when the row is not of a campaign.
  static Optional<DuePause> readDue(Map<String, AttributeValue> row) {
    String id = Lenient.string(row, "id");
    Instant until = Lenient.epochSecond(row, "paused_until");
    return id == null || until == null
        ? Optional.empty()
        : AdCampaignId.parse(id).map(known -> new DuePause(known, readPauseId(row), until));
  }

  /// The id in a row, for the log.
  static String readId(Map<String, AttributeValue> row) {
    return String.valueOf(Lenient.string(row, "id"));
  }

  /// The status in a row of an index by account, as shown at that time. Null when the row has no
  /// known status.
  static @Nullable AdCampaignStatus readShownStatus(Map<String, AttributeValue> row, Instant now) {
    PauseState state = readState(row);
    return state == null ? null : (AdCampaignStatus) state.shownAt(now).status();
  }

  /// The state that decisions rest on; null when the item has no readable status.
  static @Nullable PauseState readState(Map<String, AttributeValue> item) {
    AdCampaignStatus status = Lenient.name(item, "status", AdCampaignStatus.class);
    return status == null
        ? null
        : new PauseState(
            status, readPauseId(item), Lenient.epochSecond(item, "paused_until"), isSwept(item));
  }

  /// Whether the item holds one of the keys that the sweep looks for.
  private static boolean isSwept(Map<String, AttributeValue> item) {
    String key = Lenient.string(item, "due_pk");
    return key != null && DueShard.ALL.stream().anyMatch(shard -> shard.key().equals(key));
  }

  static AdCampaign read(String id, Attributes item) {
    return new AdCampaign(
        AdCampaignId.parse(id).orElseThrow(() -> new Attributes.BrokenException("id")),
        item.account("account_id"),
        new PauseState(
            item.name("status", AdCampaignStatus.class),
            readPauseId(item.values()),
            item.optionalEpochSecond("paused_until"),
            isSwept(item.values())),
        readDetails(item),
        item.timestamp("created_at"),
        item.timestamp("updated_at"));
  }

  private static AdCampaignDetails readDetails(Attributes item) {
    Attributes user = item.map("created_by_user");
    return new AdCampaignDetails(
        item.string("title"),
        item.strings("target_country_codes"),
        item.optionalName("platform", AdPlatform.class),
        readMoney(item),
        item.integer("clicks_count"),
        item.integer("impressions_count"),
        item.integer("purchases_count"),
        readProduct(item.optionalMap("product")),
        new CreatedByUser(user.string("id"), user.optionalString("name"), user.string("username")),
        readPaymentMethod(item.optionalMap("payment_method")),
        item.optionalString("billing_ledger_account_id"),
        readConfig(item.optionalMap("config")),
        readNewer(new OptionalAttributes(item)));
  }

  private static CampaignMoney readMoney(Attributes item) {
    List<BigDecimal> budgets = item.optionalNumbers("ad_group_daily_budgets");
    return new CampaignMoney(
        item.name("budget_mode", BudgetMode.class),
        item.optionalNumber("campaign_daily_budget"),
        budgets == null ? List.of() : budgets,
        item.number("revenue"),
        item.number("todays_spend"),
        item.number("total_credits"),
        item.number("total_spend"));
  }

  private static NewerAdCampaignDetails readNewer(OptionalAttributes optional) {
    CampaignType type = optional.name("campaign_type", CampaignType.class);
    return new NewerAdCampaignDetails(
        optional.name("delivery_status", AdCampaignDeliveryStatus.class),
        optional.number("leads"),
        optional.number("reach"),
        optional.number("unique_clicks"),
        optional.string("spend_currency"),
        FigureAttributes.conversions(optional),
        optional.string("budget_currency"),
        optional.nullableNumber("budget_amount_local"),
        optional.nullableNumber("lifetime_budget"),
        type == null ? CampaignType.STANDARD : type,
        optional.nullableNumber("desired_cost_per_result"),
        optional.timestamp("starts_at"),
        optional.timestamp("ends_at"),
        optional.name("objective", CampaignObjective.class),
        optional.string("optimization_goal"),
        optional.maps("issues", FigureAttributes::issueOfAdCampaign));
  }

  private static @Nullable Product readProduct(@Nullable Attributes product) {
    return product == null
        ? null
        : new Product(product.string("id"), product.string("title"), product.string("route"));
  }

  private static @Nullable PaymentMethod readPaymentMethod(@Nullable Attributes method) {
    if (method == null) {
      return null;
    }
    String typename = method.string("typename");
    return new PaymentMethod(
        typename,
        method.string("id"),
        method.timestamp("created_at"),
        method.string("payment_method_type"),
        typename.equals(PaymentMethod.CARD) ? readCard(method.map("card")) : null);
  }

  private static PaymentMethod.Card readCard(Attributes card) {
    return new PaymentMethod.Card(
        card.string("brand"),
        card.string("last4"),
        card.integer("exp_month"),
        card.integer("exp_year"));
  }

  private static @Nullable CampaignConfig readConfig(@Nullable Attributes config) {
    return config == null
        ? null
        : new CampaignConfig(
            config.optionalString("conversion_goal"),
            config.optionalName("bid_strategy", BidStrategy.class),
            config.optionalInteger("bid_amount"),
            config.optionalName("status", ConfigStatus.class),
            config.optionalStrings("special_categories"),
            config.optionalBoolean("budget_optimization"),
            config.optionalString("start_time"),
            config.optionalString("end_time"));
  }

  private static @Nullable PauseId readPauseId(Map<String, AttributeValue> item) {
    String pauseId = Lenient.string(item, "pause_id");
    return pauseId == null || pauseId.isEmpty() ? null : new PauseId(pauseId);
  }
}
