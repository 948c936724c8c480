package dev.intermission.simulation;

/// Rules that hold after every step: I1 to I6, and their premises. I1 to I6 are those of the resume
/// protocol.
enum Invariant {
  /// An accepted timed pause ends by itself, in time.
  I1,
  /// It never ends early.
  I2,
  /// A pause without an end is never ended by a schedule or the sweep.
  I3,
  /// An older schedule ends no newer pause.
  I4,
  /// A delivery or a sweep changes nothing else, however often and in any order.
  I5,
  /// A request, and all requests with one key, have one effect and one response.
  I6,
  /// A write is exactly what was asked for: status, time, who and when. Nothing of the platform's
  /// gets lost.
  EXACT,
  /// A response was true at some time between the request and the response.
  ANSWER,
  /// Every change, and every response that tells of a record, needs a grant. It must have stood at
  /// some time between the request and its response.
  ACCESS,
  /// A pause id is never used twice.
  FRESH,
  /// A timed pause that a client was told of has its schedule. Or it was counted that there is
  /// none; and only accepted pauses have one.
  TIMER,
  /// In the end nothing is left to do, and no row meets the sweep again.
  REST
}
