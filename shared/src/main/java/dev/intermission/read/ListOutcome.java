package dev.intermission.read;

import dev.intermission.access.Scope;

/// The outcome of a request for a list page.
public sealed interface ListOutcome<T> {
  /// A page, which may be empty.
  record Shown<T>(Page<T> page) implements ListOutcome<T> {}

  /// There is no such account, or the caller may not see it.
  record NotFound<T>() implements ListOutcome<T> {}

  /// The store has no index of the ads of a campaign.
  record NoIndex<T>() implements ListOutcome<T> {}

  /// The account did not grant that scope.
  record NotGranted<T>(Scope scope) implements ListOutcome<T> {}
}
