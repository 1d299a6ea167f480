package nightjar.media.rtsp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import nightjar.base.Fault;
import nightjar.media.rtsp.RtspOptions.TransportPolicy;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.RtspResponse;
import nightjar.media.rtsp.message.RtspUrl;
import nightjar.media.rtsp.message.SessionHeader;
import nightjar.media.rtsp.message.Transport;
import nightjar.media.sdp.Presentation;
import nightjar.media.sdp.Track;
import org.jspecify.annotations.Nullable;

/// DESCRIBE and SETUP: what the camera offers, and how each track comes to us. Owned by the session's thread.
final class Handshake implements AutoCloseable {
  private final Dialogue dialogue;
  private final Wire wire;
  private final Where where;
  private final RtspUrl url;
  private final RtspOptions options;
  private final RandomGenerator random;
  private final List<Prepared> prepared = new ArrayList<>();
  private final List<UdpTrack> bound = new ArrayList<>();
  private String baseUrl;
  private String sessionId = "";
  private Duration timeout = SessionHeader.DEFAULT_TIMEOUT;
  private boolean udp;

  Handshake(Line line, RtspUrl url, RtspOptions options, RandomGenerator random) {
    dialogue = line.dialogue();
    wire = line.wire();
    where = line.where();
    this.url = url;
    this.options = options;
    this.random = random;
    baseUrl = url.toString();
    udp = options.transport() == TransportPolicy.UDP;
  }

  /// Where PLAY, keep-alive and TEARDOWN go.
  String baseUrl() {
    return baseUrl;
  }

  String sessionId() {
    return sessionId;
  }

  Duration timeout() {
    return timeout;
  }

  boolean udp() {
    return udp;
  }

  List<Prepared> prepared() {
    return prepared;
  }

  void run() {
    RtspResponse described =
        dialogue.ask(
            "DESCRIBE",
            url.toString(),
            Headers.of("Accept", "application/sdp"),
            options.answerTimeout());
    if (!described.ok()) {
      throw where.refused("DESCRIBE", described);
    }
    Presentation presentation = presentation(described);
    baseUrl = presentation.url();
    setup(presentation.video(), true);
    if (options.sound() && presentation.audio().isPresent()) {
      setup(presentation.audio().get(), false);
    }
  }

  private Presentation presentation(RtspResponse described) {
    try {
      return Presentation.of(described, url);
    } catch (Fault fault) {
      throw where.place(fault);
    }
  }

  private void setup(Track track, boolean video) {
    UdpTrack ports = udp ? bind() : null;
    RtspResponse response = ask(track, ports);
    if (response.status() == 461 && prepared.isEmpty() && mayChange()) {
      // Some cameras do only UDP (quirk 29).
      udp = true;
      ports = bind();
      response = ask(track, ports);
    }
    if (response.ok()) {
      granted(track, video, ports, response);
    } else if (prepared.isEmpty()) {
      throw where.refused("SETUP", response);
    }
    // A camera that grants no sound still gives its picture.
  }

  private boolean mayChange() {
    return options.transport() == TransportPolicy.AUTO && !udp && !url.secure();
  }

  private RtspResponse ask(Track track, @Nullable UdpTrack ports) {
    Transport wanted =
        ports == null
            ? Transport.overTcp(Transport.Pair.from(2 * prepared.size()), OptionalLong.empty())
            : Transport.overUdp(ports.ports(), Optional.empty(), OptionalLong.empty());
    return dialogue.ask(
        "SETUP", track.url(), Headers.of("Transport", wanted.write()), options.answerTimeout());
  }

  private void granted(
      Track track, boolean video, @Nullable UdpTrack ports, RtspResponse response) {
    if (sessionId.isEmpty()) {
      // tolerate: another id in every answer: the first one counts (retina 0.4.6)
      SessionHeader session =
          SessionHeader.parse(response.headers().first("Session").orElse(""))
              .orElseThrow(() ->
                  where.fault(
                      Fault.Kind.PROTOCOL,
                      "the answer to SETUP names no session",
                      "Update the camera's firmware, or report its model."));
      sessionId = session.id();
      timeout = session.timeout();
      dialogue.session(sessionId);
    }
    Transport transport = Transport.parse(response.headers().first("Transport").orElse(""));
    Transport.Pair channels = channels(transport);
    if (ports != null) {
      punch(ports, transport);
    }
    SessionTrack known = new SessionTrack(prepared.size(), video, track.encoding());
    prepared.add(
        new Prepared(known, channels.rtp(), channels.rtcp(), ports, transport.ssrc().orElse(-1L)));
  }

  /// tolerate: other channels than we asked for (Escam Q6); but not those of another track
  private Transport.Pair channels(Transport granted) {
    Transport.Pair wanted = Transport.Pair.from(2 * prepared.size());
    Transport.Pair given = granted.interleaved().orElse(wanted);
    boolean taken = prepared.stream().anyMatch(p -> p.channel() == given.rtp());
    return taken ? wanted : given;
  }

  private void punch(UdpTrack ports, Transport transport) {
    try {
      ports.granted(transport);
    } catch (IOException _) {
      // Without a hole in the firewall media may still come.
    }
  }

  private UdpTrack bind() {
    try {
      InetAddress local = ((InetSocketAddress) wire.channel().getLocalAddress()).getAddress();
      InetAddress server = ((InetSocketAddress) wire.channel().getRemoteAddress()).getAddress();
      UdpTrack track = UdpTrack.bind(local, server, options.datagramBufferBytes(), random);
      bound.add(track);
      return track;
    } catch (IOException e) {
      throw where.fault(
          Fault.Kind.EXHAUSTED, "no UDP ports for media", "Use TCP for this camera.", e);
    }
  }

  /// Closes the UDP ports.
  @Override
  public void close() {
    bound.forEach(UdpTrack::close);
  }
}
