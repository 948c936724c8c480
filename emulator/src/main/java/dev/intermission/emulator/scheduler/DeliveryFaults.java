package dev.intermission.emulator.scheduler;

import java.time.Duration;

/// Deliberate faults of the local Scheduler. People can see pauses end all the same.
///
/// Starts with no fault. Each switch stays as set until it is set again. Thread-safe.
public final class DeliveryFaults {

  /// The treatment of a due delivery.
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

  /// The treatment of a call of CreateSchedule.
  public sealed interface Creation {
    /// It succeeds as it should.
    record Normal() implements Creation {}

    /// It creates nothing and gets a 500 InternalServerException.
    record ServerFailure() implements Creation {}

    /// It creates nothing and gets a 429 ThrottlingException.
    record Throttled() implements Creation {}

    /// It has its effect at once, but the response comes that much later. To a client that does not
    /// wait so long, the outcome is unknown.
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

  /// Sets the treatment of deliveries from now on.
  public void set(Delivery delivery) {
    this.delivery = delivery;
  }

  /// Sets the treatment of CreateSchedule from now on.
  public void set(Creation creation) {
    this.creation = creation;
  }

  /// The current treatment of deliveries.
  public Delivery delivery() {
    return delivery;
  }

  /// The current treatment of CreateSchedule.
  public Creation creation() {
    return creation;
  }
}
