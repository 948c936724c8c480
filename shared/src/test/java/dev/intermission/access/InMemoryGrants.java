package dev.intermission.access;

import dev.intermission.model.AccountId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Installations and memberships, and who asked for which.
public final class InMemoryGrants implements Grants {
  /// One read.
  public record Asked(Holder.Grantee grantee, AccountId account) {}

  private final Map<Asked, Set<Scope>> granted = new HashMap<>();
  private final List<Asked> reads = new ArrayList<>();

  /// Grants scopes, in place of what was granted before.
  public void grant(Holder.Grantee grantee, AccountId account, Set<Scope> scopes) {
    granted.put(new Asked(grantee, account), Set.copyOf(scopes));
  }

  /// Takes a grant away.
  public void take(Holder.Grantee grantee, AccountId account) {
    granted.remove(new Asked(grantee, account));
  }

  /// The grants read so far, in order.
  public List<Asked> reads() {
    return List.copyOf(reads);
  }

  @Override
  public Optional<Set<Scope>> find(Holder.Grantee grantee, AccountId account) {
    Asked asked = new Asked(grantee, account);
    reads.add(asked);
    return Optional.ofNullable(granted.get(asked));
  }
}
