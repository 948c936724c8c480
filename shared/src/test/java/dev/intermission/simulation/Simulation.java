package dev.intermission.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Many histories, one for each seed.
///
/// @param contractIsKept whether the platform writes as the item contract says
record Simulation(Rules rules, boolean contractIsKept) {
  private static final int TRIES_TO_SHRINK = 3_000;

  /// A history that broke an invariant.
  record Failure(long seed, Invariant invariant, String message, List<String> story) {}

  /// The outcome of a run.
  ///
  /// @param histories how many there were, up to the first failure
  record Outcome(long histories, long steps, @Nullable Failure failure) {}

  /// Runs one history per seed, on all processors, or up to the first failure.
  Outcome run(long firstSeed, int count) {
    LongAdder steps = new LongAdder();
    Failure failure =
        LongStream.range(firstSeed, firstSeed + count)
            .parallel()
            .mapToObj(seed -> run(seed, steps))
            .filter(found -> found != null)
            .findAny()
            .map(found -> shrunk(found.seed()))
            .orElse(null);
    return new Outcome(count, steps.sum(), failure);
  }

  /// The first seed that fails, of those in this order; null if none does.
  @Nullable Failure first(long firstSeed, int count) {
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      Failure failure = run(seed, new LongAdder());
      if (failure != null) {
        return failure;
      }
    }
    return null;
  }

  private @Nullable Failure run(long seed, LongAdder steps) {
    try {
      steps.add(new History(Choices.of(seed), rules, contractIsKept, null).run());
      return null;
    } catch (BrokenException e) {
      return new Failure(seed, e.invariant(), String.valueOf(e.getMessage()), List.of());
    }
  }

  /// The failure of a seed, told as shortly as it can be.
  Failure shrunk(long seed) {
    Choices choices = Choices.of(seed);
    Invariant invariant = broken(choices, null).invariant();
    int[] few =
        Shrinking.of(
            choices.taken(),
            list -> {
              try {
                new History(Choices.again(list), rules, contractIsKept, null).run();
                return false;
              } catch (BrokenException e) {
                return e.invariant() == invariant;
              }
            },
            TRIES_TO_SHRINK);
    List<String> story = new ArrayList<>();
    BrokenException broken = broken(Choices.again(few), story);
    return new Failure(
        seed,
        broken.invariant(),
        String.valueOf(broken.getMessage()),
        History.withoutIdleSweeps(story));
  }

  private BrokenException broken(Choices choices, @Nullable List<String> story) {
    try {
      new History(choices, rules, contractIsKept, story).run();
    } catch (BrokenException e) {
      return e;
    }
    throw new IllegalArgumentException("this history breaks nothing");
  }
}
