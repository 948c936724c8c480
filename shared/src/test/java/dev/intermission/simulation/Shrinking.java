package dev.intermission.simulation;

import java.util.Arrays;
import java.util.function.Predicate;

/// Makes a list of choices simpler, as long as the failure stays the same. Leaves parts out, and
/// makes numbers smaller.
final class Shrinking {
  private final Predicate<int[]> stillSo;
  private int[] best;
  private int triesLeft;

  private Shrinking(int[] choices, Predicate<int[]> stillSo, int tries) {
    this.best = choices;
    this.stillSo = stillSo;
    this.triesLeft = tries;
  }

  static int[] of(int[] choices, Predicate<int[]> stillSo, int tries) {
    Shrinking shrinking = new Shrinking(choices, stillSo, tries);
    int[] before;
    do {
      before = shrinking.best;
      shrinking.leaveOut();
      shrinking.makeSmaller();
    } while (shrinking.triesLeft > 0 && !Arrays.equals(before, shrinking.best));
    return shrinking.best;
  }

  private void leaveOut() {
    for (int length = Math.max(1, best.length / 2); length > 0; length /= 2) {
      for (int from = 0; from + length <= best.length; ) {
        int[] shorter = new int[best.length - length];
        System.arraycopy(best, 0, shorter, 0, from);
        System.arraycopy(best, from + length, shorter, from, shorter.length - from);
        if (!isStillSo(shorter)) {
          from += length;
        }
      }
    }
  }

  private void makeSmaller() {
    for (int i = 0; i < best.length; i++) {
      for (int smaller : new int[] {0, best[i] / 2, best[i] - 1}) {
        if (i < best.length && smaller >= 0 && smaller < best[i]) {
          int[] changed = best.clone();
          changed[i] = smaller;
          if (isStillSo(changed)) {
            break;
          }
        }
      }
    }
  }

  private boolean isStillSo(int[] choices) {
    if (triesLeft-- > 0 && stillSo.test(choices)) {
      best = choices;
      return true;
    }
    return false;
  }
}
