package dev.intermission.functions.http;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An error as every client reads it. Messages are constant but for names of our own and times that
/// are worked out; they never repeat what a client sent, and never name anything internal.
///
/// @param type the contract's word for the kind of error
/// @param code the contract's finer word, or null
/// @param param the field, parameter or header that is wrong, or null
/// @param retry whether sending the same request again may help
public record ApiError(
    int status,
    String type,
    String message,
    @Nullable String code,
    @Nullable String param,
    Retry retry) {

  /// The advice to a client that got the error.
  public sealed interface Retry {
    /// The same request will fail again.
    record Never() implements Retry {}

    /// The same request may succeed later.
    ///
    /// @param seconds to wait, at least 1
    record After(long seconds) implements Retry {}

    /// The same request will fail again.
    Retry NEVER = new Never();

    /// The same request may succeed after a second.
    Retry SOON = new After(1);
  }

  private static final String INVALID_REQUEST = "invalid_request_error";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  /// Leaves out a `param` that is no plausible name. It may be the client's own text, and is not
  /// repeated.
  public ApiError {
    param = param != null && NAME.matcher(param).matches() ? param : null;
  }

  /// A parameter or field with a value that the contract does not allow.
  ///
  /// @param param its name, or null
  public static ApiError parameterInvalid(@Nullable String param, String message) {
    return new ApiError(400, INVALID_REQUEST, message, "parameter_invalid", param, Retry.NEVER);
  }

  /// A query parameter or a header that may appear only once, and is repeated.
  public static ApiError repeated(String param) {
    return parameterInvalid(param, param + " is given more than once.");
  }

  /// A malformed parameter or field.
  ///
  /// @param form the right one, as in "must be ..."
  public static ApiError mustBe(String param, String form) {
    return parameterInvalid(param, param + " must be " + form + ".");
  }

  /// A required parameter or field that is missing.
  ///
  /// @param form the right one, as in "must be ..."
  public static ApiError parameterMissing(String param, String form) {
    return new ApiError(
        400,
        INVALID_REQUEST,
        param + " is missing. It must be " + form + ".",
        "parameter_missing",
        param,
        Retry.NEVER);
  }

  /// A request without a key that needs one. Sent again, it would change more.
  ///
  /// @param field the one that asks for it
  public static ApiError keyMissing(String field) {
    return parameterMissing(
        RequestKey.HEADER,
        "given beside " + field + ": sent again without one, the request would move the end");
  }

  /// The form of an id, as in "must be ...".
  public static String idForm(String prefix) {
    return prefix + " followed by 1 to 64 letters and digits";
  }

  /// A body that is not a JSON object.
  ///
  /// @param param the field at fault, or null
  public static ApiError invalidJson(String message, @Nullable String param) {
    return new ApiError(400, INVALID_REQUEST, message, "invalid_json", param, Retry.NEVER);
  }

  /// A request that its version or the record's state does not allow.
  ///
  /// @param param what is at fault, or null
  public static ApiError badRequest(String message, @Nullable String param) {
    return new ApiError(400, "bad_request", message, null, param, Retry.NEVER);
  }

  /// No credential, or none that counts. Never says which.
  public static ApiError unauthorized() {
    return new ApiError(
        401,
        "unauthorized",
        "A valid credential is required: Authorization: Bearer <token>.",
        null,
        null,
        Retry.NEVER);
  }

  /// A valid credential without a scope that the route asks for.
  public static ApiError missingScope(String scope) {
    return new ApiError(
        403, "forbidden", "The credential lacks the scope " + scope + ".", null, null, Retry.NEVER);
  }

  /// A valid credential without the account's grant of a required scope.
  public static ApiError scopeNotGranted(String scope) {
    return new ApiError(
        403,
        "forbidden",
        "The record's account has not granted the scope " + scope + " to this credential.",
        null,
        null,
        Retry.NEVER);
  }

  /// No such record, or another account's: the same response in each case, byte for byte.
  public static ApiError notFound() {
    return new ApiError(404, "not_found", "Not found.", null, null, Retry.NEVER);
  }

  /// No credential of the id that an operator names.
  public static ApiError noSuchCredential(String param) {
    return new ApiError(
        404, "not_found", "There is no credential with this id.", null, param, Retry.NEVER);
  }

  /// A body that is too large to be looked at.
  public static ApiError bodyTooLarge() {
    return new ApiError(
        413, INVALID_REQUEST, "The request body is larger than 4 KB.", null, null, Retry.NEVER);
  }

  /// A fault on our side that a retry does not mend.
  public static ApiError internal() {
    return new ApiError(
        500, "internal_server_error", "Something went wrong on our side.", null, null, Retry.NEVER);
  }

  /// Others change the record so often that there was no moment for this request. Nothing was done.
  public static ApiError contended() {
    return new ApiError(
        503,
        "internal_server_error",
        "The record is being changed by other requests. Try again later.",
        null,
        null,
        Retry.SOON);
  }

  /// Something on our side cannot be reached for the moment.
  public static ApiError unavailable() {
    return new ApiError(
        503,
        "internal_server_error",
        "The service is not available. Try again later.",
        null,
        null,
        Retry.SOON);
  }

  /// A JWT whose key cannot be looked up for the moment.
  ///
  /// @param wait until it may be looked up again
  public static ApiError tokenNotCheckable(Duration wait) {
    return new ApiError(
        503,
        "internal_server_error",
        "This JWT cannot be checked at the moment. Try again after the time in Retry-After.",
        null,
        null,
        new Retry.After(Math.max(1, wait.plusMillis(999).toSeconds())));
  }
}
