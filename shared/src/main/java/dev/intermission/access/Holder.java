package dev.intermission.access;

import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import java.util.Optional;

/// Whom a credential was given to, and with that the accounts that it acts on.
public sealed interface Holder {
  /// The holder's id; its prefix says which kind it is. A member's comes with the account's.
  default String ownerId() {
    return switch (this) {
      case Account(AccountId id) -> id.value();
      case Member(UserId user, AccountId account) -> user.value() + " " + account.value();
      case App(AppId id) -> id.value();
      case User(UserId id) -> id.value();
    };
  }

  /// The one account that it acts on; empty for one that may act on several.
  default Optional<AccountId> onlyAccount() {
    return switch (this) {
      case Account(AccountId id) -> Optional.of(id);
      case Member(var user, AccountId account) -> Optional.of(account);
      case Grantee grantee -> Optional.empty();
    };
  }

  /// An account: an account API key acts on it alone.
  record Account(AccountId id) implements Holder {}

  /// A user at one account. An account-scoped JWT acts on it alone, while the user is a member.
  record Member(UserId user, AccountId account) implements Holder {}

  /// One that accounts grant scopes to.
  sealed interface Grantee extends Holder {}

  /// An app: an app API key acts on every account that installed it.
  record App(AppId id) implements Grantee {}

  /// A user. A user's OAuth token acts on every account of which the user is a member.
  record User(UserId id) implements Grantee {}
}
