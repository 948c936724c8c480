package dev.intermission.simulation;

import dev.intermission.model.AdCampaignId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A request of a client.
///
/// @param until when the pause is to end, not necessarily a whole second; null for one without an
///   end, and for the other kinds
/// @param key null for a request without one
/// @param byApp whether an app asks, which needs the account's grant, and not the account itself
record Request(
    Kind kind, AdCampaignId id, @Nullable Instant until, @Nullable String key, boolean byApp) {
  enum Kind {
    PAUSE,
    UNPAUSE,
    READ
  }

  /// The end that must be stored. Worked out here once more, and not by the code under test.
  @Nullable Instant wholeSecond() {
    return until == null ? null : until.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
  }

  /// The id that the client chose for the request. The same for all with a key.
  String chosenId() {
    return "id of " + key;
  }

  /// Equal for equal requests.
  String fingerprint() {
    return kind + " " + id.value() + " " + until;
  }

  @Override
  public String toString() {
    return switch (kind) {
          case PAUSE -> "pause " + id.value() + (until == null ? "" : " until " + until);
          case UNPAUSE -> "unpause " + id.value();
          case READ -> "read " + id.value();
        }
        + (key == null ? "" : " (key " + key + ")")
        + (byApp ? " (app)" : "");
  }
}
