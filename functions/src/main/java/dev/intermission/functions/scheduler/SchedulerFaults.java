package dev.intermission.functions.scheduler;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/// The meaning of each fault of EventBridge Scheduler, for the client that repeats calls.
///
/// Any call may be repeated: a schedule is created and deleted by its name, which no other pause
/// has.
public final class SchedulerFaults {
  private static final Set<String> THROTTLED =
      Set.of("ThrottlingException", "Throttling", "RequestLimitExceeded");

  private static final int TOO_MANY_REQUESTS = 429;

  private SchedulerFaults() {}

  /// Whether Scheduler refused the call for its rate.
  public static boolean isThrottled(Throwable fault) {
    return fault instanceof AwsServiceException e
        && e.awsErrorDetails() != null
        && THROTTLED.contains(String.valueOf(e.awsErrorDetails().errorCode()));
  }

  /// Whether the call may succeed when it is repeated.
  public static boolean isTransient(Throwable fault) {
    return isThrottled(fault)
        || (fault instanceof SdkServiceException e
            ? e.statusCode() >= 500 || e.statusCode() == TOO_MANY_REQUESTS
            : fault instanceof SdkClientException);
  }
}
