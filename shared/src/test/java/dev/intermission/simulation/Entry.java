package dev.intermission.simulation;

import org.jspecify.annotations.Nullable;

/// The recorded result of a call, to be returned again.
///
/// @param hash stands for it
record Entry(@Nullable Object response, @Nullable RuntimeException thrown, long hash) {
  static Entry answered(@Nullable Object response) {
    return new Entry(response, null, new StateHash().addResponse(response).value());
  }

  static Entry thrown(RuntimeException thrown) {
    return new Entry(null, thrown, 1);
  }

  @Nullable Object again() {
    if (thrown != null) {
      throw thrown;
    }
    return response;
  }
}
