package dev.intermission.access;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a credential in logs, in responses and in `changed_by`. It is no secret.
public record CredentialId(String value) {
  /// The beginning of every one.
  public static final String PREFIX = "cred_";

  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9]{1,64}");
  private static final int CHARACTERS = 22;

  /// @throws IllegalArgumentException if the value has another form
  public CredentialId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a credential id");
    }
  }

  /// Reads an id that somebody sent; empty if it has another form.
  public static Optional<CredentialId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new CredentialId(text)) : Optional.empty();
  }

  /// The id of the credential that a request asks for. The same request id always gives the same
  /// id, so a repeated request leads to the same credential.
  public static CredentialId of(String requestId) {
    String hash = SecretHash.of("credential" + requestId).hex();
    return new CredentialId(PREFIX + Base62.write(new BigInteger(hash, 16), CHARACTERS));
  }
}
