package dev.intermission.model;

/// The id of a record that can be paused. Its prefix tells the kind.
public sealed interface RecordId permits AdId, AdCampaignId {
  /// The id as clients and stored items write it.
  String value();
}
