package dev.intermission.functions.access.jwt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A token in the making: a good one, until something about it is changed.
final class TestToken {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final String ISSUER = "https://issuer.test/";
  static final String AUDIENCE = "intermission";

  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();

  TestToken() {
    header("alg", "\"ES256\"").header("kid", "\"ec\"").header("typ", "\"JWT\"");
    claim("iss", "\"" + ISSUER + "\"").claim("aud", "\"" + AUDIENCE + "\"");
    time("exp", NOW.plusSeconds(300)).claim("sub", "\"user_1\"").claim("account_id", "\"biz_1\"");
    claim("scopes", "[\"ad_campaign:update\",\"ad_campaign:basic:read\"]");
  }

  /// @param json null takes it away
  TestToken header(String name, @Nullable String json) {
    set(header, name, json);
    return this;
  }

  /// @param json null takes it away
  TestToken claim(String name, @Nullable String json) {
    set(claims, name, json);
    return this;
  }

  TestToken time(String name, Instant time) {
    return claim(name, Long.toString(time.getEpochSecond()));
  }

  String signed(TestKey key) {
    return signed(key.pair().getPrivate());
  }

  /// As `alg` says, with the JDK's names.
  String signed(PrivateKey key) {
    return signed(
        key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSAinP1363Format", key);
  }

  String signed(String algorithm, PrivateKey key) {
    return signed(TestKey.json(header), TestKey.json(claims), algorithm, key);
  }

  static String signed(String header, String claims, String algorithm, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      String input = base64(header) + "." + base64(claims);
      signature.update(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + TestKey.base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  String signedBySecret(byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String input = unsigned();
      return input + "." + TestKey.base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /// Header and claims, with a dot between them.
  String unsigned() {
    return base64(TestKey.json(header)) + "." + base64(TestKey.json(claims));
  }

  private static void set(Map<String, String> fields, String name, @Nullable String json) {
    if (json == null) {
      fields.remove(name);
    } else {
      fields.put(name, json);
    }
  }

  private static String base64(String text) {
    return TestKey.base64(text.getBytes(StandardCharsets.UTF_8));
  }
}
