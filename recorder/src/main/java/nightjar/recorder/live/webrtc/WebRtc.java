package nightjar.recorder.live.webrtc;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Fault;
import nightjar.base.time.Clock;
import nightjar.recorder.feed.Feed;
import nightjar.recorder.feed.Subscription;
import org.jspecify.annotations.Nullable;

/// Live pictures by WebRTC: takes an offer, gives an answer, and sends to whoever then comes with what the answer said.
///
/// The port and the certificate are made for the first viewer: a recorder that nobody watches pays nothing.
/// Safe for any thread because making them is guarded by the lock.
public final class WebRtc implements AutoCloseable {
  private static final int MOST_VIEWERS = 256;

  /// RTP timestamps begin at a random number (RFC 3550, 5.1): up to 3.3 hours of 90 kHz.
  private static final int MOST_TICKS = 1 << 30;

  /// For the first picture behind a mask; a camera sends a key frame every two seconds or so.
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final String host;
  private final int udpPort;
  private final Clock clock;
  private final SecureRandom random;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable UdpPort open;

  /// Where to listen: the host and port of HTTPS, whose UDP is free; port 0 takes any.
  public WebRtc(String host, int port, SecureRandom random, Clock clock) {
    this.host = host;
    this.udpPort = port;
    this.random = random;
    this.clock = clock;
  }

  /// What became of an offer.
  public sealed interface Outcome {}

  /// Goes on when the viewer comes with what the answer says.
  ///
  /// @param id names the session, to end it
  /// @param zeroMicros the instant of RTP timestamp 0, by which a player knows when a picture was taken
  public record Accepted(String id, String sdp, long zeroMicros) implements Outcome {}

  /// The browser and the camera have no coding in common.
  public record NothingInCommon() implements Outcome {}

  /// As many as possible are watching.
  public record Full() implements Outcome {}

  /// Begins a session for who may watch `feed`. `reached` is the address by which the viewer reached us over HTTP. An INVALID fault
  /// for an offer that is none, a BUSY one when the port is taken.
  public Outcome offer(String sdp, Feed feed, String reached, Permission permission) {
    Offer offer = Offer.parse(sdp);
    Feed.State state = begun(feed);
    Answer answer = Answer.of(offer, state.configs());
    if (answer.video().isEmpty() || state.reordered()) {
      return new NothingInCommon();
    }
    UdpPort port = port();
    port.sweep();
    if (port.size() >= MOST_VIEWERS) {
      return new Full();
    }
    String ufrag = token(8);
    String password = token(16);
    long zero = clock.wallMicros() - random.nextInt(MOST_TICKS) * 1_000L / 90;
    var plan = new Peer.Plan(ufrag, password, offer, answer, feed, permission);
    var peer = new Peer(plan, port, zero, random, clock);
    port.add(peer);
    var ground =
        new Answer.Ground(ufrag, password, port.fingerprint(), candidates(port.local(), reached));
    return new Accepted(ufrag, answer.sdp(offer, ground, peer::ssrc), zero);
  }

  /// What the stream is made of. Pictures behind a mask are made only while somebody watches: then this does, until the first.
  private static Feed.State begun(Feed feed) {
    if (!feed.state().configs().isEmpty()) {
      return feed.state();
    }
    try (Subscription first = feed.subscribe()) {
      if (first.next(PATIENCE) instanceof Subscription.Taken taken) {
        taken.frame().release();
      }
    }
    return feed.state();
  }

  /// Ends a session; false when there is none of this name.
  public boolean end(String id) {
    Peer peer = Optional.ofNullable(current()).map(port -> port.find(id)).orElse(null);
    if (peer == null) {
      return false;
    }
    peer.stop();
    return true;
  }

  public int viewers() {
    UdpPort port = current();
    return port == null ? 0 : port.size();
  }

  private @Nullable UdpPort current() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  private UdpPort port() {
    lock.lock();
    try {
      UdpPort port = open;
      if (port == null) {
        port = UdpPort.open(host, udpPort, Identity.make(clock, random), random);
        open = port;
      }
      return port;
    } finally {
      lock.unlock();
    }
  }

  private String token(int bytes) {
    byte[] some = new byte[bytes];
    random.nextBytes(some);
    return HexFormat.of().formatHex(some);
  }

  /// Where a viewer may find us: first where it did already, then every address of this machine (RFC 8445, 5.1).
  static List<String> candidates(InetSocketAddress local, String reached) {
    Set<String> hosts = new LinkedHashSet<>();
    if (!local.getAddress().isAnyLocalAddress()) {
      hosts.add(local.getAddress().getHostAddress());
    } else {
      if (!reached.isEmpty()) {
        hosts.add(reached);
      }
      addresses().forEach(each -> hosts.add(each.getHostAddress()));
    }
    List<String> lines = new ArrayList<>();
    int preference = 65_535;
    for (String each : hosts) {
      long priority = (126L << 24) | ((long) preference-- << 8) | 255;
      lines.add("1 1 udp " + priority + " " + each + " " + local.getPort() + " typ host");
    }
    return lines;
  }

  private static List<InetAddress> addresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
          .sorted(
              (a, b) -> Boolean.compare(!(a instanceof Inet4Address), !(b instanceof Inet4Address)))
          .limit(8)
          .toList();
    } catch (SocketException e) {
      throw Fault.of(
          Fault.Kind.UNREACHABLE, "this machine's network cannot be asked: " + e.getMessage(), "");
    }
  }

  @Override
  public void close() {
    UdpPort port = current();
    if (port != null) {
      port.close();
    }
  }
}
