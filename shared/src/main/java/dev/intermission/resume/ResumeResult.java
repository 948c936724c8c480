package dev.intermission.resume;

import dev.intermission.store.Stored;

/// The result of the one conditional update that ends a timed pause.
public sealed interface ResumeResult {
  /// The record is active again.
  record Resumed() implements ResumeResult {}

  /// The condition failed and nothing was written; the record as it is.
  record Refused(Stored<?> current) implements ResumeResult {}

  /// There is no such record.
  record Missing() implements ResumeResult {}

  /// The item is so broken that no update of it can be carried out.
  record Impossible() implements ResumeResult {}
}
