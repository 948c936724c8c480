package dev.intermission.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The events of one kind that the platform attributes to an ad or a campaign.
///
/// @param event the word for them as a result
/// @param count how many
/// @param value their worth in USD
public record Conversion(ResultEvent event, BigDecimal count, BigDecimal value) {
  /// Spend divided by the events. Without any, 0 when they are the goal, else null.
  public @Nullable BigDecimal cost(BigDecimal spend, Results results) {
    if (count.signum() == 0) {
      return results.event() == event ? BigDecimal.ZERO : null;
    }
    return Ratio.of(spend, count);
  }
}
