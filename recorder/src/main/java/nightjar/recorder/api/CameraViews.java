package nightjar.recorder.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.Caller;
import nightjar.accounts.rights.Act;
import nightjar.cameras.session.SessionStatus;
import nightjar.cameras.session.Trouble;
import nightjar.media.codec.CodecConfig;
import nightjar.media.mp4.PlayerMp4;
import nightjar.media.rtp.RtpCounters;
import nightjar.media.rtsp.SessionCounters;
import nightjar.recorder.config.CameraConfig.TransportChoice;
import nightjar.recorder.feed.Feed;
import nightjar.recorder.ingest.StreamStatus;
import nightjar.recorder.live.Why;
import nightjar.recorder.monitor.Shown;
import nightjar.recorder.settings.CameraEntry;
import nightjar.recorder.settings.RecordPlan;

/// Cameras and streams as the API shows them.
final class CameraViews {
  record VideoView(String codec, int width, int height) {}

  record AudioView(String codec, int rate, int channels) {}

  enum State {
    PLAYING,
    CONNECTING,
    WAITING,
    LATCHED,
    OFF
  }

  record StreamView(
      String name,
      State state,
      boolean recording,
      Optional<Long> since,
      Optional<Long> lastFrame,
      Optional<Why> why,
      Optional<Long> nextTry,
      Optional<String> mime,
      Optional<VideoView> video,
      Optional<AudioView> audio,
      Optional<Long> bitsPerSecond,
      long framesDropped,
      long packetsLost,
      Optional<Long> clockOffsetMicros) {}

  record CameraView(
      String id,
      String name,
      CameraBook.Origin from,
      boolean enabled,
      int order,
      List<StreamView> streams,
      List<Act> acts,
      RecordPlan record,
      boolean masked,
      Optional<Integer> keepDays,
      Optional<Long> keepBytes,
      Optional<String> address,
      Optional<String> subAddress,
      Optional<String> user,
      Optional<Boolean> passwordSet,
      Optional<TransportChoice> transport) {}

  private CameraViews() {}

  static CameraView of(Wiring nightjar, Caller caller, CameraBook.Page page) {
    List<Act> acts = SessionRoutes.acts(nightjar, caller, page.id());
    Optional<CameraEntry> entry = page.entry();
    Optional<CameraEntry> secret = acts.contains(Act.SETTINGS) ? entry : Optional.empty();
    boolean recording = nightjar.recorder().cameras().isRecording(page.id());
    return new CameraView(
        page.id(),
        page.name(),
        page.from(),
        page.enabled(),
        page.order(),
        nightjar.recorder().cameras().streams(page.id()).stream()
            .map(each -> stream(nightjar, each, recording))
            .toList(),
        acts,
        page.record(),
        !nightjar.masks().of(page.id()).coversNothing(),
        entry.flatMap(CameraEntry::keepDays),
        entry.flatMap(CameraEntry::keepBytes),
        secret.map(CameraEntry::address),
        secret.flatMap(CameraEntry::subAddress),
        secret.flatMap(CameraEntry::user),
        secret.map(_ -> page.hasPassword()),
        secret.map(CameraEntry::transport));
  }

  /// All cameras that can have a live picture, for the machine's own monitor.
  static List<Shown> shown(Wiring nightjar) {
    return nightjar.cameras().all().stream()
        .filter(page -> page.from() != CameraBook.Origin.FOOTAGE)
        .map(page -> shown(nightjar, page))
        .toList();
  }

  private static Shown shown(Wiring nightjar, CameraBook.Page page) {
    List<StreamStatus> streams = nightjar.recorder().cameras().streams(page.id());
    return new Shown(
        page.id(),
        page.name(),
        page.enabled(),
        !nightjar.masks().of(page.id()).coversNothing(),
        streams.stream()
            .filter(each -> state(each.session()) != State.OFF)
            .map(each -> each.stream().stream().name())
            .toList(),
        streams.stream()
            .filter(each -> each.stream().stream().name().equals("main"))
            .findFirst()
            .flatMap(each -> why(each.session()))
            .map(Why::of));
  }

  private static StreamView stream(Wiring nightjar, StreamStatus status, boolean recording) {
    Optional<Feed.State> feed = nightjar.recorder().feeds().state(status.stream());
    List<CodecConfig> configs =
        feed.map(state -> List.copyOf(state.configs().values())).orElse(List.of());
    SessionStatus session = status.session();
    Optional<SessionCounters> counters =
        session instanceof SessionStatus.Playing playing
            ? Optional.of(playing.counters())
            : Optional.empty();
    return new StreamView(
        status.stream().stream().name(),
        state(session),
        recording && session instanceof SessionStatus.Playing,
        session instanceof SessionStatus.Playing(long since, _, _)
            ? Optional.of(since)
            : Optional.empty(),
        feed.map(Feed.State::lastWallMicros).filter(micros -> micros > 0),
        why(session).map(Why::of),
        session instanceof SessionStatus.Waiting(_, long next)
            ? Optional.of(next)
            : Optional.empty(),
        configs.isEmpty() ? Optional.empty() : Optional.of(mime(configs)),
        video(configs),
        audio(configs),
        nightjar.rates().bitsPerSecond(status.stream()),
        counters.map(SessionCounters::framesDropped).orElse(0L),
        counters.map(each -> each.tracks().stream().mapToLong(RtpCounters::lost).sum()).orElse(0L),
        counters
            .filter(SessionCounters::cameraClockKnown)
            .map(SessionCounters::cameraClockOffsetMicros));
  }

  /// Of what a browser can be given: what it cannot play is left out.
  static String mime(List<CodecConfig> configs) {
    return PlayerMp4.mime(configs.stream().filter(PlayerMp4::isPlayable).toList());
  }

  static Optional<VideoView> video(List<CodecConfig> configs) {
    for (CodecConfig config : configs) {
      if (config instanceof CodecConfig.Video video) {
        return Optional.of(
            new VideoView(PlayerMp4.codec(config).orElse(""), video.width(), video.height()));
      }
    }
    return Optional.empty();
  }

  static Optional<AudioView> audio(List<CodecConfig> configs) {
    List<AudioView> found = new ArrayList<>();
    for (CodecConfig config : configs) {
      if (config instanceof CodecConfig.Audio audio) {
        found.add(
            new AudioView(
                PlayerMp4.codec(config).orElse("g711"), audio.sampleRate(), audio.channels()));
      }
    }
    return found.stream().findFirst();
  }

  private static State state(SessionStatus session) {
    return switch (session) {
      case SessionStatus.Stopped() -> State.OFF;
      case SessionStatus.Connecting _ -> State.CONNECTING;
      case SessionStatus.Playing _ -> State.PLAYING;
      case SessionStatus.Waiting _ -> State.WAITING;
      case SessionStatus.Latched _ -> State.LATCHED;
    };
  }

  private static Optional<Trouble> why(SessionStatus session) {
    return switch (session) {
      case SessionStatus.Stopped(), SessionStatus.Connecting _, SessionStatus.Playing _ ->
          Optional.empty();
      case SessionStatus.Waiting(Trouble why, _) -> Optional.of(why);
      case SessionStatus.Latched(Trouble why) -> Optional.of(why);
    };
  }
}
