package dev.intermission.functions.dynamodb;

import dev.intermission.store.StoreUnavailableException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// The meaning of each fault of DynamoDB: no effect, or perhaps an effect.
///
/// The one place that decides it, for the clients that repeat calls and for the adapters that turn
/// faults into results. It asks for the error code and the status only, so it holds for any kind of
/// call.
public final class Faults {
  /// Refusals for lack of capacity, or because of a transaction in the way. In all of these cases
  /// DynamoDB definitely did nothing.
  private static final Set<String> DEFINITE_REFUSALS =
      Set.of(
          "ProvisionedThroughputExceededException",
          "ThrottlingException",
          "Throttling",
          "RequestLimitExceeded",
          "TransactionConflictException");

  /// Reasons of a canceled transaction, item by item, that will pass.
  private static final Set<String> PASSING_REASONS =
      Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  private static final int TOO_MANY_REQUESTS = 429;

  private Faults() {}

  /// Whether DynamoDB definitely did nothing, and may do it when asked again.
  public static boolean isDefiniteRefusal(Throwable fault) {
    return fault instanceof TransactionCanceledException e
        ? e.cancellationReasons().stream()
            .allMatch(reason -> PASSING_REASONS.contains(reason.code()))
        : DEFINITE_REFUSALS.contains(errorCode(fault));
  }

  /// Whether DynamoDB definitely did nothing, and may do it in a later request. So also when access
  /// is denied: while a stack is switched to another table or gets a key, a grant may come some
  /// minutes after those who need it. To ask again at once is of no use then.
  static boolean isRefusedForNow(Throwable fault) {
    return isDefiniteRefusal(fault) || errorCode(fault).equals("AccessDeniedException");
  }

  /// Whether the call may succeed when it is repeated, which only some calls may be.
  public static boolean isTransient(Throwable fault) {
    return isDefiniteRefusal(fault)
        || isUnclear(fault)
        || (fault instanceof SdkServiceException e && e.statusCode() == TOO_MANY_REQUESTS);
  }

  /// Whether the call may or may not have had its effect. So after a time-out, a broken connection,
  /// a fault of the service, or a transaction whose earlier attempt is still on its way.
  static boolean isUnclear(Throwable fault) {
    return fault instanceof SdkServiceException e
        ? e.statusCode() >= 500 || errorCode(e).equals("TransactionInProgressException")
        : fault instanceof SdkClientException;
  }

  /// Whether a write can never be carried out on the items as they are. DynamoDB then did nothing.
  static boolean isImpossible(Throwable fault) {
    return fault instanceof TransactionCanceledException canceled
        ? canceled.cancellationReasons().stream()
            .anyMatch(reason -> "ValidationError".equals(reason.code()))
        : fault instanceof DynamoDbException e && errorCode(e).equals("ValidationException");
  }

  /// Whether a query failed because its table has no such index. DynamoDB has no error of its own
  /// for it.
  static boolean isNoIndex(Throwable fault) {
    return isImpossible(fault)
        && String.valueOf(fault.getMessage()).contains("does not have the specified index");
  }

  /// Whether a query failed because its index is still being built. An index that was added to a
  /// table with items does not hold all of them at first.
  static boolean isIndexBeingBuilt(Throwable fault) {
    return isImpossible(fault) && String.valueOf(fault.getMessage()).contains("backfilling");
  }

  /// The exception of the ports for a fault.
  static StoreUnavailableException unavailable(SdkException cause) {
    return new StoreUnavailableException("DynamoDB: " + cause.getMessage(), cause);
  }

  private static String errorCode(Throwable fault) {
    return fault instanceof AwsServiceException e && e.awsErrorDetails() != null
        ? String.valueOf(e.awsErrorDetails().errorCode())
        : "";
  }
}
