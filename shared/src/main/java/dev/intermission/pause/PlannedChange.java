package dev.intermission.pause;

import dev.intermission.access.Actor;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Scope;
import dev.intermission.idempotency.Attempt;
import dev.intermission.idempotency.Plan;
import dev.intermission.model.AccountId;
import dev.intermission.port.Reading;
import dev.intermission.port.Stored;
import java.util.Optional;

/// The part that all attempts to change a record share: it reads the record, and finds out whether
/// the caller may. Whose it is and what the account granted is asked for each plan: tries may go on
/// for seconds, and a grant may be taken away meanwhile.
///
/// @param <T> a record
/// @param <S> a record as it is stored
/// @param <O> what becomes of the request
abstract class PlannedChange<T, S extends Stored<T>, O> implements Attempt<O> {
  private final AccountAccess access;
  private final Operation operation;
  private final Caller caller;

  PlannedChange(AccountAccess access, Operation operation, Caller caller) {
    this.access = access;
    this.operation = operation;
    this.caller = caller;
  }

  abstract Optional<S> find();

  abstract O notFound();

  abstract O notGranted(Scope scope);

  /// Decides on a record that is the account's.
  ///
  /// @param record as read out of it
  abstract Plan<O> plan(S found, T record, Actor actor);

  @Override
  public final Plan<O> plan() {
    Optional<S> found = find();
    return switch (access.decide(operation, caller, () -> found.flatMap(Stored::owner))) {
      case AccountAccess.Decision.Granted(Actor actor) ->
          found
              .filter(stored -> stored.belongsTo(actor.account()))
              .map(stored -> plan(stored, actor))
              .orElseGet(() -> Plan.Keep.alone(notFound()));
      case AccountAccess.Decision.NotFound() -> Plan.Keep.alone(notFound());
      case AccountAccess.Decision.NotGranted(Scope scope) -> new Plan.Settled<>(notGranted(scope));
    };
  }

  @Override
  public final Optional<O> withheld(AccountId account) {
    return switch (access.decide(operation, caller, account)) {
      case AccountAccess.Decision.Granted ignored -> Optional.empty();
      case AccountAccess.Decision.NotFound() -> Optional.of(notFound());
      case AccountAccess.Decision.NotGranted(Scope scope) -> Optional.of(notGranted(scope));
    };
  }

  private Plan<O> plan(S found, Actor actor) {
    return switch (found.reading()) {
      case Reading.Whole<T>(T record) -> plan(found, record, actor);
      case Reading.Broken<T> ignored -> new Plan.WithoutKey<>();
    };
  }
}
