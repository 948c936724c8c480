package dev.intermission.functions.dynamodb;

import static dev.intermission.functions.dynamodb.Values.text;

import dev.intermission.access.CredentialId;
import dev.intermission.access.Holder;
import dev.intermission.access.SecretHash;
import dev.intermission.model.AccountId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// A row that lists one credential or grant of a holder.
///
/// A list page is read from rows, then from the items that they point to.
sealed interface CredentialRow {
  /// A credential of the holder.
  record OfCredential(CredentialId id, SecretHash secret) implements CredentialRow {}

  /// An installation or membership of the holder.
  record OfGrant(Holder.Grantee grantee, AccountId account) implements CredentialRow {}

  /// A row that cannot be understood.
  record Unreadable(String attribute) implements CredentialRow {}

  /// A query for the rows of a holder, in the order of the sort key.
  static QueryRequest.Builder rows(Holder holder, @Nullable String after, int pageSize) {
    QueryRequest.Builder query =
        QueryRequest.builder()
            .consistentRead(true)
            .keyConditionExpression("pk = :pk")
            .expressionAttributeValues(Map.of(":pk", text(CredentialKey.partition(holder))))
            .limit(pageSize);
    return after == null ? query : query.exclusiveStartKey(CredentialKey.of(holder, after));
  }

  /// The beginning of the next list page; null when there is none.
  static @Nullable String next(QueryResponse response) {
    return response.hasLastEvaluatedKey()
        ? Lenient.string(response.lastEvaluatedKey(), "sk")
        : null;
  }

  /// Reads a row of any kind.
  static CredentialRow read(Map<String, AttributeValue> row) {
    String partition = String.valueOf(Lenient.string(row, "pk"));
    String sort = String.valueOf(Lenient.string(row, "sk"));
    if (sort.startsWith(CredentialKey.CREDENTIAL)) {
      Optional<CredentialId> id =
          CredentialId.parse(sort.substring(CredentialKey.CREDENTIAL.length()));
      Optional<SecretHash> secret =
          Optional.ofNullable(Lenient.string(row, "sha256")).flatMap(SecretHash::parse);
      if (id.isPresent() && secret.isPresent()) {
        return new OfCredential(id.get(), secret.get());
      }
      return new Unreadable(id.isPresent() ? "sha256" : "sk");
    }
    boolean isMirror = partition.startsWith(CredentialKey.ACCOUNT);
    return CredentialKey.grantee(isMirror ? sort : partition)
        .flatMap(grantee ->
            CredentialKey.account(isMirror ? partition : sort)
                .<CredentialRow>map(account -> new OfGrant(grantee, account)))
        .orElseGet(() -> new Unreadable("sk"));
  }
}
