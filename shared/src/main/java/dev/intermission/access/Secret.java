package dev.intermission.access;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/// A bearer secret of ours: `im_`, the kind, `_`, 43 base62 characters of a random 256-bit value
/// and 6 of the CRC-32 of all before them. So scanners can find a leaked one, and a mistyped one is
/// refused without a look-up. Only its SHA-256 is ever stored, and it never prints itself.
public final class Secret {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());
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
    String body = kind.prefix() + base62(new BigInteger(1, random), RANDOM_CHARACTERS);
    return new Secret(kind, body + check(body));
  }

  /// Reads a secret that somebody sent; empty if its form or its checksum is wrong.
  public static Optional<Secret> parse(String text) {
    for (SecretKind kind : SecretKind.values()) {
      int length = kind.prefix().length() + RANDOM_CHARACTERS + CHECK_CHARACTERS;
      if (text.startsWith(kind.prefix()) && text.length() == length) {
        String body = text.substring(0, length - CHECK_CHARACTERS);
        boolean wellFormed =
            text.chars().skip(kind.prefix().length()).allMatch(c -> ALPHABET.indexOf(c) >= 0);
        return wellFormed && text.endsWith(check(body))
            ? Optional.of(new Secret(kind, text))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// What the secret stands for.
  public SecretKind kind() {
    return kind;
  }

  /// The secret itself, for its owner's eyes only.
  public String reveal() {
    return text;
  }

  /// The SHA-256 of the secret: what is stored, and what it is looked up by.
  public SecretHash hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return new SecretHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return kind.prefix() + "(hidden)";
  }

  private static String check(String body) {
    CRC32 crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.US_ASCII));
    return base62(BigInteger.valueOf(crc.getValue()), CHECK_CHARACTERS);
  }

  private static String base62(BigInteger value, int characters) {
    StringBuilder digits = new StringBuilder();
    BigInteger rest = value;
    while (digits.length() < characters) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      digits.append(ALPHABET.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return digits.reverse().toString();
  }
}
