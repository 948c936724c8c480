package dev.intermission.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.functions.dynamodb.CredentialItem;
import dev.intermission.local.state.LocalState;
import dev.intermission.model.AccountId;
import dev.intermission.model.WireName;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Keys to play with, one for each situation of scopes. Made at random at the first start and kept
/// in the runner's own state on this machine, so that they still work after a restart.
public final class DemoKeys {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STATE_KEY = "demo/credentials";

  private DemoKeys() {}

  /// A key, secret included.
  ///
  /// @param label what it is good for, for people
  /// @param kind as the contract names it
  public record DemoKey(
      String label, String kind, String token, String account_id, List<String> scopes) {}

  /// The keys, each with an item in the table of credentials. The first one may do everything.
  public static List<DemoKey> issue(LocalState state, DynamoDbClient dynamoDb, String table) {
    List<DemoKey> keys = state.get(STATE_KEY).map(DemoKeys::read).orElseGet(DemoKeys::make);
    state.put(STATE_KEY, write(keys));
    keys.forEach(key -> store(key, dynamoDb, table));
    return keys;
  }

  private static List<DemoKey> make() {
    List<String> all = Arrays.stream(Scope.values()).map(Scope::wireName).toList();
    return List.of(
        key("every scope", DemoItems.ACCOUNT, all),
        key("reads only", DemoItems.ACCOUNT, without(all, Scope.AD_CAMPAIGN_UPDATE)),
        key("no balances", DemoItems.ACCOUNT, without(all, Scope.COMPANY_BALANCE_READ)),
        key("no products", DemoItems.ACCOUNT, without(all, Scope.ACCESS_PASS_BASIC_READ)),
        key("no reads", DemoItems.ACCOUNT, without(all, Scope.AD_CAMPAIGN_BASIC_READ)),
        key("no scope at all", DemoItems.ACCOUNT, List.of()),
        key("every scope, another account", DemoItems.OTHER_ACCOUNT, all));
  }

  private static List<String> without(List<String> scopes, Scope missing) {
    return scopes.stream().filter(scope -> !scope.equals(missing.wireName())).toList();
  }

  private static DemoKey key(String label, String account, List<String> scopes) {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    SecretKind kind = SecretKind.ACCOUNT_API_KEY;
    return new DemoKey(label, kind.wireName(), Secret.of(kind, random).reveal(), account, scopes);
  }

  private static void store(DemoKey key, DynamoDbClient dynamoDb, String table) {
    Secret secret = Secret.parse(key.token()).orElseThrow();
    Set<Scope> scopes =
        key.scopes().stream()
            .map(scope -> WireName.find(Scope.class, scope).orElseThrow())
            .collect(Collectors.toSet());
    Caller caller =
        new Caller(
            "cred_demo" + key.label().replace(" ", "").replace(",", ""),
            new Holder.Account(new AccountId(key.account_id())),
            scopes,
            null);
    dynamoDb.putItem(put ->
        put.tableName(table)
            .item(CredentialItem.write(secret.hash(), new Credential(caller, null, null, null))));
  }

  private static List<DemoKey> read(String json) {
    try {
      return JSON.readValue(json, new TypeReference<List<DemoKey>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The demo keys on this machine cannot be read", e);
    }
  }

  private static String write(List<DemoKey> keys) {
    try {
      return JSON.writeValueAsString(keys);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The demo keys cannot be kept", e);
    }
  }
}
