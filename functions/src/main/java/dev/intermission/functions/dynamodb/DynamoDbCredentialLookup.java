package dev.intermission.functions.dynamodb;

import dev.intermission.access.Credential;
import dev.intermission.access.Grants;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.functions.access.CredentialLookup;
import dev.intermission.functions.metrics.BrokenItems;
import dev.intermission.model.AccountId;
import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The table of credentials, as requests read it. An item that cannot be understood lets nobody in
/// and grants nothing.
public final class DynamoDbCredentialLookup implements CredentialLookup, Grants {
  private final Table table;
  private final BrokenItems brokenItems;

  /// @param repeatable for reads
  public DynamoDbCredentialLookup(
      DynamoDbClient repeatable, String table, BrokenItems brokenItems) {
    this.table = new Table(repeatable, table);
    this.brokenItems = brokenItems;
  }

  @Override
  public Optional<Credential> find(SecretHash secret) {
    return find(CredentialKey.of(secret), CredentialItem::read);
  }

  @Override
  public Optional<Set<Scope>> find(Holder.Grantee grantee, AccountId account) {
    return find(CredentialKey.of(grantee, account), CredentialItem::readScopes);
  }

  private <T> Optional<T> find(Map<String, AttributeValue> key, Function<Attributes, T> read) {
    return table
        .find(key)
        .flatMap(item ->
            switch (table.parsed(CredentialItem.readId(item), item, read)) {
              case Parsed.Valid<T>(T whole, var ignored) -> Optional.of(whole);
              case Parsed.Invalid<T>(ItemError error) -> {
                brokenItems.report(error);
                yield Optional.empty();
              }
            });
  }
}
