package dev.intermission.functions.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.scheduler.model.SchedulerException;

class SchedulerFaultsTest {
  @ParameterizedTest
  @CsvSource({
    "ThrottlingException, 429, true, true",
    "ThrottlingException, 400, true, true",
    "TooManyRequests, 429, false, true",
    "InternalServerException, 500, false, true",
    "ConflictException, 409, false, false",
    "ResourceNotFoundException, 404, false, false",
    "ServiceQuotaExceededException, 402, false, false"
  })
  void a_fault_of_the_service_is_repeated_only_if_it_may_pass(
      String code, int status, boolean throttled, boolean passing) {
    AwsServiceException fault =
        SchedulerException.builder()
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .statusCode(status)
            .build();
    assertThat(SchedulerFaults.isThrottled(fault)).isEqualTo(throttled);
    assertThat(SchedulerFaults.isTransient(fault)).isEqualTo(passing);
  }

  @Test
  void a_call_without_a_response_is_repeated() {
    assertThat(SchedulerFaults.isTransient(SdkClientException.create("broken"))).isTrue();
    assertThat(SchedulerFaults.isThrottled(SdkClientException.create("broken"))).isFalse();
  }
}
