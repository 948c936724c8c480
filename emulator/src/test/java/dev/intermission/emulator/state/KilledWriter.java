package dev.intermission.emulator.state;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A process that writes until it is killed. Prints how many writes were acknowledged.
final class KilledWriter {
  private KilledWriter() {}

  public static void main(String[] args) throws InterruptedException {
    var state = LocalState.open(DynamoDbLocalServer.onDisk(Path.of(args[0]), 0).endpoint());
    for (int i = 0; i < 20; i++) {
      state.put("write/" + i, "\"" + i + "\"");
    }
    System.out.println(20);
    for (int i = 20; i < 200; i++) {
      state.put("write/" + i, "\"" + i + "\"");
    }
    new CountDownLatch(1).await();
  }
}
