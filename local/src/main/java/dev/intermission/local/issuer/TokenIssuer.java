package dev.intermission.local.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.intermission.access.Holder;
import dev.intermission.access.Scope;
import dev.intermission.emulator.loopback.LoopbackServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// An issuer of account-scoped JWTs, with a key that never leaves its memory. The key is made at
/// its start, so its tokens count until it is closed. It serves the public key on 127.0.0.1.
/// Thread-safe.
public final class TokenIssuer implements AutoCloseable {
  private static final String KEY_SET = "/.well-known/jwks.json";
  private static final String AUDIENCE = "intermission";
  private static final Duration VALID_FOR = Duration.ofDays(1);

  private final ECKey key;
  private final LoopbackServer server;

  private TokenIssuer(ECKey key, LoopbackServer server) {
    this.key = key;
    this.server = server;
  }

  /// Makes a key and serves it.
  ///
  /// @throws IllegalStateException when it cannot
  public static TokenIssuer start() {
    try {
      ECKey key =
          new ECKeyGenerator(Curve.P_256)
              .keyID(UUID.randomUUID().toString())
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .generate();
      String keySet = new JWKSet(key.toPublicJWK()).toString();
      return new TokenIssuer(
          key,
          LoopbackServer.start(
              "The local issuer", 0, new HttpConnectionFactory(), new KeySetHandler(keySet)));
    } catch (JOSEException e) {
      throw new IllegalStateException("The local issuer could not make a key", e);
    }
  }

  /// The environment variables with which the functions accept its tokens.
  public Map<String, String> environment() {
    return Map.of(
        "JWT_ISSUER", issuer(),
        "JWT_AUDIENCE", AUDIENCE,
        "JWT_KEY_SET_URL", keySetUrl().toString());
  }

  /// Signs a token that counts for a day from now on.
  ///
  /// @param scopes the token's own; the membership may grant fewer
  public String sign(Holder.Member member, Set<Scope> scopes, Instant now) {
    Date from = Date.from(now);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(AUDIENCE)
                .subject(member.user().value())
                .issueTime(from)
                .notBeforeTime(from)
                .expirationTime(Date.from(now.plus(VALID_FOR)))
                .jwtID(UUID.randomUUID().toString())
                .claim("account_id", member.account().value())
                .claim("scopes", scopes.stream().map(Scope::wireName).sorted().toList())
                .build());
    try {
      token.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("The local issuer could not sign", e);
    }
    return token.serialize();
  }

  /// Where the public key is served.
  public URI keySetUrl() {
    return server.endpoint().resolve(KEY_SET);
  }

  @Override
  public void close() {
    server.close();
  }

  private String issuer() {
    return server.endpoint().toString();
  }

  private static final class KeySetHandler extends Handler.Abstract {
    private final String keySet;

    KeySetHandler(String keySet) {
      this.keySet = keySet;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (!HttpMethod.GET.is(request.getMethod())
          || !Request.getPathInContext(request).equals(KEY_SET)) {
        return false;
      }
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/jwk-set+json");
      Content.Sink.write(response, true, keySet, callback);
      return true;
    }
  }
}
