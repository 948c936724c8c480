package dev.intermission.model;

/// How a campaign bids.
public enum BidStrategy implements WireName {
  LOWEST_COST,
  BID_CAP,
  COST_CAP
}
