package dev.intermission.model;

/// The status of a record that can be paused.
///
/// Every kind has one status in which it is paused and one in which it runs. All others are the
/// platform's: its stop and its verdict of review are never overwritten.
public sealed interface Status extends WireName permits AdStatus, AdCampaignStatus {
  /// The status of this kind in which a record runs.
  Status active();

  /// The status of this kind in which a record is paused.
  Status paused();

  /// Whether a record in this status may be paused or unpaused.
  default boolean mayBePaused() {
    return this == active() || this == paused();
  }
}
