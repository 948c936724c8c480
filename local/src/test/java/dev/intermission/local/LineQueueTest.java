package dev.intermission.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LineQueueTest {

  @Test
  void lines_come_in_their_order_and_whole() throws Exception {
    Reader reader = new Reader();
    reader.go.countDown();
    LineQueue queue = new LineQueue("test", reader, 100);
    queue.release();
    PrintStream out = new PrintStream(queue, true, StandardCharsets.UTF_8);
    out.print("on");
    out.println("e, ünï");
    out.println("two");
    queue.await(Duration.ofSeconds(20));

    assertThat(reader.text()).isEqualTo("one, ünï\ntwo\n");
  }

  @Test
  void nobody_waits_for_a_reader_who_has_stopped_and_the_missing_lines_are_counted()
      throws Exception {
    Reader reader = new Reader();
    LineQueue queue = new LineQueue("test", reader, 40);
    queue.release();
    PrintStream out = new PrintStream(queue, true, StandardCharsets.UTF_8);
    out.println("0 is being written");
    reader.reached.await();
    for (int i = 1; i <= 7; i++) {
      out.println(i + " waits");
    }
    queue.await(Duration.ZERO);
    reader.go.countDown();
    queue.await(Duration.ofSeconds(20));
    out.println("read again");
    queue.await(Duration.ofSeconds(20));

    assertThat(reader.text())
        .isEqualTo(
            """
            0 is being written
            1 waits
            2 waits
            3 waits
            4 waits
            5 waits
            (2 lines are missing here: nobody read them.)
            read again
            """);
  }

  @Test
  void a_reader_who_is_gone_stops_nobody() throws Exception {
    PipedOutputStream target = new PipedOutputStream(new PipedInputStream());
    target.close();
    LineQueue queue = new LineQueue("test", target, 100);
    queue.release();
    PrintStream out = new PrintStream(queue, true, StandardCharsets.UTF_8);
    for (int i = 0; i < 100; i++) {
      out.println("nobody reads " + i);
      queue.await(Duration.ofSeconds(20));
    }

    assertThat(out.checkError()).isFalse();
  }

  @Test
  void what_is_held_can_be_taken_back() throws Exception {
    Reader reader = new Reader();
    reader.go.countDown();
    LineQueue queue = new LineQueue("test", reader, 100);
    PrintStream out = new PrintStream(queue, true, StandardCharsets.UTF_8);
    out.println("a trace");
    assertThat(queue.takeBack()).isEqualTo("a trace\n");
    out.println("one line");
    queue.release();
    queue.await(Duration.ofSeconds(20));

    assertThat(reader.text()).isEqualTo("one line\n");
  }

  /// Reads nothing until it is told to.
  private static final class Reader extends OutputStream {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    @Override
    public void write(int written) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] written) throws IOException {
      reached.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      read.writeBytes(written);
    }

    String text() {
      return read.toString(StandardCharsets.UTF_8);
    }
  }
}
