package dev.intermission.emulator.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/// HTTP/1 connections that differ from Jetty's own in two things.
///
/// Header names are given as the client wrote them, as API Gateway does. Whatever its compliance
/// mode, Jetty's parser gives well-known names in its own letters; a handler that looks for
/// `Authorization` would work here and, with a client that writes `authorization`, fail on AWS.
///
/// Whoever sends what is no request gets an answer. Jetty writes that answer in another thread
/// while this one finds the parser at its end and closes the connection, often first.
final class GatewayConnectionFactory extends HttpConnectionFactory {

  GatewayConnectionFactory(HttpConfiguration configuration) {
    super(configuration);
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    return configure(
        new HttpConnection(getHttpConfiguration(), connector, endPoint) {
          @Override
          protected HttpParser newHttpParser(HttpCompliance compliance) {
            return new GatewayParser(
                newRequestHandler(), getHttpConfiguration().getRequestHeaderSize(), compliance);
          }
        },
        connector,
        endPoint);
  }

  private static final class GatewayParser extends HttpParser {
    private boolean refused;

    GatewayParser(RequestHandler handler, int maxHeaderBytes, HttpCompliance compliance) {
      super(handler, maxHeaderBytes, compliance);
    }

    @Override
    protected String caseInsensitiveHeader(String written, String wellKnown) {
      return written;
    }

    /// Parses head lines byte by byte, so that none is ever recognised as a whole.
    @Override
    public boolean parseNext(ByteBuffer buffer) {
      while (buffer.remaining() > 1 && inHeaderState()) {
        int end = buffer.limit();
        int before = buffer.position();
        buffer.limit(before + 1);
        boolean handle = super.parseNext(buffer);
        buffer.limit(end);
        if (refused) {
          break;
        }
        if (handle || buffer.position() == before) {
          return handle;
        }
      }
      if (refused && !isAtEOF()) {
        // Nothing that follows on this connection is of interest.
        buffer.position(buffer.limit());
        return false;
      }
      return super.parseNext(buffer);
    }

    @Override
    protected void badMessage(HttpException failure) {
      refused = true;
      super.badMessage(failure);
    }

    /// Not while a refusal is being written; the end of that, or of the input, ends the connection.
    @Override
    public boolean isTerminated() {
      return super.isTerminated() && !(refused && !isAtEOF());
    }
  }
}
