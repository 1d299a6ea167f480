package nightjar.recorder.restream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.media.codec.CodecConfig;
import nightjar.media.rtsp.Payloads;
import nightjar.media.rtsp.auth.AuthGuard;
import nightjar.media.rtsp.auth.Credentials;
import nightjar.media.rtsp.auth.DigestAlgorithm;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.RtspMessageReader;
import nightjar.media.rtsp.message.RtspMessageReader.Result;
import nightjar.media.rtsp.message.RtspRequest;
import nightjar.media.rtsp.message.RtspResponse;
import nightjar.media.rtsp.message.SessionHeader;
import nightjar.media.rtsp.message.Transport;
import nightjar.media.sdp.MediaDescription;
import nightjar.media.sdp.SdpWriter;
import nightjar.media.sdp.SessionDescription;
import nightjar.recorder.feed.Feed;
import org.jspecify.annotations.Nullable;

/// One client's connection: its requests and our answers, and its one session. Owned by its reading thread; what the sending thread
/// writes goes through the lock.
final class Client {
  private static final String METHODS =
      "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN";
  private static final Duration TIMEOUT = SessionHeader.DEFAULT_TIMEOUT;

  /// Requests of real clients are below 2 kB; this leaves room for long Digest headers.
  private static final int MOST_REQUEST_BYTES = 16 * 1024;

  /// Time to say who one is.
  private static final Duration STRANGER = Duration.ofSeconds(15);

  private static final int MOST_WRONG = 5;
  private static final AuthGuard.Policy POLICY =
      new AuthGuard.Policy(
          "Nightjar", List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5), false, true);

  private final Socket socket;
  private final Restream server;
  private final AuthGuard guard;
  private final String session;
  private final long acceptedNanos;
  private final ReentrantLock writing = new ReentrantLock();
  private final SortedMap<Integer, OutTrack> tracks = new TreeMap<>();
  private SortedMap<Integer, CodecConfig> described = new TreeMap<>();
  private String user = "";
  private boolean known;
  private int wrong;
  private @Nullable StreamUrl url;
  private @Nullable Player player;

  Client(Socket socket, Restream server) {
    this.socket = socket;
    this.server = server;
    guard = new AuthGuard(POLICY, this::credentials, server.random());
    session = HexFormat.of().toHexDigits(server.random().nextLong());
    acceptedNanos = server.clock().nanos();
  }

  private Optional<Credentials> credentials(String name) {
    user = name;
    return server.keys().password(name).map(password -> new Credentials(name, password));
  }

  /// Reads until the client leaves, is silent for too long, or says what cannot be understood.
  void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) STRANGER.toMillis());
      read(socket.getInputStream());
    } catch (IOException e) {
      // The connection is over, from either side.
    } finally {
      stopPlaying();
      server.gone(this);
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Closed all the same.
      return;
    }
  }

  private void read(InputStream in) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MOST_REQUEST_BYTES);
    int end = 0;
    int skip = 0;
    while (true) {
      int got = in.read(buffer.array(), end, buffer.capacity() - end);
      boolean late = !known && server.clock().nanos() - acceptedNanos > STRANGER.toNanos();
      if (got < 0 || late) {
        return;
      }
      end += got;
      int at = Math.min(skip, end);
      skip -= at;
      while (at < end) {
        int used = one(buffer, at, end);
        if (used <= 0) {
          break;
        }
        skip = Math.max(0, at + used - end);
        at = Math.min(end, at + used);
      }
      System.arraycopy(buffer.array(), at, buffer.array(), 0, end - at);
      end -= at;
      if (end == buffer.capacity()) {
        send(new RtspResponse(413, Headers.EMPTY));
        return;
      }
    }
  }

  /// How many bytes from `at` on are dealt with, more than there are for a `$` frame, which is the client's RTCP; 0 when more must come.
  private int one(ByteBuffer buffer, int at, int end) throws IOException {
    if (buffer.get(at) == '$') {
      return end - at < 4 ? 0 : 4 + (buffer.getShort(at + 2) & 0xffff);
    }
    return switch (RtspMessageReader.read(buffer, at, end)) {
      case Result.NeedMore _ -> 0;
      case Result.NotAMessage _ -> {
        send(new RtspResponse(400, Headers.EMPTY));
        throw new IOException("not RTSP");
      }
      case Result.Message(RtspRequest request, int length) -> {
        answer(request, carryOut(request));
        yield length;
      }
      case Result.Message(RtspResponse _, int length) -> length;
    };
  }

  private void answer(RtspRequest request, RtspResponse response) throws IOException {
    Headers headers = Headers.of("CSeq", request.headers().first("CSeq").orElse("0"));
    for (Headers.Field field : response.headers().fields()) {
      headers = headers.plus(field.name(), field.value());
    }
    send(new RtspResponse(response.status(), response.reason(), headers, response.body()));
    Player begun = player;
    if (request.method().equals("PLAY") && response.ok() && begun != null) {
      begun.start();
    }
    if (wrong >= MOST_WRONG) {
      throw new IOException("too many wrong passwords");
    }
  }

  private RtspResponse carryOut(RtspRequest request) throws IOException {
    if (request.method().equals("OPTIONS")) {
      return ok("Public", METHODS);
    }
    if (request.headers().first("Require").isPresent()) {
      return new RtspResponse(
          551, Headers.of("Unsupported", request.headers().first("Require").get()));
    }
    Optional<RtspResponse> stranger = challenge(request);
    if (stranger.isPresent()) {
      return stranger.get();
    }
    Optional<StreamUrl> target = StreamUrl.of(request.uri());
    return switch (request.method()) {
      case "DESCRIBE" -> target.map(this::describe).orElse(status(404));
      case "SETUP" -> target.map(each -> setup(each, request)).orElse(status(404));
      case "PLAY" -> play(request);
      case "PAUSE" -> {
        stopPlaying();
        yield ok("Session", session);
      }
      case "TEARDOWN" -> {
        stopPlaying();
        tracks.clear();
        yield ok("Session", session);
      }
      case "GET_PARAMETER", "SET_PARAMETER" ->
          request.body().isEmpty() ? ok("Session", session) : status(451);
      case "ANNOUNCE", "RECORD", "REDIRECT" -> new RtspResponse(405, Headers.of("Allow", METHODS));
      default -> new RtspResponse(501, Headers.of("Public", METHODS));
    };
  }

  private Optional<RtspResponse> challenge(RtspRequest request) throws IOException {
    AuthGuard.Verdict verdict =
        guard.check(request.headers().first("Authorization"), request.method(), request.uri());
    if (verdict == AuthGuard.Verdict.ACCEPTED) {
      if (!known) {
        known = true;
        socket.setSoTimeout((int) TIMEOUT.plusSeconds(15).toMillis());
      }
      return Optional.empty();
    }
    wrong += verdict == AuthGuard.Verdict.WRONG ? 1 : 0;
    Headers headers = Headers.EMPTY;
    for (String value : guard.challenges(verdict == AuthGuard.Verdict.STALE)) {
      headers = headers.plus("WWW-Authenticate", value);
    }
    return Optional.of(new RtspResponse(401, headers));
  }

  /// The stream, when the key may see its camera; otherwise there is none of that name.
  private Optional<Feed> feed(StreamUrl target) {
    return server.keys().may(user, target.stream().camera().name())
        ? server.feeds().find(target.stream())
        : Optional.empty();
  }

  private RtspResponse describe(StreamUrl target) {
    Optional<Feed> feed = feed(target);
    if (feed.isEmpty()) {
      return status(404);
    }
    SortedMap<Integer, CodecConfig> configs = feed.get().state().configs();
    if (configs.isEmpty()) {
      return status(503);
    }
    described = configs;
    List<MediaDescription> media = new ArrayList<>();
    for (Map.Entry<Integer, CodecConfig> each : configs.entrySet()) {
      media.add(
          new MediaDescription(
              each.getValue() instanceof CodecConfig.Video
                  ? MediaDescription.Kind.VIDEO
                  : MediaDescription.Kind.AUDIO,
              "RTP/AVP",
              List.of(Payloads.encoding(each.getValue(), each.getKey())),
              Optional.of(StreamUrl.control(each.getKey())),
              Optional.empty(),
              OptionalDouble.empty()));
    }
    var sdp =
        new SessionDescription(
            target.stream().camera().name(), Optional.of("*"), Optional.empty(), media, List.of());
    return new RtspResponse(
        200,
        "OK",
        Headers.of("Content-Type", "application/sdp", "Content-Base", target.base()),
        SdpWriter.write(sdp));
  }

  private RtspResponse setup(StreamUrl target, RtspRequest request) {
    Optional<Feed> feed = feed(target);
    if (feed.isEmpty()) {
      return status(404);
    }
    if (player != null) {
      return status(455);
    }
    StreamUrl before = url;
    if (before != null && !before.stream().equals(target.stream())) {
      return status(459);
    }
    if (described.isEmpty()) {
      described = feed.get().state().configs();
    }
    int track = target.track().orElse(described.isEmpty() ? -1 : described.firstKey());
    CodecConfig config = described.get(track);
    if (config == null) {
      return status(404);
    }
    for (Transport choice :
        Transport.parseChoices(request.headers().first("Transport").orElse(""))) {
      if (choice.profile().equals("RTP/AVP")
          && !choice.multicast()
          && (choice.tcp() || choice.clientPorts().isPresent())) {
        url = target;
        return grant(track, config, choice);
      }
    }
    return status(461);
  }

  private RtspResponse grant(int track, CodecConfig config, Transport choice) {
    int ssrc = server.random().nextInt();
    var told = OptionalLong.of(ssrc & 0xffff_ffffL);
    OutTrack.Lane lane;
    Transport granted;
    if (choice.tcp()) {
      int channel = choice.interleaved().map(Transport.Pair::rtp).orElse(2 * track) & 0xfe;
      lane = new OutTrack.Lane.Interleaved(channel);
      granted = Transport.overTcp(Transport.Pair.from(channel), told);
    } else {
      Transport.Pair ports = choice.clientPorts().orElseThrow();
      // Only to where the connection comes from: nobody can have us send to somebody else.
      var host = socket.getInetAddress();
      lane =
          new OutTrack.Lane.Udp(
              new InetSocketAddress(host, ports.rtp()), new InetSocketAddress(host, ports.rtcp()));
      granted = Transport.overUdp(ports, Optional.of(server.udp().ports()), told);
    }
    tracks.put(
        track,
        new OutTrack(
            track,
            config,
            lane,
            ssrc,
            server.random().nextInt(1 << 15),
            server.random().nextInt(1 << 30)));
    return ok("Session", new SessionHeader(session, TIMEOUT).write(), "Transport", granted.write());
  }

  private RtspResponse play(RtspRequest request) {
    StreamUrl target = url;
    boolean ours =
        request
            .headers()
            .first("Session")
            .flatMap(SessionHeader::parse)
            .filter(header -> header.id().equals(session))
            .isPresent();
    if (target == null || tracks.isEmpty() || !ours) {
      return status(ours ? 455 : 454);
    }
    Optional<Feed> feed = feed(target);
    if (feed.isEmpty()) {
      return status(404);
    }
    if (player == null) {
      server.keys().note(user, address(), "live.begin", target.stream().toString());
      player = new Player(this, target.stream(), feed.get(), user, new TreeMap<>(tracks), server);
    }
    return ok("Session", session, "Range", "npt=now-");
  }

  private void stopPlaying() {
    Player playing = player;
    StreamUrl target = url;
    player = null;
    if (playing != null && target != null) {
      playing.stop();
      server.keys().note(user, address(), "live.end", target.stream().toString());
    }
  }

  private String address() {
    return socket.getInetAddress().getHostAddress();
  }

  /// Writes for the sending thread; waits while the client is slow.
  void send(ByteBuffer bytes) throws IOException {
    writing.lock();
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    } finally {
      writing.unlock();
    }
  }

  private void send(RtspResponse response) throws IOException {
    send(ByteBuffer.wrap(response.encode().toArray()));
  }

  private static RtspResponse status(int status) {
    return new RtspResponse(status, Headers.EMPTY);
  }

  private static RtspResponse ok(String... headers) {
    return new RtspResponse(200, Headers.of(headers));
  }
}
