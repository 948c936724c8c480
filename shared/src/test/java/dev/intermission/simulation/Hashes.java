package dev.intermission.simulation;

/// A set of millions of hashes, some twelve to twenty-four bytes each.
final class Hashes {
  private long[] slots = new long[1 << 12];
  private int size;

  /// @return whether it was not there before
  boolean add(long hash) {
    // 0 stands for an empty slot.
    if (!put(slots, hash == 0 ? 1 : hash)) {
      return false;
    }
    size++;
    if (size * 3L > slots.length * 2L) {
      long[] wider = new long[slots.length * 2];
      for (long slot : slots) {
        if (slot != 0) {
          put(wider, slot);
        }
      }
      slots = wider;
    }
    return true;
  }

  private static boolean put(long[] slots, long hash) {
    int at = (int) hash & (slots.length - 1);
    while (slots[at] != 0) {
      if (slots[at] == hash) {
        return false;
      }
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = hash;
    return true;
  }

  int size() {
    return size;
  }
}
