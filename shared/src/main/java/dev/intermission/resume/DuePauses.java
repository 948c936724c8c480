package dev.intermission.resume;

import dev.intermission.model.PauseState;
import dev.intermission.model.RecordId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The timed pauses of one kind of record, in an index by their end. The index lags behind the
/// records. Safe for use by several threads.
public interface DuePauses extends ResumeRecords {
  /// A part of the index. Only the store that made it understands it.
  interface Part {}

  /// The parts that the index is cut into. They can be read side by side.
  List<? extends Part> parts();

  /// The timed pauses of a part that ended at or before a time. As the index has them, oldest
  /// first.
  ///
  /// @param after the `next` of the page before; null for the first
  /// @throws dev.intermission.store.StoreUnavailableException if the store could not be asked
  DuePage due(Part part, Instant notAfter, DuePage.@Nullable Cursor after);

  /// Takes the rest of a pause out of a record that has left it. Only if the record still is as it
  /// was seen.
  ///
  /// @return whether it still was
  /// @throws dev.intermission.store.StoreUnavailableException if it is not known that the write was
  ///   carried out
  boolean forget(RecordId id, PauseState seen);
}
