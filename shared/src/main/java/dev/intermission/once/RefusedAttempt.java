package dev.intermission.once;

import dev.intermission.model.AccountId;
import dev.intermission.model.PauseId;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// An attempt that reads and changes nothing, since its outcome is known.
///
/// @param mayNotSee as [Attempt#withheld], for a repetition of an earlier request
/// @param arm as [Attempt#rearm], for the same
record RefusedAttempt<O>(
    O outcome, Function<AccountId, Optional<O>> mayNotSee, Consumer<PauseId> arm)
    implements Attempt<O> {

  @Override
  public O make() {
    return outcome;
  }

  @Override
  public Plan<O> plan() {
    return Plan.Keep.alone(outcome);
  }

  @Override
  public Optional<O> withheld(AccountId account) {
    return mayNotSee.apply(account);
  }

  @Override
  public void rearm(PauseId timedPause) {
    arm.accept(timedPause);
  }
}
