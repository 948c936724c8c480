package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.seconds;
import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AdPlatform;
import dev.intermission.model.BidStrategy;
import dev.intermission.model.BudgetMode;
import dev.intermission.model.CampaignConfig;
import dev.intermission.model.CampaignMoney;
import dev.intermission.model.ConfigStatus;
import dev.intermission.model.CreatedByUser;
import dev.intermission.model.PauseId;
import dev.intermission.model.PaymentMethod;
import dev.intermission.model.Product;
import dev.intermission.model.Timestamps;
import dev.intermission.port.CampaignPause;
import dev.intermission.port.CampaignResume;
import dev.intermission.port.CampaignUnpause;
import dev.intermission.port.DuePause;
import dev.intermission.port.DueShard;
import dev.intermission.port.Reading;
import dev.intermission.port.StoredAdCampaign;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The attributes of an item in the table of ad campaigns: the one class that knows their names,
/// and the expressions of the checked protocol over them.
final class AdCampaignItem {
  private static final String DUE_INDEX = "due";

  /// Stands for no pause, in a condition that nothing meets.
  private static final String NO_PAUSE = "";

  private AdCampaignItem() {}

  static Map<String, AttributeValue> key(AdCampaignId id) {
    return Map.of("id", text(id.value()));
  }

  /// Pauses an item that is not already in exactly the asked pause.
  static Update pause(String table, CampaignPause pause) {
    return pause.until() == null
        ? pause(
            table,
            pause,
            " AND NOT (#status = :paused AND attribute_not_exists(paused_until))",
            Map.of())
        : pause(
            table,
            pause,
            // Only a string is greater than a string.
            " AND NOT (#status = :paused AND paused_until = :until AND due_pk = :due"
                + " AND pause_id > :none)",
            Map.of(":none", text(NO_PAUSE)));
  }

  /// Pauses an item, whatever pause it is in.
  static Update pauseAgain(String table, CampaignPause pause) {
    return pause(table, pause, "", Map.of());
  }

  private static Update pause(
      String table,
      CampaignPause pause,
      String unlessSo,
      Map<String, AttributeValue> valuesOfUnlessSo) {
    Map<String, AttributeValue> values = new HashMap<>(valuesOfUnlessSo);
    values.put(":paused", text(AdCampaignStatus.PAUSED.wireName()));
    values.put(":active", text(AdCampaignStatus.ACTIVE.wireName()));
    values.put(":account", text(pause.account().value()));
    values.put(":pid", text(pause.pauseId().value()));
    values.put(":by", text(pause.changedBy()));
    values.put(":at", text(Timestamps.write(pause.at())));
    String set = "#status = :paused, pause_id = :pid, changed_by = :by, updated_at = :at";
    String condition = "account_id = :account AND #status IN (:active, :paused)" + unlessSo;
    Instant until = pause.until();
    if (until == null) {
      return new Update(table, key(pause.id()), set, "paused_until, due_pk", condition, values);
    }
    values.put(":until", seconds(until));
    values.put(":due", text(DueShard.of(pause.id()).key()));
    return new Update(
        table,
        key(pause.id()),
        set + ", paused_until = :until, due_pk = :due",
        "",
        condition,
        values);
  }

  /// A pause that is over by the time of the unpause is ended only by one that knows when it ended.
  /// Compared as a negation, so that an end of another type keeps no campaign paused.
  static Update unpause(String table, CampaignUnpause unpause) {
    Instant ended = unpause.ended();
    return new Update(
        table,
        key(unpause.id()),
        "#status = :active, changed_by = :by, updated_at = :at",
        "pause_id, paused_until, due_pk",
        "account_id = :account AND #status = :paused AND "
            + (ended == null ? "NOT paused_until <= :time" : "paused_until = :time"),
        Map.of(
            ":active", text(AdCampaignStatus.ACTIVE.wireName()),
            ":paused", text(AdCampaignStatus.PAUSED.wireName()),
            ":account", text(unpause.account().value()),
            ":by", text(unpause.changedBy()),
            ":at", text(Timestamps.write(unpause.updatedAt())),
            ":time", seconds(ended == null ? unpause.at() : ended)));
  }

  /// The time clause is evaluated on the item as it is at that moment, and carries the proof that
  /// no pause ends early.
  static Update resume(String table, CampaignResume resume) {
    PauseId pauseId = resume.pauseId();
    return new Update(
        table,
        key(resume.id()),
        "#status = :active, changed_by = :by, updated_at = :ended",
        "pause_id, paused_until, due_pk",
        "#status = :paused AND pause_id = :pid AND paused_until = :until"
            + " AND paused_until <= :now"
            + (pauseId == null ? " AND attribute_not_exists(pause_id)" : ""),
        Map.of(
            ":paused", text(AdCampaignStatus.PAUSED.wireName()),
            ":active", text(AdCampaignStatus.ACTIVE.wireName()),
            ":pid", text(pauseId == null ? NO_PAUSE : pauseId.value()),
            ":until", seconds(resume.pausedUntil()),
            ":now", seconds(resume.now()),
            ":by", text(resume.changedBy()),
            ":ended", text(Timestamps.write(resume.pausedUntil()))));
  }

  /// Takes the rest of a pause out of an item that still is as it was seen.
  static Update forgetPause(String table, AdCampaignId id, StoredAdCampaign seen) {
    Map<String, AttributeValue> values = new HashMap<>();
    AdCampaignStatus status = seen.status();
    PauseId pauseId = seen.pauseId();
    Instant until = seen.pausedUntil();
    String condition =
        asSeen("#status", ":status", status == null ? null : text(status.wireName()), values)
            + " AND "
            + (pauseId == null
                ? hasNoPauseId(values)
                : asSeen("pause_id", ":pid", text(pauseId.value()), values))
            + " AND "
            + asSeen("paused_until", ":until", until == null ? null : seconds(until), values);
    return new Update(table, key(id), "", "pause_id, paused_until, due_pk", condition, values);
  }

  /// The rows of a shard that were due at or before a time, oldest first.
  static QueryRequest due(
      String table,
      DueShard shard,
      Instant notAfter,
      @Nullable Map<String, AttributeValue> after,
      int pageSize) {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(table)
            .indexName(DUE_INDEX)
            .keyConditionExpression("due_pk = :due AND paused_until <= :time")
            .expressionAttributeValues(
                Map.of(":due", text(shard.key()), ":time", seconds(notAfter)))
            .scanIndexForward(true)
            .limit(pageSize);
    return after == null ? query.build() : query.exclusiveStartKey(after).build();
  }

  /// A row of the index; empty when it is no campaign's.
  static Optional<DuePause> readDue(Map<String, AttributeValue> row) {
    String id = Lenient.string(row, "id");
    Instant until = Lenient.epochSecond(row, "paused_until");
    return id == null || until == null
        ? Optional.empty()
        : AdCampaignId.parse(id).map(known -> new DuePause(known, readPauseId(row), until));
  }

  /// The id of a row, for the log.
  static String readId(Map<String, AttributeValue> row) {
    return String.valueOf(Lenient.string(row, "id"));
  }

  /// The status of a row in the index of accounts, as an answer shows it at that time; null when it
  /// has none on the list.
  static @Nullable AdCampaignStatus readStatus(Map<String, AttributeValue> row, Instant now) {
    AdCampaignStatus status = Lenient.name(row, "status", AdCampaignStatus.class);
    return status == null ? null : status.shownAt(now, Lenient.epochSecond(row, "paused_until"));
  }

  static StoredAdCampaign read(String table, String id, Map<String, AttributeValue> item) {
    return stored(item, Attributes.reading(table, id, item, attributes -> read(id, attributes)));
  }

  /// An item that DynamoDB does not update.
  static StoredAdCampaign readUnwritable(
      String table, String id, Map<String, AttributeValue> item) {
    return stored(item, Attributes.unwritable(table, id));
  }

  private static StoredAdCampaign stored(
      Map<String, AttributeValue> item, Reading<AdCampaign> reading) {
    return new StoredAdCampaign(
        Lenient.account(item, "account_id"),
        Lenient.name(item, "status", AdCampaignStatus.class),
        readPauseId(item),
        Lenient.epochSecond(item, "paused_until"),
        isSwept(item),
        Rev.of(item),
        reading);
  }

  /// Whether the item holds one of the keys that the sweep looks for.
  private static boolean isSwept(Map<String, AttributeValue> item) {
    String key = Lenient.string(item, "due_pk");
    return key != null && DueShard.ALL.stream().anyMatch(shard -> shard.key().equals(key));
  }

  private static AdCampaign read(String id, Attributes item) {
    Attributes user = item.map("created_by_user");
    return new AdCampaign(
        AdCampaignId.parse(id).orElseThrow(() -> new Attributes.BrokenException("id")),
        item.account("account_id"),
        item.string("title"),
        item.name("status", AdCampaignStatus.class),
        item.strings("target_country_codes"),
        item.optionalName("platform", AdPlatform.class),
        readMoney(item),
        item.integer("clicks_count"),
        item.integer("impressions_count"),
        item.integer("purchases_count"),
        readPauseId(item.values()),
        item.optionalEpochSecond("paused_until"),
        readProduct(item.optionalMap("product")),
        new CreatedByUser(user.string("id"), user.optionalString("name"), user.string("username")),
        readPaymentMethod(item.optionalMap("payment_method")),
        item.optionalString("billing_ledger_account_id"),
        readConfig(item.optionalMap("config")),
        item.timestamp("created_at"),
        item.timestamp("updated_at"));
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

  private static String asSeen(
      String name,
      String placeholder,
      @Nullable AttributeValue value,
      Map<String, AttributeValue> values) {
    if (value == null) {
      return "attribute_not_exists(" + name + ")";
    }
    values.put(placeholder, value);
    return name + " = " + placeholder;
  }

  /// Absent, or nothing that could be read as one.
  private static String hasNoPauseId(Map<String, AttributeValue> values) {
    values.put(":string", text("S"));
    values.put(":none", text(NO_PAUSE));
    return "(NOT attribute_type(pause_id, :string) OR pause_id = :none)";
  }
}
