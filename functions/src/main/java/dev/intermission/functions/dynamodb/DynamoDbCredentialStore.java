package dev.intermission.functions.dynamodb;

import dev.intermission.access.Credential;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.functions.access.CredentialStore;
import dev.intermission.model.AccountId;
import dev.intermission.port.Grants;
import dev.intermission.port.Metrics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The table of credentials, as requests read it. An item that cannot be understood lets nobody in
/// and grants nothing.
public final class DynamoDbCredentialStore implements CredentialStore, Grants {
  private static final Logger LOG = LoggerFactory.getLogger(DynamoDbCredentialStore.class);

  private final DynamoDbClient repeatable;
  private final String table;
  private final Metrics metrics;

  /// @param repeatable for reads
  public DynamoDbCredentialStore(DynamoDbClient repeatable, String table, Metrics metrics) {
    this.repeatable = repeatable;
    this.table = table;
    this.metrics = metrics;
  }

  @Override
  public Optional<Credential> find(SecretHash secret) {
    return find(CredentialItem.key(secret), CredentialItem::read);
  }

  @Override
  public Optional<Set<Scope>> find(Holder.Grantee grantee, AccountId account) {
    return find(CredentialItem.key(grantee, account), CredentialItem::readScopes);
  }

  private <T> Optional<T> find(
      Map<String, AttributeValue> key, Function<Map<String, AttributeValue>, T> read) {
    return Table.find(repeatable, table, key)
        .flatMap(item -> {
          try {
            return Optional.of(read.apply(item));
          } catch (Attributes.BrokenException e) {
            metrics.record(Metrics.Measure.BROKEN_ITEMS, 1);
            LOG.error(
                "Broken item: table {} id {} attribute {}",
                table,
                CredentialItem.readId(item),
                e.attribute());
            return Optional.empty();
          }
        });
  }
}
