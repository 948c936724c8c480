package dev.intermission.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.intermission.access.Caller;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.change.Ask;
import dev.intermission.change.StatusUpdate;
import dev.intermission.change.UpdateResult;
import dev.intermission.emulator.state.LocalState;
import dev.intermission.functions.TestStack;
import dev.intermission.functions.access.CredentialCheck;
import dev.intermission.functions.access.Verdict;
import dev.intermission.functions.dynamodb.DynamoDbCredentialLookup;
import dev.intermission.functions.dynamodb.DynamoDbCredentialRecords;
import dev.intermission.functions.dynamodb.DynamoDbPauseRecords;
import dev.intermission.functions.dynamodb.ItemKind;
import dev.intermission.functions.metrics.BrokenItems;
import dev.intermission.local.demo.DemoCredentials.DemoCredential;
import dev.intermission.local.issuer.TokenIssuer;
import dev.intermission.model.AccountId;
import dev.intermission.model.Ad;
import dev.intermission.model.AdCampaign;
import dev.intermission.model.AdCampaignId;
import dev.intermission.model.AdCampaignStatus;
import dev.intermission.model.AdId;
import dev.intermission.model.AdIssue;
import dev.intermission.model.AdPlatform;
import dev.intermission.model.AdStatus;
import dev.intermission.model.AppId;
import dev.intermission.model.CampaignConfig;
import dev.intermission.model.IssueCategory;
import dev.intermission.model.PauseId;
import dev.intermission.model.PauseState;
import dev.intermission.model.PaymentMethod;
import dev.intermission.model.UserId;
import dev.intermission.pause.PauseRecords;
import dev.intermission.store.Parsed;
import dev.intermission.store.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The demo data after the first and every later start of the runner.
class DemoItemsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-11-22T11:00:00Z");
  private static final AccountId ACCOUNT = new AccountId("biz_demo");
  private static final AccountId OTHER_ACCOUNT = new AccountId("biz_other");

  private final TestStack stack = new TestStack();
  private final String adsTable = stack.settings().adsTable();
  private final String campaignsTable = stack.settings().adCampaignsTable();
  private final String credentialsTable = stack.settings().credentialsTable();
  private final PauseRecords<Ad> ads =
      new DynamoDbPauseRecords<>(stack.dynamoDb, stack.dynamoDb, adsTable, ItemKind.ads());
  private final PauseRecords<AdCampaign> campaigns =
      new DynamoDbPauseRecords<>(
          stack.dynamoDb, stack.dynamoDb, campaignsTable, ItemKind.adCampaigns());
  private final LocalState state = LocalState.open(stack.dynamoDbEndpoint());
  private final TokenIssuer issuer = TokenIssuer.start();

  @BeforeEach
  void forgetTheCredentialsOfOtherTests() {
    state.delete("demo/credentials");
  }

  @AfterEach
  void close() {
    issuer.close();
    state.close();
  }

  @Test
  void there_is_an_ad_in_every_status_and_both_accounts_have_some_that_can_be_paused()
      throws IOException {
    DemoItems.Ids ids = items().addAds(adsTable);
    assertThat(ids.own().keySet()).isEqualTo(wireNamesOfAds());
    assertThat(active(ids.own())).hasSizeGreaterThan(1);
    assertThat(ids.foreign().keySet()).isEqualTo(ids.own().keySet());
    assertThat(ids.foreign().values()).allSatisfy(found -> assertThat(found).isNotEmpty());
  }

  @Test
  void there_is_a_campaign_in_every_status_and_both_accounts_have_some_that_can_be_paused()
      throws IOException {
    DemoItems.Ids ids = items().addCampaigns(campaignsTable);
    assertThat(ids.own().keySet()).isEqualTo(wireNamesOfCampaigns());
    assertThat(active(ids.own())).hasSizeGreaterThan(1);
    assertThat(ids.foreign().keySet()).isEqualTo(ids.own().keySet());
    assertThat(ids.foreign().values()).allSatisfy(found -> assertThat(found).isNotEmpty());
  }

  @Test
  void every_ad_is_a_whole_record_of_the_account_and_status_that_it_is_listed_under()
      throws IOException {
    DemoItems.Ids ids = items().addAds(adsTable);
    for (AccountId account : List.of(ACCOUNT, OTHER_ACCOUNT)) {
      of(ids, account)
          .forEach((status, found) ->
              assertThat(found)
                  .allSatisfy(id -> {
                    Stored<Ad> stored = ads.find(AdId.parse(id).orElseThrow()).orElseThrow();
                    assertThat(stored.parsed()).isInstanceOf(Parsed.Valid.class);
                    assertThat(((Parsed.Valid<Ad>) stored.parsed()).flaws()).isEmpty();
                    Ad ad = ((Parsed.Valid<Ad>) stored.parsed()).record();
                    assertThat(ad.id().value()).isEqualTo(id);
                    assertThat(ad.account()).isEqualTo(account);
                    assertThat(ad.state().status().wireName()).isEqualTo(status);
                  }));
    }
    assertThat(count(ids)).isEqualTo(content(adsTable).size()).isEqualTo(12);
  }

  @Test
  void every_campaign_is_a_whole_record_of_the_account_and_status_that_it_is_listed_under()
      throws IOException {
    DemoItems.Ids ids = items().addCampaigns(campaignsTable);
    for (AccountId account : List.of(ACCOUNT, OTHER_ACCOUNT)) {
      of(ids, account)
          .forEach((status, found) ->
              assertThat(found)
                  .allSatisfy(id -> {
                    Stored<AdCampaign> stored = campaign(id);
                    assertThat(stored.parsed()).isInstanceOf(Parsed.Valid.class);
                    assertThat(((Parsed.Valid<AdCampaign>) stored.parsed()).flaws()).isEmpty();
                    AdCampaign campaign = ((Parsed.Valid<AdCampaign>) stored.parsed()).record();
                    assertThat(campaign.id().value()).isEqualTo(id);
                    assertThat(campaign.account()).isEqualTo(account);
                    assertThat(campaign.state().status().wireName()).isEqualTo(status);
                    // The platform's item, before Intermission was ever asked.
                    assertThat(stored.state()).isEqualTo(PauseState.of(campaign.state().status()));
                  }));
    }
    assertThat(count(ids)).isEqualTo(content(campaignsTable).size()).isEqualTo(16);
  }

  /// An official client meets values, and the lack of them.
  @Test
  void some_records_have_the_attributes_of_newer_versions_and_one_of_each_kind_has_none()
      throws IOException {
    items().addAds(adsTable);
    items().addCampaigns(campaignsTable);
    Set<String> ofAds = newer("ad_demoActive1", adsTable);
    assertThat(ofAds).hasSizeGreaterThan(15);
    assertThat(newer("ad_demoActive3", adsTable)).isEmpty();
    assertThat(newer("ad_demoRejected1", adsTable)).isNotEmpty().isNotEqualTo(ofAds);
    assertThat(newer("adcamp_demoActive1", campaignsTable)).hasSizeGreaterThan(15);
    assertThat(newer("adcamp_demoStale1", campaignsTable)).isEmpty();
  }

  /// The attributes of a demo record that the item contract has for newer versions.
  private Set<String> newer(String id, String table) throws IOException {
    String contract = Files.readString(TestStack.PROJECT.resolve("docs/items.md"));
    String records = table.equals(adsTable) ? "ads" : "campaigns";
    Set<String> names =
        Pattern.compile("(?s)\n## Newer versions, (both tables|" + records + ") .*?(?=\n## |$)")
            .matcher(contract)
            .results()
            .flatMap(section -> section.group().lines())
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(0, line.indexOf('|', 1)))
            .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
            .map(name -> name.group(1))
            .collect(Collectors.toSet());
    assertThat(names).hasSizeGreaterThan(30);
    names.retainAll(
        Objects.requireNonNull(content(table).get(id)).entrySet().stream()
            .filter(attribute -> !Boolean.TRUE.equals(attribute.getValue().nul()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet()));
    return names;
  }

  /// Someone who lists them sees each field filled, and null where it may be.
  @Test
  void the_campaigns_of_an_account_differ_and_show_what_may_be_null() throws IOException {
    List<String> ids =
        items().addCampaigns(campaignsTable).own().values().stream().flatMap(List::stream).toList();
    List<AdCampaign> shown =
        ids.stream()
            .map(id -> ((Parsed.Valid<AdCampaign>) campaign(id).parsed()).record())
            .toList();
    assertThat(shown).extracting(it -> it.details().title()).doesNotHaveDuplicates();
    assertThat(shown).extracting(AdCampaign::createdAt).doesNotHaveDuplicates();
    assertThat(shown)
        .extracting(it -> it.details().platform())
        .contains(AdPlatform.META, AdPlatform.TIKTOK)
        .containsNull();
    assertThat(shown).extracting(it -> it.details().money().dailyBudget()).containsNull();
    assertThat(shown).extracting(it -> it.details().product()).containsNull();
    assertThat(shown).extracting(it -> it.details().createdByUser().name()).containsNull();
    assertThat(shown)
        .extracting(it -> it.details().config())
        .containsNull()
        .contains(new CampaignConfig(null, null, null, null, null, null, null, null));
    assertThat(shown).extracting(it -> it.details().paymentMethod()).containsNull();
    assertThat(shown)
        .filteredOn(DemoItemsTest::isDebited)
        .extracting(it -> it.details().billingLedgerAccountId())
        .containsExactly("ldgr_demo1");
  }

  @Test
  void the_ads_of_an_account_differ_and_show_what_may_be_null() throws IOException {
    List<String> ids =
        items().addAds(adsTable).own().values().stream().flatMap(List::stream).toList();
    List<Ad> shown = ids.stream().map(this::ad).toList();
    assertThat(shown).extracting(Ad::createdAt).doesNotHaveDuplicates();
    assertThat(shown).extracting(it -> it.details().adCampaignId()).doesNotHaveDuplicates();
    assertThat(shown).extracting(it -> it.details().title()).doesNotHaveDuplicates().containsNull();
    assertThat(shown).extracting(it -> it.details().callToAction()).containsNull();
    assertThat(shown).extracting(it -> it.details().url()).containsNull();
    assertThat(shown).extracting(it -> it.details().metrics().frequency()).containsNull();
    assertThat(shown)
        .filteredOn(it -> it.state().status() == AdStatus.REJECTED)
        .singleElement()
        .satisfies(rejected ->
            assertThat(rejected.details().issues())
                .extracting(AdIssue::category)
                .hasSize(2)
                .contains(IssueCategory.POLICY_REJECTION)
                .containsNull());
  }

  @Test
  void an_ad_is_one_of_a_campaign_of_its_own_account() throws IOException {
    DemoItems.Ids ads = items().addAds(adsTable);
    DemoItems.Ids campaigns = items().addCampaigns(campaignsTable);
    for (AccountId account : List.of(ACCOUNT, OTHER_ACCOUNT)) {
      List<String> known = of(campaigns, account).values().stream().flatMap(List::stream).toList();
      assertThat(of(ads, account).values().stream().flatMap(List::stream))
          .extracting(id -> ad(id).details().adCampaignId())
          .isSubsetOf(known);
    }
  }

  @Test
  void what_is_active_can_be_paused() throws IOException {
    String ad = active(items().addAds(adsTable).own()).getFirst();
    String campaign = active(items().addCampaigns(campaignsTable).own()).getFirst();
    assertThat(
            ads.update(
                new StatusUpdate(
                    AdId.parse(ad).orElseThrow(),
                    ACCOUNT,
                    new Ask.Pause(null, null),
                    "cred_1",
                    NOW,
                    null)))
        .isInstanceOf(UpdateResult.Applied.class);
    assertThat(pause(campaign, ACCOUNT, UNTIL)).isInstanceOf(UpdateResult.Applied.class);
  }

  @Test
  void a_second_start_adds_nothing_and_touches_nothing() throws IOException {
    DemoItems.Ids firstAds = items().addAds(adsTable);
    DemoItems.Ids firstCampaigns = items().addCampaigns(campaignsTable);
    var ads = content(adsTable);
    var campaigns = content(campaignsTable);

    assertThat(items().addAds(adsTable)).isEqualTo(firstAds);
    assertThat(items().addCampaigns(campaignsTable)).isEqualTo(firstCampaigns);
    assertThat(content(adsTable)).isEqualTo(ads);
    assertThat(content(campaignsTable)).isEqualTo(campaigns);
  }

  @Test
  void a_pause_survives_a_second_start_and_another_campaign_is_active_in_its_place()
      throws IOException {
    DemoItems.Ids before = items().addCampaigns(campaignsTable);
    String paused = active(before.own()).getFirst();
    pause(paused, ACCOUNT, UNTIL);
    var content = content(campaignsTable);

    DemoItems.Ids after = items().addCampaigns(campaignsTable);

    assertThat(active(after.own())).hasSameSizeAs(active(before.own())).doesNotContain(paused);
    assertThat(after.own().get("paused")).contains(paused);
    assertThat(campaign(paused).state())
        .isEqualTo(new PauseState(AdCampaignStatus.PAUSED, pauseOf(paused), UNTIL, true));
    assertThat(content(campaignsTable)).hasSize(content.size() + 1).containsAllEntriesOf(content);
  }

  @Test
  void an_account_whose_active_campaigns_are_all_paused_gets_fresh_ones() throws IOException {
    DemoItems.Ids before = items().addCampaigns(campaignsTable);
    active(before.own()).forEach(id -> pause(id, ACCOUNT, null));
    active(before.foreign()).forEach(id -> pause(id, OTHER_ACCOUNT, UNTIL));
    var content = content(campaignsTable);

    DemoItems.Ids after = items().addCampaigns(campaignsTable);

    assertFresh(before.own(), after.own());
    assertFresh(before.foreign(), after.foreign());
    assertThat(content(campaignsTable)).containsAllEntriesOf(content);
    assertThat(items().addCampaigns(campaignsTable)).isEqualTo(after);
  }

  @Test
  void there_are_credentials_of_every_kind_and_the_first_may_do_everything() {
    List<DemoCredential> issued = issue(state, stack);
    assertThat(issued.getFirst().label()).isEqualTo("every scope");
    assertThat(issued)
        .extracting(DemoCredential::kind)
        .containsOnly("account_api_key", "app_api_key", "user_oauth_token", "account_scoped_jwt");
    assertThat(issued).extracting(DemoCredential::token).doesNotHaveDuplicates();
    assertThat(credentialIds()).hasSameSizeAs(secrets(issued));
  }

  @Test
  void the_secrets_are_kept_over_a_restart() {
    List<DemoCredential> first = secrets(issue(state, stack));
    var content = content(credentialsTable);
    try (LocalState reopened = LocalState.open(stack.dynamoDbEndpoint())) {
      assertThat(secrets(issue(reopened, stack))).isEqualTo(first);
    }
    assertThat(content(credentialsTable)).isEqualTo(content);
  }

  @Test
  void what_an_operator_took_away_stays_away_over_a_restart() {
    DemoCredential app = ofKind("app_api_key", issue(state, stack)).getFirst();
    Holder.App holder = new Holder.App(new AppId("app_demo"));
    DynamoDbCredentialRecords records =
        new DynamoDbCredentialRecords(stack.dynamoDb, credentialsTable);
    assertThat(records.page(holder, null).credentials()).hasSize(1);
    assertThat(records.withdraw(holder, ACCOUNT)).isTrue();
    CredentialId id = CredentialId.parse(caller(app).credentialId()).orElseThrow();
    assertThat(records.revoke(id, Secret.parse(app.token()).orElseThrow().hash(), NOW)).isPresent();

    issue(state, stack);

    assertThat(check(app.token(), stack)).isInstanceOf(Verdict.Bad.class);
    assertThat(credentials().find(holder, ACCOUNT)).isEmpty();
  }

  @Test
  void the_secrets_that_an_earlier_version_kept_stay_and_those_that_it_had_not_are_added() {
    String token = secrets(issue(state, stack)).getFirst().token();
    state.put(
        "demo/credentials",
        "[{\"label\":\"every scope\",\"kind\":\"account_api_key\",\"token\":\"" + token + "\"}]");
    List<DemoCredential> issued = secrets(issue(state, stack));
    assertThat(issued).hasSize(9);
    assertThat(issued.getFirst().token()).isEqualTo(token);
  }

  @Test
  void without_what_was_kept_all_secrets_are_new() {
    List<DemoCredential> issued = issue(state, stack);
    state.delete("demo/credentials");
    assertThat(issue(state, stack))
        .extracting(DemoCredential::token)
        .doesNotContainAnyElementsOf(issued.stream().map(DemoCredential::token).toList());
  }

  @Test
  void the_secrets_are_let_in_where_the_table_was_made_anew() {
    List<DemoCredential> issued = secrets(issue(state, stack));
    TestStack next = new TestStack();
    issue(state, next);
    assertThat(issued)
        .allSatisfy(it -> assertThat(check(it.token(), next)).isInstanceOf(Verdict.Good.class));
  }

  @Test
  void each_account_key_is_let_in_with_exactly_its_scopes_on_exactly_its_account() {
    Map<String, Granted> granted = new HashMap<>();
    for (DemoCredential key : ofKind("account_api_key", issue(state, stack))) {
      Caller caller = caller(key);
      assertThat(caller.holder()).isEqualTo(new Holder.Account(new AccountId(key.account_id())));
      granted.put(key.label(), new Granted(key.account_id(), caller.scopes()));
    }
    Set<Scope> all = EnumSet.allOf(Scope.class);
    assertThat(granted)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "every scope", new Granted("biz_demo", all),
                "reads only", new Granted("biz_demo", without(Scope.AD_CAMPAIGN_UPDATE)),
                "no balances", new Granted("biz_demo", without(Scope.COMPANY_BALANCE_READ)),
                "no products", new Granted("biz_demo", without(Scope.ACCESS_PASS_BASIC_READ)),
                "no reads", new Granted("biz_demo", without(Scope.AD_CAMPAIGN_BASIC_READ)),
                "no scope at all", new Granted("biz_demo", Set.of()),
                "every scope, another account", new Granted("biz_other", all)));
  }

  @Test
  void the_apps_key_and_the_users_token_are_let_in_on_the_demo_account_alone() {
    List<DemoCredential> issued = issue(state, stack);
    DemoCredential app = ofKind("app_api_key", issued).getFirst();
    DemoCredential user = ofKind("user_oauth_token", issued).getFirst();

    assertThat(app.app_id()).isEqualTo("app_demo");
    assertThat(caller(app).holder()).isEqualTo(new Holder.App(new AppId("app_demo")));
    assertThat(user.user_id()).isEqualTo("user_demo");
    assertThat(caller(user).holder()).isEqualTo(new Holder.User(new UserId("user_demo")));
    for (DemoCredential each : List.of(app, user)) {
      Holder.Grantee grantee = (Holder.Grantee) caller(each).holder();
      assertThat(caller(each).scopes()).containsExactlyInAnyOrder(Scope.values());
      assertThat(each.account_id()).isEqualTo("biz_demo");
      assertThat(credentials().find(grantee, ACCOUNT))
          .hasValueSatisfying(
              scopes -> assertThat(scopes).containsExactlyInAnyOrder(Scope.values()));
      assertThat(credentials().find(grantee, OTHER_ACCOUNT)).isEmpty();
    }
  }

  @Test
  void the_users_token_ends_a_year_after_the_first_start() {
    DemoCredential user = ofKind("user_oauth_token", issue(state, stack)).getFirst();
    Instant end = NOW.plus(Duration.ofDays(365));
    assertThat(check(user.token(), stack, end.minusSeconds(1))).isInstanceOf(Verdict.Good.class);
    assertThat(check(user.token(), stack, end)).isInstanceOf(Verdict.Bad.class);
  }

  @Test
  void the_jwt_is_the_issuers_for_the_user_at_the_demo_account_and_fresh_each_time()
      throws Exception {
    DemoCredential jwt = ofKind("account_scoped_jwt", issue(state, stack)).getFirst();
    assertThat(jwt.user_id()).isEqualTo("user_demo");
    assertThat(jwt.account_id()).isEqualTo("biz_demo");
    SignedJWT signed = SignedJWT.parse(jwt.token());
    assertThat(signed.getJWTClaimsSet().getSubject()).isEqualTo("user_demo");
    assertThat(signed.getJWTClaimsSet().getStringClaim("account_id")).isEqualTo("biz_demo");
    assertThat(signed.getJWTClaimsSet().getStringListClaim("scopes"))
        .containsExactlyInAnyOrderElementsOf(jwt.scopes());
    assertThat(signed.getJWTClaimsSet().getIssuer())
        .isEqualTo(issuer.environment().get("JWT_ISSUER"));
    assertThat(ofKind("account_scoped_jwt", issue(state, stack)).getFirst().token())
        .isNotEqualTo(jwt.token());
  }

  @Test
  void the_table_of_credentials_holds_no_secret_and_the_runners_memory_no_jwt() {
    List<DemoCredential> issued = issue(state, stack);
    String content = content(credentialsTable).toString();
    assertThat(secrets(issued))
        .allSatisfy(it -> {
          Secret secret = Secret.parse(it.token()).orElseThrow();
          assertThat(content).doesNotContain(it.token()).contains(secret.hash().hex());
        });
    String jwt = ofKind("account_scoped_jwt", issued).getFirst().token();
    assertThat(content).doesNotContain(jwt);
    assertThat(state.list("").values()).noneMatch(kept -> kept.contains(jwt));
  }

  private record Granted(String account, Set<Scope> scopes) {}

  private DemoItems items() throws IOException {
    return new DemoItems(stack.dynamoDb, TestStack.PROJECT.resolve("events/items"));
  }

  private Ad ad(String id) {
    return ((Parsed.Valid<Ad>) ads.find(AdId.parse(id).orElseThrow()).orElseThrow().parsed())
        .record();
  }

  private static boolean isDebited(AdCampaign campaign) {
    PaymentMethod method = campaign.details().paymentMethod();
    return method != null
        && method.paymentMethodType().equals("acss_debit")
        && method.card() == null;
  }

  private Stored<AdCampaign> campaign(String id) {
    return campaigns.find(AdCampaignId.parse(id).orElseThrow()).orElseThrow();
  }

  private UpdateResult<AdCampaign> pause(String id, AccountId account, @Nullable Instant until) {
    return campaigns.update(
        new StatusUpdate(
            AdCampaignId.parse(id).orElseThrow(),
            account,
            new Ask.Pause(pauseOf(id), until),
            "cred_1",
            NOW,
            null));
  }

  private static PauseId pauseOf(String id) {
    return new PauseId("pause-of-" + id);
  }

  private static void assertFresh(
      Map<String, List<String>> before, Map<String, List<String>> after) {
    List<String> paused = active(before);
    assertThat(active(after)).hasSameSizeAs(paused).doesNotContainAnyElementsOf(paused);
    assertThat(after.get("paused")).containsAll(paused).containsAll(before.get("paused"));
  }

  private List<DemoCredential> issue(LocalState kept, TestStack into) {
    return new DemoCredentials(
            kept,
            new DynamoDbCredentialRecords(into.dynamoDb, into.settings().credentialsTable()),
            issuer)
        .issue(NOW);
  }

  private static List<DemoCredential> ofKind(String kind, List<DemoCredential> issued) {
    return issued.stream().filter(it -> it.kind().equals(kind)).toList();
  }

  /// All but the JWT.
  private static List<DemoCredential> secrets(List<DemoCredential> issued) {
    return issued.stream().filter(it -> it.token().startsWith("im_")).toList();
  }

  private Caller caller(DemoCredential credential) {
    Caller caller = ((Verdict.Good) check(credential.token(), stack)).caller();
    assertThat(caller.pinnedVersion()).isNull();
    assertThat(caller.scopes().stream().map(Scope::wireName).toList())
        .containsExactlyInAnyOrderElementsOf(credential.scopes());
    return caller;
  }

  private DynamoDbCredentialLookup credentials() {
    return new DynamoDbCredentialLookup(
        stack.dynamoDb, credentialsTable, new BrokenItems((measure, value) -> {}));
  }

  private static Verdict check(String token, TestStack stack) {
    return check(token, stack, NOW);
  }

  private static Verdict check(String token, TestStack stack, Instant now) {
    return new CredentialCheck(
            new DynamoDbCredentialLookup(
                stack.dynamoDb,
                stack.settings().credentialsTable(),
                new BrokenItems((measure, value) -> {})),
            (jwt, at) -> new Verdict.Bad())
        .check("Bearer " + token, now);
  }

  private static List<String> active(Map<String, List<String>> ids) {
    return ids.getOrDefault("active", List.of());
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return item.getOrDefault(name, AttributeValue.fromS("")).s();
  }

  private static Map<String, List<String>> of(DemoItems.Ids ids, AccountId account) {
    return account.equals(ACCOUNT) ? ids.own() : ids.foreign();
  }

  private static int count(DemoItems.Ids ids) {
    return ids.own().values().stream().mapToInt(List::size).sum()
        + ids.foreign().values().stream().mapToInt(List::size).sum();
  }

  private static Set<Scope> without(Scope scope) {
    return EnumSet.complementOf(EnumSet.of(scope));
  }

  private static Set<String> wireNamesOfAds() {
    return EnumSet.allOf(AdStatus.class).stream()
        .map(AdStatus::wireName)
        .collect(Collectors.toSet());
  }

  private static Set<String> wireNamesOfCampaigns() {
    return EnumSet.allOf(AdCampaignStatus.class).stream()
        .map(AdCampaignStatus::wireName)
        .collect(Collectors.toSet());
  }

  private Set<String> credentialIds() {
    Set<String> ids = new HashSet<>();
    stack.dynamoDb.scan(scan -> scan.tableName(credentialsTable)).items().stream()
        .filter(item -> item.containsKey("credential_id"))
        .forEach(item -> ids.add(text(item, "credential_id")));
    return ids;
  }

  /// Every item of a table by its key.
  private Map<String, Map<String, AttributeValue>> content(String table) {
    Map<String, Map<String, AttributeValue>> content = new HashMap<>();
    stack
        .dynamoDb
        .scan(scan -> scan.tableName(table))
        .items()
        .forEach(item ->
            content.put(
                item.containsKey("id")
                    ? text(item, "id")
                    : text(item, "pk") + " " + text(item, "sk"),
                item));
    return content;
  }
}
