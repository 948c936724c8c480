package dev.intermission.trials;

/// What is known of a request's effect once it is not sent any more.
enum Sent {
  ACKNOWLEDGED,
  WITHOUT_EFFECT,
  UNKNOWN
}
