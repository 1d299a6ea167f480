package nightjar.cameras.simulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import nightjar.cameras.simulator.program.TrackWriter;
import nightjar.media.rtsp.auth.AuthGuard;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.RtpInfo;
import nightjar.media.rtsp.message.RtspRequest;
import nightjar.media.rtsp.message.RtspResponse;
import nightjar.media.rtsp.message.SessionHeader;
import org.jspecify.annotations.Nullable;

/// One connection's requests and their answers (RFC 2326, 10). Owned by the simulator's thread.
final class Dialogue implements ConnectionOwner {
  private static final String METHODS =
      "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN";

  private final Site site;
  private final long openedNanos;
  private final Map<Camera, Optional<AuthGuard>> guards = new HashMap<>();
  private final Set<Session> sessions = new HashSet<>();
  private long heardNanos;

  Dialogue(Site site) {
    this.site = site;
    this.openedNanos = site.clock().nanos();
    this.heardNanos = openedNanos;
  }

  /// Nothing heard for so long, and no session that lives by other means.
  boolean idle(long timeoutNanos) {
    return site.clock().nanos() - heardNanos > timeoutNanos;
  }

  @Override
  public boolean request(Connection connection, RtspRequest request) {
    Optional<Target> target = Target.of(request.uri());
    Optional<Camera> camera = target.flatMap(t -> site.camera(t.camera()));
    if (camera.isEmpty()) {
      boolean options = request.method().equals("OPTIONS");
      send(connection, request, options ? ok("Public", METHODS) : status(404));
      return true;
    }
    long silentUntil = openedNanos + camera.get().silentNanos();
    if (site.clock().nanos() - silentUntil < 0) {
      connection.pause();
      site.loop().at(silentUntil, connection::resume);
      return false;
    }
    camera.get().counters().requests.increment();
    heard(connection);
    new Exchange(connection, request, target.get(), camera.get()).answer();
    return true;
  }

  @Override
  public void heard(Connection connection) {
    heardNanos = site.clock().nanos();
    for (Session session : sessions) {
      session.heard(heardNanos);
    }
  }

  @Override
  public void gone(Connection connection) {
    for (Session session : sessions) {
      if (session.flowsThrough(connection)) {
        session.camera().vanished(session);
      }
    }
    site.gone(this);
  }

  private static RtspResponse status(int status) {
    return new RtspResponse(status, Headers.EMPTY);
  }

  private static RtspResponse ok(String... headers) {
    return new RtspResponse(200, Headers.of(headers));
  }

  private static void send(Connection connection, RtspRequest request, RtspResponse response) {
    Headers headers = Headers.of("CSeq", request.headers().first("CSeq").orElse("0"));
    for (Headers.Field field : response.headers().fields()) {
      headers = headers.plus(field.name(), field.value());
    }
    connection.send(
        new RtspResponse(response.status(), response.reason(), headers, response.body()));
  }

  /// One request to one camera.
  private final class Exchange {
    private final Connection connection;
    private final RtspRequest request;
    private final Target target;
    private final Camera camera;

    Exchange(Connection connection, RtspRequest request, Target target, Camera camera) {
      this.connection = connection;
      this.request = request;
      this.target = target;
      this.camera = camera;
    }

    void answer() {
      Feed feed = camera.feed(target.stream());
      if (request.method().equals("OPTIONS")) {
        respond(ok("Public", METHODS));
      } else if (feed == null) {
        respond(status(404));
      } else {
        Optional<RtspResponse> refused = refusal();
        refused.ifPresentOrElse(this::respond, () -> carryOut(feed));
      }
    }

    private void respond(RtspResponse response) {
      send(connection, request, camera.amend(request, response));
    }

    private Optional<RtspResponse> refusal() {
      Optional<String> required = request.headers().first("Require");
      if (required.isPresent()) {
        return Optional.of(new RtspResponse(551, Headers.of("Unsupported", required.get())));
      }
      Optional<AuthGuard> guard = guards.computeIfAbsent(camera, Camera::guard);
      if (guard.isPresent()) {
        Optional<RtspResponse> challenge = challenge(guard.get());
        if (challenge.isPresent()) {
          return challenge;
        }
      }
      return camera.instead(request);
    }

    private Optional<RtspResponse> challenge(AuthGuard guard) {
      Optional<String> given = request.headers().first("Authorization");
      AuthGuard.Verdict verdict = guard.check(given, request.method(), request.uri());
      boolean admitted =
          switch (verdict) {
            case ACCEPTED -> camera.admits(true, site.clock().nanos());
            case WRONG -> camera.admits(false, site.clock().nanos());
            case MISSING, STALE -> false;
          };
      if (admitted) {
        return Optional.empty();
      }
      if (verdict == AuthGuard.Verdict.ACCEPTED || verdict == AuthGuard.Verdict.WRONG) {
        camera.counters().refusedLogins.increment();
      }
      Headers headers = Headers.EMPTY;
      for (String value : guard.challenges(verdict == AuthGuard.Verdict.STALE)) {
        headers = headers.plus("WWW-Authenticate", value);
      }
      return Optional.of(new RtspResponse(401, headers));
    }

    private void carryOut(Feed feed) {
      switch (request.method()) {
        case "DESCRIBE" -> respond(describe(feed));
        case "SETUP" ->
            respond(new Setup(site, camera, target, connection).carryOut(request, feed, sessions));
        case "PLAY" -> inSession(this::play);
        case "PAUSE" -> inSession(this::pause);
        case "TEARDOWN" -> inSession(this::tearDown);
        case "GET_PARAMETER", "SET_PARAMETER" -> respond(parameter());
        case "ANNOUNCE", "RECORD", "REDIRECT" ->
            respond(new RtspResponse(405, Headers.of("Allow", METHODS)));
        default -> respond(new RtspResponse(501, Headers.of("Public", METHODS)));
      }
    }

    private interface InSession {
      void carryOut(Session session);
    }

    private void inSession(InSession method) {
      Session session = session();
      if (session == null) {
        respond(status(454));
      } else {
        session.heard(connection, site.clock().nanos());
        method.carryOut(session);
      }
    }

    private @Nullable Session session() {
      return request
          .headers()
          .first("Session")
          .flatMap(SessionHeader::parse)
          .map(header -> camera.session(header.id()))
          .orElse(null);
    }

    private RtspResponse describe(Feed feed) {
      String accept = request.headers().first("Accept").orElse("*/*");
      if (!accept.contains("application/sdp") && !accept.contains("*")) {
        return status(406);
      }
      List<TrackWriter> shown =
          feed.tracks().stream().filter(track -> camera.shows(track.config())).toList();
      return new RtspResponse(
          200,
          "OK",
          Headers.of("Content-Type", "application/sdp", "Content-Base", target.base()),
          Describe.sdp(camera.settings().name(), shown));
    }

    private void play(Session session) {
      if (!session.hasLanes()) {
        respond(status(455));
        return;
      }
      camera.play(session);
      String info = "";
      for (TrackWriter track : session.feed().tracks()) {
        if (session.lane(track.index()) != null) {
          info += (info.isEmpty() ? "" : ",") + info(session.feed(), track).write();
        }
      }
      RtspResponse response = ok("Session", session.id(), "Range", "npt=now-", "RTP-Info", info);
      if (camera.mediaBeforeAnswer()) {
        session.afterFirst(() -> respond(response));
      } else {
        respond(response);
      }
    }

    /// Without a sequence number: which packet the next key frame begins with is not known yet.
    private RtpInfo info(Feed feed, TrackWriter track) {
      return new RtpInfo(
          target.control(track.index()),
          OptionalInt.empty(),
          OptionalLong.of(feed.timestamp(track) & 0xffff_ffffL),
          OptionalLong.empty());
    }

    private void pause(Session session) {
      camera.pause(session);
      respond(ok("Session", session.id()));
    }

    private void tearDown(Session session) {
      camera.end(session);
      sessions.remove(session);
      respond(ok("Session", session.id()));
    }

    /// A sign of life; no parameter has a name here.
    private RtspResponse parameter() {
      Session session = session();
      if (session != null) {
        session.heard(connection, site.clock().nanos());
        sessions.add(session);
      } else if (request.headers().first("Session").isPresent()) {
        return status(454);
      }
      return request.body().isEmpty() ? ok() : status(451);
    }
  }
}
