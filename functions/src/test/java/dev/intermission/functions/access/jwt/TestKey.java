package dev.intermission.functions.access.jwt;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// An issuer's key, made by the JDK alone. A test must not share the library's mistakes.
record TestKey(String id, KeyPair pair) {
  static TestKey ec(String id) {
    return ec(id, "secp256r1");
  }

  static TestKey ec(String id, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return new TestKey(id, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static TestKey rsa(String id, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return new TestKey(id, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// The public key as the issuer publishes it.
  ///
  /// @param more fields, as name and JSON value in turn
  String jwk(String... more) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("kid", quoted(id));
    switch (pair.getPublic()) {
      case ECPublicKey key -> {
        int bits = key.getParams().getCurve().getField().getFieldSize();
        fields.put("kty", quoted("EC"));
        fields.put("crv", quoted("P-" + bits));
        fields.put("x", number(key.getW().getAffineX(), bits / 8));
        fields.put("y", number(key.getW().getAffineY(), bits / 8));
      }
      case RSAPublicKey key -> {
        fields.put("kty", quoted("RSA"));
        fields.put("n", number(key.getModulus(), key.getModulus().bitLength() / 8));
        fields.put("e", number(key.getPublicExponent(), 3));
      }
      default -> throw new AssertionError();
    }
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    return json(fields);
  }

  static String set(String... jwks) {
    return "{\"keys\":[" + String.join(",", jwks) + "]}";
  }

  /// @param fields values in JSON
  static String json(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> quoted(field.getKey()) + ":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  static String quoted(String text) {
    return "\"" + text + "\"";
  }

  static String number(BigInteger number, int bytes) {
    byte[] padded = new byte[bytes];
    byte[] own = number.toByteArray();
    int length = Math.min(own.length, bytes);
    System.arraycopy(own, own.length - length, padded, bytes - length, length);
    return quoted(base64(padded));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
