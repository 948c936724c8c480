package dev.intermission.model;

/// How a campaign bids, in the words of versions from 2026-07-20.
public enum BidType implements WireName {
  MINIMUM_COST,
  AVERAGE_TARGET,
  MAXIMUM_TARGET;

  /// The word for a strategy of the API reference.
  static BidType of(BidStrategy strategy) {
    return switch (strategy) {
      case LOWEST_COST -> MINIMUM_COST;
      case COST_CAP -> AVERAGE_TARGET;
      case BID_CAP -> MAXIMUM_TARGET;
    };
  }
}
