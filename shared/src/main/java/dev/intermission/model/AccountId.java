package dev.intermission.model;

/// The account (`biz_...`) that a record belongs to and a caller acts on.
public record AccountId(String value) {
  /// @throws IllegalArgumentException if the value is empty
  public AccountId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an account id is not empty");
    }
  }
}
