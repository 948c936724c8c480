package dev.intermission.model;

/// The kinds of records that clients read and change.
public enum RecordKind {
  AD,
  AD_CAMPAIGN
}
