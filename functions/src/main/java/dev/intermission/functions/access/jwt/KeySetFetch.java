package dev.intermission.functions.access.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.intermission.functions.access.KeySetUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Fetches the issuer's key set (JWKS) from its one address. That address is trusted with nothing
/// but the keys: at most two seconds in all, at most 100 KB, no redirect. No failure's message
/// repeats the response.
///
/// Safe for use by several threads.
final class KeySetFetch {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final int MAXIMUM_BYTES = 100 * 1024;
  private static final int MINIMUM_RSA_BITS = 2048;

  private final URI url;
  private final Duration deadline;

  KeySetFetch(URI url) {
    this(url, DEADLINE);
  }

  KeySetFetch(URI url, Duration deadline) {
    this.url = url;
    this.deadline = deadline;
  }

  /// The public keys that a JWT may name and that may verify it. At least one.
  ///
  /// @throws KeySetUnavailableException if they cannot be fetched
  JWKSet fetch() {
    return fetch(this::read, deadline);
  }

  /// The same from another source.
  ///
  /// @param source reads the key set's text
  static JWKSet fetch(Callable<String> source, Duration deadline) {
    // A connection's own time-outs begin again with every byte. A connection that is read by a
    // virtual thread is closed when that thread is interrupted.
    FutureTask<String> reading = new FutureTask<>(source);
    Thread.ofVirtual().name("key-set").start(reading);
    try {
      return usable(reading.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw failed("it took longer than " + deadline.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      throw cause instanceof KeySetUnavailableException known
          ? known
          : failed(cause.getClass().getSimpleName(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted", e);
    } finally {
      reading.cancel(true);
    }
  }

  private String read() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    try {
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      // Later than the deadline: only in case the interrupt does not come through.
      connection.setConnectTimeout(Math.toIntExact(deadline.multipliedBy(2).toMillis()));
      connection.setReadTimeout(Math.toIntExact(deadline.multipliedBy(2).toMillis()));
      connection.setRequestProperty("Accept", "application/json");
      connection.setRequestProperty("Connection", "close");
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw failed("it was answered with " + status, null);
      }
      try (InputStream in = connection.getInputStream()) {
        byte[] body = in.readNBytes(MAXIMUM_BYTES + 1);
        if (body.length > MAXIMUM_BYTES) {
          throw failed("it is larger than " + MAXIMUM_BYTES + " bytes", null);
        }
        return new String(body, StandardCharsets.UTF_8);
      }
    } finally {
      connection.disconnect();
    }
  }

  private static JWKSet usable(String text) {
    List<JWK> keys = new ArrayList<>();
    for (Object member : members(text)) {
      try {
        @SuppressWarnings("unchecked") // a JSON object is read as one
        JWK key = JWK.parse((Map<String, Object>) member);
        if (isUsable(key)) {
          keys.add(key);
        }
      } catch (ParseException | RuntimeException e) {
        // A key that cannot be read does not spoil the others.
      }
    }
    if (keys.isEmpty()) {
      throw failed("it has no key that can be used", null);
    }
    return new JWKSet(keys);
  }

  private static List<?> members(String text) {
    try {
      Map<String, Object> set = JSONObjectUtils.parse(text);
      // JSON null is read as null.
      if (set != null && set.get("keys") instanceof List<?> members) {
        return members;
      }
    } catch (ParseException e) {
      // The exception's message may quote the response.
    }
    throw failed("it is not a key set", null);
  }

  private static boolean isUsable(JWK key) {
    JWSAlgorithm algorithm =
        switch (key) {
          case ECKey ec when ec.getCurve().equals(Curve.P_256) -> JWSAlgorithm.ES256;
          case RSAKey rsa when rsa.size() >= MINIMUM_RSA_BITS -> JWSAlgorithm.RS256;
          default -> null;
        };
    return algorithm != null
        && key.getKeyID() != null
        && !key.isPrivate()
        && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm))
        && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
        && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
  }

  private static KeySetUnavailableException failed(String reason, @Nullable Throwable cause) {
    return new KeySetUnavailableException(
        "The key set of the JWTs' issuer could not be fetched: " + reason + ".", cause);
  }
}
