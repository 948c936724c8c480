package dev.intermission.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadedClassesTest {
  @Test
  void each_class_counts_in_one_group() {
    assertThat(
            LoadedClasses.count(
                List.of(
                    "dev.intermission.functions.Wiring source: file:/task/lib/functions.jar",
                    "dev.intermission.functions.Wiring$$Lambda/0x00007f0123 source: dev.intermission",
                    "software.amazon.awssdk.core.SdkField source: file:/task/lib/sdk-core.jar",
                    "sun.security.ssl.Alert source: jrt:/java.base",
                    "java.lang.invoke.LambdaForm$DMH/0x00007f0456 source: __JVM_LookupDefineClass__",
                    "java.util.Timer source: jrt:/java.base")))
        .isEqualTo(
            Map.of(
                LoadedClasses.Group.LAMBDAS, 2,
                LoadedClasses.Group.OURS, 1,
                LoadedClasses.Group.SDK, 1,
                LoadedClasses.Group.TLS, 1,
                LoadedClasses.Group.OTHER, 1));
  }
}
