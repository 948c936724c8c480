package dev.intermission.simulation;

import java.io.Serial;

/// A use case stands still before a call. An error, so that no use case catches it.
final class Suspended extends Error {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Call call;

  Suspended(Call call) {
    super(call.what(), null, false, false);
    this.call = call;
  }

  Call call() {
    return call;
  }
}
