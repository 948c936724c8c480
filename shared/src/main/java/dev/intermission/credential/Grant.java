package dev.intermission.credential;

import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.model.AccountId;
import dev.intermission.store.Parsed;
import java.util.Set;

/// An installation or a membership, as it is stored.
public record Grant(Holder.Grantee grantee, AccountId account, Parsed<Set<Scope>> scopes) {}
