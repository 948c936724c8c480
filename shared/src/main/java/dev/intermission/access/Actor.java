package dev.intermission.access;

import dev.intermission.model.AccountId;

/// A caller who may do what was asked on one account.
///
/// @param credentialId what `changed_by` will say
public record Actor(String credentialId, AccountId account) {}
