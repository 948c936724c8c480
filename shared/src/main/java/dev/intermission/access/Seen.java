package dev.intermission.access;

import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The outcome of a request to see a record.
///
/// @param <R> the kind of record
public sealed interface Seen<R> extends Outcome<R> {
  /// The record, as it is after the request.
  ///
  /// @param flaws of its item, for the operators
  /// @param changed whether this request changed it; false of one that only reads
  record Shown<R>(R record, List<ItemError> flaws, boolean changed) implements Seen<R> {
    /// Copies the list.
    public Shown {
      flaws = List.copyOf(flaws);
    }

    /// A record of an item without flaws, which was not changed.
    public Shown(R record) {
      this(record, List.of(), false);
    }

    /// A record of an item without flaws, which was changed.
    public static <R> Shown<R> changed(R record) {
      return new Shown<>(record, List.of(), true);
    }
  }

  /// There is none, or it is another account's.
  record NotFound<R>() implements Seen<R> {}

  /// It is there, but its account did not grant that scope.
  record NotGranted<R>(Scope scope) implements Seen<R> {}

  /// The item breaks the contract. Where a change was possible it is committed all the same.
  record Unreadable<R>(ItemError error) implements Seen<R> {}

  /// Shows a record as it was found, after what has happened to it since.
  ///
  /// @param changed whether this request did that
  static <R> Seen<R> show(Parsed<R> found, UnaryOperator<R> since, Predicate<R> changed) {
    return switch (found) {
      case Parsed.Valid<R>(R record, List<ItemError> flaws) ->
          new Shown<>(since.apply(record), flaws, changed.test(record));
      case Parsed.Invalid<R>(ItemError error) -> new Unreadable<>(error);
    };
  }

  /// Withholds a record from a caller.
  static <R> Seen<R> withheld(AccountAccess.Denied denied) {
    return switch (denied) {
      case AccountAccess.Decision.NotFound() -> new NotFound<>();
      case AccountAccess.Decision.NotGranted(Scope scope) -> new NotGranted<>(scope);
    };
  }
}
