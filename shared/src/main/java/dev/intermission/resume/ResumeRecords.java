package dev.intermission.resume;

/// The records of one kind, for a function that only ends their timed pauses. Safe for use by
/// several threads.
@FunctionalInterface
public interface ResumeRecords {
  /// Ends a timed pause in one conditional write, which may be repeated safely. The condition: the
  /// record is paused, by that pause, until that time, and that time has come.
  ///
  /// @throws dev.intermission.store.StoreUnavailableException if it is not known that the write was
  ///   carried out
  ResumeResult resume(ResumeUpdate update);
}
