package dev.intermission.functions;

import dev.intermission.access.Caller;
import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.Secret;
import dev.intermission.access.SecretKind;
import dev.intermission.emulator.StackTables;
import dev.intermission.emulator.state.DynamoDbLocalServer;
import dev.intermission.emulator.state.ItemJson;
import dev.intermission.emulator.template.SamTemplate;
import dev.intermission.emulator.template.StackSettings;
import dev.intermission.functions.dynamodb.CredentialItem;
import dev.intermission.model.AccountId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The template's tables in a DynamoDB Local shared by this JVM's tests. They have names of their
/// own; with them comes the environment that the template gives to the functions.
public final class TestStack {
  /// The project's folder.
  public static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private static final DynamoDbLocalServer SERVER = DynamoDbLocalServer.inMemory(0);
  private static final AtomicInteger COUNTER = new AtomicInteger();

  public final SamTemplate template;
  public final Map<String, String> environment = new HashMap<>();
  public final DynamoDbClient dynamoDb;
  private final URI dynamoDbEndpoint;

  public TestStack() {
    this(SERVER.endpoint());
  }

  /// In another DynamoDB than the one that all tests share.
  TestStack(URI dynamoDbEndpoint) {
    this.dynamoDbEndpoint = dynamoDbEndpoint;
    try {
      template =
          SamTemplate.read(
              PROJECT.resolve("template.yaml"),
              Map.of(),
              new StackSettings("test" + COUNTER.incrementAndGet(), "us-east-1", "000000000000"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.putAll(template.mergedEnvironment());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDbEndpoint.toString());
    environment.put("AWS_ENDPOINT_URL_SCHEDULER", "http://127.0.0.1:1");
    // The tests' own client: not with the functions' short time-outs, which a busy machine may
    // miss.
    dynamoDb = DynamoDbLocalServer.client(dynamoDbEndpoint);
    StackTables.create(dynamoDb, template.tables(), Path.of("memory"));
  }

  public URI dynamoDbEndpoint() {
    return dynamoDbEndpoint;
  }

  public Settings settings() {
    return new Settings(Map.copyOf(environment));
  }

  /// The environment with one variable changed.
  public Settings settingsWith(String name, String value) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put(name, value);
    return new Settings(Map.copyOf(changed));
  }

  public Clients clients() {
    return new Clients(settings());
  }

  /// The sample ad, with some attributes changed; null takes one away.
  public void putAd(String id, Map<String, @Nullable AttributeValue> changes) {
    put(settings().adsTable(), "ad.json", id, changes);
  }

  /// The sample campaign, with some attributes changed; null takes one away.
  public void putCampaign(String id, Map<String, @Nullable AttributeValue> changes) {
    put(settings().adCampaignsTable(), "ad-campaign.json", id, changes);
  }

  public Map<String, AttributeValue> ad(String id) {
    return item(settings().adsTable(), id);
  }

  public Map<String, AttributeValue> campaign(String id) {
    return item(settings().adCampaignsTable(), id);
  }

  /// Stores a key that the seed leads to, and gives its secret.
  public String issueKey(String seed, String account, Set<Scope> scopes) {
    Secret secret = secret(seed);
    store(
        secret,
        new Credential(
            new Caller("cred_" + seed, new Holder.Account(new AccountId(account)), scopes, null),
            null,
            null,
            null));
    return secret.reveal();
  }

  public void store(Secret secret, Credential credential) {
    dynamoDb.putItem(put ->
        put.tableName(settings().credentialsTable())
            .item(CredentialItem.write(secret.hash(), credential)));
  }

  /// Records what an account granted to an app or a user.
  public void grant(Holder.Grantee grantee, AccountId account, Set<Scope> scopes) {
    dynamoDb.putItem(put ->
        put.tableName(settings().credentialsTable())
            .item(CredentialItem.write(grantee, account, scopes)));
  }

  /// Takes a grant away again.
  public void takeGrant(Holder.Grantee grantee, AccountId account) {
    Map<String, AttributeValue> grant =
        new HashMap<>(CredentialItem.write(grantee, account, Set.of()));
    grant.keySet().retainAll(Set.of("pk", "sk"));
    dynamoDb.deleteItem(delete -> delete.tableName(settings().credentialsTable()).key(grant));
  }

  public static Secret secret(String seed) {
    return secret(SecretKind.ACCOUNT_API_KEY, seed);
  }

  public static Secret secret(SecretKind kind, String seed) {
    try {
      return Secret.of(
          kind, MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  public static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  public static AttributeValue seconds(Instant time) {
    return AttributeValue.fromN(Long.toString(time.getEpochSecond()));
  }

  private void put(
      String table, String sample, String id, Map<String, @Nullable AttributeValue> changes) {
    try {
      Map<String, AttributeValue> item =
          new HashMap<>(ItemJson.read(PROJECT.resolve("events/items").resolve(sample)));
      item.put("id", text(id));
      changes.forEach((name, value) -> {
        if (value == null) {
          item.remove(name);
        } else {
          item.put(name, value);
        }
      });
      dynamoDb.putItem(put -> put.tableName(table).item(item));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, AttributeValue> item(String table, String id) {
    return dynamoDb
        .getItem(get -> get.tableName(table).key(Map.of("id", text(id))).consistentRead(true))
        .item();
  }
}
