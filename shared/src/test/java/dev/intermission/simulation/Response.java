package dev.intermission.simulation;

import dev.intermission.access.Outcome;
import dev.intermission.access.Seen;
import dev.intermission.model.AdCampaign;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The response that a client gets.
///
/// @param changed whether it says that the request changed something; null where it says neither
record Response(int status, String body, boolean replayed, @Nullable Boolean changed) {
  static final Response ANOTHER_REQUEST = new Response(400, "another request", false);
  static final Response TOO_LATE = new Response(400, "not in the future", false);

  Response(int status, String body, boolean replayed) {
    this(status, body, replayed, null);
  }

  static Response of(Outcome<AdCampaign> outcome) {
    return switch (outcome) {
      case Seen.Shown<AdCampaign>(AdCampaign campaign, var ignored, boolean changed) ->
          new Response(200, text(campaign), false, changed);
      case Seen.NotFound<AdCampaign>() -> new Response(404, "", false);
      case Seen.NotGranted<AdCampaign>(var scope) -> new Response(403, "", false);
      case Seen.Unreadable<AdCampaign>(var error) -> new Response(500, "", false);
      case Outcome.NotAllowed<AdCampaign>(var status) ->
          new Response(400, "in status " + status, false);
      case Outcome.Unconfirmed<AdCampaign>() -> unavailable();
    };
  }

  static Response unavailable() {
    return new Response(503, "", false);
  }

  /// A kept response.
  static Response of(String kept, boolean replayed, @Nullable Boolean changed) {
    String[] parts = kept.split(" ", 2);
    return new Response(Integer.parseInt(parts[0]), parts[1], replayed, changed);
  }

  /// The text that is kept of it.
  String kept() {
    return status + " " + body;
  }

  static String text(AdCampaign campaign) {
    return campaign.state().status()
        + " "
        + campaign.state().until()
        + " "
        + campaign.updatedAt().truncatedTo(ChronoUnit.MILLIS);
  }
}
