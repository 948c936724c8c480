package dev.intermission.functions.dynamodb;

import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.functions.dynamodb.CredentialItem.Row;
import dev.intermission.model.AccountId;
import dev.intermission.port.CredentialPage;
import dev.intermission.port.CredentialRecords;
import dev.intermission.port.Grant;
import dev.intermission.port.IssueWrite;
import dev.intermission.port.IssuedCredential;
import dev.intermission.port.ItemError;
import dev.intermission.port.NarrowWrite;
import dev.intermission.port.NewCredential;
import dev.intermission.port.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// The table of credentials, as an operator reads and writes it.
///
/// Every write may be repeated by the SDK. A repeated transaction carries the token of its first
/// attempt, which DynamoDB carries out once; and an issue whose first attempt had its effect would
/// find its own items and be refused. A repeated narrowing takes away nothing more, and the first
/// revocation stays.
public final class DynamoDbCredentialRecords implements CredentialRecords {
  private static final int PAGE_SIZE = 50;

  private final DynamoDbClient repeatable;
  private final String table;

  /// @param repeatable for reads and writes
  public DynamoDbCredentialRecords(DynamoDbClient repeatable, String table) {
    this.repeatable = repeatable;
    this.table = table;
  }

  @Override
  public IssueWrite issue(NewCredential credential) {
    return switch (Table.transact(repeatable, CredentialItem.issue(table, credential))) {
      case Table.Transacted.Applied() -> IssueWrite.ISSUED;
      case Table.Transacted.Refused() -> IssueWrite.REFUSED;
      case Table.Transacted.Unknown(var ignored) -> IssueWrite.UNKNOWN;
    };
  }

  /// @throws IllegalStateException if the item is broken
  @Override
  public Optional<IssuedCredential> find(CredentialId id) {
    return Table.find(repeatable, table, CredentialItem.key(id))
        .map(item ->
            switch (Attributes.reading(table, id.value(), item, CredentialItem::readIssued)) {
              case Reading.Whole<IssuedCredential>(IssuedCredential issued) -> issued;
              case Reading.Broken<IssuedCredential>(ItemError error) ->
                  throw new IllegalStateException("Broken item: " + error);
            });
  }

  @Override
  public Reading<Credential> read(CredentialId id, SecretHash secret) {
    return read(id, Table.find(repeatable, table, CredentialItem.key(secret)).orElse(Map.of()));
  }

  @Override
  public CredentialPage page(Holder holder, @Nullable String after) {
    QueryResponse response =
        Table.ask(() -> repeatable.query(CredentialItem.rows(table, holder, after, PAGE_SIZE)));
    Map<Map<String, AttributeValue>, Row> rows = new LinkedHashMap<>();
    List<Reading<Credential>> credentials = new ArrayList<>();
    for (Map<String, AttributeValue> item : response.items()) {
      switch (CredentialItem.readRow(item)) {
        case Row.OfCredential row -> rows.put(CredentialItem.key(row.secret()), row);
        case Row.OfGrant row -> rows.put(CredentialItem.key(row.grantee(), row.account()), row);
        case Row.Unreadable(String attribute) ->
            credentials.add(
                new Reading.Broken<>(new ItemError(table, CredentialItem.readId(item), attribute)));
      }
    }
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items =
        Table.findAll(repeatable, table, rows.keySet()).stream()
            .collect(Collectors.toMap(CredentialItem::keyOf, item -> item));
    List<Grant> grants = new ArrayList<>();
    rows.forEach((key, row) -> {
      Map<String, AttributeValue> item = items.getOrDefault(key, Map.of());
      switch (row) {
        case Row.OfCredential(CredentialId id, var ignored) -> credentials.add(read(id, item));
        case Row.OfGrant(Holder.Grantee grantee, AccountId account) -> {
          // One that is not there was removed since its row was read.
          if (!item.isEmpty()) {
            grants.add(new Grant(grantee, account, readScopes(item)));
          }
        }
        case Row.Unreadable ignored -> {}
      }
    });
    return new CredentialPage(credentials, grants, CredentialItem.next(response));
  }

  @Override
  public NarrowWrite narrow(CredentialId id, SecretHash secret, Narrowing narrowing) {
    return switch (Table.write(repeatable, CredentialItem.narrow(table, secret, narrowing))) {
      case Table.Written.Applied(var item) -> new NarrowWrite.Narrowed(read(id, item));
      case Table.Written.Refused(var current) -> new NarrowWrite.Refused(read(id, current));
      case Table.Written.Missing() -> new NarrowWrite.Missing();
      case Table.Written.Unknown(var cause) -> throw Faults.unavailable(cause);
      case Table.Written.Impossible(var cause) -> throw cause;
    };
  }

  @Override
  public Optional<Reading<Credential>> revoke(CredentialId id, SecretHash secret, Instant now) {
    return switch (Table.write(repeatable, CredentialItem.revoke(table, secret, now))) {
      case Table.Written.Applied(var item) -> Optional.of(read(id, item));
      case Table.Written.Refused(var current) -> Optional.of(read(id, current));
      case Table.Written.Missing() -> Optional.empty();
      case Table.Written.Unknown(var cause) -> throw Faults.unavailable(cause);
      case Table.Written.Impossible(var cause) -> throw cause;
    };
  }

  @Override
  public void grant(Holder.Grantee grantee, AccountId account, Set<Scope> scopes) {
    isApplied(Table.transact(repeatable, CredentialItem.grant(table, grantee, account, scopes)));
  }

  @Override
  public boolean withdraw(Holder.Grantee grantee, AccountId account) {
    return isApplied(Table.transact(repeatable, CredentialItem.withdraw(table, grantee, account)));
  }

  private static boolean isApplied(Table.Transacted transacted) {
    return switch (transacted) {
      case Table.Transacted.Applied() -> true;
      case Table.Transacted.Refused() -> false;
      case Table.Transacted.Unknown(var cause) -> throw Faults.unavailable(cause);
    };
  }

  private Reading<Credential> read(CredentialId id, Map<String, AttributeValue> item) {
    return Attributes.reading(table, id.value(), item, CredentialItem::read);
  }

  private Reading<Set<Scope>> readScopes(Map<String, AttributeValue> item) {
    return Attributes.reading(table, CredentialItem.readId(item), item, CredentialItem::readScopes);
  }
}
