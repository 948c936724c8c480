package dev.intermission.functions.dynamodb;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// A DynamoDB that accepts every write and breaks its connections. It keeps each connection until
/// it is told where to break one, and counts every request of which a byte arrives.
final class BreakingDynamoDb implements AutoCloseable {
  /// The place in a request or its response at which a connection breaks.
  enum Place {
    FIRST_BYTE_OF_REQUEST,
    WITHIN_HEAD_OF_REQUEST,
    HEAD_OF_REQUEST,
    FIRST_BYTE_OF_REQUEST_BODY,
    HALF_OF_REQUEST_BODY,
    ALL_BUT_ONE_BYTE_OF_REQUEST,
    WHOLE_REQUEST,
    FIRST_BYTE_OF_RESPONSE,
    WITHIN_HEAD_OF_RESPONSE,
    HEAD_OF_RESPONSE,
    HALF_OF_RESPONSE_BODY,
    ALL_BUT_ONE_BYTE_OF_RESPONSE,
    /// The whole response came, but its Content-Length promises another byte.
    TOO_LARGE_CONTENT_LENGTH,
    /// The whole response came, but its Content-Length ends in its middle.
    TOO_SMALL_CONTENT_LENGTH
  }

  /// The end of a connection.
  enum Ending {
    /// Nothing more is sent, and the client is told so. What it still sends is read and counted.
    FIN,
    /// Both directions are gone at once, and what was not read is lost.
    RESET,
    /// Nothing more is sent, and the client is not told.
    SILENCE,
    /// The connection goes on.
    NONE
  }

  private record Break(Place place, Ending ending) {}

  private static final int WITHIN_HEAD = 20;
  private static final String END_OF_HEAD = "\r\n\r\n";
  private static final String RESPONSE_BODY = "{\"Attributes\":{\"rev\":{\"N\":\"7\"}}}";
  private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\ncontent-length: *([0-9]+)");

  private final ServerSocket server;
  private final List<Connection> connections = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Break> next = new AtomicReference<>();
  private final List<Integer> begun = new CopyOnWriteArrayList<>();
  private final AtomicInteger whole = new AtomicInteger();

  BreakingDynamoDb() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::accept);
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /// Breaks the connection of the next request, and no other.
  void breakNext(Place place, Ending ending) {
    next.set(new Break(place, ending));
  }

  /// Ends all connections while nothing is on its way.
  void breakIdle(Ending ending) throws IOException, InterruptedException {
    for (Connection connection : connections) {
      connection.end(ending);
      if (ending == Ending.RESET) {
        // The socket is not closed before the read that waits there has ended.
        connection.thread.join();
      }
    }
    // A connection through the same loopback is made after all that was sent there before, so the
    // client's side knows now.
    new Socket(server.getInetAddress(), server.getLocalPort()).close();
  }

  /// The connection of each request of which at least a byte arrived, by number.
  List<Integer> begun() {
    return List.copyOf(begun);
  }

  /// The number of requests that arrived as a whole, so DynamoDB would carry them out.
  int whole() {
    return whole.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Connection connection : connections) {
      connection.socket.close();
    }
  }

  private void accept() {
    while (true) {
      try {
        Connection connection = new Connection(server.accept(), connections.size());
        connections.add(connection);
        connection.thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// A connection that a client opened.
  private final class Connection {
    final Socket socket;
    final Thread thread = Thread.ofPlatform().daemon().unstarted(this::serve);
    private final int number;
    private volatile boolean isSilent;
    private @Nullable Break fault;

    Connection(Socket socket, int number) {
      this.socket = socket;
      this.number = number;
    }

    void serve() {
      try (socket) {
        socket.setTcpNoDelay(true);
        InputStream in = socket.getInputStream();
        for (int first = in.read(); first >= 0; first = in.read()) {
          begun.add(number);
          fault = next.getAndSet(null);
          receive(first, in);
          whole.incrementAndGet();
          reached(Place.WHOLE_REQUEST);
          respond();
        }
      } catch (IOException e) {
        // Broken, on purpose or by the client. All that arrived is counted.
      }
    }

    void end(Ending ending) throws IOException {
      switch (ending) {
        case FIN -> {
          isSilent = true;
          socket.shutdownOutput();
        }
        case RESET -> {
          socket.setSoLinger(true, 0);
          socket.close();
        }
        case SILENCE -> isSilent = true;
        case NONE -> {}
      }
    }

    private void receive(int first, InputStream in) throws IOException {
      reached(Place.FIRST_BYTE_OF_REQUEST);
      StringBuilder head = new StringBuilder().append((char) first);
      while (head.indexOf(END_OF_HEAD, head.length() - END_OF_HEAD.length()) < 0) {
        head.append((char) read(in, 1)[0]);
        if (head.length() == WITHIN_HEAD) {
          reached(Place.WITHIN_HEAD_OF_REQUEST);
        }
      }
      reached(Place.HEAD_OF_REQUEST);
      Matcher length = CONTENT_LENGTH.matcher(head);
      if (!length.find()) {
        throw new IOException("no Content-Length");
      }
      int size = Integer.parseInt(length.group(1));
      int half = size / 2;
      read(in, 1);
      reached(Place.FIRST_BYTE_OF_REQUEST_BODY);
      read(in, half - 1);
      reached(Place.HALF_OF_REQUEST_BODY);
      read(in, size - half - 1);
      reached(Place.ALL_BUT_ONE_BYTE_OF_REQUEST);
      read(in, 1);
    }

    private void respond() throws IOException {
      if (isSilent) {
        return;
      }
      int half = RESPONSE_BODY.length() / 2;
      int length = RESPONSE_BODY.length();
      if (isAt(Place.TOO_LARGE_CONTENT_LENGTH)) {
        length++;
      } else if (isAt(Place.TOO_SMALL_CONTENT_LENGTH)) {
        length = half;
      }
      CRC32 crc = new CRC32();
      crc.update(bytes(RESPONSE_BODY));
      String head =
          "HTTP/1.1 200 OK\r\nx-amz-crc32: %d\r\nContent-Length: %d\r\n\r\n"
              .formatted(crc.getValue(), length);
      String response = head + RESPONSE_BODY;
      // At once, so that no part of it can be late and meet the next request.
      send(
          switch (fault == null ? Place.WHOLE_REQUEST : fault.place()) {
            case FIRST_BYTE_OF_RESPONSE -> response.substring(0, 1);
            case WITHIN_HEAD_OF_RESPONSE -> response.substring(0, WITHIN_HEAD);
            case HEAD_OF_RESPONSE -> head;
            case HALF_OF_RESPONSE_BODY -> response.substring(0, head.length() + half);
            case ALL_BUT_ONE_BYTE_OF_RESPONSE -> response.substring(0, response.length() - 1);
            default -> response;
          });
      if (fault != null) {
        end(fault.ending());
      }
    }

    private void send(String part) throws IOException {
      socket.getOutputStream().write(bytes(part));
    }

    private void reached(Place place) throws IOException {
      if (fault != null && fault.place() == place) {
        end(fault.ending());
      }
    }

    private boolean isAt(Place place) {
      return fault != null && fault.place() == place;
    }

    private static byte[] read(InputStream in, int length) throws IOException {
      byte[] read = in.readNBytes(length);
      if (read.length < length) {
        throw new EOFException();
      }
      return read;
    }
  }
}
