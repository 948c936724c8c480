package dev.intermission.credential;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.model.AccountId;
import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Credentials in memory, with exactly the conditions that the port states. The next write's
/// response can get lost, after its effect or instead of it, and items can be broken. It lists
/// nothing.
public final class InMemoryCredentials implements CredentialRecords {
  /// Whether a write whose response gets lost had its effect.
  public enum LostResponse {
    AFTER_EFFECT,
    BEFORE_EFFECT
  }

  private final Map<CredentialId, IssuedCredential> issued = new HashMap<>();
  private final Map<SecretHash, Credential> credentials = new HashMap<>();
  private final Map<SecretHash, String> broken = new HashMap<>();
  private final Map<Between, Set<Scope>> grants = new HashMap<>();
  private @Nullable LostResponse lostResponse;
  private int writes;

  private record Between(Holder.Grantee grantee, AccountId account) {}

  /// Scopes that an account granted. Null when it granted nothing, not even an empty set.
  public @Nullable Set<Scope> granted(Holder.Grantee grantee, AccountId account) {
    return grants.get(new Between(grantee, account));
  }

  public Credential credential(SecretHash secret) {
    return Objects.requireNonNull(credentials.get(secret), "no credential");
  }

  public int count() {
    return credentials.size();
  }

  public int writes() {
    return writes;
  }

  public void loseNextResponse(LostResponse how) {
    lostResponse = how;
  }

  public void breakItem(SecretHash secret, String attribute) {
    broken.put(secret, attribute);
  }

  @Override
  public IssueResult issue(NewCredential credential) {
    writes++;
    LostResponse lost = lostResponse;
    lostResponse = null;
    if (lost == LostResponse.BEFORE_EFFECT) {
      return IssueResult.UNKNOWN;
    }
    boolean isNew =
        !issued.containsKey(credential.id()) && !credentials.containsKey(credential.secret());
    if (isNew) {
      issued.put(credential.id(), new IssuedCredential(credential.secret(), credential.request()));
      credentials.put(credential.secret(), credential.credential());
    }
    if (lost != null) {
      return IssueResult.UNKNOWN;
    }
    return isNew ? IssueResult.ISSUED : IssueResult.REFUSED;
  }

  @Override
  public Optional<IssuedCredential> find(CredentialId id) {
    return Optional.ofNullable(issued.get(id));
  }

  @Override
  public Parsed<Credential> read(CredentialId id, SecretHash secret) {
    String attribute = broken.get(secret);
    return attribute == null
        ? new Parsed.Valid<>(credential(secret))
        : new Parsed.Invalid<>(new ItemError("credentials", id.value(), attribute));
  }

  @Override
  public NarrowResult narrow(CredentialId id, SecretHash secret, Narrowing narrowing) {
    writes++;
    Credential before = credentials.get(secret);
    if (before == null) {
      return new NarrowResult.Missing();
    }
    if (broken.containsKey(secret)
        || !narrowing.keepsScopesOf(before)
        || !narrowing.keepsEndOf(before)) {
      return new NarrowResult.Refused(read(id, secret));
    }
    Caller caller = before.caller();
    Set<Scope> scopes = narrowing.scopes();
    Instant end = narrowing.expiresAt();
    credentials.put(
        secret,
        new Credential(
            new Caller(
                caller.credentialId(),
                caller.holder(),
                scopes == null ? caller.scopes() : scopes,
                caller.pinnedVersion()),
            before.notBefore(),
            end == null ? before.expiresAt() : end,
            before.revokedAt()));
    return new NarrowResult.Narrowed(read(id, secret));
  }

  @Override
  public Optional<Parsed<Credential>> revoke(CredentialId id, SecretHash secret, Instant now) {
    writes++;
    Credential before = credential(secret);
    Instant revokedAt = before.revokedAt();
    credentials.put(
        secret,
        new Credential(
            before.caller(),
            before.notBefore(),
            before.expiresAt(),
            revokedAt == null ? now : revokedAt));
    return Optional.of(read(id, secret));
  }

  @Override
  public CredentialPage page(Holder holder, @Nullable String after) {
    return new CredentialPage(List.of(), List.of(), null);
  }

  @Override
  public void grant(Holder.Grantee grantee, AccountId account, Set<Scope> scopes) {
    grants.put(new Between(grantee, account), Set.copyOf(scopes));
  }

  @Override
  public boolean withdraw(Holder.Grantee grantee, AccountId account) {
    return grants.remove(new Between(grantee, account)) != null;
  }
}
