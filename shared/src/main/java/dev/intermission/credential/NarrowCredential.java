package dev.intermission.credential;

import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Narrowing;
import dev.intermission.model.Timestamps;
import dev.intermission.store.Parsed;
import java.time.Instant;
import java.util.Optional;

/// Takes scopes or time away from a credential. For one that was given too much, and for one that
/// is replaced and shall work beside the new one for a while. Never adds anything, so narrowing
/// twice is the same as once.
public final class NarrowCredential {
  private final CredentialRecords records;

  /// @param records where the credentials are
  public NarrowCredential(CredentialRecords records) {
    this.records = records;
  }

  /// The outcome of the request.
  public sealed interface Outcome {
    /// @param credential as it is now
    record Shown(Parsed<Credential> credential) implements Outcome {}

    /// @param param the field that is wrong
    /// @param reason a sentence for the operator
    record Refused(String param, String reason) implements Outcome {}

    /// There is no such credential.
    record NotFound() implements Outcome {}
  }

  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  public Outcome narrow(CredentialId id, Narrowing narrowing, Instant now) {
    Instant end = narrowing.expiresAt();
    if (end != null && !end.isAfter(now)) {
      return new Outcome.Refused(
          "expires_at",
          "expires_at must be in the future. To end the credential now, use revoke_credential.");
    }
    if (end != null && end.isAfter(Timestamps.LAST_SECOND)) {
      return new Outcome.Refused("expires_at", "expires_at must be before the year 10000.");
    }
    Optional<IssuedCredential> issued = records.find(id);
    if (issued.isEmpty()) {
      return new Outcome.NotFound();
    }
    return switch (records.narrow(id, issued.get().secret(), narrowing)) {
      case NarrowResult.Narrowed(Parsed<Credential> credential) -> new Outcome.Shown(credential);
      case NarrowResult.Refused(Parsed<Credential> current) -> refused(narrowing, current);
      case NarrowResult.Missing() -> new Outcome.NotFound();
    };
  }

  private static Outcome refused(Narrowing narrowing, Parsed<Credential> current) {
    return switch (current) {
      case Parsed.Valid<Credential>(Credential credential, var ignored) ->
          narrowing.keepsScopesOf(credential)
              ? new Outcome.Refused(
                  "expires_at", "expires_at must not be later than the credential's present end.")
              : new Outcome.Refused(
                  "scopes", "scopes must be among the credential's present ones.");
      // It lets nobody in, and stays as it is.
      case Parsed.Invalid<Credential> broken -> new Outcome.Shown(broken);
    };
  }
}
