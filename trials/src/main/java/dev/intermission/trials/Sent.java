package dev.intermission.trials;

/// The known effect of a request, once it is not repeated any more.
enum Sent {
  ACKNOWLEDGED,
  WITHOUT_EFFECT,
  UNKNOWN
}
