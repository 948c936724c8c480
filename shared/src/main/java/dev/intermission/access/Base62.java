package dev.intermission.access;

import java.math.BigInteger;

/// Numbers in the digits that ids and secrets are made of.
final class Base62 {
  static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

  private Base62() {}

  /// Writes that many of a number's last digits.
  static String write(BigInteger value, int characters) {
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
