package dev.intermission.simulation;

import dev.intermission.access.Outcome;
import dev.intermission.access.Seen;
import dev.intermission.model.AdCampaign;
import java.time.temporal.ChronoUnit;

/// The response that a client gets.
record Answer(int status, String body, boolean replayed) {
  static final Answer ANOTHER_REQUEST = new Answer(400, "another request", false);
  static final Answer TOO_LATE = new Answer(400, "not in the future", false);

  static Answer of(Outcome<AdCampaign> outcome) {
    return switch (outcome) {
      case Seen.Shown<AdCampaign>(AdCampaign campaign) -> new Answer(200, text(campaign), false);
      case Seen.NotFound<AdCampaign>() -> new Answer(404, "", false);
      case Seen.NotGranted<AdCampaign>(var scope) -> new Answer(403, "", false);
      case Seen.Unreadable<AdCampaign>(var error) -> new Answer(500, "", false);
      case Outcome.NotAllowed<AdCampaign>(var status) ->
          new Answer(400, "in status " + status, false);
      case Outcome.Unconfirmed<AdCampaign>() -> unavailable();
    };
  }

  static Answer unavailable() {
    return new Answer(503, "", false);
  }

  /// A kept response.
  static Answer of(String kept, boolean replayed) {
    String[] parts = kept.split(" ", 2);
    return new Answer(Integer.parseInt(parts[0]), parts[1], replayed);
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
