package dev.intermission.functions.http;

import dev.intermission.model.WireName;

/// The two ways to take a version that is later than the newest known one. The words are those of
/// the template's parameter of this name.
public enum NewerApiVersions implements WireName {
  /// A request in it is refused.
  REFUSE,
  /// It counts as the newest known one.
  NEWEST
}
