package dev.intermission.simulation;

/// What must hold after every step: I1 to I6 of the resume protocol, and what they rest on.
enum Invariant {
  /// An accepted timed pause ends by itself, in time.
  I1,
  /// It never ends early.
  I2,
  /// A pause without an end is never ended by a schedule or the sweep.
  I3,
  /// An older schedule ends no newer pause.
  I4,
  /// A delivery or a sweep changes nothing else, however often and in whatever order it comes.
  I5,
  /// A request, and all requests with one key, have one effect and one answer.
  I6,
  /// What is written is exactly what was asked for: status, time, who and when, and nothing of the
  /// platform's gets lost.
  EXACT,
  /// What was answered was so at some time between the request and its answer.
  ANSWER,
  /// Nobody changes a record or is told of it without having been granted that at some time between
  /// the request and its answer.
  ACCESS,
  /// A pause id is never used twice.
  FRESH,
  /// Whoever is answered that a timed pause stands has its schedule, or it was counted that there
  /// is none; and only accepted pauses have one.
  TIMER,
  /// In the end nothing is left to do, and no row comes before the sweep again.
  REST
}
