package dev.intermission.access;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;

/// A bearer secret of ours. It is `im_`, the kind, `_`, 43 base62 characters of a random 256-bit
/// value and 6 of the CRC-32 of all before them. So scanners can find a leaked one, and a mistyped
/// one is refused without a look-up. Only its SHA-256 is ever stored, and it never prints itself.
public final class Secret {
  private static final int RANDOM_BYTES = 32;
  private static final int RANDOM_CHARACTERS = 43;
  private static final int CHECK_CHARACTERS = 6;

  private final SecretKind kind;
  private final String text;

  private Secret(SecretKind kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  /// Makes a secret from 32 random bytes.
  ///
  /// @throws IllegalArgumentException if they are not 32
  public static Secret of(SecretKind kind, byte[] random) {
    if (random.length != RANDOM_BYTES) {
      throw new IllegalArgumentException("a secret takes " + RANDOM_BYTES + " random bytes");
    }
    String body = kind.prefix() + Base62.write(new BigInteger(1, random), RANDOM_CHARACTERS);
    return new Secret(kind, body + check(body));
  }

  /// Reads a secret that somebody sent; empty if its form or its checksum is wrong.
  public static Optional<Secret> parse(String text) {
    for (SecretKind kind : SecretKind.values()) {
      int length = kind.prefix().length() + RANDOM_CHARACTERS + CHECK_CHARACTERS;
      if (text.startsWith(kind.prefix()) && text.length() == length) {
        String body = text.substring(0, length - CHECK_CHARACTERS);
        boolean wellFormed =
            text.chars()
                .skip(kind.prefix().length())
                .allMatch(c -> Base62.ALPHABET.indexOf(c) >= 0);
        return wellFormed && text.endsWith(check(body))
            ? Optional.of(new Secret(kind, text))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// The kind of the secret.
  public SecretKind kind() {
    return kind;
  }

  /// The secret itself, for its owner's eyes only.
  public String reveal() {
    return text;
  }

  /// The SHA-256 of the secret: what is stored, and what it is looked up by.
  public SecretHash hash() {
    return SecretHash.of(text);
  }

  @Override
  public String toString() {
    return kind.prefix() + "(hidden)";
  }

  private static String check(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return Base62.write(BigInteger.valueOf(crc.getValue()), CHECK_CHARACTERS);
  }
}
