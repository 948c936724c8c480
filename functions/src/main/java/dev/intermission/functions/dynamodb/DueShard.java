package dev.intermission.functions.dynamodb;

import dev.intermission.model.RecordId;
import dev.intermission.resume.DuePauses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/// One of the 8 shards of the index of timed pauses. Many pauses that end at once thus do not press
/// on one partition. A campaign's shard follows from its id and never changes.
record DueShard(int number) implements DuePauses.Part {
  private static final int COUNT = 8;

  /// All shards.
  static final List<DueShard> ALL = IntStream.range(0, COUNT).mapToObj(DueShard::new).toList();

  /// @throws IllegalArgumentException if there is no such shard
  DueShard {
    if (number < 0 || number >= COUNT) {
      throw new IllegalArgumentException("no such shard: " + number);
    }
  }

  /// The shard of a campaign: CRC-32 of its id's UTF-8 bytes, modulo 8.
  static DueShard of(RecordId id) {
    CRC32 crc = new CRC32();
    crc.update(id.value().getBytes(StandardCharsets.UTF_8));
    return ALL.get(Math.floorMod(crc.getValue(), COUNT));
  }

  /// The key that is stored with a timed pause.
  String key() {
    return "DUE#" + number;
  }
}
