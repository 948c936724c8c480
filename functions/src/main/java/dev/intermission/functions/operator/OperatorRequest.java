package dev.intermission.functions.operator;

import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.credential.IssueCredential;
import dev.intermission.functions.http.ApiError;
import dev.intermission.model.AccountId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An operator's request: one JSON object with an `action` and the fields of it.
public sealed interface OperatorRequest {
  /// `issue_credential`.
  record Issue(IssueCredential.Request request) implements OperatorRequest {}

  /// `list_credentials` of an account, an app or a user.
  ///
  /// @param after the `next` of the list page before, or null
  record ListOf(Holder holder, @Nullable String after) implements OperatorRequest {}

  /// `list_credentials` with the id of one.
  record Show(CredentialId id) implements OperatorRequest {}

  /// `narrow_credential`.
  record Narrow(CredentialId id, Narrowing narrowing) implements OperatorRequest {}

  /// `revoke_credential`.
  record Revoke(CredentialId id) implements OperatorRequest {}

  /// `record_installation`, `record_membership`.
  record RecordGrant(Holder.Grantee grantee, AccountId account, Set<Scope> scopes)
      implements OperatorRequest {
    /// Copies the scopes.
    public RecordGrant {
      scopes = Set.copyOf(scopes);
    }
  }

  /// `remove_installation`, `remove_membership`.
  record RemoveGrant(Holder.Grantee grantee, AccountId account) implements OperatorRequest {}

  /// A request that is refused.
  ///
  /// @param error names the field that is wrong
  record Refused(ApiError error) implements OperatorRequest {}

  /// The action and its ids, for the log. No scopes, no secret, nothing of a refused request.
  default String summary() {
    return switch (this) {
      case Issue(var asked) ->
          "issue_credential " + asked.credentialId().value() + " " + asked.holder().ownerId();
      case ListOf(var holder, var ignored) -> "list_credentials " + holder.ownerId();
      case Show(var id) -> "list_credentials " + id.value();
      case Narrow(var id, var ignored) -> "narrow_credential " + id.value();
      case Revoke(var id) -> "revoke_credential " + id.value();
      case RecordGrant(var grantee, var account, var ignored) ->
          "record_" + summary(grantee, account);
      case RemoveGrant(var grantee, var account) -> "remove_" + summary(grantee, account);
      case Refused ignored -> "-";
    };
  }

  private static String summary(Holder.Grantee grantee, AccountId account) {
    String kind =
        switch (grantee) {
          case Holder.App ignored -> "installation";
          case Holder.User ignored -> "membership";
        };
    return kind + " " + grantee.ownerId() + " " + account.value();
  }
}
