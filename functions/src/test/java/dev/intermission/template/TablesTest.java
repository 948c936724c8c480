package dev.intermission.template;

import static dev.intermission.template.Template.RESOURCES;
import static dev.intermission.template.Template.RETAIN_IN_PROD;
import static dev.intermission.template.Template.THE_KEY_IF_ANY;
import static dev.intermission.template.Template.ofType;
import static dev.intermission.template.Template.sam;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.emulator.template.DeployedTable;
import dev.intermission.emulator.template.SamTemplate;
import dev.intermission.functions.TestStack;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables: keys, indexes, and how they are protected.
class TablesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void the_tables_are_these() {
    assertThat(ofType("AWS::DynamoDB::Table"))
        .containsOnlyKeys("AdsTable", "AdCampaignsTable", "CredentialsTable", "IdempotencyTable");
  }

  @Test
  void ads_are_found_by_id_and_listed_by_account_and_by_campaign() {
    DeployedTable table = table("AdsTable");
    assertThat(table.keys()).containsExactly(new DeployedTable.Key("id", "HASH"));
    assertThat(table.attributes())
        .containsExactlyInAnyOrder(
            new DeployedTable.Attribute("id", "S"),
            new DeployedTable.Attribute("account_id", "S"),
            new DeployedTable.Attribute("created_at", "S"),
            new DeployedTable.Attribute("ad_campaign_id", "S"));
    assertThat(table.indexes())
        .containsExactlyInAnyOrder(
            new DeployedTable.Index(
                "by_account",
                List.of(
                    new DeployedTable.Key("account_id", "HASH"),
                    new DeployedTable.Key("created_at", "RANGE")),
                "INCLUDE",
                List.of("status")),
            new DeployedTable.Index(
                "by_ad_campaign",
                List.of(
                    new DeployedTable.Key("ad_campaign_id", "HASH"),
                    new DeployedTable.Key("created_at", "RANGE")),
                "INCLUDE",
                List.of("account_id", "status", "paused_until")));
  }

  @Test
  void campaigns_are_found_by_id_listed_by_account_and_swept_by_due_time() {
    DeployedTable table = table("AdCampaignsTable");
    assertThat(table.keys()).containsExactly(new DeployedTable.Key("id", "HASH"));
    assertThat(table.attributes())
        .containsExactlyInAnyOrder(
            new DeployedTable.Attribute("id", "S"),
            new DeployedTable.Attribute("account_id", "S"),
            new DeployedTable.Attribute("created_at", "S"),
            new DeployedTable.Attribute("due_pk", "S"),
            new DeployedTable.Attribute("paused_until", "N"));
    assertThat(table.indexes())
        .containsExactlyInAnyOrder(
            new DeployedTable.Index(
                "by_account",
                List.of(
                    new DeployedTable.Key("account_id", "HASH"),
                    new DeployedTable.Key("created_at", "RANGE")),
                "INCLUDE",
                List.of("status", "paused_until")),
            new DeployedTable.Index(
                "due",
                List.of(
                    new DeployedTable.Key("due_pk", "HASH"),
                    new DeployedTable.Key("paused_until", "RANGE")),
                "INCLUDE",
                List.of("pause_id")));
  }

  @Test
  void credentials_are_found_by_pk_and_sk() {
    DeployedTable table = table("CredentialsTable");
    assertThat(table.keys())
        .containsExactly(new DeployedTable.Key("pk", "HASH"), new DeployedTable.Key("sk", "RANGE"));
    assertThat(table.attributes())
        .containsExactlyInAnyOrder(
            new DeployedTable.Attribute("pk", "S"), new DeployedTable.Attribute("sk", "S"));
    assertThat(table.indexes()).isEmpty();
  }

  @Test
  void kept_responses_are_found_by_pk_and_go_when_their_time_is_over() {
    DeployedTable table = table("IdempotencyTable");
    assertThat(table.keys()).containsExactly(new DeployedTable.Key("pk", "HASH"));
    assertThat(table.attributes()).containsExactly(new DeployedTable.Attribute("pk", "S"));
    assertThat(table.indexes()).isEmpty();
    assertThat(table.timeToLiveAttribute()).isEqualTo("expires_at");
  }

  @Test
  void a_table_of_records_is_not_made_where_one_is_given_and_the_others_are_always() {
    assertThat(RESOURCES.text("AdsTable", "Condition")).isEqualTo("MakesAdsTable");
    assertThat(RESOURCES.text("AdCampaignsTable", "Condition")).isEqualTo("MakesAdCampaignsTable");
    assertThat(RESOURCES.fields("CredentialsTable")).doesNotContainKey("Condition");
    assertThat(RESOURCES.fields("IdempotencyTable")).doesNotContainKey("Condition");

    SamTemplate sam =
        sam(Map.of("ExistingAdsTable", "their-ads", "ExistingAdCampaignsTable", "their.campaigns"));
    assertThat(sam.tables())
        .extracting(DeployedTable::logicalId)
        .containsExactly("CredentialsTable", "IdempotencyTable");
    assertThat(sam.mergedEnvironment())
        .containsEntry("ADS_TABLE", "their-ads")
        .containsEntry("AD_CAMPAIGNS_TABLE", "their.campaigns");
    assertThat(sam.outputs())
        .containsEntry("AdsTableName", "their-ads")
        .containsEntry("AdCampaignsTableName", "their.campaigns");
  }

  /// The table files for a team with its own tables, and for `sam local`.
  @ParameterizedTest
  @CsvSource({
    "AdsTable, ads",
    "AdCampaignsTable, ad-campaigns",
    "CredentialsTable, credentials",
    "IdempotencyTable, idempotency"
  })
  void a_table_that_somebody_else_makes_has_the_same_keys_and_indexes(String id, String file)
      throws IOException {
    JsonNode made =
        JSON.readTree(TestStack.PROJECT.resolve("events/tables/" + file + ".json").toFile());
    RawYaml properties = RESOURCES.at(id, "Properties");
    assertThat(made.path("TableName").asText()).isEqualTo(file);
    for (String property :
        List.of("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")) {
      assertThat(JSON.convertValue(made.path(property), Object.class))
          .as(property)
          .isEqualTo(properties.has(property) ? properties.at(property).value() : null);
    }
    assertThat(made.size()).isEqualTo(properties.has("GlobalSecondaryIndexes") ? 5 : 4);
  }

  /// Not the kept responses. 24 hours are promised for them, and an older state of their table
  /// would hold them for 35 days more.
  @ParameterizedTest
  @ValueSource(strings = {"AdsTable", "AdCampaignsTable", "CredentialsTable"})
  void a_table_is_recoverable_and_in_prod_protected_and_outlives_the_stack(String id) {
    assertThat(RESOURCES.at(id, "Properties", "PointInTimeRecoverySpecification").value())
        .isEqualTo(Map.of("PointInTimeRecoveryEnabled", "true"));
    assertThat(RESOURCES.at(id, "Properties", "DeletionProtectionEnabled").value())
        .isEqualTo(Map.of("!If", List.of("IsProd", "true", "false")));
    // Not RetainExceptOnCreate, which fails after a failed first deploy. The rollback would try to
    // delete a table that is protected against that, and fail too.
    assertThat(RESOURCES.at(id, "DeletionPolicy").value()).isEqualTo(RETAIN_IN_PROD);
    assertThat(RESOURCES.at(id, "UpdateReplacePolicy").value()).isEqualTo(RETAIN_IN_PROD);
  }

  @Test
  void nothing_keeps_what_an_idempotency_key_promises_to_forget() {
    assertThat(RESOURCES.fields("IdempotencyTable", "Properties"))
        .doesNotContainKeys(
            "PointInTimeRecoverySpecification", "DeletionProtectionEnabled", "StreamSpecification");
    assertThat(RESOURCES.text("IdempotencyTable", "DeletionPolicy")).isEqualTo("Delete");
    assertThat(RESOURCES.text("IdempotencyTable", "UpdateReplacePolicy")).isEqualTo("Delete");
  }

  /// By a customer's key, or by one that AWS owns. AWS's managed one would cost by the call, and
  /// keep out other accounts.
  @ParameterizedTest
  @ValueSource(strings = {"AdsTable", "AdCampaignsTable", "CredentialsTable", "IdempotencyTable"})
  void a_table_is_on_demand_and_encrypted(String id) {
    RawYaml properties = RESOURCES.at(id, "Properties");
    assertThat(properties.text("BillingMode")).isEqualTo("PAY_PER_REQUEST");
    assertThat(properties.at("SSESpecification").value())
        .isEqualTo(
            Map.of(
                "SSEEnabled",
                Map.of("!If", List.of("EncryptsWithKmsKey", "true", "false")),
                "SSEType",
                Map.of("!If", List.of("EncryptsWithKmsKey", "KMS", "!Ref AWS::NoValue")),
                "KMSMasterKeyId",
                THE_KEY_IF_ANY));
    // A table with a name of its own cannot be replaced, nor the stack be deployed twice.
    assertThat(properties.fields())
        .doesNotContainKeys(
            "TableName", "ProvisionedThroughput", "LocalSecondaryIndexes", "ResourcePolicy");
    for (RawYaml index : indexes(properties)) {
      assertThat(index.fields()).containsOnlyKeys("IndexName", "KeySchema", "Projection");
    }
  }

  private static DeployedTable table(String id) {
    return sam().tables().stream()
        .filter(table -> table.logicalId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<RawYaml> indexes(RawYaml table) {
    return table.has("GlobalSecondaryIndexes") ? table.items("GlobalSecondaryIndexes") : List.of();
  }
}
