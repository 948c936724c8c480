package dev.intermission.once;

/// The outcome of the one step that keeps a response and changes a record.
public enum KeyedResult {
  /// Both are done.
  APPLIED,
  /// Nothing was done: a response is kept for that key.
  KEY_TAKEN,
  /// Nothing was done, and trying again may help. The record is no longer as it was seen, or
  /// another request is changing it or using the key.
  MOVED,
  /// Nothing was done, and never will be. The store cannot keep this response, or not in one step
  /// with this change.
  IMPOSSIBLE,
  /// Nobody knows: both are done, will be, or never. It may be asked for again, since only one of
  /// all tries with a key can ever be carried out.
  UNKNOWN
}
