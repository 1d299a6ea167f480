package nightjar.cameras.simulator;

import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.cameras.simulator.fault.CameraFault;
import nightjar.cameras.simulator.fault.DialogueStage;
import nightjar.cameras.simulator.program.Program;
import nightjar.media.codec.CodecConfig;
import nightjar.media.rtsp.auth.AuthGuard;
import nightjar.media.rtsp.auth.DigestAlgorithm;
import nightjar.media.rtsp.message.RtspRequest;
import nightjar.media.rtsp.message.RtspResponse;
import org.jspecify.annotations.Nullable;

/// One camera: its feeds, its sessions, its faults. Owned by the simulator's thread.
final class Camera {
  private final SimulatedCamera settings;
  private final Workplace workplace;
  private final Counters counters = new Counters();
  private final Map<StreamName, Feed> feeds = new EnumMap<>(StreamName.class);
  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private List<CameraFault> faults;
  private List<DialogueStage> stages;

  Camera(SimulatedCamera settings, Workplace workplace) {
    this.settings = settings;
    this.workplace = workplace;
    this.faults = settings.faults();
    this.stages = stagesOf(faults);
  }

  SimulatedCamera settings() {
    return settings;
  }

  Counters counters() {
    return counters;
  }

  void show(StreamName name, Program program, long phaseNanos) {
    feeds.put(
        name,
        new Feed(
            this,
            name,
            program,
            phaseNanos,
            workplace,
            () -> new Spoiler(faults, workplace.pool(), workplace.random())));
  }

  @Nullable Feed feed(StreamName name) {
    return feeds.get(name);
  }

  /// From now on these faults and no others.
  void faults(List<CameraFault> faults) {
    this.faults = List.copyOf(faults);
    this.stages = stagesOf(this.faults);
    feeds.values().forEach(Feed::respoil);
  }

  private static List<DialogueStage> stagesOf(List<CameraFault> faults) {
    return faults.stream().map(CameraFault::dialogue).toList();
  }

  /// A guard for one connection; empty when everybody may watch.
  Optional<AuthGuard> guard() {
    return switch (settings.access()) {
      case Access.Open _ -> Optional.empty();
      case Access.Password(var credentials, var scheme) ->
          Optional.of(new AuthGuard(policy(scheme), credentials, workplace.random()));
    };
  }

  private AuthGuard.Policy policy(Access.Scheme scheme) {
    List<DigestAlgorithm> digests =
        switch (scheme) {
          case BASIC -> List.of();
          case DIGEST_MD5 -> List.of(DigestAlgorithm.MD5);
          case DIGEST_SHA256 -> List.of(DigestAlgorithm.SHA_256);
          case ALL -> List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5);
        };
    boolean basic = scheme == Access.Scheme.BASIC || scheme == Access.Scheme.ALL;
    return new AuthGuard.Policy("IP Camera(" + settings.name() + ")", digests, basic, true);
  }

  boolean admits(boolean rightPassword, long nowNanos) {
    boolean admitted = rightPassword;
    for (DialogueStage stage : stages) {
      admitted = stage.admits(admitted, nowNanos);
    }
    return admitted;
  }

  Optional<RtspResponse> instead(RtspRequest request) {
    return stages.stream()
        .flatMap(stage -> stage.instead(request, sessions.size()).stream())
        .findFirst();
  }

  RtspResponse amend(RtspRequest request, RtspResponse response) {
    RtspResponse amended = response;
    for (DialogueStage stage : stages) {
      amended = stage.amend(request, amended);
    }
    return amended;
  }

  long silentNanos() {
    return stages.stream().mapToLong(DialogueStage::silentNanos).sum();
  }

  boolean mediaBeforeAnswer() {
    return stages.stream().anyMatch(DialogueStage::mediaBeforeAnswer);
  }

  boolean shows(CodecConfig track) {
    return stages.stream().allMatch(stage -> stage.shows(track));
  }

  Session open(Feed feed, Connection connection) {
    String id = HexFormat.of().withUpperCase().toHexDigits(workplace.random().nextInt());
    Session session = new Session(id, this, feed, connection);
    sessions.put(id, session);
    counters.sessions.increment();
    return session;
  }

  @Nullable Session session(String id) {
    return sessions.get(id);
  }

  void play(Session session) {
    if (!session.playing()) {
      session.play(workplace.clock().nanos());
      session.feed().enter(session);
    }
  }

  void pause(Session session) {
    if (session.playing()) {
      session.pause();
      session.feed().leave(session);
    }
  }

  void end(Session session) {
    pause(session);
    session.end();
    if (sessions.remove(session.id(), session)) {
      counters.sessions.decrement();
    }
  }

  /// A connection is gone that carried the session's media.
  void vanished(Session session) {
    if (stages.stream().anyMatch(DialogueStage::leaksSessions)) {
      pause(session);
    } else {
      end(session);
    }
  }

  /// Ends sessions nobody has heard of for `timeoutNanos`, and lets the faults act on the others.
  void sweep(long timeoutNanos) {
    long now = workplace.clock().nanos();
    for (Session session : List.copyOf(sessions.values())) {
      if (session.silentNanos(now) > timeoutNanos) {
        end(session);
        if (session.flowsThrough(session.connection())) {
          session.connection().close();
        }
      }
      for (long second = session.nextSecond(now); second >= 0; second = session.nextSecond(now)) {
        tell(session, second);
      }
    }
  }

  void close() {
    feeds.values().forEach(Feed::close);
  }

  private void tell(Session session, long second) {
    String uri = "rtsp://" + settings.name() + "/" + session.feed().name().path();
    for (DialogueStage stage : stages) {
      stage.ask(uri, second).ifPresent(session.connection()::send);
      switch (stage.ending(second)) {
        case NONE -> {}
        case CLOSE -> session.connection().close();
        case RESET -> session.connection().reset();
      }
    }
  }
}
