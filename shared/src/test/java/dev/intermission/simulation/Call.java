package dev.intermission.simulation;

import dev.intermission.store.StoreUnavailableException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One call of a port, and the ways it may fail. The smallest step of every history.
///
/// @param what it is, for a story
/// @param faults that it may meet
/// @param effect does it, and returns its result
/// @param unclear returns a result, or throws, when nobody knows whether it was done
/// @param notBefore when it is done at the earliest, in milliseconds of true time
record Call(
    String what,
    Set<Fault> faults,
    Supplier<@Nullable Object> effect,
    Supplier<@Nullable Object> unclear,
    long notBefore) {

  /// How a call goes.
  enum Fault {
    /// Well.
    NONE,
    /// It definitely did nothing.
    REFUSED,
    /// It did nothing, and nobody knows.
    LOST_BEFORE,
    /// It was done, and nobody knows.
    LOST_AFTER,
    /// Nobody knows, and it is done later.
    LATE,
    /// It is done, and done again by the layer below; the second result counts.
    TWICE,
    /// Somebody else was at it: a transaction conflict.
    CONFLICT
  }

  static StoreUnavailableException unavailable() {
    return new StoreUnavailableException("simulated", null);
  }
}
