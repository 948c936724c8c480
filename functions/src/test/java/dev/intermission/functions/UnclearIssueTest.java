package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.credential.IssueCredential;
import dev.intermission.credential.IssueCredential.Outcome;
import dev.intermission.credential.NarrowCredential;
import dev.intermission.credential.RevokeCredential;
import dev.intermission.functions.FaultyDynamoDb.Fault;
import dev.intermission.functions.dynamodb.DynamoDbCredentialLookup;
import dev.intermission.functions.dynamodb.DynamoDbCredentialRecords;
import dev.intermission.functions.metrics.BrokenItems;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.store.Parsed;
import dev.intermission.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Issuing credentials when the network or DynamoDB is in trouble. The operator is told the truth,
/// and gets the secret whenever it was issued.
class UnclearIssueTest {
  private static final TestStack STACK = new TestStack();
  private static final AtomicInteger IDS = new AtomicInteger();
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant END = Instant.parse("2026-11-22T12:00:00Z");
  private static final Set<Scope> ALL = Set.of(Scope.values());

  private final String n = "u" + IDS.incrementAndGet();
  private final CredentialId id = CredentialId.of(n);
  private final AccountId account = new AccountId("biz_" + n);
  private final AtomicInteger made = new AtomicInteger();
  private FaultyDynamoDb faulty;
  private DynamoDbCredentialRecords records;
  private IssueCredential issueCredential;

  @BeforeEach
  void start() throws IOException {
    faulty = new FaultyDynamoDb(STACK.dynamoDbEndpoint());
    Settings settings = STACK.settingsWith("AWS_ENDPOINT_URL_DYNAMODB", faulty.endpoint());
    records =
        new DynamoDbCredentialRecords(
            new Clients(settings).repeatable(), settings.credentialsTable());
    issueCredential =
        new IssueCredential(records, kind -> TestStack.secret(n + made.incrementAndGet()));
  }

  @AfterEach
  void stop() {
    faulty.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKEN_AFTER_EFFECT", "SILENT_AFTER_EFFECT", "SERVER_ERROR_AFTER_EFFECT"})
  void an_issue_whose_first_attempt_had_its_effect_shows_its_secret(Fault fault) {
    faulty.next(fault);
    worksForRequests(issued());
  }

  @Test
  void an_issue_whose_every_response_got_lost_shows_its_secret() {
    faulty.next(Fault.BROKEN_AFTER_EFFECT, Fault.BROKEN_AFTER_EFFECT, Fault.BROKEN_AFTER_EFFECT);
    Secret secret = issued();
    assertThat(faulty.operations())
        .containsExactly(
            "TransactWriteItems", "TransactWriteItems", "TransactWriteItems", "GetItem");
    worksForRequests(secret);
  }

  /// The last attempt was refused for now, but the first one had its effect.
  @Test
  void an_issue_whose_repetition_is_refused_for_want_of_capacity_shows_its_secret() {
    faulty.next(Fault.BROKEN_AFTER_EFFECT, Fault.THROTTLED, Fault.THROTTLED);
    worksForRequests(issued());
  }

  @Test
  void an_issue_that_never_had_its_effect_is_not_confirmed_and_issues_when_asked_again() {
    faulty.next(Fault.BROKEN_BEFORE_EFFECT, Fault.BROKEN_BEFORE_EFFECT, Fault.BROKEN_BEFORE_EFFECT);
    assertThat(issue()).isEqualTo(new Outcome.Unconfirmed());
    worksForRequests(issued());
  }

  @Test
  void an_issue_that_cannot_even_be_looked_back_on_is_a_fault_and_issues_once_all_the_same() {
    faulty.next(
        Fault.BROKEN_AFTER_EFFECT,
        Fault.BROKEN_AFTER_EFFECT,
        Fault.BROKEN_AFTER_EFFECT,
        Fault.BROKEN_BEFORE_EFFECT,
        Fault.BROKEN_BEFORE_EFFECT,
        Fault.BROKEN_BEFORE_EFFECT);
    assertThatThrownBy(this::issue).isInstanceOf(StoreUnavailableException.class);
    assertThat(issue()).isInstanceOf(Outcome.Replayed.class);
    assertThat(records.page(new Holder.Account(account), null).credentials()).hasSize(1);
  }

  @Test
  void a_narrowing_and_a_revocation_may_be_repeated() {
    issued();
    faulty.next(Fault.NONE, Fault.BROKEN_AFTER_EFFECT);
    assertThat(
            new NarrowCredential(records)
                .narrow(id, new Narrowing(Set.of(Scope.AD_CAMPAIGN_UPDATE), END), NOW))
        .isInstanceOf(NarrowCredential.Outcome.Shown.class);
    faulty.next(Fault.NONE, Fault.SERVER_ERROR_AFTER_EFFECT);
    assertThat(new RevokeCredential(records).revoke(id, NOW).orElseThrow())
        .isInstanceOfSatisfying(
            Parsed.Valid.class,
            whole -> assertThat(((Credential) whole.record()).revokedAt()).isEqualTo(NOW));
  }

  /// DynamoDB carries out a repeated transaction once, and responds as before.
  @Test
  void a_removal_says_that_there_was_one_although_its_first_response_got_lost() {
    Holder.App app = new Holder.App(new AppId("app_" + n));
    records.grant(app, account, ALL);
    faulty.next(Fault.BROKEN_AFTER_EFFECT);
    assertThat(records.withdraw(app, account)).isTrue();
    assertThat(records.withdraw(app, account)).isFalse();
  }

  @Test
  void a_page_that_is_answered_in_part_is_asked_for_once_more_and_then_it_is_a_fault() {
    issued();
    Holder holder = new Holder.Account(account);
    faulty.next(Fault.NONE, Fault.UNPROCESSED);
    assertThat(records.page(holder, null).credentials())
        .hasSize(1)
        .allMatch(Parsed.Valid.class::isInstance);
    faulty.next(Fault.NONE, Fault.UNPROCESSED, Fault.UNPROCESSED);
    assertThatThrownBy(() -> records.page(holder, null))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void a_store_that_is_down_is_a_fault() {
    faulty.close();
    assertThatThrownBy(this::issue).isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> records.withdraw(new Holder.App(new AppId("app_1")), account))
        .isInstanceOf(StoreUnavailableException.class);
  }

  private Outcome issue() {
    return issueCredential.issue(
        new IssueCredential.Request(n, new Holder.Account(account), ALL, null, null, null, null),
        NOW);
  }

  private Secret issued() {
    Outcome outcome = issue();
    assertThat(outcome).isInstanceOf(Outcome.Issued.class);
    return Objects.requireNonNull(((Outcome.Issued) outcome).secret());
  }

  private void worksForRequests(Secret secret) {
    assertThat(
            new DynamoDbCredentialLookup(
                    STACK.dynamoDb,
                    STACK.settings().credentialsTable(),
                    new BrokenItems((measure, value) -> {}))
                .find(secret.hash()))
        .hasValueSatisfying(
            credential -> assertThat(credential.caller().credentialId()).isEqualTo(id.value()));
    assertThat(records.page(new Holder.Account(account), null).credentials()).hasSize(1);
  }
}
