package dev.intermission.simulation;

import org.jspecify.annotations.Nullable;

/// The recorded result of a call, to be returned again.
///
/// @param hash stands for it
record Entry(@Nullable Object answer, @Nullable RuntimeException thrown, long hash) {
  static Entry answered(@Nullable Object answer) {
    return new Entry(answer, null, new StateHash().addAnswer(answer).value());
  }

  static Entry thrown(RuntimeException thrown) {
    return new Entry(null, thrown, 1);
  }

  @Nullable Object again() {
    if (thrown != null) {
      throw thrown;
    }
    return answer;
  }
}
