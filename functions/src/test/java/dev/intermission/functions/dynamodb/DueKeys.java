package dev.intermission.functions.dynamodb;

import dev.intermission.model.RecordId;

/// Keys of timed pauses in the due index, for tests of other packages.
public final class DueKeys {
  private DueKeys() {}

  /// The value of `due_pk` of a record.
  public static String of(RecordId id) {
    return DueShard.of(id).key();
  }
}
