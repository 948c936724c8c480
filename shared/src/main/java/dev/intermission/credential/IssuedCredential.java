package dev.intermission.credential;

import dev.intermission.access.SecretHash;

/// The part of a credential's record that never changes.
///
/// @param secret what leads to the credential
/// @param request what was asked for when it was issued
public record IssuedCredential(SecretHash secret, String request) {}
