package dev.intermission.simulation;

import java.io.Serial;

/// An invariant was seen broken.
final class BrokenException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Invariant invariant;

  BrokenException(Invariant invariant, String what) {
    super(invariant + ": " + what, null, false, false);
    this.invariant = invariant;
  }

  Invariant invariant() {
    return invariant;
  }
}
