package dev.intermission.port;

import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.model.AccountId;
import java.util.Set;

/// An installation or a membership, as it is stored.
public record Grant(Holder.Grantee grantee, AccountId account, Reading<Set<Scope>> scopes) {}
