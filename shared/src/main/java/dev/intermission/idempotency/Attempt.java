package dev.intermission.idempotency;

import dev.intermission.model.PauseId;
import java.util.function.Consumer;
import java.util.function.Function;

/// One request for a change, in the two ways that it can be carried out. Made for one request and
/// used by one thread.
///
/// @param <O> what becomes of it
public interface Attempt<O> {
  /// Carries it out at once, without a key.
  ///
  /// @throws dev.intermission.port.StoreUnavailableException if nothing was done and a later try
  ///   may succeed, or if it is not known what was done
  O make();

  /// Reads, decides, and changes nothing. Asked again when the record changed before the plan could
  /// be carried out; all plans of an attempt are for the same pause.
  ///
  /// @throws dev.intermission.port.StoreUnavailableException if the store could not be asked
  Plan<O> plan();

  /// Makes sure, best effort, that a pause that was answered before still ends by itself. Nothing
  /// is to be done by an attempt that never leads to a timed pause.
  default void makeSureOf(PauseId timedPause) {}

  /// One that is over before it began, by an outcome that the same request always meets.
  static <O> Attempt<O> refused(O outcome) {
    return refused(outcome, timedPause -> {});
  }

  /// The same for a request that was not refused when it came first: its time may have come since.
  ///
  /// @param makeSureOf as [#makeSureOf]
  static <O> Attempt<O> refused(O outcome, Consumer<PauseId> makeSureOf) {
    return new Attempt<>() {
      @Override
      public O make() {
        return outcome;
      }

      @Override
      public Plan<O> plan() {
        return Plan.Keep.alone(outcome);
      }

      @Override
      public void makeSureOf(PauseId timedPause) {
        makeSureOf.accept(timedPause);
      }
    };
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
      public void makeSureOf(PauseId timedPause) {
        Attempt.this.makeSureOf(timedPause);
      }
    };
  }
}
