package dev.intermission.simulation;

import dev.intermission.idempotency.Rendered;
import dev.intermission.model.AdCampaign;
import dev.intermission.pause.AdCampaignOutcome;
import java.time.temporal.ChronoUnit;

/// What a client is told.
record Answer(int status, String body, boolean replayed) {
  static final Answer ANOTHER_REQUEST = new Answer(400, "another request", false);
  static final Answer TOO_LATE = new Answer(400, "not in the future", false);

  static Answer of(AdCampaignOutcome outcome) {
    return switch (outcome) {
      case AdCampaignOutcome.Shown(AdCampaign campaign) -> shown(campaign);
      case AdCampaignOutcome.NotAllowed(var status) ->
          new Answer(400, "in status " + status, false);
      case AdCampaignOutcome.NotFound() -> new Answer(404, "", false);
      case AdCampaignOutcome.NotGranted(var scope) -> new Answer(403, "", false);
      case AdCampaignOutcome.Unreadable(var error) -> new Answer(500, "", false);
      case AdCampaignOutcome.Unconfirmed() -> unavailable();
    };
  }

  static Answer shown(AdCampaign campaign) {
    return new Answer(200, text(campaign), false);
  }

  static Answer unavailable() {
    return new Answer(503, "", false);
  }

  static Answer of(Rendered kept, boolean replayed) {
    return new Answer(kept.status(), kept.body(), replayed);
  }

  Rendered rendered() {
    return new Rendered(status, body);
  }

  static String text(AdCampaign campaign) {
    return campaign.status()
        + " "
        + campaign.pausedUntil()
        + " "
        + campaign.updatedAt().truncatedTo(ChronoUnit.MILLIS);
  }
}
