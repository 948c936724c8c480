package dev.intermission.functions.access.jwt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.text.ParseException;
import java.util.Set;

/// Checks the JSON of a token as it was signed, before the library reads it. The library wraps a
/// number of seconds that is too large, and takes the last of equal names.
final class TokenJson {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// The claims of RFC 7519 and OpenID Connect in seconds since 1970.
  private static final Set<String> DATES = Set.of("exp", "nbf", "iat", "auth_time", "updated_at");

  private static final BigDecimal YEAR_10000 = new BigDecimal("253402300800");

  private TokenJson() {}

  /// Checks a header, or claims.
  ///
  /// @throws ParseException if it is not one JSON object, has a name twice, or a date that is no
  ///   number of seconds in the years 1970 to 9999
  static void check(String text) throws ParseException {
    try (JsonParser json = JSON.createParser(text)) {
      boolean isGood = json.nextToken() == JsonToken.START_OBJECT;
      while (isGood && json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        isGood = !DATES.contains(name) || isDate(json);
        json.skipChildren();
      }
      if (!isGood || json.nextToken() != null) {
        throw new ParseException("not of the form of a JWT", 0);
      }
    } catch (IOException e) {
      throw new ParseException("no JSON", 0);
    }
  }

  private static boolean isDate(JsonParser json) throws IOException {
    if (!json.currentToken().isNumeric()) {
      return false;
    }
    BigDecimal seconds = json.getDecimalValue();
    return seconds.signum() >= 0 && seconds.compareTo(YEAR_10000) < 0;
  }
}
