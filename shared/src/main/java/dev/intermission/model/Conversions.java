package dev.intermission.model;

import java.math.BigDecimal;
import java.util.Map;

/// The attributed events that versions from 2026-07-20 show of ads and campaigns. Maps are handed
/// over and not changed afterwards. All amounts are in USD.
///
/// @param customEventCounts by the name of the event
/// @param customEventValues by the name of the event
public record Conversions(
    Conversion addedToCarts,
    Conversion completedRegistrations,
    Conversion contacts,
    Conversion schedules,
    Conversion submittedApplications,
    Conversion viewedContents,
    BigDecimal leadValue,
    BigDecimal linkClicks,
    BigDecimal customConversions,
    Map<String, BigDecimal> customEventCounts,
    Map<String, BigDecimal> customEventValues,
    Results results) {}
