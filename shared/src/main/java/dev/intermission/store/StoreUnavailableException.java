package dev.intermission.store;

import org.jspecify.annotations.Nullable;

/// The store could not be asked, or did not answer in time. A later try may succeed.
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param cause what the store's client reported, if it did
  public StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
