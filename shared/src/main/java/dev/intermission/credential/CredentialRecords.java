package dev.intermission.credential;

import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.model.AccountId;
import dev.intermission.store.Parsed;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Credentials, installations and memberships as an operator sees them. All reads are consistent. A
/// credential that was issued is never deleted. Safe for use by several threads.
///
/// Each method throws [dev.intermission.store.StoreUnavailableException] if the store could not be
/// asked.
public interface CredentialRecords {
  /// Stores a credential whose id and secret are both new, or nothing.
  IssueResult issue(NewCredential credential);

  /// Reads the record under an id; empty when no credential was issued under it.
  Optional<IssuedCredential> find(CredentialId id);

  /// The credential that a secret leads to. Broken also when there is none under that id any more.
  Parsed<Credential> read(CredentialId id, SecretHash secret);

  /// Lists an account's, an app's or a user's credentials, installations and memberships.
  ///
  /// @param holder never a member, who has none
  /// @param after the `next` of the list page before; null for the first one
  CredentialPage page(Holder holder, @Nullable String after);

  /// Narrows a credential, if it has all that the narrowing leaves it. The store decides that on
  /// the credential as it is at that moment.
  NarrowResult narrow(CredentialId id, SecretHash secret, Narrowing narrowing);

  /// Revokes a credential; one that is revoked already stays as it is.
  ///
  /// @return the credential as it is now; empty when there is none
  Optional<Parsed<Credential>> revoke(CredentialId id, SecretHash secret, Instant now);

  /// Records an installation or a membership, in place of what was granted before.
  void grant(Holder.Grantee grantee, AccountId account, Set<Scope> scopes);

  /// Removes an installation or a membership.
  ///
  /// @return whether there was one
  boolean withdraw(Holder.Grantee grantee, AccountId account);
}
