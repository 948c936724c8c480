package dev.intermission.once;

import dev.intermission.change.KeyedChange;
import dev.intermission.model.AccountId;
import dev.intermission.model.PauseId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The plan for a request with a key, decided on a record that was read.
///
/// @param <O> what becomes of the request
public sealed interface Plan<O> {
  /// The outcome is to be kept.
  ///
  /// @param change made in the same step; null when there is no record to change or to check
  /// @param account whose record the outcome tells of; null when it tells of none
  /// @param timedPause the pause that the outcome shows, if it ends by itself; else null
  /// @param changed whether the record that the outcome shows is another than before
  /// @param afterwards what follows once it is done
  record Keep<O>(
      O outcome,
      @Nullable KeyedChange change,
      @Nullable AccountId account,
      @Nullable PauseId timedPause,
      boolean changed,
      Runnable afterwards)
      implements Plan<O> {

    /// An outcome that rests on no record's state.
    public static <O> Keep<O> alone(O outcome) {
      return new Keep<>(outcome, null, null, null, false, () -> {});
    }

    /// An outcome that nothing follows.
    public static <O> Keep<O> of(O outcome, KeyedChange change, AccountId account) {
      return new Keep<>(outcome, change, account, null, false, () -> {});
    }
  }

  /// Nothing is to be done, and the outcome is not to be kept. The same request may meet another
  /// one later.
  record NotKept<O>(O outcome) implements Plan<O> {}

  /// No response that could be kept can be built. The request is carried out all the same: by
  /// [Attempt#make], as if it had no key.
  record WithoutKey<O>() implements Plan<O> {}

  /// The same with another outcome.
  default <P> Plan<P> map(Function<O, P> map) {
    return switch (this) {
      case Keep<O>(
              O outcome,
              KeyedChange change,
              AccountId account,
              PauseId timedPause,
              boolean changed,
              Runnable afterwards) ->
          new Keep<>(map.apply(outcome), change, account, timedPause, changed, afterwards);
      case NotKept<O>(O outcome) -> new NotKept<>(map.apply(outcome));
      case WithoutKey<O>() -> new WithoutKey<>();
    };
  }
}
