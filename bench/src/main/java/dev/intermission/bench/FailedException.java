package dev.intermission.bench;

import java.io.IOException;
import java.io.Serial;

/// A measured process did not do what it was started for.
final class FailedException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  FailedException(String message) {
    super(message);
  }
}
