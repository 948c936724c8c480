package dev.intermission.credential;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretHash;
import dev.intermission.access.SecretKind;
import dev.intermission.model.Timestamps;
import dev.intermission.store.Parsed;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Issues a credential, once for each request id however often it is asked. The id of the
/// credential follows from the request id, so a repeated request meets the first one's credential,
/// and what is kept under that id tells whose it is: also when nobody knows whether the write had
/// its effect.
public final class IssueCredential {
  private final CredentialRecords records;
  private final Secrets secrets;

  /// @param secrets where a secret comes from when the operator brings none
  public IssueCredential(CredentialRecords records, Secrets secrets) {
    this.records = records;
    this.secrets = secrets;
  }

  /// The request of an operator.
  ///
  /// @param requestId chosen by the operator
  /// @param holder never a member, who has no secret
  /// @param notBefore when it begins to count, or null; rounded up to a whole second
  /// @param expiresAt when it ends, or null; rounded down to a whole second
  /// @param pinnedVersion the API version that it is pinned to, or null
  /// @param secret the SHA-256 of a secret that the operator made; null when one is to be made
  public record Request(
      String requestId,
      Holder holder,
      Set<Scope> scopes,
      @Nullable Instant notBefore,
      @Nullable Instant expiresAt,
      @Nullable String pinnedVersion,
      @Nullable SecretHash secret) {
    /// Copies the scopes and rounds the times, so that no credential counts longer than asked.
    public Request {
      scopes = Set.copyOf(scopes);
      notBefore = notBefore == null ? null : Timestamps.roundedUpToSecond(notBefore);
      expiresAt = expiresAt == null ? null : Instant.ofEpochSecond(expiresAt.getEpochSecond());
    }

    /// The id of the credential that it asks for.
    public CredentialId credentialId() {
      return CredentialId.of(requestId);
    }

    private Credential credential() {
      return new Credential(
          new Caller(credentialId().value(), holder, scopes, pinnedVersion),
          notBefore,
          expiresAt,
          null);
    }

    /// The same for the same request, whatever order its scopes had. It is stored: another wording
    /// would make repeated requests look like other ones.
    private String words() {
      String names = scopes.stream().sorted().map(Scope::wireName).collect(Collectors.joining(","));
      return "holder=%s scopes=%s not_before=%s expires_at=%s api_version=%s secret_sha256=%s"
          .formatted(
              holder.ownerId(),
              names,
              notBefore,
              expiresAt,
              pinnedVersion,
              secret == null ? null : secret.hex());
    }
  }

  /// The outcome of the request.
  public sealed interface Outcome {
    /// @param secret to be shown this once; null when the operator made it
    record Issued(Credential credential, @Nullable Secret secret) implements Outcome {}

    /// The request was met before, and its secret can be shown no more.
    ///
    /// @param credential as it is now
    record Replayed(Parsed<Credential> credential) implements Outcome {}

    /// @param param the field that is wrong
    /// @param reason a sentence for the operator, which never repeats what he sent
    record Refused(String param, String reason) implements Outcome {}

    /// The request id was used for another request.
    record RequestIdTaken() implements Outcome {}

    /// The write was cut off and has not had its effect, or not yet. The same request again tells.
    record Unconfirmed() implements Outcome {}
  }

  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  public Outcome issue(Request request, Instant now) {
    Optional<Outcome> refusal = refusal(request, now);
    if (refusal.isPresent()) {
      // A request that was met in time stays met.
      return records
          .find(request.credentialId())
          .filter(issued -> issued.request().equals(request.words()))
          .map(issued -> replay(request.credentialId(), issued))
          .orElse(refusal.get());
    }
    SecretHash operatorsOwn = request.secret();
    if (operatorsOwn != null) {
      return write(request, operatorsOwn, null);
    }
    Secret made = secrets.next(SecretKind.of(request.holder()));
    return write(request, made.hash(), made);
  }

  private Outcome write(Request request, SecretHash hash, @Nullable Secret made) {
    CredentialId id = request.credentialId();
    Credential credential = request.credential();
    IssueResult write = records.issue(new NewCredential(id, credential, hash, request.words()));
    if (write == IssueResult.ISSUED) {
      return new Outcome.Issued(credential, made);
    }
    Optional<IssuedCredential> found = records.find(id);
    if (found.isEmpty()) {
      return write == IssueResult.UNKNOWN
          ? new Outcome.Unconfirmed()
          : new Outcome.Refused(
              "secret_sha256", "secret_sha256 belongs to another credential. Make a new secret.");
    }
    IssuedCredential issued = found.get();
    if (made != null && issued.secret().equals(hash)) {
      // Nobody else can have made this secret: the write had its effect.
      return new Outcome.Issued(credential, made);
    }
    return issued.request().equals(request.words())
        ? replay(id, issued)
        : new Outcome.RequestIdTaken();
  }

  private Outcome replay(CredentialId id, IssuedCredential issued) {
    return new Outcome.Replayed(records.read(id, issued.secret()));
  }

  private static Optional<Outcome> refusal(Request request, Instant now) {
    Instant from = request.notBefore();
    Instant until = request.expiresAt();
    if (until != null && !until.isAfter(now)) {
      return refused("expires_at", "expires_at must be in the future.");
    }
    if (until != null && until.isAfter(Timestamps.LAST_SECOND)) {
      return refused("expires_at", "expires_at must be before the year 10000.");
    }
    if (from != null && (from.isBefore(Instant.EPOCH) || from.isAfter(Timestamps.LAST_SECOND))) {
      return refused("not_before", "not_before must be in the years 1970 to 9999.");
    }
    if (from != null && until != null && !from.isBefore(until)) {
      return refused("not_before", "not_before must be before expires_at.");
    }
    return Optional.empty();
  }

  private static Optional<Outcome> refused(String param, String reason) {
    return Optional.of(new Outcome.Refused(param, reason));
  }
}
