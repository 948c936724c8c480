package dev.intermission.functions.access.jwt;

import java.net.URI;

/// The one issuer whose JWTs count.
///
/// @param name the required `iss`, character by character
/// @param audience the audience that `aud` must be or contain
/// @param keySetUrl the address of its keys (JWKS); they are never fetched from another
public record TrustedIssuer(String name, String audience, URI keySetUrl) {
  /// @throws IllegalArgumentException if the keys would come over a network without TLS
  public TrustedIssuer {
    boolean isLocal =
        "http".equals(keySetUrl.getScheme()) && "127.0.0.1".equals(keySetUrl.getHost());
    if (!"https".equals(keySetUrl.getScheme()) && !isLocal) {
      throw new IllegalArgumentException("The key set's URL does not begin with https://");
    }
  }
}
