package nightjar.cameras.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import nightjar.cameras.simulator.program.TrackWriter;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.RtspRequest;
import nightjar.media.rtsp.message.RtspResponse;
import nightjar.media.rtsp.message.SessionHeader;
import nightjar.media.rtsp.message.Transport;
import org.jspecify.annotations.Nullable;

/// SETUP: finds a transport both sides can (RFC 2326, 10.4 and 12.39).
record Setup(Site site, Camera camera, Target target, Connection connection) {
  RtspResponse carryOut(RtspRequest request, Feed feed, Set<Session> sessions) {
    Optional<TrackWriter> track = track(feed);
    if (track.isEmpty()) {
      return status(target.track().isPresent() ? 404 : 459);
    }
    Optional<String> asked = request.headers().first("Session");
    Session session = asked.map(this::existing).orElse(null);
    if (asked.isPresent() && session == null) {
      return status(454);
    }
    if (session != null && (session.playing() || session.feed() != feed)) {
      return status(455);
    }
    for (Transport choice :
        Transport.parseChoices(request.headers().first("Transport").orElse(""))) {
      if (possible(choice)) {
        Session used = session == null ? camera.open(feed, connection) : session;
        sessions.add(used);
        used.heard(connection, site.clock().nanos());
        return grant(used, track.get(), choice);
      }
    }
    return status(461);
  }

  private static boolean possible(Transport choice) {
    return choice.profile().equals("RTP/AVP")
        && !choice.multicast()
        && (choice.tcp() || choice.clientPorts().isPresent());
  }

  /// The track named, or the only one there is.
  private Optional<TrackWriter> track(Feed feed) {
    var shown = feed.tracks().stream().filter(track -> camera.shows(track.config())).toList();
    if (target.track().isEmpty()) {
      return shown.size() == 1 ? Optional.of(shown.getFirst()) : Optional.empty();
    }
    return shown.stream().filter(t -> t.index() == target.track().getAsInt()).findFirst();
  }

  private @Nullable Session existing(String header) {
    return SessionHeader.parse(header).map(h -> camera.session(h.id())).orElse(null);
  }

  private RtspResponse grant(Session session, TrackWriter track, Transport choice) {
    Transport granted;
    try {
      granted = choice.tcp() ? tcp(session, track, choice) : udp(session, track, choice);
    } catch (IOException e) {
      return status(500);
    }
    String header = new SessionHeader(session.id(), site.sessionTimeout()).write();
    return new RtspResponse(200, Headers.of("Session", header, "Transport", granted.write()));
  }

  private Transport tcp(Session session, TrackWriter track, Transport choice) {
    int channel = choice.interleaved().map(Transport.Pair::rtp).orElse(2 * track.index());
    while (taken(session, track, channel)) {
      channel = (channel + 2) & 0xfe;
    }
    session.lane(track.index(), new Lane.Interleaved(connection, channel));
    return Transport.overTcp(Transport.Pair.from(channel), ssrc(track));
  }

  private boolean taken(Session session, TrackWriter track, int channel) {
    for (TrackWriter other : session.feed().tracks()) {
      if (other != track
          && session.lane(other.index()) instanceof Lane.Interleaved(_, int used)
          && Math.abs(used - channel) < 2) {
        return true;
      }
    }
    return channel > 254;
  }

  private Transport udp(Session session, TrackWriter track, Transport choice) throws IOException {
    Transport.Pair ports = choice.clientPorts().orElseThrow();
    var host = connection.client().getAddress();
    InetSocketAddress rtp = new InetSocketAddress(host, ports.rtp());
    InetSocketAddress rtcp = new InetSocketAddress(host, ports.rtcp());
    session.lane(track.index(), new Lane.Udp(site.udp(), rtp, rtcp));
    site.expect(rtp, session);
    site.expect(rtcp, session);
    return Transport.overUdp(ports, Optional.of(site.udp().ports()), ssrc(track));
  }

  private static OptionalLong ssrc(TrackWriter track) {
    return OptionalLong.of(track.ssrc() & 0xffff_ffffL);
  }

  private static RtspResponse status(int status) {
    return new RtspResponse(status, Headers.EMPTY);
  }
}
