package dev.intermission.functions.operator;

import dev.intermission.functions.http.ApiError;

/// Ends the reading of a request; [OperatorRequestReader] makes a refusal of it.
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ApiError error;

  RefusedException(ApiError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  ApiError error() {
    return error;
  }
}
