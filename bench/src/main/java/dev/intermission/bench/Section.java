package dev.intermission.bench;

import java.util.List;

/// A section of the document.
///
/// @param body without its heading
record Section(String heading, String body) {
  static final String STARTS = "Starts";
  static final String CLASSES = "Classes after the restore";
  static final String STARVED = "Starved starts";
  static final String WARM = "Warm requests";
  static final String SCALE = "Scale";

  /// The headings in the document's order.
  static final List<String> ORDER = List.of(STARTS, CLASSES, STARVED, WARM, SCALE);
}
