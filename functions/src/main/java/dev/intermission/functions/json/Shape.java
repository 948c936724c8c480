package dev.intermission.functions.json;

/// The shapes of records in responses, the oldest first. The writers of records write the newest,
/// and ask here for what an older one lacks or writes otherwise.
///
/// Errors, list pages around their records, and requests are the same in all shapes.
public enum Shape {
  /// The API reference's fields, and no other.
  API_REFERENCE("2025-01-01"),

  /// With the fields that official clients require.
  PLAIN_TEXTS("2026-07-20"),

  /// With a language beside each text of an ad.
  TEXTS_WITH_LANGUAGE("2026-09-29");

  private final String since;

  Shape(String since) {
    this.since = since;
  }

  /// The first version that has this shape.
  public String since() {
    return since;
  }

  /// Whether records have fields that the API reference lacks, and its words for others.
  boolean hasNewerFields() {
    return this != API_REFERENCE;
  }

  /// Whether a text of an ad is an object with its language.
  boolean hasLanguages() {
    return this == TEXTS_WITH_LANGUAGE;
  }
}
