package nightjar.cameras.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import nightjar.base.time.Clock;
import nightjar.cameras.simulator.program.Program;
import nightjar.cameras.simulator.program.Source;
import nightjar.cameras.simulator.program.TrackWriter;
import nightjar.cameras.simulator.program.Unit;
import nightjar.media.codec.CodecConfig;

/// One stream of one camera: takes each unit from its program when it is due, through the camera's faults, to every viewer.
/// Owned by the simulator's thread.
final class Feed {
  /// A client may see RTCP before RTP that was sent earlier: the other port is read first.
  private static final long BYE_DELAY_NANOS = 500_000_000;

  private static final long LATE_NANOS = 100_000_000;

  private final Camera camera;
  private final StreamName name;
  private final Program program;
  private final long phaseNanos;
  private final EventLoop loop;
  private final Clock clock;
  private final SentListener listener;
  private final Reports reports;
  private final Supplier<Spoiler> spoilers;
  private Session[] viewers = {};
  private Spoiler spoiler;
  private long index;
  private long playedNanos;
  private long reportDueNanos;
  private int run;

  Feed(
      Camera camera,
      StreamName name,
      Program program,
      long phaseNanos,
      Workplace workplace,
      Supplier<Spoiler> spoilers) {
    this.camera = camera;
    this.name = name;
    this.program = program;
    this.phaseNanos = phaseNanos;
    this.loop = workplace.loop();
    this.clock = workplace.clock();
    this.listener = workplace.listener();
    this.spoilers = spoilers;
    this.spoiler = spoilers.get();
    this.reports = new Reports(program, camera.settings().name(), workplace.reportNanos());
  }

  StreamName name() {
    return name;
  }

  List<TrackWriter> tracks() {
    return program.tracks();
  }

  boolean hasVideo() {
    return program.tracks().getFirst().config() instanceof CodecConfig.Video;
  }

  /// The camera's faults changed.
  void respoil() {
    spoiler.close();
    spoiler = spoilers.get();
  }

  void enter(Session viewer) {
    List<Session> more = new ArrayList<>(List.of(viewers));
    more.add(viewer);
    viewers = more.toArray(Session[]::new);
    if (viewers.length == 1) {
      playedNanos = clock.nanos();
      reportDueNanos = playedNanos + reports.intervalNanos();
      respoil();
      program.enter(playedNanos);
      index = program.indexAfter(playedNanos - program.epochNanos() - phaseNanos);
      int thisRun = ++run;
      loop.at(dueNanos(), () -> turn(thisRun));
    }
  }

  void leave(Session viewer) {
    List<Session> fewer = new ArrayList<>(List.of(viewers));
    if (fewer.remove(viewer)) {
      viewers = fewer.toArray(Session[]::new);
      if (viewers.length == 0) {
        run++;
        program.leave();
      }
    }
  }

  /// RTP time at this moment, as RTP-Info tells it.
  long timestamp(TrackWriter track) {
    return track.timestampAt(mediaNanos(clock.nanos()));
  }

  /// A sender report for one viewer.
  void report(Session viewer, long nowNanos) {
    reports.send(
        viewer, spoiler.stages(), mediaNanos(nowNanos), nowNanos - playedNanos, clock.wallMicros());
  }

  private long mediaNanos(long nowNanos) {
    return nowNanos - program.epochNanos() - phaseNanos;
  }

  private long dueNanos() {
    long due = program.dueNanos(index);
    return due == Source.ENDED ? clock.nanos() : program.epochNanos() + phaseNanos + due;
  }

  private void turn(int ofRun) {
    if (ofRun != run) {
      return;
    }
    if (program.dueNanos(index) == Source.ENDED) {
      loop.at(clock.nanos() + BYE_DELAY_NANOS, () -> bye(ofRun));
      return;
    }
    long now = clock.nanos();
    long lateNanos = now - dueNanos();
    long captured = clock.wallMicros() - lateNanos / 1_000;
    if (lateNanos > LATE_NANOS) {
      camera.counters().framesLate.increment();
    }
    deliver(program.unit(index, captured), captured, now);
    index++;
    if (ofRun == run) {
      loop.at(dueNanos(), () -> turn(ofRun));
    }
  }

  private void deliver(Unit unit, long capturedMicros, long now) {
    CodecConfig config = program.tracks().get(unit.info().track()).config();
    long playing = now - playedNanos;
    if (spoiler.stages().stream().anyMatch(stage -> stage.changesSize(playing))) {
      program.changeSize();
    }
    if (now - reportDueNanos >= 0) {
      reportDueNanos += reports.intervalNanos();
      for (Session viewer : viewers) {
        report(viewer, now);
      }
    }
    Unit sent = spoiler.spoil(unit, config, playing);
    boolean taken = false;
    for (Session viewer : sent.wireBytes() > 0 ? viewers : NOBODY) {
      taken |= viewer.offer(sent, config instanceof CodecConfig.Video, now);
    }
    if (taken && !listener.equals(SentListener.NONE)) {
      listener.sent(new SentFrame(camera.settings().number(), name, unit.info(), capturedMicros));
    }
  }

  private static final Session[] NOBODY = {};

  private void bye(int ofRun) {
    if (ofRun == run) {
      for (Session viewer : viewers) {
        reports.bye(viewer);
      }
    }
  }

  void close() {
    run++;
    spoiler.close();
  }
}
