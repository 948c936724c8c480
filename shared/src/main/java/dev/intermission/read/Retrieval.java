package dev.intermission.read;

import dev.intermission.access.AccountAccess;
import dev.intermission.access.Actor;
import dev.intermission.access.Caller;
import dev.intermission.access.Operation;
import dev.intermission.access.Seen;
import dev.intermission.model.Pausable;
import dev.intermission.model.RecordId;
import dev.intermission.store.Records;
import dev.intermission.store.Stored;
import java.time.Instant;
import java.util.Optional;

/// Reads one record, of every kind, and decides whether the caller may see it.
///
/// @param <R> the kind of record
record Retrieval<R extends Pausable<R>>(
    Operation operation, Records<R> records, AccountAccess access) {

  Seen<R> retrieve(RecordId id, Caller caller, Instant now) {
    Optional<Stored<R>> found = records.find(id);
    return switch (access.decide(operation, caller, () -> found.flatMap(Stored::owner))) {
      case AccountAccess.Decision.Granted(Actor actor) ->
          found
              .filter(stored -> stored.belongsTo(actor.account()))
              .map(stored ->
                  Seen.show(stored.parsed(), record -> record.shownAt(now), record -> false))
              .orElseGet(Seen.NotFound::new);
      case AccountAccess.Denied denied -> Seen.withheld(denied);
    };
  }
}
