package dev.intermission.functions.access.jwt;

import static dev.intermission.functions.access.jwt.TestToken.AUDIENCE;
import static dev.intermission.functions.access.jwt.TestToken.ISSUER;
import static dev.intermission.functions.access.jwt.TestToken.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.net.httpserver.HttpHandler;
import dev.intermission.access.Caller;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.functions.access.KeySetUnavailableException;
import dev.intermission.functions.access.Verdict;
import dev.intermission.model.AccountId;
import dev.intermission.model.UserId;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Good and hostile tokens, against keys that a real server gives.
class JwtCheckTest {
  private static final TestKey EC = TestKey.ec("ec");
  private static final TestKey RSA = TestKey.rsa("rsa", 2048);
  private static final TestKey P384 = TestKey.ec("p384", "secp384r1");
  private static final TestKey WEAK = TestKey.rsa("weak", 1024);
  private static final TestKey STRANGER = TestKey.ec("ec");
  private static final byte[] SECRET = new byte[32];
  private static final Set<Scope> SCOPES =
      Set.of(Scope.AD_CAMPAIGN_UPDATE, Scope.AD_CAMPAIGN_BASIC_READ);

  private static final String HEADER = "{\"alg\":\"ES256\",\"kid\":\"ec\"}";

  /// All the keys that must not be used beside the two that may.
  private static final String KEYS =
      TestKey.set(
          EC.jwk(),
          RSA.jwk("alg", "\"RS256\"", "use", "\"sig\"", "key_ops", "[\"verify\"]"),
          named("for-any-alg", RSA).jwk(),
          WEAK.jwk(),
          P384.jwk(),
          named("encrypts", EC).jwk("use", "\"enc\""),
          named("signs", EC).jwk("key_ops", "[\"sign\"]"),
          named("another", RSA).jwk("alg", "\"PS256\""),
          named("private", EC).jwk("d", TestKey.number(BigInteger.TWO, 32)),
          "{\"kid\":\"oct\",\"kty\":\"oct\",\"k\":" + TestKey.quoted(TestKey.base64(SECRET)) + "}",
          "{\"kid\":\"broken\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\"}",
          "{\"kid\":\"future\",\"kty\":\"AKP\"}",
          "7");

  private static final KeySetServer SERVER = new KeySetServer();
  private static final JwtCheck CHECK = check();

  @BeforeAll
  static void serve() {
    HttpHandler keys = exchange -> KeySetServer.send(exchange, 200, "application/json", KEYS);
    SERVER.answer(exchange -> {
      if (exchange.getRequestURI().getPath().equals("/strangers")) {
        KeySetServer.send(exchange, 200, "application/json", TestKey.set(STRANGER.jwk()));
      } else {
        keys.handle(exchange);
      }
    });
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  static Stream<Arguments> good_tokens() {
    return Stream.of(
        arguments("ES256", good().signed(EC)),
        arguments("RS256", rsa().signed(RSA)),
        arguments("no typ", good().header("typ", null).signed(EC)),
        arguments("typ in another case", good().header("typ", "\"jWt\"").signed(EC)),
        arguments("typ as a media type", good().header("typ", "\"application/JWT\"").signed(EC)),
        arguments("an access token", good().header("typ", "\"at+jwt\"").signed(EC)),
        arguments("an access token in another case", good().header("typ", "\"AT+JWT\"").signed(EC)),
        arguments(
            "an access token as a media type",
            good().header("typ", "\"application/at+jwt\"").signed(EC)),
        arguments(
            "an access token as a media type in another case",
            good().header("typ", "\"Application/AT+jwt\"").signed(EC)),
        arguments("an unknown header", good().header("x", "{\"y\":1}").signed(EC)),
        arguments(
            "several audiences", good().claim("aud", "[\"x\",\"" + AUDIENCE + "\"]").signed(EC)),
        arguments("an unknown claim", good().claim("x", "[[1]]").signed(EC)),
        arguments("just expired", good().time("exp", NOW.minusSeconds(59)).signed(EC)),
        arguments("almost valid", good().time("nbf", NOW.plusSeconds(59)).signed(EC)),
        arguments("nbf with an exponent", good().claim("nbf", "1.5e9").signed(EC)),
        arguments("nbf at the beginning", good().claim("nbf", "0").signed(EC)),
        arguments("nbf a minus zero", good().claim("nbf", "-0").signed(EC)),
        arguments("nbf a fraction of a second", good().claim("nbf", "0.5").signed(EC)),
        arguments("exp with a fraction", good().claim("exp", "1800000000.25").signed(EC)),
        arguments("exp with an exponent", good().claim("exp", "1.8e9").signed(EC)),
        arguments("exp with a small exponent", good().claim("exp", "18000000000e-1").signed(EC)),
        arguments("exp at the end", good().claim("exp", "253402300799").signed(EC)),
        arguments("exp at the very end", good().claim("exp", "253402300799.9").signed(EC)),
        arguments("issued in the future", good().time("iat", NOW.plusSeconds(3600)).signed(EC)),
        arguments("a date of no claim of ours", good().claim("x", "{\"exp\":-1}").signed(EC)),
        arguments("a number of no date", good().claim("version", "-1e300").signed(EC)),
        arguments(
            "an unknown scope",
            good()
                .claim("scopes", "[\"x\",\"ad_campaign:update\",\"ad_campaign:basic:read\"]")
                .signed(EC)),
        arguments("somebody's jku", good().header("jku", url("/strangers")).signed(EC)),
        arguments("somebody's x5u", good().header("x5u", url("/strangers")).signed(EC)),
        arguments("somebody's jwk", good().header("jwk", STRANGER.jwk()).signed(EC)),
        arguments("somebody's x5c", good().header("x5c", "[\"AAAA\"]").signed(EC)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("good_tokens")
  void a_good_token_makes_a_member_of_one_account_of_its_bearer(String name, String token) {
    assertThat(CHECK.check(token, NOW))
        .isEqualTo(
            new Verdict.Good(
                new Caller(
                    "jwt:user_1",
                    new Holder.Member(new UserId("user_1"), new AccountId("biz_1")),
                    SCOPES,
                    null)));
    assertThat(SERVER.requests).containsOnly("/keys");
  }

  static Stream<Arguments> bad_tokens() {
    String signed = good().signed(EC);
    String signature = signed.substring(signed.lastIndexOf('.'));
    RSAPublicKey publicKey = (RSAPublicKey) RSA.pair().getPublic();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(publicKey.getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    TestToken hmac = good().header("alg", "\"HS256\"").header("kid", "\"rsa\"");
    return Stream.of(
        // algorithms
        arguments("alg none", good().header("alg", "\"none\"").signed(EC)),
        arguments("alg None", good().header("alg", "\"None\"").signed(EC)),
        arguments("alg none, unsigned", good().header("alg", "\"none\"").unsigned() + "."),
        arguments("no alg", good().header("alg", null).signed(EC)),
        arguments("alg null", good().header("alg", "null").signed(EC)),
        arguments("alg no string", good().header("alg", "256").signed(EC)),
        arguments("alg es256", good().header("alg", "\"es256\"").signed(EC)),
        arguments("HMAC by the key's DER", hmac.signedBySecret(publicKey.getEncoded())),
        arguments(
            "HMAC by the key's PEM", hmac.signedBySecret(pem.getBytes(StandardCharsets.US_ASCII))),
        arguments("HMAC by the modulus", hmac.signedBySecret(publicKey.getModulus().toByteArray())),
        arguments(
            "HMAC by a symmetric key of the set",
            good().header("alg", "\"HS256\"").header("kid", "\"oct\"").signedBySecret(SECRET)),
        arguments(
            "RS512",
            good()
                .header("alg", "\"RS512\"")
                .header("kid", "\"for-any-alg\"")
                .signed("SHA512withRSA", RSA.pair().getPrivate())),
        arguments(
            "ES384",
            good()
                .header("alg", "\"ES384\"")
                .header("kid", "\"p384\"")
                .signed("SHA384withECDSAinP1363Format", P384.pair().getPrivate())),
        arguments("ES256 by an RSA key", good().header("kid", "\"rsa\"").signed(RSA)),
        arguments("RS256 by an EC key", rsa().header("kid", "\"ec\"").signed(EC)),
        // headers
        arguments("typ JOSE", good().header("typ", "\"JOSE\"").signed(EC)),
        arguments("typ of a logout token", good().header("typ", "\"logout+jwt\"").signed(EC)),
        arguments("typ empty", good().header("typ", "\"\"").signed(EC)),
        arguments("typ no string", good().header("typ", "[\"JWT\"]").signed(EC)),
        arguments("an unknown crit", good().header("crit", "[\"x\"]").header("x", "1").signed(EC)),
        arguments("crit b64", good().header("crit", "[\"b64\"]").header("b64", "true").signed(EC)),
        arguments("crit empty", good().header("crit", "[]").signed(EC)),
        arguments("crit no array", good().header("crit", "\"exp\"").signed(EC)),
        arguments("b64 false", good().header("b64", "false").signed(EC)),
        arguments("no kid", good().header("kid", null).signed(EC)),
        arguments("kid null", good().header("kid", "null").signed(EC)),
        arguments("kid no string", good().header("kid", "1").signed(EC)),
        arguments("an unknown kid", good().header("kid", "\"other\"").signed(EC)),
        arguments("a kid of another place", good().header("kid", "\"../ec\"").signed(EC)),
        // keys that do not count
        arguments("another's key", good().signed(STRANGER)),
        arguments("another's key, in jwk", good().header("jwk", STRANGER.jwk()).signed(STRANGER)),
        arguments(
            "another's key, at jku", good().header("jku", url("/strangers")).signed(STRANGER)),
        arguments(
            "another's key, at x5u", good().header("x5u", url("/strangers")).signed(STRANGER)),
        arguments("an RSA key of 1024 bits", rsa().header("kid", "\"weak\"").signed(WEAK)),
        arguments("a key for encryption", good().header("kid", "\"encrypts\"").signed(EC)),
        arguments("a key that does not verify", good().header("kid", "\"signs\"").signed(EC)),
        arguments("a key for another alg", rsa().header("kid", "\"another\"").signed(RSA)),
        arguments("a private key of the set", good().header("kid", "\"private\"").signed(EC)),
        arguments(
            "a key of another curve",
            good()
                .header("kid", "\"p384\"")
                .signed("SHA256withECDSAinP1363Format", P384.pair().getPrivate())),
        // signatures
        arguments("no signature", good().unsigned() + "."),
        arguments(
            "another token's signature", good().claim("sub", "\"user_2\"").unsigned() + signature),
        arguments(
            "the signature of nothing", good().unsigned() + "." + TestKey.base64(new byte[64])),
        arguments("a cut signature", signed.substring(0, signed.length() - 4)),
        arguments("a DER signature", good().signed("SHA256withECDSA", EC.pair().getPrivate())),
        arguments(
            "ES256 by another hash",
            good().signed("SHA512withECDSAinP1363Format", EC.pair().getPrivate())),
        // forms
        arguments("five parts", signed + ".AAAA.AAAA"),
        arguments(
            "an encrypted one",
            good().header("alg", "\"RSA-OAEP-256\"").header("enc", "\"A256GCM\"").unsigned()
                + ".AAAA.AAAA.AAAA"),
        arguments("two parts", good().unsigned()),
        arguments("a null for a header", raw("null", "{}")),
        arguments("a list for a header", raw("[]", "{}")),
        arguments("alg twice", raw("{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"ec\"}", "{}")),
        arguments(
            "a deep header",
            raw("{\"alg\":\"ES256\",\"kid\":\"ec\",\"x\":" + "[".repeat(2900), "{}")),
        arguments("no JSON for claims", raw("{\"alg\":\"ES256\",\"kid\":\"ec\"}", "x")),
        arguments("a null for claims", raw("{\"alg\":\"ES256\",\"kid\":\"ec\"}", "null")),
        arguments("a list for claims", raw("{\"alg\":\"ES256\",\"kid\":\"ec\"}", "[]")),
        arguments("deep claims", good().claim("x", "[".repeat(2900) + "]".repeat(2900)).signed(EC)),
        // claims
        arguments("no iss", good().claim("iss", null).signed(EC)),
        arguments("another iss", good().claim("iss", "\"https://issuer.test\"").signed(EC)),
        arguments("iss in a list", good().claim("iss", "[\"" + ISSUER + "\"]").signed(EC)),
        arguments("no aud", good().claim("aud", null).signed(EC)),
        arguments("another aud", good().claim("aud", "\"intermission2\"").signed(EC)),
        arguments("other audiences", good().claim("aud", "[\"x\",\"y\"]").signed(EC)),
        arguments("aud empty", good().claim("aud", "[]").signed(EC)),
        arguments("aud null", good().claim("aud", "null").signed(EC)),
        arguments("no exp", good().claim("exp", null).signed(EC)),
        arguments("exp null", good().claim("exp", "null").signed(EC)),
        arguments("exp no number", good().claim("exp", "\"9999999999\"").signed(EC)),
        arguments("expired", good().time("exp", NOW.minusSeconds(60)).signed(EC)),
        arguments("not yet valid", good().time("nbf", NOW.plusSeconds(61)).signed(EC)),
        arguments("nbf null", good().claim("nbf", "null").signed(EC)),
        arguments("nbf no number", good().claim("nbf", "\"0\"").signed(EC)),
        arguments("aud a number", good().claim("aud", "1").signed(EC)),
        arguments("aud in an object", good().claim("aud", "{\"intermission\":1}").signed(EC)),
        arguments("aud in a nested list", good().claim("aud", "[[\"intermission\"]]").signed(EC)),
        arguments("aud with a number", good().claim("aud", "[\"" + AUDIENCE + "\",1]").signed(EC)),
        arguments("iss a number", good().claim("iss", "1").signed(EC)),
        arguments("iss null", good().claim("iss", "null").signed(EC)),
        arguments("sub null", good().claim("sub", "null").signed(EC)),
        arguments("sub in a list", good().claim("sub", "[\"user_1\"]").signed(EC)),
        arguments("no sub", good().claim("sub", null).signed(EC)),
        arguments("sub of another form", good().claim("sub", "\"biz_1\"").signed(EC)),
        arguments("sub with a line break", good().claim("sub", "\"user_1\\n\"").signed(EC)),
        arguments("sub no string", good().claim("sub", "1").signed(EC)),
        arguments("no account_id", good().claim("account_id", null).signed(EC)),
        arguments(
            "account_id of another form", good().claim("account_id", "\"user_1\"").signed(EC)),
        arguments("account_id no string", good().claim("account_id", "[\"biz_1\"]").signed(EC)),
        arguments("no scopes", good().claim("scopes", null).signed(EC)),
        arguments("scopes null", good().claim("scopes", "null").signed(EC)),
        arguments(
            "scopes in a string", good().claim("scopes", "\"ad_campaign:update\"").signed(EC)),
        arguments(
            "scopes in an object",
            good().claim("scopes", "{\"ad_campaign:update\":true}").signed(EC)),
        arguments(
            "a scope that is no string",
            good().claim("scopes", "[\"ad_campaign:update\",1]").signed(EC)),
        arguments("a scope that is null", good().claim("scopes", "[null]").signed(EC)),
        arguments(
            "scopes in a nested list",
            good().claim("scopes", "[[\"ad_campaign:update\"]]").signed(EC)),
        arguments("jti no string", good().claim("jti", "7").signed(EC)),
        // names that occur twice
        arguments("exp twice", twice("exp", "1")),
        arguments("sub twice", twice("sub", "\"user_2\"")),
        arguments("account_id twice", twice("account_id", "\"biz_2\"")),
        arguments("scopes twice", twice("scopes", "[]")),
        arguments("an unknown claim twice", twice("x\":1,\"x", "1")),
        arguments("a name twice in a claim", good().claim("x", "{\"y\":1,\"y\":1}").signed(EC)),
        arguments("kid twice", headerTwice("{\"alg\":\"ES256\",\"kid\":\"rsa\",\"kid\":\"ec\"}")),
        arguments(
            "an unknown header twice",
            headerTwice("{\"alg\":\"ES256\",\"kid\":\"ec\",\"x\":1,\"x\":1}")),
        arguments("a byte order mark before the claims", raw(HEADER, "\ufeff" + claims())),
        arguments("something behind the claims", raw(HEADER, claims() + "{}")));
  }

  /// Seconds that are no time of the years 1970 to 9999. The library multiplies by 1,000 and lets
  /// the result wrap: 2^61 seconds more are the same time to it.
  static Stream<Arguments> dates_of_no_year() {
    String wrapped = BigInteger.TWO.pow(61).add(BigInteger.valueOf(1_800_000_000)).toString();
    String wrappedTwice = BigInteger.TWO.pow(64).add(BigInteger.valueOf(1_800_000_000)).toString();
    return Stream.of("exp", "nbf", "iat", "auth_time", "updated_at")
        .flatMap(claim ->
            Stream.of(
                    "-1",
                    "-0.5",
                    "-1e-400",
                    "-1e400",
                    "253402300800",
                    "1e12",
                    "1e18",
                    "1e400",
                    "1e999999999",
                    "-" + wrapped,
                    wrapped,
                    wrappedTwice,
                    "9223372036854775",
                    "9223372036854775807",
                    "9223372036854775808",
                    "-9223372036854775808",
                    "9".repeat(2000),
                    "null",
                    "true",
                    "\"1800000000\"",
                    "\"\"",
                    "[1800000000]",
                    "{}",
                    "NaN",
                    "Infinity",
                    "0x6b49d200",
                    "+1800000000",
                    "01800000000",
                    "1800000000.")
                .map(value -> arguments(claim, value)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("dates_of_no_year")
  void a_date_outside_the_years_1970_to_9999_is_bad(String claim, String value) {
    assertThat(CHECK.check(good().claim(claim, value).signed(EC), NOW))
        .isEqualTo(new Verdict.Bad());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad_tokens")
  void any_other_token_is_bad(String name, String token) {
    // Keys that were never fetched: while an unknown name may not be asked for, nobody knows.
    assertThat(check().check(token, NOW)).isEqualTo(new Verdict.Bad());
    assertThat(SERVER.requests).doesNotContain("/strangers");
  }

  @Test
  void its_own_id_names_the_credential_if_it_can_stand_in_a_log() {
    assertThat(credentialId(good().claim("jti", "\"aZ_9-\""))).isEqualTo("jwt:user_1:aZ_9-");
    assertThat(credentialId(good().claim("jti", "\"" + "a".repeat(64) + "\"")))
        .isEqualTo("jwt:user_1:" + "a".repeat(64));
    assertThat(credentialId(good().claim("jti", "\"" + "a".repeat(65) + "\"")))
        .isEqualTo("jwt:user_1");
    assertThat(credentialId(good().claim("jti", "\"a\\nb\""))).isEqualTo("jwt:user_1");
    assertThat(credentialId(good().claim("jti", "\"\""))).isEqualTo("jwt:user_1");
  }

  @Test
  void a_token_without_a_scope_is_good_for_nothing_but_good() {
    assertThat(CHECK.check(good().claim("scopes", "[]").signed(EC), NOW))
        .isInstanceOfSatisfying(
            Verdict.Good.class, good -> assertThat(good.caller().scopes()).isEmpty());
  }

  @Test
  void time_is_the_requests_and_not_the_systems() {
    String token = good().time("nbf", NOW).signed(EC);
    assertThat(CHECK.check(token, NOW.minusSeconds(61))).isEqualTo(new Verdict.Bad());
    assertThat(CHECK.check(token, NOW.minusSeconds(59))).isInstanceOf(Verdict.Good.class);
    assertThat(CHECK.check(token, NOW.plusSeconds(359))).isInstanceOf(Verdict.Good.class);
    assertThat(CHECK.check(token, NOW.plusSeconds(360))).isEqualTo(new Verdict.Bad());
  }

  @Test
  void what_no_key_could_make_good_costs_no_fetch() {
    try (KeySetServer server = new KeySetServer()) {
      JwtCheck check = new JwtCheck(new TrustedIssuer(ISSUER, AUDIENCE, server.url("/keys")));
      assertThat(check.check(good().header("alg", "\"HS256\"").signed(EC), NOW))
          .isEqualTo(new Verdict.Bad());
      assertThat(check.check(good().header("kid", null).signed(EC), NOW))
          .isEqualTo(new Verdict.Bad());
      assertThat(check.check(raw("{\"alg\":\"ES256\",\"kid\":\"ec\"}", "x"), NOW))
          .isEqualTo(new Verdict.Bad());
      assertThat(server.requests).isEmpty();
      String token = good().signed(EC);
      assertThatThrownBy(() -> check.check(token, NOW))
          .isInstanceOf(KeySetUnavailableException.class)
          .hasMessageNotContaining(token);
      assertThat(server.requests).containsExactly("/keys");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://issuer.test/keys",
        "http://127.0.0.1.issuer.test/",
        "file:///keys",
        "/keys"
      })
  void keys_without_tls_are_no_setting(String url) {
    assertThatThrownBy(() -> new TrustedIssuer(ISSUER, AUDIENCE, URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Even while its key may not be asked for.
  @Test
  void what_no_key_could_make_good_stays_bad_while_nobody_knows_the_key() {
    JwtCheck check = check();
    String unknown = good().header("kid", "\"next\"").signed(EC);
    assertThat(check.check(good().signed(EC), NOW)).isInstanceOf(Verdict.Good.class);
    assertThat(check.check(unknown, NOW)).isEqualTo(new Verdict.Bad());
    assertThatThrownBy(() -> check.check(unknown, NOW))
        .isInstanceOf(KeySetUnavailableException.class);
    for (TestToken never :
        List.of(
            good().time("exp", NOW.minusSeconds(3600)),
            good().claim("iss", "\"https://other.test/\""),
            good().claim("aud", "\"other\""),
            good().claim("scopes", null),
            good().header("typ", "\"logout+jwt\""))) {
      assertThat(check.check(never.header("kid", "\"next\"").signed(EC), NOW))
          .isEqualTo(new Verdict.Bad());
    }
  }

  private static TestToken good() {
    return new TestToken();
  }

  private static TestToken rsa() {
    return good().header("alg", "\"RS256\"").header("kid", "\"rsa\"");
  }

  private static String raw(String header, String claims) {
    return TestToken.signed(header, claims, "SHA256withECDSAinP1363Format", EC.pair().getPrivate());
  }

  /// A good token with a claim again before its other claims.
  private static String twice(String claim, String value) {
    return raw(HEADER, "{\"" + claim + "\":" + value + "," + claims().substring(1));
  }

  private static String headerTwice(String header) {
    return raw(header, claims());
  }

  /// Those of a good token.
  private static String claims() {
    return new String(
        Base64.getUrlDecoder().decode(good().unsigned().split("\\.", -1)[1]),
        StandardCharsets.UTF_8);
  }

  private static JwtCheck check() {
    return new JwtCheck(new TrustedIssuer(ISSUER, AUDIENCE, SERVER.url("/keys")));
  }

  private static String url(String path) {
    return TestKey.quoted(SERVER.url(path).toString());
  }

  private static String credentialId(TestToken token) {
    return ((Verdict.Good) CHECK.check(token.signed(EC), NOW)).caller().credentialId();
  }

  private static TestKey named(String id, TestKey key) {
    return new TestKey(id, key.pair());
  }
}
