package dev.intermission.functions.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignDetails;
import dev.intermission.model.AdMetrics;
import dev.intermission.model.AdPlatform;
import dev.intermission.model.CampaignConfig;
import dev.intermission.model.CampaignMoney;
import dev.intermission.model.CreatedByUser;
import dev.intermission.model.NewerAdCampaignDetails;
import dev.intermission.model.PaymentMethod;
import dev.intermission.model.Product;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes ad campaigns. The 24 fields of the API reference come in its order, then those of newer
/// versions.
public final class AdCampaignJson {
  private AdCampaignJson() {}

  /// Writes one campaign.
  ///
  /// @param campaign as it is shown
  public static void write(JsonGenerator json, AdCampaign campaign, Shape shape)
      throws IOException {
    AdCampaignDetails details = campaign.details();
    CampaignMoney money = details.money();
    json.writeStartObject();
    json.writeStringField("id", campaign.id().value());
    json.writeStringField("title", details.title());
    json.writeStringField("status", campaign.state().status().wireName());
    JsonFields.strings(json, "target_country_codes", details.targetCountryCodes());
    JsonFields.number(json, "daily_budget", money.dailyBudget());
    AdPlatform platform = details.platform();
    boolean hasWord = platform != null && (shape.hasNewerFields() || platform.isInApiReference());
    JsonFields.name(json, "platform", hasWord ? platform : null);
    JsonFields.number(json, "available_budget", money.availableBudget());
    JsonFields.timestamp(json, "created_at", campaign.createdAt());
    JsonFields.timestamp(json, "updated_at", campaign.updatedAt());
    JsonFields.timestamp(json, "paused_until", campaign.state().until());
    json.writeNumberField("clicks_count", details.clicksCount());
    json.writeNumberField("impressions_count", details.impressionsCount());
    json.writeNumberField("purchases_count", details.purchasesCount());
    JsonFields.number(json, "remaining_balance", money.remainingBalance());
    JsonFields.number(json, "revenue", money.revenue());
    if (!shape.hasNewerFields()) {
      JsonFields.number(json, "return_on_ad_spend", money.returnOnAdSpend());
    }
    JsonFields.number(json, "todays_spend", money.todaysSpend());
    JsonFields.number(json, "total_credits", money.totalCredits());
    JsonFields.number(json, "total_spend", money.totalSpend());
    writeProduct(json, details.product());
    writeCreatedByUser(json, details.createdByUser());
    writePaymentMethod(json, details.paymentMethod());
    JsonFields.reference(json, "billing_ledger_account", details.billingLedgerAccountId());
    writeConfig(json, details.config());
    if (shape.hasNewerFields()) {
      writeNewer(json, campaign);
    }
    json.writeEndObject();
  }

  /// The fields that the API reference lacks. The return on ad spend is no percentage here.
  private static void writeNewer(JsonGenerator json, AdCampaign campaign) throws IOException {
    AdCampaignDetails details = campaign.details();
    NewerAdCampaignDetails newer = details.newer();
    CampaignConfig config = details.config();
    JsonFields.name(json, "delivery_status", campaign.deliveryStatus());
    AdMetrics metrics = details.metrics();
    FiguresJson.writeMetrics(json, metrics);
    FiguresJson.writeConversions(json, metrics, newer.conversions());
    JsonFields.name(json, "bid_type", config == null ? null : config.bidType());
    JsonFields.number(json, "budget_amount", details.budgetAmount());
    JsonFields.number(json, "budget_amount_local", details.budgetAmountLocal());
    json.writeStringField("budget_currency", details.budgetCurrency());
    JsonFields.name(json, "budget_optimization", config == null ? null : config.budgetLevel());
    JsonFields.name(json, "budget_type", details.money().budgetMode());
    JsonFields.name(json, "campaign_type", newer.type());
    JsonFields.number(json, "desired_cost_per_result", newer.desiredCostPerResult());
    JsonFields.timestamp(json, "ends_at", newer.endsAt());
    FiguresJson.writeIssues(json, newer.issues(), Shape.TEXTS_WITH_LANGUAGE);
    JsonFields.name(json, "objective", newer.objective());
    json.writeStringField("optimization_goal", newer.optimizationGoal());
    List<String> categories = config == null ? null : config.specialCategories();
    JsonFields.strings(json, "special_ad_categories", categories == null ? List.of() : categories);
    JsonFields.timestamp(json, "starts_at", newer.startsAt());
  }

  private static void writeProduct(JsonGenerator json, @Nullable Product product)
      throws IOException {
    if (product == null) {
      json.writeNullField("product");
      return;
    }
    json.writeObjectFieldStart("product");
    json.writeStringField("id", product.id());
    json.writeStringField("title", product.title());
    json.writeStringField("route", product.route());
    json.writeEndObject();
  }

  private static void writeCreatedByUser(JsonGenerator json, CreatedByUser user)
      throws IOException {
    json.writeObjectFieldStart("created_by_user");
    json.writeStringField("id", user.id());
    json.writeStringField("name", user.name());
    json.writeStringField("username", user.username());
    json.writeEndObject();
  }

  private static void writePaymentMethod(JsonGenerator json, @Nullable PaymentMethod method)
      throws IOException {
    if (method == null) {
      json.writeNullField("payment_method");
      return;
    }
    json.writeObjectFieldStart("payment_method");
    json.writeStringField("typename", method.typename());
    json.writeStringField("id", method.id());
    JsonFields.timestamp(json, "created_at", method.createdAt());
    json.writeStringField("payment_method_type", method.paymentMethodType());
    PaymentMethod.Card card = method.card();
    if (card != null) {
      json.writeObjectFieldStart("card");
      json.writeStringField("brand", card.brand());
      json.writeStringField("last4", card.last4());
      json.writeNumberField("exp_month", card.expMonth());
      json.writeNumberField("exp_year", card.expYear());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeConfig(JsonGenerator json, @Nullable CampaignConfig config)
      throws IOException {
    if (config == null) {
      json.writeNullField("config");
      return;
    }
    json.writeObjectFieldStart("config");
    json.writeStringField("conversion_goal", config.conversionGoal());
    JsonFields.name(json, "bid_strategy", config.bidStrategy());
    if (config.bidAmount() == null) {
      json.writeNullField("bid_amount");
    } else {
      json.writeNumberField("bid_amount", config.bidAmount());
    }
    JsonFields.name(json, "status", config.status());
    JsonFields.strings(json, "special_categories", config.specialCategories());
    JsonFields.truth(json, "budget_optimization", config.budgetOptimization());
    json.writeStringField("start_time", config.startTime());
    json.writeStringField("end_time", config.endTime());
    json.writeEndObject();
  }
}
