package dev.intermission.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessFiguresTest {
  @Test
  void the_processor_time_is_that_of_user_and_system() {
    String stat = "17 (a) (b c) S 1 2 3 4 5 6 7 8 9 10 123 45 7 8 20 0 30 0 99\n";
    assertThat(ProcessFigures.cpuMillis(stat)).isEqualTo(1680);
  }

  @Test
  void the_resident_memory_is_in_megabytes() {
    String status = "Name:\tjava\nVmSize:\t 9999 kB\nVmRSS:\t  138240 kB\n";
    assertThat(ProcessFigures.residentMegabytes(status)).isEqualTo(135);
  }
}
