package dev.intermission.model;

import java.util.Arrays;
import java.util.Optional;

/// A value of an enumeration of the API pages, under the name that the pages give it. Records and
/// answers use the same names.
public interface WireName {
  /// The name on the page, such as `in_review`.
  String wireName();

  /// Finds the value with that name; empty if the enumeration has none.
  static <E extends Enum<E> & WireName> Optional<E> find(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> value.wireName().equals(name))
        .findFirst();
  }
}
