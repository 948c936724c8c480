package dev.intermission.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServiceFrontTest {
  @Test
  void a_query_counts_what_it_read_and_not_what_it_returned() throws IOException {
    assertThat(ServiceFront.items("{\"Count\":1,\"Items\":[{}],\"ScannedCount\":7}")).isEqualTo(7);
  }

  @Test
  void a_get_counts_an_item_that_is_there() throws IOException {
    assertThat(ServiceFront.items("{\"Item\":{\"id\":{\"S\":\"a\"}}}")).isEqualTo(1);
    assertThat(ServiceFront.items("{}")).isZero();
  }

  @Test
  void a_batch_counts_the_items_of_all_its_tables() throws IOException {
    assertThat(ServiceFront.items("{\"Responses\":{\"a\":[{},{}],\"b\":[{}]}}")).isEqualTo(3);
  }

  @Test
  void a_write_reads_nothing() throws IOException {
    assertThat(ServiceFront.items("{\"Attributes\":{\"id\":{\"S\":\"a\"}}}")).isZero();
    assertThat(ServiceFront.items("")).isZero();
  }
}
