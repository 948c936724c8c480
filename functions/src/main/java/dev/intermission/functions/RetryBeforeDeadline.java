package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import dev.intermission.once.Retry;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Retries of one invocation, up to the deadline that Lambda gave it. Their waits are random, so
/// that requests which met once do not meet again, and grow up to a limit.
final class RetryBeforeDeadline implements Retry {
  /// The time for one more try and all that follows it. A try reads the record's account and its
  /// grants, and makes the transaction. After it come the kept response, the grants once more, the
  /// record, and the timer.
  static final Duration RESERVE = Duration.ofSeconds(16);

  private static final long FIRST_WAIT = Duration.ofMillis(25).toNanos();
  private static final int DOUBLINGS = 5;

  /// The end of the last wait, on the clock of [System#nanoTime], which never jumps.
  private final long end;

  /// Seeded by the invocation: processes that were restored from one snapshot must not wait alike.
  private final SplittableRandom random;

  /// @param context of an invocation that has just begun
  RetryBeforeDeadline(Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    this.end = System.nanoTime() + left.minus(RESERVE).toNanos();
    this.random =
        new SplittableRandom(
            System.nanoTime() ^ ((long) context.getAwsRequestId().hashCode() << 32));
  }

  @Override
  public boolean again(int failures) {
    long longest = FIRST_WAIT << Math.min(failures - 1, DOUBLINGS);
    long wait = random.nextLong(longest);
    if (System.nanoTime() + wait - end > 0) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting", e);
    }
    return true;
  }
}
