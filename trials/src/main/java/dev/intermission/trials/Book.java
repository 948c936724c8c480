package dev.intermission.trials;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Records the changes asked of one campaign, and which were acknowledged. From these it derives
/// the states that the campaign may be in at a moment.
final class Book {
  /// The state that a request asks for.
  sealed interface Effect {
    record Until(Instant time) implements Effect {}

    record Forever() implements Effect {}

    record Active() implements Effect {}

    /// The path of the request.
    default String path(String id) {
      return "/ad_campaigns/" + id + (this instanceof Active ? "/unpause" : "/pause");
    }

    /// The body of the request.
    default String body() {
      return switch (this) {
        case Until(Instant time) -> "{\"paused_until\":\"" + time + "\"}";
        case Forever() -> "{}";
        case Active() -> "";
      };
    }
  }

  /// A request that had, or may have had, its effect between start and end.
  static final class Change {
    final Effect effect;
    private Instant start = Instant.now();
    private Instant end = Instant.MAX;
    private boolean acknowledged;

    private Change(Effect effect) {
      this.effect = effect;
    }

    @Override
    public String toString() {
      return (acknowledged ? "acknowledged " : "unknown ")
          + effect
          + " from "
          + start
          + " to "
          + end;
    }
  }

  private final List<Change> changes = new ArrayList<>();

  Book() {
    Change first = begin(new Effect.Active());
    acknowledged(first, Instant.MIN, Instant.MIN);
  }

  /// Notes a request that is sent now.
  synchronized Change begin(Effect effect) {
    Change change = new Change(effect);
    changes.add(change);
    return change;
  }

  /// Notes that it had its effect, between those times.
  synchronized void acknowledged(Change change, Instant start, Instant end) {
    change.start = start;
    change.end = end;
    change.acknowledged = true;
    Instant longAgo = Instant.now().minusSeconds(60);
    changes.removeIf(old -> isOver(old, longAgo));
  }

  /// Notes that no response came; an effect, if any, comes before that time.
  synchronized void unknown(Change change, Instant end) {
    change.end = end;
  }

  /// Notes that it was refused, or never got there.
  synchronized void without(Change change) {
    changes.remove(change);
  }

  /// The states in which the campaign may be seen between those times.
  synchronized List<Effect> candidates(Instant from, Instant to) {
    return changes.stream()
        .filter(change -> !change.start.isAfter(to) && !isOver(change, from))
        .map(change -> change.effect)
        .distinct()
        .toList();
  }

  /// The state that was asked for last.
  synchronized Effect newest() {
    return changes.getLast().effect;
  }

  /// How many requests of unknown outcome may have had their effect after that time.
  synchronized int floating(Instant after) {
    return (int) changes.stream().filter(it -> !it.acknowledged && it.end.isAfter(after)).count();
  }

  /// Whether another change replaced it before that time.
  private boolean isOver(Change change, Instant time) {
    return changes.stream()
        .anyMatch(later ->
            later.acknowledged && later.start.isAfter(change.end) && later.end.isBefore(time));
  }

  @Override
  public synchronized String toString() {
    return changes.stream()
        .map(Change::toString)
        .collect(Collectors.joining("\n    ", "\n    ", ""));
  }
}
