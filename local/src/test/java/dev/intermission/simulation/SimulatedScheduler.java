package dev.intermission.simulation;

import dev.intermission.model.PauseId;
import dev.intermission.port.Alarm;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// EventBridge Scheduler: a create finds a name taken, or no group; what has fired is gone.
final class SimulatedScheduler {
  /// @param at when it fires
  record Schedule(Alarm alarm, Instant at) {}

  /// What a create is answered.
  enum Created {
    YES,
    NAME_TAKEN,
    NO_GROUP
  }

  private final Map<String, Schedule> schedules = new TreeMap<>();

  /// The pauses of which a schedule was there and went by itself: it fired, or the group went.
  private final Set<PauseId> gone = new HashSet<>();

  private final Set<Alarm> everSet =
      new TreeSet<>(Comparator.comparing(alarm -> alarm.pauseId().value()));
  private boolean groupIsThere = true;

  SimulatedScheduler copy() {
    SimulatedScheduler copy = new SimulatedScheduler();
    copy.schedules.putAll(schedules);
    copy.gone.addAll(gone);
    copy.everSet.addAll(everSet);
    copy.groupIsThere = groupIsThere;
    return copy;
  }

  Created create(String name, Alarm alarm, Instant at) {
    if (!groupIsThere) {
      return Created.NO_GROUP;
    }
    everSet.add(alarm);
    return schedules.putIfAbsent(name, new Schedule(alarm, at)) == null
        ? Created.YES
        : Created.NAME_TAKEN;
  }

  void delete(String name) {
    schedules.remove(name);
  }

  void deleteGroup() {
    schedules.values().forEach(schedule -> gone.add(schedule.alarm().pauseId()));
    schedules.clear();
    groupIsThere = false;
  }

  void createGroup() {
    groupIsThere = true;
  }

  /// Takes a schedule away because it fires; null if it is not there any more.
  @Nullable Alarm fire(String name) {
    Schedule schedule = schedules.remove(name);
    if (schedule == null) {
      return null;
    }
    gone.add(schedule.alarm().pauseId());
    return schedule.alarm();
  }

  boolean hasOrHad(PauseId pauseId, Instant until) {
    return gone.contains(pauseId)
        || schedules.values().stream()
            .map(Schedule::alarm)
            .anyMatch(alarm -> alarm.pauseId().equals(pauseId) && alarm.until().equals(until));
  }

  /// Every alarm that was ever set.
  Set<Alarm> everSet() {
    return everSet;
  }

  Map<String, Schedule> schedules() {
    return schedules;
  }

  void addTo(StateHash hash) {
    schedules.keySet().forEach(hash::add);
    everSet.forEach(alarm -> hash.add(alarm.pauseId()));
    hash.add(groupIsThere);
  }
}
