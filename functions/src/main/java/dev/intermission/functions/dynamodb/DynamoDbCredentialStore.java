package dev.intermission.functions.dynamodb;

import dev.intermission.access.Secret;
import dev.intermission.functions.access.CredentialStore;
import dev.intermission.functions.access.StoredCredential;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The table of credentials. An item that cannot be understood lets nobody in.
public final class DynamoDbCredentialStore implements CredentialStore {
  private static final Logger LOG = LoggerFactory.getLogger(DynamoDbCredentialStore.class);

  private final DynamoDbClient repeatable;
  private final String table;

  /// @param repeatable for reads
  public DynamoDbCredentialStore(DynamoDbClient repeatable, String table) {
    this.repeatable = repeatable;
    this.table = table;
  }

  @Override
  public Optional<StoredCredential> find(Secret secret) {
    return Table.find(repeatable, table, CredentialItem.key(secret)).flatMap(this::read);
  }

  private Optional<StoredCredential> read(Map<String, AttributeValue> item) {
    try {
      return Optional.of(CredentialItem.read(item));
    } catch (Attributes.BrokenException e) {
      LOG.error(
          "Broken item: table {} id {} attribute {}",
          table,
          CredentialItem.readId(item),
          e.attribute());
      return Optional.empty();
    }
  }
}
