package dev.intermission.template;

import static dev.intermission.template.Template.TEMPLATE;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.functions.http.NewerApiVersions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The parameters: their defaults, and the values that they take.
class ParametersTest {
  /// The defaults, for a team that accepts them all in `sam deploy --guided`.
  @Test
  void a_stack_is_of_production_unless_told_otherwise() {
    Map<String, String> defaults = new HashMap<>();
    TEMPLATE
        .fields("Parameters")
        .forEach((name, parameter) -> {
          assertThat(parameter.text("Description")).as(name).isNotBlank();
          defaults.put(name, parameter.text("Default"));
        });
    assertThat(defaults)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                entry("Stage", "prod"),
                entry("AlarmEmail", ""),
                entry("PageTopicArn", ""),
                entry("TicketTopicArn", ""),
                entry("ExtraApiVersions", ""),
                entry("NewerApiVersions", "refuse"),
                entry("JwtIssuer", ""),
                entry("JwtAudience", ""),
                entry("JwtKeySetUrl", ""),
                entry("ExistingAdsTable", ""),
                entry("ExistingAdCampaignsTable", ""),
                entry("FormerAdsTable", ""),
                entry("FormerAdCampaignsTable", ""),
                entry("KmsKeyArn", ""),
                entry("KmsKeyUse", "encrypt"),
                entry("OperatorPolicy", "off"),
                entry("PlatformPolicy", "off"),
                entry("LogRetentionDays", "30"),
                entry("AccessLog", "off"),
                entry("DetailedMetrics", "off"),
                entry("ThrottlingRateLimit", "1000"),
                entry("ThrottlingBurstLimit", "2000"),
                entry("WriteThrottlingRateLimit", "200"),
                entry("WriteThrottlingBurstLimit", "400"),
                entry("ResumeConcurrency", ""),
                entry("SweepConcurrency", ""),
                entry("SnapStart", "on"),
                entry("WebAclArn", ""),
                entry("WebAcl", "off"),
                entry("WebAclAddressLimit", "6000"),
                entry("WebAclCredentialLimit", "3000"),
                entry("WebAclLog", "off"),
                entry("DomainName", ""),
                entry("CertificateArn", ""),
                entry("TlsPolicy", "TLS_1_2"),
                entry("DefaultEndpoint", "on"),
                entry("PermissionsBoundary", "")));
    assertThat(TEMPLATE.at("Conditions").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    IsProd: !Equals [!Ref Stage, prod]
                    HasPageTopic: !Not [!Equals [!Ref PageTopicArn, ""]]
                    HasTicketTopic: !Not [!Equals [!Ref TicketTopicArn, ""]]
                    MakesPageTopic: !And [!Condition IsProd, !Not [!Condition HasPageTopic]]
                    MakesTicketTopic: !And [!Condition IsProd, !Not [!Condition HasTicketTopic]]
                    MailsPages: !And [!Condition MakesPageTopic, !Not [!Equals [!Ref AlarmEmail, ""]]]
                    MailsTickets: !And [!Condition MakesTicketTopic, !Not [!Equals [!Ref AlarmEmail, ""]]]
                    LogsAccess: !Not [!Equals [!Ref AccessLog, "off"]]
                    LogsAddresses: !Equals [!Ref AccessLog, with-addresses]
                    CountsRoutes: !Equals [!Ref DetailedMetrics, "on"]
                    ReservesConcurrency: !Not [!Equals [!Ref ResumeConcurrency, ""]]
                    ReservesConcurrencyForSweeps: !Not [!Equals [!Ref SweepConcurrency, ""]]
                    StartsFromSnapshots: !Equals [!Ref SnapStart, "on"]
                    KeepsSnapshotsActive: !And [!Condition IsProd, !Condition StartsFromSnapshots]
                    MakesWebAcl: !Equals [!Ref WebAcl, "on"]
                    LogsWebAcl: !And [!Condition MakesWebAcl, !Equals [!Ref WebAclLog, "on"]]
                    HasGivenWebAcl: !Not [!Equals [!Ref WebAclArn, ""]]
                    HasWebAcl: !Or [!Condition MakesWebAcl, !Condition HasGivenWebAcl]
                    HasDomain: !Not [!Equals [!Ref DomainName, ""]]
                    HasOldTlsPolicy: !Equals [!Ref TlsPolicy, TLS_1_2]
                    HasNoDefaultEndpoint: !Equals [!Ref DefaultEndpoint, "off"]
                    HasPermissionsBoundary: !Not [!Equals [!Ref PermissionsBoundary, ""]]
                    MakesAdsTable: !Equals [!Ref ExistingAdsTable, ""]
                    MakesAdCampaignsTable: !Equals [!Ref ExistingAdCampaignsTable, ""]
                    HasFormerAdsTable: !Not [!Equals [!Ref FormerAdsTable, ""]]
                    HasFormerAdCampaignsTable: !Not [!Equals [!Ref FormerAdCampaignsTable, ""]]
                    HasKmsKey: !Not [!Equals [!Ref KmsKeyArn, ""]]
                    EncryptsWithKmsKey: !And [!Condition HasKmsKey, !Equals [!Ref KmsKeyUse, encrypt]]
                    MakesOperatorPolicy: !Equals [!Ref OperatorPolicy, "on"]
                    MakesPlatformPolicy: !Equals [!Ref PlatformPolicy, "on"]
                    """)
                .value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AlarmEmail | a@b.example | a b@c",
        "AlarmEmail | '' | nobody",
        "ResumeConcurrency | 100 | 0",
        "ResumeConcurrency | '' | many",
        "ExistingAdsTable | my_ads-2.1 | my/ads",
        "ExistingAdCampaignsTable | '' | ab",
        "KmsKeyArn | '' | alias/mine",
        "KmsKeyArn | arn:aws:kms:eu-west-1:123456789012:key/1a-2b | arn:aws:kms:eu-west-1:123456789012:alias/mine",
        "PageTopicArn | arn:aws:sns:eu-west-1:123456789012:pages | pages",
        "TicketTopicArn | '' | a@b.example",
        "FormerAdsTable | '' | my/ads",
        "FormerAdCampaignsTable | stack-AdCampaignsTable-1A2B | x",
        "SweepConcurrency | 2 | 0",
        "DomainName | ads.example.com | https://ads.example.com",
        "DomainName | '' | localhost",
        "CertificateArn | arn:aws:acm:eu-west-1:123456789012:certificate/1a-2b | arn:aws:iam::123456789012:server-certificate/x",
        "TlsPolicy | TLS_1_2 | TLS_1_0",
        "TlsPolicy | SecurityPolicy_TLS13_1_2_2021_06 | TLS 1.3",
        "PermissionsBoundary | arn:aws:iam::123456789012:policy/team/limit | arn:aws:iam::123456789012:role/x",
        "PermissionsBoundary | '' | limit",
        "WebAclArn | '' | arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b",
        "WebAclArn | arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/my-acl/1a-2b | x",
      })
  void a_parameter_takes_this_and_not_that(String parameter, String good, String bad) {
    String pattern = TEMPLATE.text("Parameters", parameter, "AllowedPattern");
    assertThat(good).matches(pattern);
    assertThat(bad).doesNotMatch(pattern);
  }

  @Test
  void newer_api_versions_are_taken_in_each_way_that_the_code_knows_and_in_no_other() {
    assertThat(TEMPLATE.at("Parameters", "NewerApiVersions", "AllowedValues").value())
        .isEqualTo(Stream.of(NewerApiVersions.values()).map(NewerApiVersions::wireName).toList());
  }

  @Test
  void each_default_is_a_value_that_its_parameter_takes() {
    TEMPLATE
        .fields("Parameters")
        .forEach((name, parameter) -> {
          String value = parameter.text("Default");
          if (parameter.has("AllowedPattern")) {
            assertThat(value).as(name).matches(parameter.text("AllowedPattern"));
          }
          if (parameter.has("AllowedValues")) {
            assertThat(parameter.texts("AllowedValues")).as(name).contains(value);
          }
        });
  }

  @Test
  void a_domain_comes_with_its_certificate_and_one_web_acl_is_enough() {
    assertThat(TEMPLATE.at("Rules", "DomainParametersComeTogether").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    Assertions:
                      - Assert: !Or
                          - !And [!Equals [!Ref DomainName, ""], !Equals [!Ref CertificateArn, ""], !Equals [!Ref DefaultEndpoint, "on"]]
                          - !And [!Not [!Equals [!Ref DomainName, ""]], !Not [!Equals [!Ref CertificateArn, ""]]]
                        AssertDescription: DomainName and CertificateArn are given together or not at all, and DefaultEndpoint is off only with them
                    """)
                .value());
    assertThat(TEMPLATE.at("Rules", "OneWebAcl").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    Assertions:
                      - Assert: !Or [!Equals [!Ref WebAclArn, ""], !Equals [!Ref WebAcl, "off"]]
                        AssertDescription: WebAclArn names a web ACL of yours, or WebAcl=on makes one; not both
                    """)
                .value());
  }

  /// A part of them would stop every function behind the API from starting.
  @Test
  void the_jwt_parameters_are_given_together_or_not_at_all() {
    assertThat(TEMPLATE.fields("Rules"))
        .containsOnlyKeys("JwtParametersComeTogether", "DomainParametersComeTogether", "OneWebAcl");
    assertThat(TEMPLATE.at("Rules", "JwtParametersComeTogether").value())
        .isEqualTo(
            RawYaml.parse(
                    """
                    Assertions:
                      - Assert: !Or
                          - !And [!Equals [!Ref JwtIssuer, ""], !Equals [!Ref JwtAudience, ""], !Equals [!Ref JwtKeySetUrl, ""]]
                          - !Not [!Or [!Equals [!Ref JwtIssuer, ""], !Equals [!Ref JwtAudience, ""], !Equals [!Ref JwtKeySetUrl, ""]]]
                        AssertDescription: JwtIssuer, JwtAudience and JwtKeySetUrl are given together, or none of them
                    """)
                .value());
    assertThat(List.of("JwtIssuer", "JwtAudience", "JwtKeySetUrl"))
        .allSatisfy(name -> assertThat(TEMPLATE.text("Parameters", name, "Default")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://a.test/keys", "https://", "https://a.test/ keys", "file:///keys", "x"})
  void keys_are_fetched_with_tls_only(String url) {
    String pattern = TEMPLATE.text("Parameters", "JwtKeySetUrl", "AllowedPattern");
    assertThat(url).doesNotMatch(pattern);
    assertThat("").matches(pattern);
    assertThat("https://a.test/keys?x=1").matches(pattern);
  }
}
