package nightjar.media.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.time.Clock;
import nightjar.media.rtsp.auth.Authenticator;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.PublicMethods;
import nightjar.media.rtsp.message.RtspMessage;
import nightjar.media.rtsp.message.RtspRequest;
import nightjar.media.rtsp.message.RtspResponse;
import org.jspecify.annotations.Nullable;

/// Requests and their answers on one connection, and what the camera asks meanwhile. Owned by the session's thread.
final class Dialogue implements Inbound.Handler {
  private static final String USER_AGENT = "Nightjar";
  private static final String OUR_METHODS = "OPTIONS, GET_PARAMETER, SET_PARAMETER, ANNOUNCE";

  /// One for the password, one more for a nonce that grew stale.
  private static final int MAX_CHALLENGES = 2;

  /// Frames that come while an answer is awaited are media already (v4l2rtspserver, Reolink).
  interface Media {
    /// Once per read, before what it brought.
    void arrived();

    void data(int channel, ByteBuffer buffer, int offset, int length);

    boolean expects(int channel);
  }

  private final Wire wire;
  private final Inbound inbound;
  private final Watchdog.Guard guard;
  private final Where where;
  private final Authenticator authenticator;
  private final Clock clock;
  private final Strangers strangers = new Strangers();
  private Media media = strangers;
  private int sequence;
  private int awaited = -1;
  private @Nullable RtspResponse answer;
  private String session = "";
  private @Nullable PublicMethods methods;

  Dialogue(
      Wire wire,
      Inbound inbound,
      Watchdog.Guard guard,
      Where where,
      Authenticator authenticator,
      Clock clock) {
    this.wire = wire;
    this.inbound = inbound;
    this.guard = guard;
    this.where = where;
    this.authenticator = authenticator;
    this.clock = clock;
  }

  /// Sent with every request from now on.
  void session(String id) {
    session = id;
  }

  void media(Media media) {
    this.media = media;
  }

  /// Who sent media before anybody listened.
  Set<Integer> strangers() {
    return strangers.sources();
  }

  /// From now on media is dropped.
  void ignoreMedia() {
    media = strangers;
  }

  /// Whether the camera said that it knows the method.
  boolean knows(String method) {
    return methods != null && methods.has(method);
  }

  /// Sends a request and waits for its answer. A 401 is answered with credentials once; what is left of it is a fault.
  RtspResponse ask(String method, String uri, Headers headers, Duration within) {
    for (int tries = 1; ; tries++) {
      RtspResponse response = exchange(method, uri, headers, within);
      if (response.status() != 401) {
        authenticator.accepted();
        return response;
      }
      if (tries > MAX_CHALLENGES) {
        throw where.fault(
            Fault.Kind.UNAUTHENTICATED,
            "the camera takes no answer to its challenges",
            "Its clock or firmware is at fault; restart it, or turn Digest authentication off and on.");
      }
      switch (authenticator.challenged(response.headers().all("WWW-Authenticate"))) {
        case Authenticator.Outcome.TryAgain() -> {}
        case Authenticator.Outcome.GiveUp(String why, String advice) ->
            throw where.fault(Fault.Kind.UNAUTHENTICATED, why, advice);
      }
    }
  }

  /// Sends a request and does not wait: some cameras never answer a keep-alive (go2rtc, gortsplib).
  void tell(String method, String uri, Headers headers) throws IOException {
    send(method, uri, headers);
  }

  /// One read, with everything in it handed on; as [Wire#read] says.
  int pump(int withinMillis) throws IOException {
    int read = inbound.fill(wire, withinMillis);
    if (read > 0) {
      media.arrived();
      inbound.parse(this);
    }
    return read;
  }

  private RtspResponse exchange(String method, String uri, Headers headers, Duration within) {
    answer = null;
    guard.deadline(clock.nanos() + within.toNanos());
    try {
      awaited = send(method, uri, headers);
      while (true) {
        int read = pump(0);
        RtspResponse response = answer;
        if (response != null) {
          return response;
        }
        if (read < 0) {
          throw noAnswer(method, within, null);
        }
      }
    } catch (IOException e) {
      throw noAnswer(method, within, e);
    } finally {
      awaited = -1;
    }
  }

  private Fault noAnswer(String method, Duration within, @Nullable IOException e) {
    if (guard.expired()) {
      return where.fault(
          Fault.Kind.UNREACHABLE,
          "no answer to " + method + " within " + within.toMillis() + " ms",
          inbound.spoke()
              ? "The camera is overloaded or hangs; restart it if this goes on."
              : "Something listens there but does not speak RTSP: check the port, or restart the camera.",
          inbound.unread());
    }
    String what = "the camera closed the connection instead of answering " + method;
    String advice =
        inbound.spoke()
            ? "It may have no free session left: close other viewers, or wait a minute."
            : "Check that the port is that of RTSP; a port for rtsps closes plain connections too.";
    return e == null
        ? where.fault(Fault.Kind.UNREACHABLE, what, advice, inbound.unread())
        : where.fault(Fault.Kind.UNREACHABLE, what, advice, e);
  }

  private int send(String method, String uri, Headers headers) throws IOException {
    int number = ++sequence;
    Headers all = Headers.of("CSeq", Integer.toString(number), "User-Agent", USER_AGENT);
    for (Headers.Field field : headers.fields()) {
      all = all.plus(field.name(), field.value());
    }
    if (!session.isEmpty()) {
      all = all.plus("Session", session);
    }
    String authorization = authenticator.authorization(method, uri).orElse("");
    if (!authorization.isEmpty()) {
      all = all.plus("Authorization", authorization);
    }
    write(new RtspRequest(method, uri, all));
    return number;
  }

  private void write(RtspMessage message) throws IOException {
    Bytes bytes = message.encode();
    wire.write(bytes.buffer());
  }

  /// An RTCP packet or the like on an interleaved channel; `packet` has four free bytes in front.
  void sendFrame(int channel, ByteBuffer packet) throws IOException {
    packet.put(0, (byte) '$').put(1, (byte) channel);
    packet.putShort(2, (short) (packet.limit() - 4));
    wire.write(packet);
  }

  @Override
  public void data(int channel, ByteBuffer buffer, int offset, int length) {
    media.data(channel, buffer, offset, length);
  }

  @Override
  public boolean expects(int channel) {
    return media.expects(channel);
  }

  @Override
  public void message(RtspMessage message) {
    switch (message) {
      case RtspResponse response -> answered(response);
      case RtspRequest request -> asked(request);
    }
  }

  private void answered(RtspResponse response) {
    if (response.headers().first("Public").isPresent()) {
      methods = PublicMethods.of(response.headers());
    }
    // tolerate: an answer without CSeq can only be to the one question that is open
    if (awaited >= 0 && response.cseq().orElse(awaited) == awaited && response.status() >= 200) {
      answer = response;
    }
  }

  private void asked(RtspRequest request) {
    int status =
        switch (request.method()) {
          case "OPTIONS", "GET_PARAMETER", "SET_PARAMETER", "ANNOUNCE", "TEARDOWN" -> 200;
          default -> 501;
        };
    Headers headers = Headers.of("CSeq", request.headers().first("CSeq").orElse("0"));
    if (request.method().equals("OPTIONS")) {
      headers = headers.plus("Public", OUR_METHODS);
    }
    if (!session.isEmpty()) {
      headers = headers.plus("Session", session);
    }
    try {
      write(new RtspResponse(status, headers));
    } catch (IOException _) {
      // The next read tells that the connection is gone, and how.
    }
  }
}
