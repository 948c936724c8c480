package dev.intermission.simulation;

import dev.intermission.access.Scope;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The grant of the account to the simulated app.
enum Grant {
  WHOLE(Optional.of(EnumSet.allOf(Scope.class))),
  /// A scope is missing that each route asks for.
  NARROWED(Optional.of(EnumSet.of(Scope.AD_CAMPAIGN_UPDATE))),
  NONE(Optional.empty());

  @SuppressWarnings("ImmutableEnumChecker") // nobody changes the set
  private final Optional<Set<Scope>> scopes;

  Grant(Optional<Set<Scope>> scopes) {
    this.scopes = scopes;
  }

  Optional<Set<Scope>> scopes() {
    return scopes;
  }
}
