package nightjar.recorder.live.webrtc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.recorder.feed.Feed;
import nightjar.recorder.feed.Subscription;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;

/// One viewer: its address once it has proved that it hears us, its keys once DTLS agreed on them, and then frames from the feed
/// as they come. Two threads of its own, for the handshake and for the frames; the socket's thread brings what the viewer says.
/// Safe for any thread because what sends is guarded by the lock, and the rest is volatile.
final class Peer {
  /// Without a sign that the viewer still wants to hear us nothing is sent any more (RFC 7675, 5.1).
  private static final Duration CONSENT = Duration.ofSeconds(30);

  /// From the answer to the first check, and for the handshake.
  private static final Duration BEGINNING = Duration.ofSeconds(15);

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration REPORT = Duration.ofSeconds(1);

  /// A viewer that asks for key frames all the time gets one a second.
  private static final long KEY_FRAME_NANOS = 1_000_000_000L;

  /// So much at once, and then a breath: a burst of a whole GOP would overflow the viewer's socket.
  private static final int BURST_BYTES = 48 * 1024;

  private static final Duration BREATH = Duration.ofMillis(2);

  private final String ufrag;
  private final byte[] password;
  private final Offer offer;
  private final Feed feed;
  private final Permission permission;
  private final UdpPort port;
  private final Clock clock;
  private final Stop stop = new Stop();
  private final ReentrantLock lock = new ReentrantLock();
  private final Optional<OutTrack> video;
  private final Optional<OutTrack> audio;
  private final int videoTrack;
  private final int audioTrack;
  private final DatagramQueue dtls;
  private final AtomicBoolean keyWanted = new AtomicBoolean();
  private volatile @Nullable InetSocketAddress remote;
  private volatile long heardNanos;
  private volatile DtlsServer.@Nullable Keys keys;

  /// What a peer is made from: who it is, what it gets, and whether it may.
  record Plan(
      String ufrag,
      String password,
      Offer offer,
      Answer answer,
      Feed feed,
      Permission permission) {}

  Peer(Plan plan, UdpPort port, long zeroMicros, SecureRandom random, Clock clock) {
    this.ufrag = plan.ufrag();
    this.password = plan.password().getBytes(StandardCharsets.US_ASCII);
    this.offer = plan.offer();
    this.feed = plan.feed();
    this.permission = plan.permission();
    this.port = port;
    this.clock = clock;
    video = plan.answer().video().map(choice -> track(choice, zeroMicros, random));
    audio = plan.answer().audio().map(choice -> track(choice, zeroMicros, random));
    videoTrack = plan.answer().video().map(Answer.Choice::track).orElse(-1);
    audioTrack = plan.answer().audio().map(Answer.Choice::track).orElse(-1);
    heardNanos = clock.nanos();
    dtls = new DatagramQueue(this::sendRaw);
  }

  private static OutTrack track(Answer.Choice choice, long zeroMicros, SecureRandom random) {
    return new OutTrack(
        choice.codec().payloadType(),
        random.nextInt(1, Integer.MAX_VALUE),
        random.nextInt(1 << 15),
        choice.playoutDelay(),
        zeroMicros);
  }

  String ufrag() {
    return ufrag;
  }

  int ssrc(Answer.Choice choice) {
    return (choice.track() == videoTrack ? video : audio).map(OutTrack::ssrc).orElse(0);
  }

  /// Ends soon, and tells nobody: the viewer notices by itself.
  void stop() {
    stop.request();
  }

  boolean isOver() {
    return stop.requested();
  }

  // From here on: called by the socket's thread.

  /// A connectivity check that named us; true when it came from who has the password, which binds its address to us.
  boolean check(Stun.Request request, InetSocketAddress from) {
    if (!request.theirs().equals(offer.ufrag()) || !request.isFrom(password)) {
      return false;
    }
    heardNanos = clock.nanos();
    port.send(request.answer(from, password), from);
    boolean first = remote == null;
    if (first || request.nominated()) {
      remote = from;
    }
    if (first) {
      Thread.ofVirtual().name("webrtc " + ufrag).start(() -> run(feed));
    }
    return true;
  }

  void handshake(byte[] record) {
    dtls.offer(record);
  }

  void control(byte[] packet, int length) {
    DtlsServer.Keys agreed = keys;
    if (agreed == null) {
      return;
    }
    lock.lock();
    try {
      int plain = agreed.theirs().unprotectRtcp(packet, length);
      if (plain > 0) {
        Feedback.read(ByteBuffer.wrap(packet), plain, new Listener());
      }
    } finally {
      lock.unlock();
    }
  }

  /// What a viewer says, heard under the lock.
  private final class Listener implements Feedback.Listener {
    @Override
    public void lost(int ssrc, int sequence) {
      video.filter(track -> track.ssrc() == ssrc).ifPresent(t -> t.again(sequence, Peer.this::out));
    }

    @Override
    public void keyFrame() {
      keyWanted.set(true);
    }

    @Override
    public void bye() {
      stop.request();
    }
  }

  // From here on: threads of its own.

  private void run(Feed feed) {
    try {
      var server = port.dtls(offer.fingerprint());
      DTLSTransport transport = new DTLSServerProtocol().accept(server, dtls);
      keys = server.keys();
      Thread.ofVirtual().name("webrtc " + ufrag + " out").start(() -> watch(feed));
      listen(server, transport);
      transport.close();
    } catch (IOException e) {
      // Not the one that offered, or gone: either way it hears no more.
      stop.request();
    } finally {
      stop.request();
      port.forget(this);
    }
  }

  /// Nothing but a goodbye is expected; it comes as an alert.
  private void listen(DtlsServer server, DTLSTransport transport) throws IOException {
    byte[] nothing = new byte[transport.getReceiveLimit()];
    while (!stop.requested() && !server.isLeft()) {
      transport.receive(nothing, 0, nothing.length, 250);
    }
  }

  private void watch(Feed feed) {
    try {
      while (!stop.requested()) {
        join(feed);
      }
    } finally {
      stop.request();
    }
  }

  /// Sends frames from the last key frame on, until the viewer needs to begin anew, or it ends.
  private void join(Feed feed) {
    keyWanted.set(false);
    long joined = clock.nanos();
    lock.lock();
    try {
      long now = clock.wallMicros();
      video.ifPresent(track -> track.join(now));
      audio.ifPresent(track -> track.join(now));
    } finally {
      lock.unlock();
    }
    try (Subscription subscription = feed.subscribe()) {
      boolean begun = false;
      int burst = 0;
      while (goesOn()) {
        if (keyWanted.get() && clock.nanos() - joined > KEY_FRAME_NANOS) {
          return;
        }
        switch (subscription.next(LOOK)) {
          case Subscription.Taken taken -> {
            try {
              Frame frame = taken.frame();
              begun |= frame.sync() && frame.config() instanceof CodecConfig.Video;
              burst += begun ? send(frame) : 0;
            } finally {
              taken.frame().release();
            }
          }
          case Subscription.Off _ -> begun = false;
          case Subscription.Quiet() -> burst = 0;
        }
        if (burst > BURST_BYTES) {
          burst = 0;
          clock.sleep(BREATH, stop);
        }
      }
    }
  }

  private int send(Frame frame) {
    DtlsServer.Keys agreed = keys;
    OutTrack track =
        frame.track() == videoTrack
            ? video.orElse(null)
            : frame.track() == audioTrack ? audio.orElse(null) : null;
    if (agreed == null || track == null) {
      return 0;
    }
    if (frame.config() instanceof CodecConfig.Video && frame.pts() != frame.dts()) {
      // B-frames: WebRTC has no decoding times. The viewer sees no picture and goes another way.
      stop.request();
      return 0;
    }
    lock.lock();
    try {
      return track.send(frame, agreed.ours(), this::out);
    } finally {
      lock.unlock();
    }
  }

  private long reportedNanos;

  /// Once a second: whether it may, whether it hears us, and what the time is.
  private boolean goesOn() {
    long now = clock.nanos();
    if (stop.requested()) {
      return false;
    }
    if (now - reportedNanos < REPORT.toNanos()) {
      return true;
    }
    reportedNanos = now;
    DtlsServer.Keys agreed = keys;
    if (now - heardNanos > CONSENT.toNanos() || !permission.holds() || agreed == null) {
      stop.request();
      return false;
    }
    lock.lock();
    try {
      long wall = clock.wallMicros();
      video.ifPresent(track -> track.report(wall, agreed.ours(), this::out));
      audio.ifPresent(track -> track.report(wall, agreed.ours(), this::out));
    } finally {
      lock.unlock();
    }
    return true;
  }

  /// Whether it offered and then did nothing.
  boolean isStale() {
    return keys == null && clock.nanos() - heardNanos > BEGINNING.toNanos();
  }

  private void out(byte[] packet, int length) {
    sendRaw(packet, 0, length);
  }

  private void sendRaw(byte[] bytes, int offset, int length) {
    InetSocketAddress to = remote;
    if (to != null) {
      port.send(ByteBuffer.wrap(bytes, offset, length), to);
    }
  }
}
