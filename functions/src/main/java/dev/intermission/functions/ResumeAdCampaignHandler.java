package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.intermission.functions.scheduler.ResumeInput;
import dev.intermission.resume.ResumeAdCampaign;
import dev.intermission.resume.Timer;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import org.slf4j.Logger;

/// Resumes an ad campaign when its schedule fires, invoked asynchronously. Anything that must be
/// tried again is thrown, so that Lambda's own retries and then its on-failure queue take over:
/// EventBridge Scheduler never hears of it.
public final class ResumeAdCampaignHandler implements RequestStreamHandler {
  private final ResumeAdCampaign resumeAdCampaign;
  private final InstantSource clock;
  private final Logger log;

  /// The constructor that Lambda calls.
  public ResumeAdCampaignHandler() {
    this(Wiring.ofLambda());
  }

  ResumeAdCampaignHandler(Wiring wiring) {
    this.clock = wiring.clock();
    this.log = wiring.loggers().getLogger(ResumeAdCampaignHandler.class.getName());
    this.resumeAdCampaign =
        new ResumeAdCampaign(wiring.resumeRecords(), wiring.waiting(), wiring.metrics());
    wiring.primeAtStart(ResumeAdCampaignHandler::new, PrimingRequests.RESUME);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context) {
    Timer timer = ResumeInput.read(input);
    ResumeAdCampaign.Outcome outcome = resumeAdCampaign.resume(timer, clock.instant());
    log.info("resumeAdCampaign {} {} {}", outcome, timer.id().value(), timer.pauseId().value());
    switch (outcome) {
      case RESUMED, MISSING, ALREADY_ENDED, REPLACED, FAR_TOO_EARLY -> {}
      case TRY_AGAIN -> throw new TryAgainException("The timer came early.");
      case BROKEN_ITEM -> throw new TryAgainException("The campaign's item is broken.");
    }
  }

  /// Makes Lambda deliver the event again.
  static final class TryAgainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TryAgainException(String message) {
      super(message);
    }
  }
}
