package dev.intermission.functions.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.credential.IssueCredential;
import dev.intermission.functions.http.ApiError;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperatorRequestTest {
  private static final AccountId ACCOUNT = new AccountId("biz_1");
  private static final Holder.App APP = new Holder.App(new AppId("app_1"));
  private static final Holder.User USER = new Holder.User(new UserId("user_1"));
  private static final Set<Scope> SCOPES = Set.of(Scope.AD_CAMPAIGN_UPDATE);

  @Test
  void the_summary_has_the_action_and_the_ids_and_nothing_else() {
    CredentialId id = new CredentialId("cred_1");
    assertThat(
            new OperatorRequest.Issue(
                    new IssueCredential.Request(
                        "r",
                        new Holder.Account(ACCOUNT),
                        SCOPES,
                        null,
                        null,
                        null,
                        new SecretHash("ab".repeat(32))))
                .summary())
        .isEqualTo("issue_credential " + CredentialId.of("r").value() + " biz_1");
    assertThat(new OperatorRequest.ListOf(USER, "ACCOUNT#biz_1").summary())
        .isEqualTo("list_credentials user_1");
    assertThat(new OperatorRequest.Show(id).summary()).isEqualTo("list_credentials cred_1");
    assertThat(new OperatorRequest.Narrow(id, new Narrowing(SCOPES, null)).summary())
        .isEqualTo("narrow_credential cred_1");
    assertThat(new OperatorRequest.Revoke(id).summary()).isEqualTo("revoke_credential cred_1");
    assertThat(new OperatorRequest.RecordGrant(APP, ACCOUNT, SCOPES).summary())
        .isEqualTo("record_installation app_1 biz_1");
    assertThat(new OperatorRequest.RecordGrant(USER, ACCOUNT, SCOPES).summary())
        .isEqualTo("record_membership user_1 biz_1");
    assertThat(new OperatorRequest.RemoveGrant(APP, ACCOUNT).summary())
        .isEqualTo("remove_installation app_1 biz_1");
    assertThat(new OperatorRequest.RemoveGrant(USER, ACCOUNT).summary())
        .isEqualTo("remove_membership user_1 biz_1");
    assertThat(
            new OperatorRequest.Refused(ApiError.parameterInvalid("im_acc_hidden", "hidden"))
                .summary())
        .isEqualTo("-");
  }
}
