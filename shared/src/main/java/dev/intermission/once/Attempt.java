package dev.intermission.once;

import dev.intermission.model.AccountId;
import dev.intermission.model.PauseId;
import java.util.Optional;
import java.util.function.Function;

/// One request for a change, in the two ways that it can be carried out. Made for one request and
/// used by one thread.
///
/// @param <O> what becomes of it
public interface Attempt<O> {
  /// Carries it out at once, without a key.
  ///
  /// @throws dev.intermission.store.StoreUnavailableException if nothing was done and a later try
  ///   may succeed, or if it is not known what was done
  O make();

  /// Reads, decides, and changes nothing. Asked again when the record changed before the plan could
  /// be carried out; all plans of an attempt are for the same pause.
  ///
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  Plan<O> plan();

  /// Asks whether the caller may still see the record that an earlier response shows.
  ///
  /// @return the outcome to be given instead of that response; empty if the caller may see it
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  Optional<O> withheld(AccountId account);

  /// Makes sure, best effort, that a pause of an earlier response still ends by itself.
  void rearm(PauseId timedPause);

  /// An attempt that is over before it began. The same request always meets this outcome.
  static <O> Attempt<O> refused(O outcome) {
    return new RefusedAttempt<>(outcome, account -> Optional.of(outcome), timedPause -> {});
  }

  /// An attempt that comes too late to be carried out. It is refused, unless it repeats one that
  /// came in time and whose response the caller may still see.
  default Attempt<O> refusedNow(O outcome) {
    return new RefusedAttempt<>(
        outcome, account -> withheld(account).map(instead -> outcome), this::rearm);
  }

  /// The same with other outcomes.
  default <P> Attempt<P> map(Function<O, P> change) {
    return new Attempt<>() {
      @Override
      public P make() {
        return change.apply(Attempt.this.make());
      }

      @Override
      public Plan<P> plan() {
        return Attempt.this.plan().map(change);
      }

      @Override
      public Optional<P> withheld(AccountId account) {
        return Attempt.this.withheld(account).map(change);
      }

      @Override
      public void rearm(PauseId timedPause) {
        Attempt.this.rearm(timedPause);
      }
    };
  }
}
