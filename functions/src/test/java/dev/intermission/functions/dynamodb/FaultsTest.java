package dev.intermission.functions.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class FaultsTest {
  @ParameterizedTest
  @CsvSource({
    "ProvisionedThroughputExceededException, 400, true, false, false",
    "ThrottlingException, 400, true, false, false",
    "RequestLimitExceeded, 400, true, false, false",
    "TransactionConflictException, 400, true, false, false",
    "TransactionInProgressException, 400, false, true, false",
    "InternalServerError, 500, false, true, false",
    "ServiceUnavailable, 503, false, true, false",
    "ValidationException, 400, false, false, true",
    "ConditionalCheckFailedException, 400, false, false, false",
    "AccessDeniedException, 400, false, false, false"
  })
  void a_fault_of_the_service_has_at_most_one_meaning(
      String code, int status, boolean refusal, boolean unclear, boolean impossible) {
    DynamoDbException fault = fault(code, status);
    assertThat(Faults.isDefiniteRefusal(fault)).isEqualTo(refusal);
    assertThat(Faults.isUnclear(fault)).isEqualTo(unclear);
    assertThat(Faults.isImpossible(fault)).isEqualTo(impossible);
    assertThat(Faults.isTransient(fault)).isEqualTo(refusal || unclear);
    assertThat(Faults.isRefusedForNow(fault))
        .isEqualTo(refusal || code.equals("AccessDeniedException"));
  }

  @Test
  void a_call_without_a_response_is_unclear() {
    assertThat(Stream.of(SdkClientException.create("broken"), ApiCallTimeoutException.create(1)))
        .allSatisfy(fault -> {
          assertThat(Faults.isUnclear(fault)).isTrue();
          assertThat(Faults.isDefiniteRefusal(fault)).isFalse();
        });
  }

  @Test
  void too_many_requests_may_be_repeated_where_anything_may_be() {
    assertThat(Faults.isTransient(fault("SlowDown", 429))).isTrue();
    assertThat(Faults.isDefiniteRefusal(fault("SlowDown", 429))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "None, TransactionConflict, true, false",
    "ThrottlingError, ProvisionedThroughputExceeded, true, false",
    "None, ConditionalCheckFailed, false, false",
    "TransactionConflict, ConditionalCheckFailed, false, false",
    "None, ValidationError, false, true"
  })
  void a_canceled_transaction_is_refused_for_now_only_if_each_of_its_reasons_passes(
      String first, String second, boolean refusal, boolean impossible) {
    TransactionCanceledException fault =
        TransactionCanceledException.builder()
            .cancellationReasons(reason(first), reason(second))
            .build();
    assertThat(Faults.isDefiniteRefusal(fault)).isEqualTo(refusal);
    assertThat(Faults.isImpossible(fault)).isEqualTo(impossible);
  }

  private static CancellationReason reason(String code) {
    return CancellationReason.builder().code(code).build();
  }

  private static DynamoDbException fault(String code, int status) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .statusCode(status)
            .build();
  }
}
