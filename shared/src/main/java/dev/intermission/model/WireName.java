package dev.intermission.model;

import java.util.Locale;
import java.util.Optional;

/// A constant of an enumeration in the API reference, under its word there. Items have the same
/// words.
public interface WireName {
  /// The name of the constant in Java: each enum has this method.
  String name();

  /// The word in the API reference, such as `in_review`. It is the constant's name in lower case,
  /// unless the enum overrides it. It is always as long as the name.
  default String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Finds the constant with exactly that word; empty if the enum has none.
  static <E extends Enum<E> & WireName> Optional<E> find(Class<E> type, String word) {
    for (E value : type.getEnumConstants()) {
      // Words are made each time, so only the few of the right length are.
      if (value.name().length() == word.length() && value.wireName().equals(word)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
