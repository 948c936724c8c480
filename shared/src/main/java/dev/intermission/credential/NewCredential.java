package dev.intermission.credential;

import dev.intermission.access.Credential;
import dev.intermission.access.CredentialId;
import dev.intermission.access.SecretHash;

/// A credential to be stored.
///
/// @param secret what leads to it
/// @param request what was asked for, in words that are the same for the same request; no secret
public record NewCredential(
    CredentialId id, Credential credential, SecretHash secret, String request) {}
