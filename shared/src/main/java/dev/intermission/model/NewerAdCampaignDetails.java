package dev.intermission.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The part of a campaign that only versions from 2026-07-20 show. The platform may leave out any
/// of it.
///
/// @param deliveryStatus the platform's word, which may be stale; or null
/// @param spendCurrency ISO 4217, or null
/// @param budgetCurrency ISO 4217; null is `usd`
/// @param budgetAmountLocal the budget in that currency; null where none is stored
/// @param lifetimeBudget dollars
/// @param type the standard one where none is stored
/// @param desiredCostPerResult dollars
public record NewerAdCampaignDetails(
    @Nullable AdCampaignDeliveryStatus deliveryStatus,
    BigDecimal leads,
    BigDecimal reach,
    BigDecimal uniqueClicks,
    @Nullable String spendCurrency,
    Conversions conversions,
    @Nullable String budgetCurrency,
    @Nullable BigDecimal budgetAmountLocal,
    @Nullable BigDecimal lifetimeBudget,
    CampaignType type,
    @Nullable BigDecimal desiredCostPerResult,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    @Nullable CampaignObjective objective,
    @Nullable String optimizationGoal,
    List<AdIssue> issues) {}
