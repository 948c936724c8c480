package dev.intermission.model;

import java.util.Optional;
import java.util.regex.Pattern;

/// The account (`biz_...`) that a record belongs to and a caller acts on. The platform writes it
/// into its records, so one that is read there may have any form.
public record AccountId(String value) {
  /// The beginning of every one.
  public static final String PREFIX = "biz_";

  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9]{1,64}");

  /// @throws IllegalArgumentException if the value is empty
  public AccountId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an account id is not empty");
    }
  }

  /// Reads an id that somebody sent; empty if it is not valid.
  public static Optional<AccountId> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new AccountId(text)) : Optional.empty();
  }
}
