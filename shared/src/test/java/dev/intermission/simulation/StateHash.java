package dev.intermission.simulation;

import dev.intermission.change.UpdateResult;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.resume.DuePause;
import dev.intermission.resume.ResumeResult;
import dev.intermission.store.Item;
import dev.intermission.store.Stored;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// 64 bits that stand for a state. Among 50 million states, two different ones are taken for one
/// with a probability of about 1 in 15,000.
final class StateHash {
  private long hash = 0x9e3779b97f4a7c15L;

  long value() {
    return hash;
  }

  StateHash add(long number) {
    long mixed = (hash ^ number) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    hash = mixed ^ (mixed >>> 31);
    return this;
  }

  StateHash add(boolean flag) {
    return add(flag ? 1 : 2);
  }

  StateHash add(@Nullable String text) {
    return text == null ? add(3) : add(((long) text.length() << 32) + text.hashCode());
  }

  StateHash add(@Nullable Instant time) {
    return time == null ? add(4) : add(time.getEpochSecond()).add(time.getNano());
  }

  StateHash add(@Nullable PauseId pauseId) {
    return add(pauseId == null ? null : pauseId.value());
  }

  StateHash add(Item item) {
    return add(item.state())
        .add(item.changedBy())
        .add(item.updatedAt())
        .add(item.rev())
        .add(item.clicks());
  }

  StateHash add(@Nullable PauseState state) {
    return state == null
        ? add(10)
        : add(state.status().wireName())
            .add(state.pauseId())
            .add(state.until())
            .add(state.inDueIndex());
  }

  StateHash add(DuePause row) {
    return add(row.pauseId()).add(row.pausedUntil());
  }

  /// Adds the result of a call.
  StateHash addResponse(@Nullable Object response) {
    return switch (response) {
      case null -> add(5);
      case Boolean flag -> add(flag);
      case Enum<?> name -> add(name.name());
      case Instant time -> add(time);
      case UpdateResult.Applied<?>(var before) -> add(6).addResponse(before);
      case UpdateResult.Refused<?>(var current) -> add(7).addResponse(current);
      case ResumeResult.Refused(var current) -> add(8).addResponse(current);
      case Optional<?> found -> add(9).addResponse(found.orElse(null));
      case Stored<?> stored -> add(stored.state()).add(((Item.Rev) stored.revision()).rev());
      default -> add(response.toString());
    };
  }
}
