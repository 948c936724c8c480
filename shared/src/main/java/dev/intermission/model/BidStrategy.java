package dev.intermission.model;

/// How a campaign bids.
public enum BidStrategy implements WireName {
  LOWEST_COST("lowest_cost"),
  BID_CAP("bid_cap"),
  COST_CAP("cost_cap");

  private final String wireName;

  BidStrategy(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
