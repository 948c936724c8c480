package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.TestStack.seconds;
import static dev.intermission.functions.TestStack.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretHash;
import dev.intermission.credential.CredentialPage;
import dev.intermission.credential.Grant;
import dev.intermission.credential.IssueCredential;
import dev.intermission.credential.IssueResult;
import dev.intermission.credential.IssuedCredential;
import dev.intermission.credential.NarrowResult;
import dev.intermission.credential.NewCredential;
import dev.intermission.functions.TestStack;
import dev.intermission.functions.metrics.BrokenItems;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbCredentialRecordsTest {
  private static final TestStack STACK = new TestStack();
  private static final String TABLE = STACK.settings().credentialsTable();
  private static final AtomicInteger IDS = new AtomicInteger();
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.9Z");
  private static final Instant END = Instant.parse("2026-11-22T12:00:00Z");
  private static final Set<Scope> TWO =
      Set.of(Scope.AD_CAMPAIGN_UPDATE, Scope.COMPANY_BALANCE_READ);
  private static final Set<Scope> ONE = Set.of(Scope.AD_CAMPAIGN_UPDATE);

  private final String n = "t" + IDS.incrementAndGet();
  private final CredentialId id = new CredentialId("cred_" + n);
  private final SecretHash secret = TestStack.secret(n).hash();
  private final AccountId accountId = new AccountId("biz_" + n);
  private final Holder.Account account = new Holder.Account(accountId);
  private final Holder.App app = new Holder.App(new AppId("app_" + n));
  private final Holder.User user = new Holder.User(new UserId("user_" + n));
  private final DynamoDbCredentialRecords records =
      new DynamoDbCredentialRecords(STACK.clients().repeatable(), TABLE);

  // ------------------------------------------------------------------ issuing

  @Test
  void an_issue_writes_the_credential_and_the_two_items_that_it_is_found_by() {
    assertThat(issue(credential(account, ONE, END, null))).isEqualTo(IssueResult.ISSUED);

    assertThat(item("SHA256#" + secret.hex(), "CREDENTIAL"))
        .isEqualTo(
            Map.of(
                "pk", text("SHA256#" + secret.hex()),
                "sk", text("CREDENTIAL"),
                "kind", text("account_api_key"),
                "credential_id", text(id.value()),
                "account_id", text(accountId.value()),
                "scopes", AttributeValue.fromSs(List.of("ad_campaign:update")),
                "expires_at", seconds(END)));
    assertThat(item("CREDENTIAL#" + id.value(), "CREDENTIAL"))
        .isEqualTo(
            Map.of(
                "pk", text("CREDENTIAL#" + id.value()),
                "sk", text("CREDENTIAL"),
                "sha256", text(secret.hex()),
                "request", text("asked for")));
    assertThat(item("ACCOUNT#" + accountId.value(), "CREDENTIAL#" + id.value()))
        .isEqualTo(
            Map.of(
                "pk", text("ACCOUNT#" + accountId.value()),
                "sk", text("CREDENTIAL#" + id.value()),
                "sha256", text(secret.hex())));
    assertThat(records.find(id)).contains(new IssuedCredential(secret, "asked for"));
  }

  @Test
  void what_was_issued_is_what_requests_find() {
    for (Holder holder : List.of(account, app, user)) {
      Secret own = TestStack.secret(n + holder);
      CredentialId ownId = CredentialId.of(n + holder);
      Credential credential = credential(ownId, holder, ONE, END, null);
      records.issue(new NewCredential(ownId, credential, own.hash(), "asked for"));
      assertThat(store().find(own.hash())).contains(credential);
      assertThat(records.read(ownId, own.hash())).isEqualTo(new Parsed.Valid<>(credential));
    }
  }

  @Test
  void an_id_or_a_secret_that_is_taken_is_refused_and_nothing_is_written() {
    issue(credential(account, TWO, END, null));
    SecretHash other = TestStack.secret(n + "other").hash();
    CredentialId otherId = new CredentialId("cred_other" + n);
    Credential asked = credential(app, ONE, null, null);

    assertThat(records.issue(new NewCredential(id, asked, other, "other")))
        .isEqualTo(IssueResult.REFUSED);
    assertThat(records.issue(new NewCredential(otherId, asked, secret, "other")))
        .isEqualTo(IssueResult.REFUSED);

    assertThat(store().find(secret)).contains(credential(account, TWO, END, null));
    assertThat(store().find(other)).isEmpty();
    assertThat(records.find(otherId)).isEmpty();
    assertThat(records.page(app, null).credentials()).isEmpty();
  }

  @Test
  void twenty_issues_at_once_under_one_request_id_make_one_credential() throws Exception {
    AtomicInteger made = new AtomicInteger();
    IssueCredential issueCredential =
        new IssueCredential(records, kind -> TestStack.secret(n + made.incrementAndGet()));
    IssueCredential.Request request =
        new IssueCredential.Request(n, account, TWO, null, null, null, null);

    List<IssueCredential.Outcome> outcomes = atOnce(20, () -> issueCredential.issue(request, NOW));

    assertThat(outcomes).filteredOn(IssueCredential.Outcome.Issued.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(IssueCredential.Outcome.Replayed.class::isInstance).hasSize(19);
    assertThat(records.page(account, null).credentials()).hasSize(1);
    assertThat(IntStream.rangeClosed(1, 20).mapToObj(i -> TestStack.secret(n + i).hash()))
        .filteredOn(hash -> store().find(hash).isPresent())
        .hasSize(1);
  }

  @Test
  void what_is_kept_under_an_id_but_cannot_be_read_is_a_fault() {
    put(Map.of("pk", text("CREDENTIAL#" + id.value()), "sk", text("CREDENTIAL")));
    assertThatThrownBy(() -> records.find(id))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("sha256");
  }

  // ------------------------------------------------------------------ narrowing, revoking

  @Test
  void a_narrowing_changes_what_it_says_and_nothing_else() {
    issue(credential(account, TWO, null, null));
    Map<String, AttributeValue> expected =
        new HashMap<>(item("SHA256#" + secret.hex(), "CREDENTIAL"));

    assertThat(narrow(ONE, null)).isEqualTo(narrowed(credential(account, ONE, null, null)));
    assertThat(narrow(null, END)).isEqualTo(narrowed(credential(account, ONE, END, null)));
    Instant sooner = END.minusSeconds(1);
    assertThat(narrow(ONE, sooner)).isEqualTo(narrowed(credential(account, ONE, sooner, null)));
    expected.put("scopes", AttributeValue.fromSs(List.of("ad_campaign:update")));
    expected.put("expires_at", seconds(sooner));
    assertThat(item("SHA256#" + secret.hex(), "CREDENTIAL")).isEqualTo(expected);

    assertThat(narrow(Set.of(), null))
        .isEqualTo(narrowed(credential(account, Set.of(), sooner, null)));
    assertThat(narrow(Set.of(), null)).isInstanceOf(NarrowResult.Narrowed.class);
    expected.remove("scopes");
    assertThat(item("SHA256#" + secret.hex(), "CREDENTIAL")).isEqualTo(expected);
  }

  @Test
  void what_would_widen_anything_is_refused_and_changes_nothing() {
    Credential before = credential(account, ONE, END, null);
    issue(before);
    NarrowResult refused = new NarrowResult.Refused(new Parsed.Valid<>(before));
    assertThat(narrow(TWO, null)).isEqualTo(refused);
    assertThat(narrow(null, END.plusSeconds(1))).isEqualTo(refused);
    assertThat(narrow(ONE, END.plusSeconds(1))).isEqualTo(refused);
    assertThat(narrow(TWO, END)).isEqualTo(refused);
    assertThat(store().find(secret)).contains(before);
    assertThat(records.find(new CredentialId("cred_none"))).isEmpty();
    assertThat(records.narrow(id, TestStack.secret("none").hash(), new Narrowing(ONE, null)))
        .isInstanceOf(NarrowResult.Missing.class);
  }

  @Test
  void a_narrowing_mends_nothing_that_is_broken() {
    issue(credential(account, ONE, END, null));
    change("scopes", text("ad_campaign:update ad_campaign:basic:read"));
    assertThat(narrow(ONE, null)).isInstanceOf(NarrowResult.Refused.class);
    assertThat(narrow(Set.of(), null)).isInstanceOf(NarrowResult.Refused.class);
    change("scopes", AttributeValue.fromSs(List.of("ad_campaign:update")));
    change("expires_at", AttributeValue.fromN("500000000000"));
    assertThat(narrow(null, END)).isInstanceOf(NarrowResult.Refused.class);
    assertThat(store().find(secret)).isEmpty();
  }

  @Test
  void narrowings_at_once_leave_what_all_of_them_leave() throws Exception {
    issue(credential(account, Set.of(Scope.values()), null, null));
    AtomicInteger next = new AtomicInteger();
    atOnce(
        16,
        () -> {
          int i = next.getAndIncrement();
          return i % 2 == 0 ? narrow(ONE, null) : narrow(null, END.minusSeconds(i));
        });
    assertThat(store().find(secret)).contains(credential(account, ONE, END.minusSeconds(15), null));
  }

  @Test
  void the_first_revocation_stays_and_lets_nobody_in() {
    issue(credential(account, TWO, END, null));
    Instant second = Instant.ofEpochSecond(NOW.getEpochSecond());
    Parsed<Credential> revoked = new Parsed.Valid<>(credential(account, TWO, END, second));
    assertThat(records.revoke(id, secret, NOW)).contains(revoked);
    assertThat(records.revoke(id, secret, NOW.plusSeconds(60))).contains(revoked);
    assertThat(store().find(secret).orElseThrow().isGoodAt(NOW)).isFalse();
    assertThat(records.revoke(id, TestStack.secret("none").hash(), NOW)).isEmpty();
  }

  /// Absent and NULL are the same, for reading and for writing.
  @Test
  void a_null_end_is_no_end_and_a_null_revocation_no_revocation() {
    issue(credential(account, TWO, null, null));
    change("expires_at", AttributeValue.fromNul(true));
    change("revoked_at", AttributeValue.fromNul(true));
    assertThat(narrow(null, END)).isEqualTo(narrowed(credential(account, TWO, END, null)));
    assertThat(records.revoke(id, secret, END))
        .contains(new Parsed.Valid<>(credential(account, TWO, END, END)));
  }

  @Test
  void a_broken_credential_is_revoked_all_the_same() {
    issue(credential(account, TWO, END, null));
    change("kind", text("x"));
    assertThat(records.revoke(id, secret, END)).contains(broken(id.value(), "kind"));
    assertThat(item("SHA256#" + secret.hex(), "CREDENTIAL"))
        .containsEntry("revoked_at", seconds(END));
  }

  // ------------------------------------------------------------------ installations, memberships

  @Test
  void a_grant_is_what_requests_find_until_it_is_removed() {
    for (Holder.Grantee grantee : List.of(app, user)) {
      assertThat(store().find(grantee, accountId)).isEmpty();
      records.grant(grantee, accountId, TWO);
      assertThat(store().find(grantee, accountId)).contains(TWO);
      records.grant(grantee, accountId, ONE);
      assertThat(store().find(grantee, accountId)).contains(ONE);
      records.grant(grantee, accountId, Set.of());
      assertThat(store().find(grantee, accountId)).contains(Set.of());
      assertThat(records.withdraw(grantee, accountId)).isTrue();
      assertThat(store().find(grantee, accountId)).isEmpty();
      assertThat(records.withdraw(grantee, accountId)).isFalse();
    }
    assertThat(items()).noneMatch(item -> item.toString().contains(accountId.value()));
  }

  // ------------------------------------------------------------------ listing

  @Test
  void an_account_an_app_and_a_user_each_see_what_is_theirs() {
    Credential own = credential(account, TWO, END, null);
    issue(own);
    for (Holder holder : List.of(app, user)) {
      CredentialId other = CredentialId.of(n + holder);
      records.issue(
          new NewCredential(
              other,
              credential(other, holder, ONE, null, null),
              TestStack.secret(n + holder).hash(),
              "asked for"));
    }
    records.grant(app, accountId, TWO);
    records.grant(user, accountId, ONE);
    AccountId second = new AccountId("biz_second" + n);
    records.grant(app, second, ONE);

    assertThat(records.page(account, null))
        .isEqualTo(
            new CredentialPage(
                List.of(new Parsed.Valid<>(own)),
                List.of(grant(app, accountId, TWO), grant(user, accountId, ONE)),
                null));
    assertThat(records.page(app, null))
        .isEqualTo(
            new CredentialPage(
                List.of(
                    new Parsed.Valid<>(credential(CredentialId.of(n + app), app, ONE, null, null))),
                List.of(grant(app, second, ONE), grant(app, accountId, TWO)),
                null));
    assertThat(records.page(user, null))
        .isEqualTo(
            new CredentialPage(
                List.of(
                    new Parsed.Valid<>(
                        credential(CredentialId.of(n + user), user, ONE, null, null))),
                List.of(grant(user, accountId, ONE)),
                null));
    assertThat(records.page(new Holder.Account(new AccountId("biz_none")), null))
        .isEqualTo(new CredentialPage(List.of(), List.of(), null));
  }

  @Test
  void pages_of_fifty_rows_show_everything_once() {
    for (int i = 0; i < 60; i++) {
      CredentialId each = CredentialId.of(n + i);
      records.issue(
          new NewCredential(
              each,
              credential(each, account, ONE, null, null),
              TestStack.secret(n + i).hash(),
              "asked for"));
      records.grant(new Holder.App(new AppId("app_" + n + "x" + i)), accountId, ONE);
    }
    List<Object> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    @Nullable String after = null;
    do {
      CredentialPage page = records.page(account, after);
      seen.addAll(page.credentials());
      seen.addAll(page.grants());
      sizes.add(page.credentials().size() + page.grants().size());
      after = page.next();
    } while (after != null && sizes.size() < 9);
    assertThat(seen).hasSize(120).doesNotHaveDuplicates();
    assertThat(sizes).containsExactly(50, 50, 20);
  }

  @Test
  void what_is_broken_is_listed_by_its_id_beside_what_is_not() {
    issue(credential(account, TWO, END, null));
    records.grant(user, accountId, ONE);
    String partition = "ACCOUNT#" + accountId.value();
    // A pointer to nothing, two rows that are none, and a broken installation.
    put(
        Map.of(
            "pk", text(partition),
            "sk", text("CREDENTIAL#cred_gone" + n),
            "sha256", text(TestStack.secret("none").hash().hex())));
    put(Map.of("pk", text(partition), "sk", text("CREDENTIAL#cred_bad" + n)));
    put(Map.of("pk", text(partition), "sk", text("OTHER")));
    records.grant(app, accountId, ONE);
    put(Map.of("pk", text("APP#" + app.id().value()), "sk", text(partition), "scopes", text("x")));

    CredentialPage page = records.page(account, null);

    assertThat(page.credentials())
        .containsExactlyInAnyOrder(
            new Parsed.Valid<>(credential(account, TWO, END, null)),
            broken("cred_gone" + n, "credential_id"),
            broken(partition + " CREDENTIAL#cred_bad" + n, "sha256"),
            broken(partition + " OTHER", "sk"));
    assertThat(page.grants())
        .containsExactly(
            new Grant(
                app,
                accountId,
                new Parsed.Invalid<>(
                    new ItemError(TABLE, "APP#" + app.id().value() + " " + partition, "scopes"))),
            grant(user, accountId, ONE));
  }

  /// Removed after the row was read: it grants nothing, so it is not shown.
  @Test
  void an_installation_that_is_gone_is_not_listed() {
    put(Map.of("pk", text("ACCOUNT#" + accountId.value()), "sk", text("APP#" + app.id().value())));
    assertThat(records.page(account, null))
        .isEqualTo(new CredentialPage(List.of(), List.of(), null));
  }

  // ------------------------------------------------------------------ secrets

  @Test
  void the_secret_stands_nowhere_in_the_table() {
    Secret own = TestStack.secret("nowhere" + n);
    records.issue(
        new NewCredential(id, credential(account, TWO, null, null), own.hash(), "asked for"));
    assertThat(items())
        .isNotEmpty()
        .noneMatch(item -> item.toString().contains(own.reveal().substring(7)));
  }

  private IssueResult issue(Credential credential) {
    return records.issue(new NewCredential(id, credential, secret, "asked for"));
  }

  private NarrowResult narrow(@Nullable Set<Scope> scopes, @Nullable Instant end) {
    return records.narrow(id, secret, new Narrowing(scopes, end));
  }

  private static NarrowResult narrowed(Credential credential) {
    return new NarrowResult.Narrowed(new Parsed.Valid<>(credential));
  }

  private static Parsed<Credential> broken(String id, String attribute) {
    return new Parsed.Invalid<>(new ItemError(TABLE, id, attribute));
  }

  private static Grant grant(Holder.Grantee grantee, AccountId account, Set<Scope> scopes) {
    return new Grant(grantee, account, new Parsed.Valid<>(scopes));
  }

  private Credential credential(
      Holder holder, Set<Scope> scopes, @Nullable Instant end, @Nullable Instant revokedAt) {
    return credential(id, holder, scopes, end, revokedAt);
  }

  private static Credential credential(
      CredentialId id,
      Holder holder,
      Set<Scope> scopes,
      @Nullable Instant end,
      @Nullable Instant revokedAt) {
    return new Credential(new Caller(id.value(), holder, scopes, null), null, end, revokedAt);
  }

  /// As requests read the table.
  private static DynamoDbCredentialLookup store() {
    return new DynamoDbCredentialLookup(
        STACK.dynamoDb, TABLE, new BrokenItems((measure, value) -> {}));
  }

  private void change(String attribute, AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>(item("SHA256#" + secret.hex(), "CREDENTIAL"));
    item.put(attribute, value);
    put(item);
  }

  private static void put(Map<String, AttributeValue> item) {
    STACK.dynamoDb.putItem(put -> put.tableName(TABLE).item(item));
  }

  private static Map<String, AttributeValue> item(String pk, String sk) {
    return STACK
        .dynamoDb
        .getItem(get -> get.tableName(TABLE).key(Map.of("pk", text(pk), "sk", text(sk))))
        .item();
  }

  private static List<Map<String, AttributeValue>> items() {
    return STACK.dynamoDb.scanPaginator(scan -> scan.tableName(TABLE)).items().stream().toList();
  }

  private static <T> List<T> atOnce(int count, Callable<T> call) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      for (Future<T> future : threads.invokeAll(Collections.nCopies(count, call))) {
        results.add(future.get());
      }
    }
    return results;
  }
}
