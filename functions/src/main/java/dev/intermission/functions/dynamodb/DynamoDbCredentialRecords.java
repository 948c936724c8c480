package dev.intermission.functions.dynamodb;

import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.Narrowing;
import dev.intermission.access.Scope;
import dev.intermission.access.SecretHash;
import dev.intermission.credential.CredentialPage;
import dev.intermission.credential.CredentialRecords;
import dev.intermission.credential.Grant;
import dev.intermission.credential.IssueResult;
import dev.intermission.credential.IssuedCredential;
import dev.intermission.credential.NarrowResult;
import dev.intermission.credential.NewCredential;
import dev.intermission.model.AccountId;
import dev.intermission.store.ItemError;
import dev.intermission.store.Parsed;
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

  private final Table table;

  /// @param repeatable for reads and writes
  public DynamoDbCredentialRecords(DynamoDbClient repeatable, String table) {
    this.table = new Table(repeatable, table);
  }

  @Override
  public IssueResult issue(NewCredential credential) {
    return switch (table.transact(CredentialWrites.issue(credential))) {
      case Transacted.Applied() -> IssueResult.ISSUED;
      case Transacted.Refused() -> IssueResult.REFUSED;
      case Transacted.Unknown(var ignored) -> IssueResult.UNKNOWN;
    };
  }

  /// @throws IllegalStateException if the item is broken
  @Override
  public Optional<IssuedCredential> find(CredentialId id) {
    return table
        .find(CredentialKey.of(id))
        .map(item ->
            switch (table.parsed(id.value(), item, CredentialItem::readIssued)) {
              case Parsed.Valid<IssuedCredential>(IssuedCredential issued, var ignored) -> issued;
              case Parsed.Invalid<IssuedCredential>(ItemError error) ->
                  throw new IllegalStateException("Broken item: " + error);
            });
  }

  @Override
  public Parsed<Credential> read(CredentialId id, SecretHash secret) {
    return read(id, table.find(CredentialKey.of(secret)).orElse(Map.of()));
  }

  @Override
  public CredentialPage page(Holder holder, @Nullable String after) {
    QueryResponse response = table.query(CredentialRow.rows(holder, after, PAGE_SIZE));
    Map<Map<String, AttributeValue>, CredentialRow> rows = new LinkedHashMap<>();
    List<Parsed<Credential>> credentials = new ArrayList<>();
    for (Map<String, AttributeValue> item : response.items()) {
      switch (CredentialRow.read(item)) {
        case CredentialRow.OfCredential row -> rows.put(CredentialKey.of(row.secret()), row);
        case CredentialRow.OfGrant row ->
            rows.put(CredentialKey.of(row.grantee(), row.account()), row);
        case CredentialRow.Unreadable(String attribute) ->
            credentials.add(table.broken(CredentialItem.readId(item), attribute));
      }
    }
    Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items =
        table.findAll(rows.keySet()).stream()
            .collect(Collectors.toMap(CredentialKey::ofItem, item -> item));
    List<Grant> grants = new ArrayList<>();
    rows.forEach((key, row) -> {
      Map<String, AttributeValue> item = items.getOrDefault(key, Map.of());
      switch (row) {
        case CredentialRow.OfCredential(CredentialId id, var ignored) ->
            credentials.add(read(id, item));
        case CredentialRow.OfGrant(Holder.Grantee grantee, AccountId account) -> {
          // A missing item was removed after its row was read.
          if (!item.isEmpty()) {
            grants.add(new Grant(grantee, account, readScopes(item)));
          }
        }
        case CredentialRow.Unreadable ignored -> {}
      }
    });
    return new CredentialPage(credentials, grants, CredentialRow.next(response));
  }

  @Override
  public NarrowResult narrow(CredentialId id, SecretHash secret, Narrowing narrowing) {
    return switch (table.update(CredentialWrites.narrow(secret, narrowing))) {
      case Written.Applied(var item) -> new NarrowResult.Narrowed(read(id, item));
      case Written.Refused(var current) -> new NarrowResult.Refused(read(id, current));
      case Written.Missing() -> new NarrowResult.Missing();
      case Written.Unknown(var cause) -> throw Faults.unavailable(cause);
      case Written.Impossible(var cause) -> throw cause;
    };
  }

  @Override
  public Optional<Parsed<Credential>> revoke(CredentialId id, SecretHash secret, Instant now) {
    return switch (table.update(CredentialWrites.revoke(secret, now))) {
      case Written.Applied(var item) -> Optional.of(read(id, item));
      case Written.Refused(var current) -> Optional.of(read(id, current));
      case Written.Missing() -> Optional.empty();
      case Written.Unknown(var cause) -> throw Faults.unavailable(cause);
      case Written.Impossible(var cause) -> throw cause;
    };
  }

  @Override
  public void grant(Holder.Grantee grantee, AccountId account, Set<Scope> scopes) {
    isApplied(table.transact(CredentialWrites.grant(grantee, account, scopes)));
  }

  @Override
  public boolean withdraw(Holder.Grantee grantee, AccountId account) {
    return isApplied(table.transact(CredentialWrites.withdraw(grantee, account)));
  }

  private static boolean isApplied(Transacted transacted) {
    return switch (transacted) {
      case Transacted.Applied() -> true;
      case Transacted.Refused() -> false;
      case Transacted.Unknown(var cause) -> throw Faults.unavailable(cause);
    };
  }

  private Parsed<Credential> read(CredentialId id, Map<String, AttributeValue> item) {
    return table.parsed(id.value(), item, CredentialItem::read);
  }

  private Parsed<Set<Scope>> readScopes(Map<String, AttributeValue> item) {
    return table.parsed(CredentialItem.readId(item), item, CredentialItem::readScopes);
  }
}
