package dev.intermission.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/// TLS on a port of its own, and behind it the bytes as they are. Thread-safe.
final class TlsFront implements AutoCloseable {
  private static final int BUFFER = 16 * 1024;

  private final ServerSocket server;
  private final int backend;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();

  private TlsFront(ServerSocket server, int backend) {
    this.server = server;
    this.backend = backend;
  }

  /// @param backend the port on this machine that all goes on to
  static TlsFront start(SSLContext context, int backend) throws IOException {
    TlsFront front =
        new TlsFront(
            context
                .getServerSocketFactory()
                .createServerSocket(0, 200, InetAddress.getLoopbackAddress()),
            backend);
    Thread.ofPlatform().daemon().name("tls-front").start(front::accept);
    return front;
  }

  /// The address for clients, without a trailing slash.
  URI endpoint() {
    return URI.create("https://localhost:" + server.getLocalPort());
  }

  /// How many connections there were.
  int accepted() {
    return accepted.get();
  }

  /// Breaks all connections, as a snapshot does.
  void dropAll() {
    sockets.forEach(TlsFront::close);
  }

  @Override
  public void close() throws IOException {
    server.close();
    dropAll();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        accepted.incrementAndGet();
        Thread.startVirtualThread(() -> serve(client));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket client) {
    sockets.add(client);
    try (client;
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), backend)) {
      sockets.add(behind);
      client.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
      Thread back = Thread.startVirtualThread(() -> pump(behind, client));
      pump(client, behind);
      back.join();
      sockets.remove(behind);
    } catch (IOException | InterruptedException e) {
      // One of the two is gone, and takes the other with it.
    } finally {
      sockets.remove(client);
    }
  }

  private static void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
    } catch (IOException e) {
      // The connection is broken: so the other one is closed, below.
    }
    close(from);
    close(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was to go.
    }
  }
}
