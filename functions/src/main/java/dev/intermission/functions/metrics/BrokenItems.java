package dev.intermission.functions.metrics;

import dev.intermission.metrics.Metrics;
import dev.intermission.store.ItemError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How operators learn of an item that breaks the item contract, wherever a request meets it: one
/// line in the log, and one count.
///
/// @param metrics where it is counted
public record BrokenItems(Metrics metrics) {
  private static final Logger LOG = LoggerFactory.getLogger(BrokenItems.class);

  /// Tells of one.
  public void report(ItemError error) {
    metrics.record(Metrics.Measure.BROKEN_ITEMS, 1);
    LOG.error(
        "Broken item: table {} id {} attribute {}", error.table(), error.id(), error.attribute());
  }
}
