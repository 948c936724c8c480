package dev.intermission.emulator.scheduler;

import java.time.Duration;

/// What the local Scheduler does wrong on purpose, so that people can watch a pause end all the
/// same.
///
/// Starts with no fault. Each switch stays as set until it is set again. Thread-safe.
public final class DeliveryFaults {

  /// What happens to a delivery that is due.
  public sealed interface Delivery {
    /// It is delivered once, on time.
    record Normal() implements Delivery {}

    /// It vanishes, although the Scheduler believes that it was delivered and completes the
    /// schedule.
    record Lose() implements Delivery {}

    /// It is delivered twice in a row.
    record Twice() implements Delivery {}

    /// It is delivered that much late. Back to [Normal], what is due then is delivered at once.
    ///
    /// @param by not negative
    record Late(Duration by) implements Delivery {
      public Late {
        if (by.isNegative()) {
          throw new IllegalArgumentException("A delivery cannot be late by " + by);
        }
      }
    }
  }

  /// What happens to a call of CreateSchedule.
  public sealed interface Creation {
    /// It is answered as it should be.
    record Normal() implements Creation {}

    /// It creates nothing and is answered by a 500 InternalServerException.
    record ServerFailure() implements Creation {}

    /// It creates nothing and is answered by a 429 ThrottlingException.
    record Throttled() implements Creation {}

    /// It has its effect at once, but the answer comes that much later: to a client that does not
    /// wait so long, the unknown outcome.
    ///
    /// @param hang not negative; beyond some 30 s the connection is dropped instead
    record Hang(Duration hang) implements Creation {
      public Hang {
        if (hang.isNegative()) {
          throw new IllegalArgumentException("A call cannot hang for " + hang);
        }
      }
    }
  }

  private volatile Delivery delivery = new Delivery.Normal();
  private volatile Creation creation = new Creation.Normal();

  /// Sets what happens to deliveries from now on.
  public void set(Delivery delivery) {
    this.delivery = delivery;
  }

  /// Sets what happens to CreateSchedule from now on.
  public void set(Creation creation) {
    this.creation = creation;
  }

  /// What happens to deliveries now.
  public Delivery delivery() {
    return delivery;
  }

  /// What happens to CreateSchedule now.
  public Creation creation() {
    return creation;
  }
}
