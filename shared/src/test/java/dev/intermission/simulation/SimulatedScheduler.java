package dev.intermission.simulation;

import dev.intermission.model.PauseId;
import dev.intermission.resume.Timer;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// EventBridge Scheduler. A create finds a name taken, or no group; what has fired is gone.
final class SimulatedScheduler {
  /// @param at when it fires
  record Schedule(Timer timer, Instant at) {}

  /// The result of a create.
  enum Created {
    YES,
    NAME_TAKEN,
    NO_GROUP
  }

  private final Map<String, Schedule> schedules = new TreeMap<>();

  /// Pauses whose schedule went by itself: it fired, or the group went.
  private final Set<PauseId> gone = new HashSet<>();

  private final Set<Timer> everSet =
      new TreeSet<>(Comparator.comparing(timer -> timer.pauseId().value()));
  private boolean groupIsThere = true;

  SimulatedScheduler copy() {
    SimulatedScheduler copy = new SimulatedScheduler();
    copy.schedules.putAll(schedules);
    copy.gone.addAll(gone);
    copy.everSet.addAll(everSet);
    copy.groupIsThere = groupIsThere;
    return copy;
  }

  Created create(String name, Timer timer, Instant at) {
    if (!groupIsThere) {
      return Created.NO_GROUP;
    }
    everSet.add(timer);
    return schedules.putIfAbsent(name, new Schedule(timer, at)) == null
        ? Created.YES
        : Created.NAME_TAKEN;
  }

  void delete(String name) {
    schedules.remove(name);
  }

  void deleteGroup() {
    schedules.values().forEach(schedule -> gone.add(schedule.timer().pauseId()));
    schedules.clear();
    groupIsThere = false;
  }

  void createGroup() {
    groupIsThere = true;
  }

  /// Takes a schedule away because it fires; null if it is not there any more.
  @Nullable Timer fire(String name) {
    Schedule schedule = schedules.remove(name);
    if (schedule == null) {
      return null;
    }
    gone.add(schedule.timer().pauseId());
    return schedule.timer();
  }

  boolean hasOrHad(PauseId pauseId, Instant until) {
    return gone.contains(pauseId)
        || schedules.values().stream()
            .map(Schedule::timer)
            .anyMatch(timer -> timer.pauseId().equals(pauseId) && timer.until().equals(until));
  }

  /// Every timer that was ever set.
  Set<Timer> everSet() {
    return everSet;
  }

  Map<String, Schedule> schedules() {
    return schedules;
  }

  void addTo(StateHash hash) {
    schedules.keySet().forEach(hash::add);
    everSet.forEach(timer -> hash.add(timer.pauseId()));
    hash.add(groupIsThere);
  }
}
