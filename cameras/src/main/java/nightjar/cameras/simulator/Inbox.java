package nightjar.cameras.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.RtspMessageReader;
import nightjar.media.rtsp.message.RtspMessageReader.Result;
import nightjar.media.rtsp.message.RtspRequest;
import nightjar.media.rtsp.message.RtspResponse;

/// What a client sends: requests, answers to our requests, and `$` frames (its RTCP), which are skipped.
/// Owned by the simulator's thread.
final class Inbox {
  /// Clients' requests are below 2 KiB; this leaves room for long Digest headers.
  private static final int CAPACITY = 16 * 1024;

  private final Connection connection;
  private final ConnectionOwner owner;
  private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY);
  private int skip;
  private boolean waiting;

  Inbox(Connection connection, ConnectionOwner owner) {
    this.connection = connection;
    this.owner = owner;
  }

  /// False at the end of the stream.
  boolean read(SocketChannel channel) throws IOException {
    int got = channel.read(buffer);
    process();
    return got >= 0;
  }

  /// Handles every whole message there is.
  void process() {
    waiting = false;
    int at = 0;
    int end = buffer.position();
    while (at < end && !waiting && !connection.closed()) {
      int used = skip > 0 ? skipped(end - at) : one(at, end);
      if (used == 0) {
        break;
      }
      at += used;
    }
    buffer.limit(end).position(at);
    buffer.compact();
    if (!buffer.hasRemaining() && !waiting) {
      connection.send(new RtspResponse(413, Headers.EMPTY));
      connection.close();
    }
  }

  private int skipped(int available) {
    int used = Math.min(skip, available);
    skip -= used;
    return used;
  }

  /// How many bytes were used up; 0 when more must come first.
  private int one(int at, int end) {
    if (buffer.get(at) == '$') {
      if (end - at < 4) {
        return 0;
      }
      owner.heard(connection);
      skip = buffer.getShort(at + 2) & 0xffff;
      return 4;
    }
    return switch (RtspMessageReader.read(buffer, at, end)) {
      case Result.NeedMore _ -> 0;
      case Result.NotAMessage(int length, _) -> {
        connection.send(new RtspResponse(400, Headers.EMPTY));
        connection.close();
        yield length;
      }
      case Result.Message(RtspRequest request, int length) -> {
        waiting = !owner.request(connection, request);
        yield waiting ? 0 : length;
      }
      case Result.Message(RtspResponse _, int length) -> {
        owner.heard(connection);
        yield length;
      }
    };
  }
}
