package dev.intermission.emulator.scheduler;

/// An error response of the Scheduler API, as the SDK's typed exceptions know it.
final class ServiceError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String type;

  private ServiceError(int status, String type, String message) {
    super(message);
    this.status = status;
    this.type = type;
  }

  static ServiceError validation(String message) {
    return new ServiceError(400, "ValidationException", message);
  }

  static ServiceError conflict(String what) {
    return new ServiceError(409, "ConflictException", what + " already exists.");
  }

  static ServiceError notFound(String what) {
    return new ServiceError(404, "ResourceNotFoundException", what + " does not exist.");
  }

  static ServiceError throttling() {
    return new ServiceError(429, "ThrottlingException", "Rate exceeded (on request).");
  }

  static ServiceError internal(String message) {
    return new ServiceError(500, "InternalServerException", message);
  }

  static ServiceError unknownOperation() {
    return new ServiceError(
        404, "UnknownOperationException", "This local endpoint has no such operation.");
  }

  static ServiceError fromAWebPage() {
    return new ServiceError(403, "AccessDeniedException", "Web pages may not call this endpoint.");
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  /// The text for the caller, never null.
  String text() {
    String message = getMessage();
    return message == null ? type : message;
  }
}
