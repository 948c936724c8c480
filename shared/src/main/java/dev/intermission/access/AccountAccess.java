package dev.intermission.access;

import dev.intermission.model.AccountId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Decides on which account a caller acts, and whether that account granted the operation. The
/// credential's own scopes were looked at before.
///
/// Another account's record and one that is not there get the same response, byte for byte, after
/// the same number of calls to the store. The time need not be the same: only the first is an item
/// that the store finds and sends. Measuring it may show that an id is in use, and nothing else.
public final class AccountAccess {
  /// Stands for the owner of a record that is not there. No account has such an id, so nothing is
  /// ever granted for it.
  private static final AccountId NOBODY = new AccountId("nobody");

  private final Grants grants;

  /// @param grants where installations and memberships are
  public AccountAccess(Grants grants) {
    this.grants = grants;
  }

  /// A decision.
  public sealed interface Decision {
    /// It may be done on that account, if the record is that account's.
    record Granted(Actor actor) implements Decision {}

    /// There is no such record for this caller.
    record NotFound() implements Denied {}

    /// The record is there, but its account did not grant that scope.
    record NotGranted(Scope scope) implements Denied {}
  }

  /// A decision against the caller.
  public sealed interface Denied extends Decision permits Decision.NotFound, Decision.NotGranted {}

  /// @param owner reads whose record it is; empty when it is nobody's. Not asked where the account
  ///   is known without it
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  public Decision decide(Operation operation, Caller caller, Supplier<Optional<AccountId>> owner) {
    return switch (caller.holder()) {
      case Holder.Account(AccountId account) -> granted(caller, account);
      case Holder.Member(var user, AccountId account) -> {
        Optional<Set<Scope>> scopes = grants.find(new Holder.User(user), account);
        Decision decision = judge(operation, caller, account, scopes);
        // Only a member of the record's account may learn which scopes are missing.
        yield decision instanceof Decision.NotGranted
                && owner.get().filter(account::equals).isEmpty()
            ? new Decision.NotFound()
            : decision;
      }
      case Holder.Grantee grantee -> {
        // One of another form can have granted nothing, and may be too long for a key.
        Optional<AccountId> account = owner.get().flatMap(id -> AccountId.parse(id.value()));
        Optional<Set<Scope>> scopes = grants.find(grantee, account.orElse(NOBODY));
        yield account.isEmpty()
            ? new Decision.NotFound()
            : judge(operation, caller, account.get(), scopes);
      }
    };
  }

  /// Decides on an account that a request names. An account that is not there and one that granted
  /// nothing look the same: of both there is no grant to be found.
  ///
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  public Decision decide(Operation operation, Caller caller, AccountId named) {
    return switch (caller.holder()) {
      case Holder.Account(AccountId account) ->
          account.equals(named) ? granted(caller, account) : new Decision.NotFound();
      case Holder.Member(var user, AccountId account) -> {
        Optional<Set<Scope>> scopes = grants.find(new Holder.User(user), account);
        yield account.equals(named)
            ? judge(operation, caller, account, scopes)
            : new Decision.NotFound();
      }
      case Holder.Grantee grantee -> judge(operation, caller, named, grants.find(grantee, named));
    };
  }

  private static Decision judge(
      Operation operation, Caller caller, AccountId account, Optional<Set<Scope>> scopes) {
    if (scopes.isEmpty()) {
      return new Decision.NotFound();
    }
    return operation
        .missingFrom(scopes.get())
        .<Decision>map(Decision.NotGranted::new)
        .orElseGet(() -> granted(caller, account));
  }

  private static Decision granted(Caller caller, AccountId account) {
    return new Decision.Granted(new Actor(caller.credentialId(), account));
  }
}
