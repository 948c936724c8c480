package dev.intermission.resume;

import dev.intermission.model.PauseState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The sweep of one part of the index. Used once, by one thread.
final class PartSweep {
  private static final String CHANGED_BY = "sweep";

  private final DuePauses pauses;
  private final DuePauses.Part part;
  private final Instant now;
  private final TimeBox timeBox;

  private final List<String> unresumable = new ArrayList<>();
  private final List<RuntimeException> failures = new ArrayList<>();
  private int resumed;
  private int outdated;
  private int cleaned;
  private Duration oldestDue = Duration.ZERO;
  private boolean complete = true;

  PartSweep(DuePauses pauses, DuePauses.Part part, Instant now, TimeBox timeBox) {
    this.pauses = pauses;
    this.part = part;
    this.now = now;
    this.timeBox = timeBox;
  }

  /// Ends what was due at or before that time.
  SweepReport sweep(Instant notAfter) {
    try {
      readPages(notAfter);
    } catch (RuntimeException e) {
      failures.add(e);
    }
    return new SweepReport(resumed, outdated, cleaned, unresumable, failures, oldestDue, complete);
  }

  private void readPages(Instant notAfter) {
    DuePage.Cursor next = null;
    do {
      DuePage page = pauses.due(part, notAfter, next);
      unresumable.addAll(page.unreadable());
      for (DuePause row : page.rows()) {
        if (timeBox.isOver()) {
          // The rest is for the next sweep. The first row that is left is the oldest of them.
          complete = false;
          wasDue(row);
          return;
        }
        sweep(row);
      }
      next = page.next();
    } while (next != null && !timeBox.isOver());
    complete = next == null;
  }

  private void sweep(DuePause row) {
    try {
      end(row);
    } catch (RuntimeException e) {
      // The next sweep takes it up again; the age tells how long that has been going on.
      failures.add(e);
      wasDue(row);
    }
  }

  private void end(DuePause row) {
    ResumeUpdate update =
        new ResumeUpdate(row.id(), row.pauseId(), row.pausedUntil(), CHANGED_BY, now);
    switch (pauses.resume(update)) {
      case ResumeResult.Resumed() -> {
        resumed++;
        wasDue(row);
      }
      case ResumeResult.Missing() -> outdated++;
      case ResumeResult.Impossible() -> unresumable.add(row.id().value());
      case ResumeResult.Refused(var current) -> {
        PauseState found = current.state();
        if (found == null) {
          unresumable.add(row.id().value());
        } else {
          refused(row, found);
        }
      }
    }
  }

  private void refused(DuePause row, PauseState found) {
    if (found.hasLeftovers()) {
      if (pauses.forget(row.id(), found)) {
        cleaned++;
      } else {
        outdated++;
      }
    } else if (found.endedBy(now) != null && found.pauseId() == null) {
      unresumable.add(row.id().value());
    } else {
      // The index lags behind the record. If another pause of it is due, its own row will come.
      outdated++;
    }
  }

  private void wasDue(DuePause row) {
    Duration age = Duration.between(row.pausedUntil(), now);
    oldestDue = age.compareTo(oldestDue) > 0 ? age : oldestDue;
  }
}
