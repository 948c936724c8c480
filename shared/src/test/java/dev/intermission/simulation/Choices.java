package dev.intermission.simulation;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// All random choices of a history, as a list of numbers. Drawn from a seed, or given again. 0
/// always stands for the dullest choice, and a list that has come to its end goes on with 0; so a
/// shorter list and smaller numbers make a simpler history.
public final class Choices {
  private final @Nullable SplittableRandom random;
  private int[] taken;
  private int size;
  private final int given;

  private Choices(@Nullable SplittableRandom random, int[] taken, int given) {
    this.random = random;
    this.taken = taken;
    this.given = given;
  }

  public static Choices of(long seed) {
    return new Choices(new SplittableRandom(seed), new int[256], 0);
  }

  public static Choices again(int[] list) {
    return new Choices(null, list.clone(), list.length);
  }

  /// A number from 0 up to, but not including, the bound.
  public int below(int bound) {
    int value;
    if (random != null) {
      value = random.nextInt(bound);
    } else {
      value = size < given ? Math.floorMod(taken[size], bound) : 0;
    }
    if (size == taken.length) {
      taken = Arrays.copyOf(taken, size * 2 + 1);
    }
    taken[size++] = value;
    return value;
  }

  /// Whether something happens that happens so often.
  public boolean chance(int percent) {
    return below(100) >= 100 - percent;
  }

  public int[] taken() {
    return Arrays.copyOf(taken, size);
  }
}
