package dev.intermission.functions.http;

import dev.intermission.access.Caller;
import dev.intermission.once.IdempotencyKey;
import dev.intermission.once.KeyedRequest;
import java.util.UUID;

/// The `Idempotency-Key` of a request, if it has one.
public sealed interface RequestKey {
  /// The request has no key.
  record None() implements RequestKey {}

  /// The key is blank, or longer than 255 bytes as they were sent.
  record Refused(ApiError error) implements RequestKey {}

  /// The request has a key.
  record Given(KeyedRequest request) implements RequestKey {}

  /// The header's name.
  String HEADER = "Idempotency-Key";

  /// Reads the key of a request.
  ///
  /// @param body what was read out of its body
  static RequestKey read(ApiRequest request, Caller caller, PauseBody body) {
    String text = request.header(HEADER);
    if (text == null) {
      return new None();
    }
    return IdempotencyKey.parse(caller.holder().ownerId(), text)
        .<RequestKey>map(key ->
            new Given(
                new KeyedRequest(
                    key,
                    Fingerprint.of(request, caller, body),
                    // not the request's id, which API Gateway lets a client choose
                    UUID.randomUUID().toString())))
        .orElseGet(
            () -> new Refused(ApiError.mustBe(HEADER, "1 to 255 bytes, not all of them blanks")));
  }
}
