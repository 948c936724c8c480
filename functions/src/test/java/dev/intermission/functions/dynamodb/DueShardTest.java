package dev.intermission.functions.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.intermission.model.AdCampaignId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DueShardTest {
  /// Computed with Python's zlib.crc32, and not with the code under test. They are stored for up to
  /// 366 days and never change. The ones above 2^31 would be negative as an int.
  @ParameterizedTest
  @CsvSource({
    "adcamp_3, 0",
    "adcamp_7, 1",
    "adcamp_0, 2",
    "adcamp_4, 3",
    "adcamp_1, 4",
    "adcamp_5, 5",
    "adcamp_2, 6",
    "adcamp_6, 7",
    "adcamp_a, 0", // 3062063976
    "adcamp_Zz9, 4", // 2595055156
    "adcamp_xxxxxxxxxxx, 7", // 1655422079
    "adcamp_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 5", // 1894689061
  })
  void a_campaigns_shard_is_the_crc_32_of_its_id_modulo_8(String id, int number) {
    assertThat(DueShard.of(new AdCampaignId(id))).isEqualTo(new DueShard(number));
    assertThat(DueShard.of(new AdCampaignId(id)).key()).isEqualTo("DUE#" + number);
  }

  @Test
  void every_shard_is_reached() {
    assertThat(IntStream.range(0, 200).mapToObj(i -> DueShard.of(new AdCampaignId("adcamp_" + i))))
        .containsAll(DueShard.ALL);
  }

  @Test
  void there_are_8_shards() {
    assertThat(DueShard.ALL).extracting(DueShard::number).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 8, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void there_is_no_other_shard(int number) {
    assertThatIllegalArgumentException().isThrownBy(() -> new DueShard(number));
  }
}
