package dev.intermission.port;

/// What became of the one conditional write that ends a timed pause.
public sealed interface ResumeWrite {
  /// The campaign is active again.
  record Resumed() implements ResumeWrite {}

  /// The condition failed and nothing was written; the record as it is.
  record Refused(StoredAdCampaign current) implements ResumeWrite {}

  /// There is no such record.
  record Missing() implements ResumeWrite {}

  /// The item is so broken that no update of it can be carried out.
  record Impossible() implements ResumeWrite {}
}
