package dev.intermission.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.model.AccountId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {
  @Test
  void the_scopes_are_copied() {
    Set<Scope> scopes = EnumSet.of(Scope.AD_CAMPAIGN_BASIC_READ);
    Caller caller = new Caller("key_1", new Holder.Account(new AccountId("biz_1")), scopes, null);

    scopes.add(Scope.AD_CAMPAIGN_UPDATE);

    assertThat(caller.scopes()).containsExactly(Scope.AD_CAMPAIGN_BASIC_READ);
  }
}
