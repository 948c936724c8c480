package dev.intermission.local.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.credential.CredentialRecords;
import dev.intermission.credential.IssueResult;
import dev.intermission.credential.NewCredential;
import dev.intermission.emulator.state.LocalState;
import dev.intermission.local.issuer.TokenIssuer;
import dev.intermission.model.AccountId;
import dev.intermission.model.AppId;
import dev.intermission.model.UserId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Demo credentials: account API keys with different scopes, and one credential of each other kind.
/// Secrets are made at random at the first start and kept in the runner's own state on this
/// machine, so that they still work after a restart; a JWT is fresh at each start, as its issuer's
/// key is.
public final class DemoCredentials {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STATE_KEY = "demo/credentials";
  private static final Duration USER_TOKEN_LASTS = Duration.ofDays(365);
  private static final AccountId ACCOUNT = new AccountId(DemoItems.ACCOUNT);
  private static final AppId APP = new AppId("app_demo");
  private static final UserId USER = new UserId("user_demo");

  private final LocalState state;
  private final CredentialRecords records;
  private final TokenIssuer issuer;

  /// @param state where secrets are kept
  /// @param records where they are issued, as an operator issues them
  /// @param issuer signs the JWT
  public DemoCredentials(LocalState state, CredentialRecords records, TokenIssuer issuer) {
    this.state = state;
    this.records = records;
    this.issuer = issuer;
  }

  /// A credential, secret included.
  ///
  /// @param label what it may do, for people
  /// @param kind as the contract names it
  /// @param app_id the app that holds it; null for another kind
  /// @param user_id the user who holds it; null for another kind
  /// @param account_id the account that it acts on: its own, or the one that installed the app or
  ///   has the user as a member
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DemoCredential(
      String label,
      String kind,
      String token,
      @Nullable String app_id,
      @Nullable String user_id,
      String account_id,
      List<String> scopes) {}

  /// Issues all demo credentials that are missing. Existing ones stay as they are: a revoked one
  /// stays revoked. The first one may do everything.
  ///
  /// @param now a new user's token counts for a year from then on, the JWT for a day
  public List<DemoCredential> issue(Instant now) {
    Map<String, String> kept = state.get(STATE_KEY).map(DemoCredentials::tokens).orElse(Map.of());
    Set<Scope> all = EnumSet.allOf(Scope.class);
    Holder account = new Holder.Account(ACCOUNT);
    List<DemoCredential> issued = new ArrayList<>();
    issued.add(secret(kept, "every scope", account, all, now));
    issued.add(secret(kept, "reads only", account, allBut(Scope.AD_CAMPAIGN_UPDATE), now));
    issued.add(secret(kept, "no balances", account, allBut(Scope.COMPANY_BALANCE_READ), now));
    issued.add(secret(kept, "no products", account, allBut(Scope.ACCESS_PASS_BASIC_READ), now));
    issued.add(secret(kept, "no reads", account, allBut(Scope.AD_CAMPAIGN_BASIC_READ), now));
    issued.add(secret(kept, "no scope at all", account, Set.of(), now));
    Holder other = new Holder.Account(new AccountId(DemoItems.OTHER_ACCOUNT));
    issued.add(secret(kept, "every scope, another account", other, all, now));
    issued.add(secret(kept, "app", new Holder.App(APP), all, now));
    issued.add(secret(kept, "user", new Holder.User(USER), all, now));
    keep(issued);

    Holder.Member member = new Holder.Member(USER, ACCOUNT);
    String jwt = issuer.sign(member, all, now);
    issued.add(described("user at one account", "account_scoped_jwt", jwt, member, all));
    return List.copyOf(issued);
  }

  private DemoCredential secret(
      Map<String, String> kept, String label, Holder holder, Set<Scope> scopes, Instant now) {
    SecretKind kind = SecretKind.of(holder);
    String token = kept.getOrDefault(label, "");
    Secret secret = Secret.parse(token).orElseGet(() -> random(kind));
    // The id depends on the secret: a new secret has an id of its own.
    CredentialId id =
        new CredentialId(
            "cred_demo"
                + label.replace(" ", "").replace(",", "")
                + secret.hash().hex().substring(0, 6));
    Caller caller = new Caller(id.value(), holder, scopes, null);
    Instant expiry = holder instanceof Holder.User ? now.plus(USER_TOKEN_LASTS) : null;
    Credential credential = new Credential(caller, null, expiry, null);
    if (records.find(id).isEmpty()) {
      if (holder instanceof Holder.Grantee grantee) {
        records.grant(grantee, ACCOUNT, scopes);
      }
      IssueResult write = records.issue(new NewCredential(id, credential, secret.hash(), "demo"));
      if (write != IssueResult.ISSUED) {
        throw new IllegalStateException("The demo credential " + id.value() + " was not issued.");
      }
    }
    return described(label, kind.wireName(), secret.reveal(), holder, scopes);
  }

  private static DemoCredential described(
      String label, String kind, String token, Holder holder, Set<Scope> scopes) {
    List<String> names = scopes.stream().map(Scope::wireName).toList();
    return switch (holder) {
      case Holder.Account(AccountId id) ->
          new DemoCredential(label, kind, token, null, null, id.value(), names);
      case Holder.App(AppId id) ->
          new DemoCredential(label, kind, token, id.value(), null, ACCOUNT.value(), names);
      case Holder.User(UserId id) ->
          new DemoCredential(label, kind, token, null, id.value(), ACCOUNT.value(), names);
      case Holder.Member(UserId user, AccountId at) ->
          new DemoCredential(label, kind, token, null, user.value(), at.value(), names);
    };
  }

  private static Secret random(SecretKind kind) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return Secret.of(kind, random);
  }

  private static Set<Scope> allBut(Scope missing) {
    return EnumSet.complementOf(EnumSet.of(missing));
  }

  /// The kept tokens by label; other fields of an earlier version are ignored.
  private static Map<String, String> tokens(String json) {
    try {
      Map<String, String> tokens = new HashMap<>();
      for (JsonNode each : JSON.readTree(json)) {
        tokens.put(each.path("label").asText(), each.path("token").asText());
      }
      return tokens;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The demo credentials on this machine cannot be read", e);
    }
  }

  private void keep(List<DemoCredential> secrets) {
    try {
      state.put(STATE_KEY, JSON.writeValueAsString(secrets));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The demo credentials cannot be kept", e);
    }
  }
}
