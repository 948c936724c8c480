package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.TestStack.seconds;
import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.intermission.functions.TestStack;
import dev.intermission.model.AccountId;
import dev.intermission.model.Ad;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AdStatus;
import dev.intermission.model.CreationTimes;
import dev.intermission.read.AccountRecords;
import dev.intermission.read.AccountRows;
import dev.intermission.read.BatchResult;
import dev.intermission.read.IndexKey;
import dev.intermission.read.IndexRange;
import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
import dev.intermission.store.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// The index and the batches of both tables, against DynamoDB Local.
class AccountIndexTest {
  private static final TestStack STACK = new TestStack();
  private static final AtomicInteger ACCOUNTS = new AtomicInteger();
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String CREATED_AT = "2026-09-01T08:00:00.000Z";

  private final AccountId account = new AccountId("biz_index" + ACCOUNTS.incrementAndGet());
  private final String suffix = String.valueOf(ACCOUNTS.get());
  private final AccountRecords<AdStatus, Ad> ads =
      DynamoDbAccountRecords.ads(STACK.clients().repeatable(), STACK.settings().adsTable());
  private final AccountRecords<AdCampaignStatus, AdCampaign> campaigns =
      DynamoDbAccountRecords.adCampaigns(
          STACK.clients().repeatable(), STACK.settings().adCampaignsTable());

  @Test
  void records_of_one_time_have_one_order_both_ways_and_can_be_gone_on_from_each() {
    for (int i = 0; i < 9; i++) {
      putAd("ad_" + suffix + "x" + i, CREATED_AT);
    }
    putAd("ad_" + suffix + "old", "2026-08-31T08:00:00.000Z");
    putAd("ad_" + suffix + "new", "2026-09-02T08:00:00.000Z");
    List<IndexKey> up =
        places(rows(ads, new IndexRange(account, null, CreationTimes.ALL, false, null, 100)));

    assertThat(up).hasSize(11).doesNotHaveDuplicates();
    assertThat(up).extracting(IndexKey::createdAt).isSorted();
    assertThat(places(rows(ads, new IndexRange(account, null, CreationTimes.ALL, true, null, 100))))
        .isEqualTo(up.reversed());
    for (int i = 0; i < up.size(); i++) {
      assertThat(
              places(
                  rows(
                      ads,
                      new IndexRange(account, null, CreationTimes.ALL, false, up.get(i), 100))))
          .isEqualTo(up.subList(i + 1, up.size()));
      assertThat(
              places(
                  rows(
                      ads, new IndexRange(account, null, CreationTimes.ALL, true, up.get(i), 100))))
          .isEqualTo(up.subList(0, i).reversed());
    }
  }

  @Test
  void a_place_where_no_record_stands_any_more_can_be_gone_on_from() {
    putAd("ad_" + suffix + "a", "2026-09-01T08:00:00.000Z");
    putAd("ad_" + suffix + "c", "2026-09-03T08:00:00.000Z");
    IndexKey gone = new IndexKey("2026-09-02T08:00:00.000Z", "ad_gone");

    assertThat(
            places(rows(ads, new IndexRange(account, null, CreationTimes.ALL, false, gone, 100))))
        .extracting(IndexKey::id)
        .containsExactly("ad_" + suffix + "c");
    assertThat(places(rows(ads, new IndexRange(account, null, CreationTimes.ALL, true, gone, 100))))
        .extracting(IndexKey::id)
        .containsExactly("ad_" + suffix + "a");
    IndexKey odd = new IndexKey("\u0000", "é".repeat(1024));
    assertThat(rows(ads, new IndexRange(account, null, CreationTimes.ALL, false, odd, 100)).rows())
        .hasSize(2);
  }

  @Test
  void a_stretch_is_as_long_as_asked_and_says_whether_it_is_the_last() {
    for (int i = 0; i < 5; i++) {
      putAd("ad_" + suffix + "x" + i, CREATED_AT);
    }

    AccountRows<AdStatus> four =
        rows(ads, new IndexRange(account, null, CreationTimes.ALL, true, null, 4));
    assertThat(four.rows()).hasSize(4);
    assertThat(four.isLast()).isFalse();
    AccountRows<AdStatus> rest =
        rows(
            ads,
            new IndexRange(
                account, null, CreationTimes.ALL, true, four.rows().getLast().position(), 4));
    assertThat(rest.rows()).hasSize(1);
    assertThat(rest.isLast()).isTrue();
    assertThat(
            rows(
                ads,
                new IndexRange(new AccountId("biz_none"), null, CreationTimes.ALL, true, null, 4)))
        .isEqualTo(new AccountRows<AdStatus>(List.of(), true));
  }

  @Test
  void a_row_has_the_status_that_a_response_would_show() {
    putCampaign("a", Map.of("status", text("paused")));
    putCampaign("b", Map.of("status", text("paused"), "paused_until", seconds(NOW)));
    putCampaign("c", Map.of("status", text("paused"), "paused_until", seconds(NOW.plusSeconds(1))));
    putCampaign("d", Map.of("status", text("stale"), "paused_until", seconds(NOW)));
    putCampaign("e", Map.of("status", text("draft")));
    List<@Nullable AdCampaignStatus> statuses = new ArrayList<>();
    rows(campaigns, new IndexRange(account, null, CreationTimes.ALL, false, null, 100))
        .rows()
        .forEach(row -> statuses.add(row.status()));

    assertThat(statuses)
        .containsExactly(
            AdCampaignStatus.PAUSED,
            AdCampaignStatus.ACTIVE,
            AdCampaignStatus.PAUSED,
            AdCampaignStatus.STALE,
            null);
  }

  @Test
  void a_batch_reads_what_is_there_whole_or_broken() {
    putAd("ad_" + suffix, CREATED_AT);
    putAd("odd " + suffix, CREATED_AT);

    BatchResult<?> batch = ads.findAll(Set.of("ad_" + suffix, "odd " + suffix, "ad_nowhere"));

    assertThat(batch.unanswered()).isEmpty();
    assertThat(batch.found().keySet()).containsExactlyInAnyOrder("ad_" + suffix, "odd " + suffix);
    assertThat(batch.found().values()).allMatch(stored -> stored.belongsTo(account));
    assertThat(batch.found().get("ad_" + suffix))
        .extracting(Stored::parsed)
        .isInstanceOf(Parsed.Valid.class);
    assertThat(batch.found().get("odd " + suffix))
        .extracting(Stored::parsed)
        .isEqualTo(
            new Parsed.Invalid<>(
                new ItemError(STACK.settings().adsTable(), "odd " + suffix, "id")));
  }

  @Test
  void a_range_of_times_leaves_out_both_of_its_bounds() {
    for (int i = 0; i < 5; i++) {
      putAd("ad_" + suffix + i, "2026-09-01T08:00:00.00" + i + "Z");
    }
    CreationTimes times =
        new CreationTimes(
            Instant.parse("2026-09-01T08:00:00.001Z"), Instant.parse("2026-09-01T08:00:00.004Z"));

    assertThat(places(rows(ads, new IndexRange(account, null, times, false, null, 100))))
        .extracting(IndexKey::id)
        .containsExactly("ad_" + suffix + 2, "ad_" + suffix + 3);
    IndexKey second = new IndexKey("2026-09-01T08:00:00.002Z", "ad_" + suffix + 2);
    assertThat(places(rows(ads, new IndexRange(account, null, times, false, second, 100))))
        .extracting(IndexKey::id)
        .containsExactly("ad_" + suffix + 3);
    assertThat(
            rows(
                    ads,
                    new IndexRange(
                        account,
                        null,
                        new CreationTimes(Instant.parse("2026-09-01T08:00:00.003Z"), null),
                        true,
                        null,
                        100))
                .rows())
        .hasSize(1);
  }

  @Test
  void the_ads_of_a_campaign_are_read_of_all_accounts_and_say_whose_they_are() {
    AdCampaignId campaign = new AdCampaignId("adcamp_of" + suffix);
    putAdOf(campaign, "a", account.value());
    putAdOf(campaign, "b", "biz_theirs");
    putAdOf(campaign, "c", account.value());
    putAdOf(new AdCampaignId("adcamp_other"), "d", account.value());
    IndexRange all = new IndexRange(account, campaign, CreationTimes.ALL, false, null, 100);

    AccountRows<AdStatus> rows = rows(ads, all);

    assertThat(rows.rows())
        .containsExactly(
            row("a", account, AdStatus.ACTIVE),
            row("b", new AccountId("biz_theirs"), AdStatus.ACTIVE),
            row("c", account, AdStatus.ACTIVE));
    assertThat(
            rows(
                    ads,
                    new IndexRange(
                        account,
                        campaign,
                        new CreationTimes(null, Instant.parse("2026-09-01T08:00:00.002Z")),
                        true,
                        rows.rows().get(1).position(),
                        100))
                .rows())
        .containsExactly(row("a", account, AdStatus.ACTIVE));
  }

  /// Of a table that the stack did not make.
  @Test
  void a_table_without_an_index_of_campaigns_is_told_from_one_that_cannot_be_asked() {
    String table = "ads-of-" + suffix;
    STACK.dynamoDb.createTable(create ->
        create
            .tableName(table)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                AttributeDefinition.builder()
                    .attributeName("id")
                    .attributeType(ScalarAttributeType.S)
                    .build())
            .keySchema(
                KeySchemaElement.builder().attributeName("id").keyType(KeyType.HASH).build()));
    AccountRecords<AdStatus, Ad> existing =
        DynamoDbAccountRecords.ads(STACK.clients().repeatable(), table);
    AdCampaignId campaign = new AdCampaignId("adcamp_1");

    assertThat(
            existing.rows(
                new IndexRange(account, campaign, CreationTimes.ALL, false, null, 100), NOW))
        .isEmpty();
    // The index of accounts must be there.
    assertThatExceptionOfType(DynamoDbException.class)
        .isThrownBy(() ->
            existing.rows(new IndexRange(account, null, CreationTimes.ALL, false, null, 100), NOW));
    CreationTimes none = new CreationTimes(NOW, NOW);
    assertThatExceptionOfType(DynamoDbException.class)
        .isThrownBy(() -> ads.rows(new IndexRange(account, campaign, none, false, null, 100), NOW));
  }

  private static <S> AccountRows<S> rows(AccountRecords<S, ?> records, IndexRange stretch) {
    return records.rows(stretch, NOW).orElseThrow();
  }

  private AccountRows.Row<AdStatus> row(String letter, AccountId owner, AdStatus status) {
    return new AccountRows.Row<>(
        new IndexKey(createdAt(letter), "ad_" + suffix + letter), owner, status);
  }

  private void putAdOf(AdCampaignId campaign, String letter, String owner) {
    STACK.putAd(
        "ad_" + suffix + letter,
        Map.of(
            "account_id", text(owner),
            "ad_campaign_id", text(campaign.value()),
            "created_at", text(createdAt(letter))));
  }

  private static String createdAt(String letter) {
    return "2026-09-01T08:00:00.00" + (letter.charAt(0) - 'a') + "Z";
  }

  private void putAd(String id, String createdAt) {
    STACK.putAd(id, Map.of("account_id", text(account.value()), "created_at", text(createdAt)));
  }

  private void putCampaign(String letter, Map<String, AttributeValue> more) {
    Map<String, AttributeValue> item = new HashMap<>(more);
    item.put("account_id", text(account.value()));
    item.put("created_at", text(createdAt(letter)));
    STACK.putCampaign("adcamp_" + suffix + letter, item);
  }

  private static List<IndexKey> places(AccountRows<?> rows) {
    return rows.rows().stream().map(AccountRows.Row::position).toList();
  }
}
