package dev.intermission.metrics;

/// Where the figures that operators watch go. Recording never fails. Safe for use by several
/// threads.
@FunctionalInterface
public interface Metrics {
  /// Records one value of a measure.
  void record(Measure measure, long value);

  /// The measures, each with its unit.
  enum Measure {
    /// A timed pause whose timer could not be armed. The sweep will have to end it.
    TIMER_NOT_ARMED(Unit.COUNT),
    /// A timed pause that its schedule ended.
    RESUMED_BY_SCHEDULE(Unit.COUNT),
    /// A schedule fired for a campaign that is no more.
    RESUME_FOR_MISSING_CAMPAIGN(Unit.COUNT),
    /// A schedule fired for a campaign that is not paused any more.
    RESUME_FOR_ENDED_PAUSE(Unit.COUNT),
    /// A schedule fired for a pause that a newer one replaced.
    RESUME_FOR_REPLACED_PAUSE(Unit.COUNT),
    /// A schedule fired more than two minutes early and was sent away.
    RESUME_FAR_TOO_EARLY(Unit.COUNT),
    /// Timed pauses that the sweep had to end. Expected: 0.
    RESUMED_BY_SWEEP(Unit.COUNT),
    /// Time since the oldest due pause that a sweep saw was due. 0 when it saw none.
    OLDEST_DUE_PAUSE_AGE(Unit.SECONDS),
    /// Due pauses that no sweep can end, because their items are broken.
    UNRESUMABLE_PAUSES(Unit.COUNT),
    /// Due pauses, or parts of the index, that a sweep failed to deal with.
    SWEEP_FAILURES(Unit.COUNT),
    /// Sweeps that ran out of time with due pauses left.
    SWEEPS_CUT_OFF(Unit.COUNT),
    /// Items that break the item contract, credentials among them. Requests and resumes meet them.
    BROKEN_ITEMS(Unit.COUNT),
    /// A request in a later API version than the newest known one. It counted as that one.
    NEWER_API_VERSION(Unit.COUNT);

    private final Unit unit;

    Measure(Unit unit) {
      this.unit = unit;
    }

    /// The unit of its values.
    public Unit unit() {
      return unit;
    }
  }

  /// The unit of a measure.
  enum Unit {
    COUNT,
    SECONDS
  }
}
