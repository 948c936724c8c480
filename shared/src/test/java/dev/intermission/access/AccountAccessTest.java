package dev.intermission.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.AccountAccess.Decision;
import dev.intermission.access.InMemoryGrants.Asked;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.Samples;
import dev.intermission.model.UserId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AccountAccessTest {
  private static final AccountId OWN = Samples.ACCOUNT;
  private static final AccountId OTHER = Samples.OTHER_ACCOUNT;
  private static final Holder.User USER = new Holder.User(new UserId("user_1"));
  private static final Holder.App APP = new Holder.App(new AppId("app_1"));
  private static final Holder.Member MEMBER = new Holder.Member(USER.id(), OWN);
  private static final Decision GRANTED = new Decision.Granted(new Actor("cred_1", OWN));
  private static final Decision NOT_FOUND = new Decision.NotFound();

  private final InMemoryGrants grants = new InMemoryGrants();
  private final AccountAccess access = new AccountAccess(grants);
  private int ownerReads;

  static Stream<Holder.Grantee> grantees() {
    return Stream.of(APP, USER);
  }

  static Stream<Holder> holdersOfGrants() {
    return Stream.of(APP, USER, MEMBER);
  }

  @ParameterizedTest
  @EnumSource(Operation.class)
  void an_account_key_acts_on_its_account_and_reads_nothing(Operation operation) {
    assertThat(decide(operation, new Holder.Account(OWN), OTHER)).isEqualTo(GRANTED);
    assertThat(ownerReads).isZero();
    assertThat(grants.reads()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("holdersOfGrants")
  void whoever_was_granted_the_scopes_of_the_operation_may_do_it(Holder holder) {
    grants.grant(grantee(holder), OWN, Set.copyOf(Operation.PAUSE_AD_CAMPAIGN.scopes()));

    assertThat(decide(Operation.PAUSE_AD_CAMPAIGN, holder, OWN)).isEqualTo(GRANTED);
  }

  @ParameterizedTest
  @MethodSource("holdersOfGrants")
  void the_first_scope_that_was_not_granted_is_named(Holder holder) {
    grants.grant(grantee(holder), OWN, Set.of(Scope.AD_CAMPAIGN_UPDATE));

    assertThat(decide(Operation.PAUSE_AD_CAMPAIGN, holder, OWN))
        .isEqualTo(new Decision.NotGranted(Scope.ACCESS_PASS_BASIC_READ));
  }

  @ParameterizedTest
  @MethodSource("holdersOfGrants")
  void without_a_grant_there_is_no_such_record(Holder holder) {
    assertThat(decide(Operation.RETRIEVE_AD, holder, OWN)).isEqualTo(NOT_FOUND);
  }

  @ParameterizedTest
  @MethodSource("grantees")
  void what_one_account_granted_does_not_count_for_another(Holder.Grantee grantee) {
    grants.grant(grantee, OTHER, EnumSet.allOf(Scope.class));

    assertThat(decide(Operation.RETRIEVE_AD, grantee, OWN)).isEqualTo(NOT_FOUND);
  }

  @ParameterizedTest
  @MethodSource("grantees")
  void what_was_granted_to_one_does_not_count_for_another(Holder.Grantee grantee) {
    grants.grant(new Holder.App(new AppId("app_2")), OWN, EnumSet.allOf(Scope.class));
    grants.grant(new Holder.User(new UserId("user_2")), OWN, EnumSet.allOf(Scope.class));

    assertThat(decide(Operation.RETRIEVE_AD, grantee, OWN)).isEqualTo(NOT_FOUND);
  }

  @ParameterizedTest
  @MethodSource("grantees")
  void a_record_that_is_not_there_costs_the_same_reads_as_one_of_a_foreign_account(
      Holder.Grantee grantee) {
    assertThat(decide(Operation.RETRIEVE_AD, grantee, null)).isEqualTo(NOT_FOUND);
    assertThat(decide(Operation.RETRIEVE_AD, grantee, OTHER)).isEqualTo(NOT_FOUND);
    assertThat(ownerReads).isEqualTo(2);
    assertThat(grants.reads())
        .isEqualTo(List.of(new Asked(grantee, new AccountId("nobody")), new Asked(grantee, OTHER)));
  }

  @Test
  void nothing_can_be_granted_for_the_owner_of_a_record_that_is_not_there() {
    assertThat(AccountId.parse("nobody")).isEmpty();
    grants.grant(APP, new AccountId("nobody"), EnumSet.allOf(Scope.class));

    assertThat(decide(Operation.RETRIEVE_AD, APP, null)).isEqualTo(NOT_FOUND);
  }

  @Test
  void a_member_is_let_in_by_one_read_whosever_the_record_is() {
    grants.grant(USER, OWN, EnumSet.allOf(Scope.class));

    for (AccountId owner : new AccountId[] {OWN, OTHER, null}) {
      assertThat(decide(Operation.PAUSE_AD, MEMBER, owner)).isEqualTo(GRANTED);
    }
    assertThat(ownerReads).isZero();
    assertThat(grants.reads()).hasSize(3).containsOnly(new Asked(USER, OWN));
  }

  @Test
  void what_a_member_lacks_is_told_only_of_a_record_of_the_account() {
    grants.grant(USER, OWN, Set.of());

    assertThat(decide(Operation.PAUSE_AD, MEMBER, OWN))
        .isEqualTo(new Decision.NotGranted(Scope.AD_CAMPAIGN_UPDATE));
    assertThat(decide(Operation.PAUSE_AD, MEMBER, OTHER)).isEqualTo(NOT_FOUND);
    assertThat(decide(Operation.PAUSE_AD, MEMBER, null)).isEqualTo(NOT_FOUND);
    assertThat(ownerReads).isEqualTo(3);
  }

  @Test
  void an_account_key_may_name_its_account_and_no_other_and_reads_nothing() {
    assertThat(decideNamed(new Holder.Account(OWN), OWN)).isEqualTo(GRANTED);
    assertThat(decideNamed(new Holder.Account(OWN), OTHER)).isEqualTo(NOT_FOUND);
    assertThat(grants.reads()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("holdersOfGrants")
  void an_account_that_is_named_costs_one_read_whatever_was_granted(Holder holder) {
    assertThat(decideNamed(holder, OWN)).isEqualTo(NOT_FOUND);
    assertThat(decideNamed(holder, OTHER)).isEqualTo(NOT_FOUND);
    grants.grant(grantee(holder), OWN, Set.of());
    assertThat(decideNamed(holder, OWN))
        .isEqualTo(new Decision.NotGranted(Scope.AD_CAMPAIGN_BASIC_READ));
    assertThat(decideNamed(holder, OTHER)).isEqualTo(NOT_FOUND);
    grants.grant(grantee(holder), OWN, Set.copyOf(Operation.LIST_ADS.scopes()));
    assertThat(decideNamed(holder, OWN)).isEqualTo(GRANTED);
    assertThat(decideNamed(holder, OTHER)).isEqualTo(NOT_FOUND);
    assertThat(grants.reads()).hasSize(6);
  }

  @Test
  void a_member_acts_on_no_account_but_the_one_of_his_credential() {
    grants.grant(USER, OWN, EnumSet.allOf(Scope.class));
    grants.grant(USER, OTHER, EnumSet.allOf(Scope.class));

    assertThat(decideNamed(MEMBER, OTHER)).isEqualTo(NOT_FOUND);
    assertThat(grants.reads()).containsExactly(new Asked(USER, OWN));
  }

  private Decision decideNamed(Holder holder, AccountId named) {
    return access.decide(
        Operation.LIST_ADS, new Caller("cred_1", holder, EnumSet.allOf(Scope.class), null), named);
  }

  private Decision decide(Operation operation, Holder holder, @Nullable AccountId owner) {
    return access.decide(
        operation,
        new Caller("cred_1", holder, EnumSet.allOf(Scope.class), null),
        () -> {
          ownerReads++;
          return Optional.ofNullable(owner);
        });
  }

  private static Holder.Grantee grantee(Holder holder) {
    return switch (holder) {
      case Holder.Grantee grantee -> grantee;
      case Holder.Member(UserId user, var account) -> new Holder.User(user);
      case Holder.Account account -> throw new IllegalArgumentException(account.toString());
    };
  }
}
