package dev.intermission.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/// A stream whose writers never wait for its reader. One daemon thread hands whole lines on; while
/// too many wait, further lines are dropped and counted, and the count takes their place.
///
/// It begins held: lines wait until [#release()]. Safe for use by many threads.
final class LineQueue extends OutputStream {
  private final OutputStream target;
  private final int mostBytes;
  private final Object lock = new Object();
  private final Queue<byte[]> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int waitingBytes;
  private long dropped;
  private boolean held = true;
  private boolean writing;

  /// @param name of the thread
  /// @param mostBytes how much may wait
  LineQueue(String name, OutputStream target, int mostBytes) {
    this.target = target;
    this.mostBytes = mostBytes;
    Thread.ofPlatform().daemon().name(name).start(this::handOn);
  }

  @Override
  public void write(int written) {
    write(new byte[] {(byte) written}, 0, 1);
  }

  @Override
  public void write(byte[] written, int offset, int length) {
    synchronized (lock) {
      for (int i = offset; i < offset + length; i++) {
        line.write(written[i]);
        if (written[i] == '\n' || line.size() >= mostBytes) {
          add(line.toByteArray());
          line.reset();
        }
      }
    }
  }

  /// Lets the lines through, those that wait and those to come.
  void release() {
    synchronized (lock) {
      held = false;
      lock.notifyAll();
    }
  }

  /// Takes back all lines that wait.
  String takeBack() {
    synchronized (lock) {
      ByteArrayOutputStream taken = new ByteArrayOutputStream();
      lines.forEach(taken::writeBytes);
      lines.clear();
      waitingBytes = 0;
      dropped = 0;
      return taken.toString(UTF_8);
    }
  }

  /// Waits until all lines are handed on, but not longer than this.
  void await(Duration most) throws InterruptedException {
    long until = System.nanoTime() + most.toNanos();
    synchronized (lock) {
      while (writing || !isEmpty()) {
        long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
        if (left <= 0) {
          return;
        }
        lock.wait(left);
      }
    }
  }

  /// Adds a line, or drops it. Once a line is dropped, so are all others until none waits, so that
  /// each count stands for consecutive lines.
  private void add(byte[] whole) {
    if (dropped > 0 || waitingBytes + whole.length > mostBytes) {
      dropped++;
    } else {
      lines.add(whole);
      waitingBytes += whole.length;
    }
    lock.notifyAll();
  }

  private boolean isEmpty() {
    return lines.isEmpty() && dropped == 0;
  }

  private void handOn() {
    try {
      while (true) {
        byte[] next = next();
        try {
          target.write(next);
          target.flush();
        } catch (IOException e) {
          // The reader is gone. Lines are dropped from then on, and nothing stops for it.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] next() throws InterruptedException {
    synchronized (lock) {
      writing = false;
      lock.notifyAll();
      while (held || isEmpty()) {
        lock.wait();
      }
      writing = true;
      byte[] next = lines.poll();
      if (next == null) {
        String count = "(%d lines are missing here: nobody read them.)%n".formatted(dropped);
        dropped = 0;
        return count.getBytes(UTF_8);
      }
      waitingBytes -= next.length;
      return next;
    }
  }
}
