package dev.intermission.functions.access.jwt;

import dev.intermission.functions.access.TokenCheck;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/// An issuer that does not exist, with two tokens of its own.
///
/// Before the first invocation the library that checks JWTs is loaded with them, one for each
/// algorithm. The keys that signed them were thrown away, the tokens expired on 2026-11-20, and no
/// function trusts this issuer for a request.
public final class PrimingIssuer {
  /// A time at which both tokens are good.
  public static final Instant NOW = Instant.parse("2026-11-20T10:01:00Z");

  private static final TrustedIssuer ISSUER =
      new TrustedIssuer(
          "https://priming.invalid", "priming", URI.create("https://priming.invalid"));

  private static final String CLAIMS =
      """
      {"iss":"https://priming.invalid","aud":"priming","sub":"user_priming"\
      ,"account_id":"biz_demo","scopes":["ad_campaign:update","ad_campaign:basic:read"\
      ,"access_pass:basic:read","company:balance:read"]\
      ,"iat":1795168800,"exp":1795169100,"jti":"priming"}\
      """;

  private static final String KEYS =
      """
      {"keys":[
        {"kty":"EC","kid":"es","crv":"P-256",
         "x":"c4S6rpYhWVt6UmSz3e5Ta6Kwg54ZMqOuJWWHST9E-WU",
         "y":"P6oqCIh3XXnjvOlnWmFhpDactuzLITL2ri-cRtCYIMo"},
        {"kty":"RSA","kid":"rs","e":"AQAB",
         "n":"6BWIhMGLhYdaOj1CxyYHbqNNTT9Q48oN7OD-\
         yfom2xP0cnuqv4jV_HERUrlmN5d7fhdexettR5rGTQJrqxozpjjpdl-\
         ZelwKCeZDzxKX8hWWLXZEHgoHLQahZcy6mShLJIn-N1xlWOHUJ-WhxlF73lGqG6S3V9PRjD4sYoTEtKH\
         f4TXjJUqualgNuVnysQfb_lbZRgKXNykjqauuE8b-dew8Gh827TnoaiyA-\
         98ucmxVLnfh1tmeZUjHK9wsWA25BQHnC4FyNdwS9sfklPfvfMS14Jyu4z2B0qBBxmIaFCEoqkhhebY9Y\
         1N6m3kHQV2EaGTtMUeUZxCwJqYId84vdw"}]}
      """;

  private static final String ES256_SIGNATURE =
      """
      1KU7W4CxDeYafwtN9ZktKwii0s8xHu_weOXWkQj016K41ou15qQ57OFWbHwFG3SOlSCTUx8z5H5A5bNhwRjYvQ\
      """;

  private static final String RS256_SIGNATURE =
      """
      v8SDB_dow5vLxAXepuSz92wjgyHGqesNWCgwMjQIJM1d6qw4glBKWhSDHsw3Tgb7A1bY7WZKcDK9lcb7o9T6vW\
      WSLIy60hcqZwl6Kt1R1bnfvwWDqRhFte-o-0i1LbSTt-x9I5456je-NjFZMVrM9NNzDD1XSCDKG-Ip2CUXQfZL\
      yQ7B6vdpK3UfzUnF2iny_A0t75oREa3f00vmjlnJCcBC4Mg5FfUnAMjvDA_0yxmCHQ74MbvsHYBjk7-\
      rDqrUfTdUUzufieaKmA27wyQaPRv02QAPM64SsCREvLcOwpbeV4ke1nOcRsLJ-\
      Hs2AKwF3OHpp4h3xB_ujNiExelvLA\
      """;

  private PrimingIssuer() {}

  /// The check of this issuer's tokens. It fetches nothing.
  public static TokenCheck check() {
    return new JwtVerifier(
        ISSUER, new IssuerKeys(() -> KeySetFetch.fetch(() -> KEYS, Duration.ofSeconds(2))));
  }

  /// The tokens.
  public static List<String> tokens() {
    return List.of(token("ES256", "es", ES256_SIGNATURE), token("RS256", "rs", RS256_SIGNATURE));
  }

  private static String token(String algorithm, String keyId, String signature) {
    String header = "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm, keyId);
    return encoded(header) + "." + encoded(CLAIMS) + "." + signature;
  }

  private static String encoded(String part) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(part.getBytes(StandardCharsets.UTF_8));
  }
}
