package dev.intermission.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.intermission.resume.SweepDuePauses;
import dev.intermission.resume.SweepReport;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.slf4j.Logger;

/// Ends the timed pauses that no schedule ended; a rule invokes it each minute.
public final class SweepDuePausesHandler implements RequestStreamHandler {
  /// Inside the function's 58 seconds, with room for a last call of DynamoDB.
  private static final Duration TIME_BOX = Duration.ofSeconds(50);

  private final SweepDuePauses sweepDuePauses;
  private final Logger log;

  /// The constructor that Lambda calls.
  public SweepDuePausesHandler() {
    this(Wiring.ofLambda());
  }

  SweepDuePausesHandler(Wiring wiring) {
    this.log = wiring.loggers().getLogger(SweepDuePausesHandler.class.getName());
    this.sweepDuePauses =
        new SweepDuePauses(
            wiring.duePauses(),
            wiring.metrics(),
            Executors.newVirtualThreadPerTaskExecutor(),
            wiring.clock(),
            wiring.settings().sweepAge());
    wiring.primeAtStart(SweepDuePausesHandler::new, PrimingRequests.SWEEP);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context) {
    SweepReport report = sweepDuePauses.sweep(TimeAndChance.timeBox(TIME_BOX));
    log.info(
        "sweepDuePauses resumed {} outdated {} cleaned {} unresumable {} failures {} oldest {} complete {}",
        report.resumed(),
        report.outdated(),
        report.cleaned(),
        report.unresumable().size(),
        report.failures().size(),
        report.oldestDue(),
        report.complete());
    report.unresumable().forEach(id -> log.error("Broken item: due pause of {} cannot end", id));
    report.failures().stream()
        .findFirst()
        .ifPresent(failure -> {
          throw new IllegalStateException(
              report.failures().size()
                  + " due pauses or parts of the index are left for the next sweep",
              failure);
        });
  }
}
