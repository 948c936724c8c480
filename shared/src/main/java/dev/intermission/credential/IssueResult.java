package dev.intermission.credential;

/// The outcome of the write that issues a credential.
public enum IssueResult {
  /// It is committed.
  ISSUED,
  /// Its id or its secret is taken, and nothing was written.
  REFUSED,
  /// Nobody knows. Looking at what is under the id tells.
  UNKNOWN
}
