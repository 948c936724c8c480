package dev.intermission.model;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The events that a record is optimized for, as the platform counts them.
///
/// @param count null when nothing that can be attributed is optimized for
/// @param event null when there is no single one
/// @param eventName the name of a custom event, or null
public record Results(
    @Nullable BigDecimal count, @Nullable ResultEvent event, @Nullable String eventName) {
  /// The goal among those that an ad names by itself; none for another event.
  public Set<AdGoal> goals() {
    return switch (event) {
      case LEAD -> Set.of(AdGoal.LEADS);
      case PURCHASE -> Set.of(AdGoal.PURCHASES);
      case null, default -> Set.of();
    };
  }

  /// Spend divided by results. Null when there is no count, and 0 while it is 0.
  public @Nullable BigDecimal cost(BigDecimal spend) {
    return count == null ? null : Ratio.of(spend, count, BigDecimal.ZERO);
  }
}
