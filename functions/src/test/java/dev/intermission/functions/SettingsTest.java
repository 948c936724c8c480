package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intermission.functions.access.jwt.TrustedIssuer;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class SettingsTest {
  private static final Map<String, String> ALL =
      Map.of(
          "JWT_ISSUER", "https://issuer.test/",
          "JWT_AUDIENCE", "intermission",
          "JWT_KEY_SET_URL", "https://issuer.test/keys");

  @Test
  void an_issuer_is_trusted_when_all_of_it_is_set() {
    assertThat(new Settings(ALL).trustedIssuer())
        .contains(
            new TrustedIssuer(
                "https://issuer.test/", "intermission", URI.create("https://issuer.test/keys")));
  }

  @Test
  void no_issuer_is_trusted_when_nothing_of_it_is_set() {
    assertThat(new Settings(Map.of()).trustedIssuer()).isEmpty();
    Map<String, String> empty = new HashMap<>(ALL);
    empty.replaceAll((name, value) -> "");
    assertThat(new Settings(empty).trustedIssuer()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT_ISSUER", "JWT_AUDIENCE", "JWT_KEY_SET_URL"})
  void a_part_of_an_issuer_is_a_fault_that_names_what_is_missing(String missing) {
    Map<String, String> part = new HashMap<>(ALL);
    part.remove(missing);
    assertThatThrownBy(() -> new Settings(part).trustedIssuer())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(missing);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "adsTable, ADS_TABLE, my table",
        "adsTable, ADS_TABLE, arn:aws:dynamodb:us-east-1:000000000000:table/ads",
        "adCampaignsTable, AD_CAMPAIGNS_TABLE, c",
        "credentialsTable, CREDENTIALS_TABLE, a/b/c",
        "idempotencyTable, IDEMPOTENCY_TABLE, schlüssel",
        "extraApiVersions, EXTRA_API_VERSIONS, 2026-11-01;2026-11-02",
        "newerApiVersions, NEWER_API_VERSIONS, latest",
        "newerApiVersions, NEWER_API_VERSIONS, NEWEST",
        "trustedIssuer, JWT_KEY_SET_URL, issuer.test/keys",
        "trustedIssuer, JWT_KEY_SET_URL, https:///keys",
        "trustedIssuer, JWT_KEY_SET_URL, https://issuer.test/a b",
        "trustedIssuer, JWT_KEY_SET_URL, http://issuer.test/keys",
        "trustedIssuer, JWT_KEY_SET_URL, file:///etc/passwd",
        "scheduleGroup, SCHEDULE_GROUP, a/b",
        "resumeFunctionArn, RESUME_FUNCTION_ARN, ResumeAdCampaignFunction",
        "resumeFunctionArn, RESUME_FUNCTION_ARN, arn:aws:lambda:us-east-1:000000000000:function:f",
        "resumeFunctionArn, RESUME_FUNCTION_ARN, arn:aws:lambda:us-east-1:12:function:f:live",
        "schedulerRoleArn, SCHEDULER_ROLE_ARN, arn:aws:iam::000000000000:user/u",
        "schedulerRoleArn, SCHEDULER_ROLE_ARN, arn:aws:iam::000000000000:role/a role",
        "undeliveredResumesQueueArn, UNDELIVERED_RESUMES_QUEUE_ARN, https://sqs.test/0/q",
        "undeliveredResumesQueueArn, UNDELIVERED_RESUMES_QUEUE_ARN, arn:aws:sns:us-east-1:000000000000:q",
        "sweepAge, SWEEP_AGE_SECONDS, ninety",
        "sweepAge, SWEEP_AGE_SECONDS, -1",
        "sweepAge, SWEEP_AGE_SECONDS, 90.5",
        "sweepAge, SWEEP_AGE_SECONDS, 9e1",
        "sweepAge, SWEEP_AGE_SECONDS, ٩٠",
        "sweepAge, SWEEP_AGE_SECONDS, 99999999999999999999",
        "metricsNamespace, METRICS_NAMESPACE, a b",
        "region, AWS_REGION, us east",
        "region, AWS_REGION, https://example.test",
      })
  void a_malformed_setting_is_a_fault_that_names_the_variable_and_not_its_value(
      String accessor, String name, String value) throws ReflectiveOperationException {
    Map<String, String> environment = new HashMap<>(ALL);
    environment.put(name, value);
    Method read = Settings.class.getDeclaredMethod(accessor);
    assertThatThrownBy(() -> read.invoke(new Settings(environment)))
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasNoCause()
        .hasMessageContaining(name)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ads", "ads ", "\tads", "ads\n", "\u00a0\u2003ads"})
  void white_space_around_a_setting_is_a_fault(String value) {
    assertThatThrownBy(() -> new Settings(Map.of("ADS_TABLE", value)).adsTable())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ADS_TABLE");
  }

  @Test
  void an_endpoint_is_the_services_own_or_that_of_all_and_a_blank_one_is_none() {
    Map<String, String> all = Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1");
    assertThat(new Settings(all).endpoint("DYNAMODB")).isEqualTo(URI.create("http://127.0.0.1:1"));
    assertThat(endpoint("http://127.0.0.1:2")).isEqualTo(URI.create("http://127.0.0.1:2"));
    assertThat(endpoint("")).isNull();
    assertThat(endpoint("  ")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8000", "http://", "http:///", "http://a b", "ftp://a", "%"})
  void a_malformed_endpoint_is_a_fault_that_names_the_variable(String url) {
    assertThatThrownBy(() -> endpoint(url))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("AWS_ENDPOINT_URL_DYNAMODB");
  }

  private static @Nullable URI endpoint(String url) {
    return new Settings(Map.of("AWS_ENDPOINT_URL_DYNAMODB", url)).endpoint("DYNAMODB");
  }
}
