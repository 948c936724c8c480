package dev.intermission.functions.operator;

import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.administer.IssueCredential;
import dev.intermission.functions.http.ApiError;
import dev.intermission.model.AccountId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an operator asks for: one JSON object with an `action` and the members of that action.
public sealed interface OperatorRequest {
  /// `issue_credential`.
  record Issue(IssueCredential.Request request) implements OperatorRequest {}

  /// `list_credentials` of an account, an app or a user.
  ///
  /// @param after the `next` of the page before, or null
  record ListOf(Holder holder, @Nullable String after) implements OperatorRequest {}

  /// `list_credentials` with the id of one.
  record Show(CredentialId id) implements OperatorRequest {}

  /// `narrow_credential`.
  record Narrow(CredentialId id, Narrowing narrowing) implements OperatorRequest {}

  /// `revoke_credential`.
  record Revoke(CredentialId id) implements OperatorRequest {}

  /// `record_installation`, `record_membership`.
  record Grant(Holder.Grantee grantee, AccountId account, Set<Scope> scopes)
      implements OperatorRequest {
    /// Copies the scopes.
    public Grant {
      scopes = Set.copyOf(scopes);
    }
  }

  /// `remove_installation`, `remove_membership`.
  record Withdraw(Holder.Grantee grantee, AccountId account) implements OperatorRequest {}

  /// None of them.
  ///
  /// @param error names the member that is wrong
  record Refused(ApiError error) implements OperatorRequest {}
}
