package dev.intermission.emulator.lambda;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A platform process for a test to kill. Starts a worker, prints its process id, and stays.
public final class DoomedPlatform {

  /// Takes the folder to work in.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    WorkerProcess worker =
        WorkerProcess.start(
            TestStack.settings(Path.of(arguments[0]), line -> {}, pid -> {}, "Echo"));
    System.out.println("worker " + worker.pid());
    new CountDownLatch(1).await();
  }

  private DoomedPlatform() {}
}
