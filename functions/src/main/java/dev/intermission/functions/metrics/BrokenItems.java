package dev.intermission.functions.metrics;

import dev.intermission.metrics.Metrics;
import dev.intermission.store.ItemError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports items that break the item contract to the operators. Wherever a request meets one, the
/// log gets one line and the metric one count.
///
/// @param metrics where it is counted
public record BrokenItems(Metrics metrics) {
  private static final Logger LOG = LoggerFactory.getLogger(BrokenItems.class);

  /// Reports one item.
  public void report(ItemError error) {
    metrics.record(Metrics.Measure.BROKEN_ITEMS, 1);
    LOG.error(
        "Broken item: table {} id {} attribute {}", error.table(), error.id(), error.attribute());
  }
}
