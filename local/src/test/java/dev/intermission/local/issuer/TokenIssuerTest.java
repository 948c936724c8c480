package dev.intermission.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.model.AccountId;
import dev.intermission.model.UserId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Its tokens as a verifier that knows nothing but its settings sees them.
class TokenIssuerTest {
  private static final Holder.Member MEMBER =
      new Holder.Member(new UserId("user_demo"), new AccountId("biz_demo"));
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private final TokenIssuer issuer = TokenIssuer.start();

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void a_token_verifies_against_the_key_set_that_is_served() throws Exception {
    String token = issuer.sign(MEMBER, Set.of(Scope.values()), now);

    JWTClaimsSet claims = verify(token, issuer.environment());

    assertThat(claims.getSubject()).isEqualTo("user_demo");
    assertThat(claims.getStringClaim("account_id")).isEqualTo("biz_demo");
    assertThat(claims.getStringListClaim("scopes"))
        .containsExactlyInAnyOrderElementsOf(
            List.of(Scope.values()).stream().map(Scope::wireName).toList());
    assertThat(claims.getIssueTime().toInstant()).isEqualTo(now);
    assertThat(claims.getNotBeforeTime().toInstant()).isEqualTo(now);
    assertThat(claims.getExpirationTime().toInstant()).isEqualTo(now.plus(Duration.ofDays(1)));
    assertThat(claims.getJWTID()).isNotEmpty();
  }

  @Test
  void the_header_names_the_algorithm_the_type_and_the_key() throws Exception {
    SignedJWT token = SignedJWT.parse(issuer.sign(MEMBER, Set.of(), now));

    assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
    assertThat(token.getHeader().getType()).isEqualTo(JOSEObjectType.JWT);
    assertThat(token.getHeader().getKeyID())
        .isEqualTo(JWKSet.load(issuer.keySetUrl().toURL()).getKeys().getFirst().getKeyID());
  }

  @Test
  void two_tokens_are_never_the_same_and_neither_are_two_issuers_keys() throws Exception {
    assertThat(issuer.sign(MEMBER, Set.of(), now)).isNotEqualTo(issuer.sign(MEMBER, Set.of(), now));
    try (TokenIssuer other = TokenIssuer.start()) {
      String foreign = other.sign(MEMBER, Set.of(), now);
      assertThat(verify(foreign, other.environment())).isNotNull();
      assertThatExceptionOfType(BadJOSEException.class)
          .isThrownBy(() -> verify(foreign, issuer.environment()));
    }
  }

  @Test
  void only_the_public_key_is_served_and_nothing_else() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> served =
          client.send(HttpRequest.newBuilder(issuer.keySetUrl()).build(), BodyHandlers.ofString());
      assertThat(served.statusCode()).isEqualTo(200);
      assertThat(JWKSet.parse(served.body()).getKeys())
          .singleElement()
          .matches(key -> !key.isPrivate(), "is public")
          .extracting(JWK::getAlgorithm)
          .isEqualTo(JWSAlgorithm.ES256);
      for (HttpRequest.Builder other :
          List.of(
              HttpRequest.newBuilder(issuer.keySetUrl().resolve("/")),
              HttpRequest.newBuilder(issuer.keySetUrl()).POST(BodyPublishers.noBody()))) {
        assertThat(client.send(other.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(404);
      }
    }
  }

  private static JWTClaimsSet verify(String token, Map<String, String> environment)
      throws Exception {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.ES256,
            JWKSourceBuilder.create(URI.create(environment.get("JWT_KEY_SET_URL")).toURL())
                .build()));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            environment.get("JWT_AUDIENCE"),
            new JWTClaimsSet.Builder().issuer(environment.get("JWT_ISSUER")).build(),
            Set.of("exp", "nbf", "iat", "jti", "sub", "account_id", "scopes")));
    return processor.process(token, null);
  }
}
