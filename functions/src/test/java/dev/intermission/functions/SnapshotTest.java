package dev.intermission.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.crac.Core;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class SnapshotTest {
  @Test
  void before_it_a_function_is_primed_and_after_it_nothing_is_left_to_do() throws Exception {
    List<String> done = new ArrayList<>();
    Snapshot snapshot = new Snapshot(() -> done.add("primed"));
    snapshot.beforeCheckpoint(Core.getGlobalContext());
    snapshot.afterRestore(Core.getGlobalContext());
    assertThat(done).containsExactly("primed");
  }
}
