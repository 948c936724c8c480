package dev.intermission.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import dev.intermission.store.Parsed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordAndRemoveGrantTest {
  private static final AccountId ACCOUNT = new AccountId("biz_demo");
  private static final AccountId OTHER = new AccountId("biz_other");

  private final InMemoryCredentials records = new InMemoryCredentials();
  private final RecordGrant recordGrant = new RecordGrant(records);
  private final RemoveGrant removeGrant = new RemoveGrant(records);

  static List<Holder.Grantee> grantees() {
    return List.of(new Holder.App(new AppId("app_1")), new Holder.User(new UserId("user_1")));
  }

  @ParameterizedTest
  @MethodSource("grantees")
  void a_grant_is_shown_as_it_is_recorded(Holder.Grantee grantee) {
    Set<Scope> scopes = Set.of(Scope.AD_CAMPAIGN_UPDATE, Scope.COMPANY_BALANCE_READ);
    assertThat(recordGrant.record(grantee, ACCOUNT, scopes))
        .isEqualTo(new Grant(grantee, ACCOUNT, new Parsed.Valid<>(scopes)));
    assertThat(records.granted(grantee, ACCOUNT)).isEqualTo(scopes);
  }

  @ParameterizedTest
  @MethodSource("grantees")
  void the_newest_grant_takes_the_place_of_the_one_before(Holder.Grantee grantee) {
    recordGrant.record(grantee, ACCOUNT, Set.of(Scope.AD_CAMPAIGN_UPDATE));
    for (int i = 0; i < 2; i++) {
      recordGrant.record(grantee, ACCOUNT, Set.of(Scope.COMPANY_BALANCE_READ));
      assertThat(records.granted(grantee, ACCOUNT)).containsExactly(Scope.COMPANY_BALANCE_READ);
    }
    recordGrant.record(grantee, ACCOUNT, Set.of());
    assertThat(records.granted(grantee, ACCOUNT)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("grantees")
  void a_grant_is_removed_once_and_for_one_account(Holder.Grantee grantee) {
    recordGrant.record(grantee, ACCOUNT, Set.of());
    recordGrant.record(grantee, OTHER, Set.of());
    assertThat(removeGrant.remove(grantee, ACCOUNT)).isTrue();
    assertThat(records.granted(grantee, ACCOUNT)).isNull();
    assertThat(records.granted(grantee, OTHER)).isNotNull();
    assertThat(removeGrant.remove(grantee, ACCOUNT)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("grantees")
  void what_was_never_granted_is_not_removed(Holder.Grantee grantee) {
    assertThat(removeGrant.remove(grantee, ACCOUNT)).isFalse();
  }
}
