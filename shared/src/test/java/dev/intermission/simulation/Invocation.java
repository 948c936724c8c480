package dev.intermission.simulation;

import dev.intermission.once.KeyedResult;
import dev.intermission.simulation.Call.Fault;
import dev.intermission.store.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An invocation of a function: a program, its results so far, and a clock.
final class Invocation {
  private final int number;
  private final Program program;
  private final long start;
  private long offset;
  private final List<Entry> journal;

  /// The call that it stands before. As it was when it came there: for a look, not to be made.
  private @Nullable Call standing;

  /// @param number of its own
  /// @param start true time, in milliseconds
  /// @param offset how far its clock is ahead, in milliseconds
  Invocation(int number, Program program, long start, long offset) {
    this(number, program, start, offset, new ArrayList<>());
  }

  private Invocation(int number, Program program, long start, long offset, List<Entry> journal) {
    this.number = number;
    this.program = program;
    this.start = start;
    this.offset = offset;
    this.journal = journal;
  }

  Invocation copy() {
    Invocation copy = new Invocation(number, program, start, offset, new ArrayList<>(journal));
    copy.standing = standing;
    return copy;
  }

  int number() {
    return number;
  }

  Program program() {
    return program;
  }

  long start() {
    return start;
  }

  long offset() {
    return offset;
  }

  /// Its clock jumps.
  void jumpTo(long newOffset) {
    offset = newOffset;
  }

  List<Entry> journal() {
    return journal;
  }

  void note(Entry entry) {
    journal.add(entry);
  }

  /// The request that it serves.
  Request request() {
    return ((Program.Command) program).request();
  }

  /// Where a invocation stands.
  sealed interface Stand {
    /// Before a call.
    record Before(Call call) implements Stand {}

    /// At its end.
    record Done(@Nullable Response response) implements Stand {}

    /// At its end, by what it threw.
    record Failed(RuntimeException thrown) implements Stand {}
  }

  /// Runs the program up to where it stands.
  Stand stand(World world) {
    try {
      return new Stand.Done(program.run(new Ports(world, this)));
    } catch (Suspended suspended) {
      standing = suspended.call();
      return new Stand.Before(suspended.call());
    } catch (BrokenException e) {
      throw e;
    } catch (StoreUnavailableException | IllegalStateException e) {
      return new Stand.Failed(e);
    }
  }

  /// The call that it stood before when it was last run.
  Call standing() {
    return Objects.requireNonNull(standing);
  }

  /// Makes the call that it stands before.
  void make(Call call, Fault fault, World world) {
    world.actAs(this);
    try {
      note(
          Entry.answered(
              switch (fault) {
                case NONE -> call.effect().get();
                case REFUSED -> throw Call.unavailable();
                case LOST_BEFORE, LATE -> call.unclear().get();
                case LOST_AFTER -> {
                  Object ignored = call.effect().get();
                  yield call.unclear().get();
                }
                case TWICE -> {
                  Object ignored = call.effect().get();
                  yield call.effect().get();
                }
                case CONFLICT -> KeyedResult.MOVED;
              }));
    } catch (BrokenException e) {
      throw e;
    } catch (StoreUnavailableException e) {
      note(Entry.thrown(e));
    } finally {
      world.actAs(null);
    }
  }

  /// Has the effect of a call that came late.
  void haveLateEffect(Call call, World world) {
    world.actAs(this);
    try {
      Object ignored = call.effect().get();
    } catch (StoreUnavailableException e) {
      // Nobody hears of it.
    } finally {
      world.actAs(null);
    }
  }

  @Override
  public String toString() {
    String name =
        switch (program) {
          case Program.Command(Request request) -> request.toString();
          case Program.Delivery(var timer) -> "delivery of " + timer.pauseId().value();
          case Program.Sweep() -> "sweep";
        };
    return "#" + number + " " + name;
  }
}
