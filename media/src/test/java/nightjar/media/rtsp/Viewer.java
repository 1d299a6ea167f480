package nightjar.media.rtsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.zip.CRC32;
import nightjar.base.tasks.Stop;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameSink;
import nightjar.media.frame.SlabPool;
import nightjar.media.rtsp.message.RtspUrl;

/// Plays a camera to its end and keeps a line per frame.
final class Viewer implements AutoCloseable, FrameSink {
  final SkippingClock clock = new SkippingClock();
  final SlabPool pool = new SlabPool(1 << 20, 64 << 20);
  final List<String> frames = new ArrayList<>();
  private final Semaphore arrived = new Semaphore(0);
  final Stop stop = new Stop();
  final RtspClient client;
  Runnable onFrame = () -> {};
  RtspOptions options = RtspOptions.defaults();
  SessionCounters counters = SessionCounters.none();
  boolean live;
  boolean tornDown;
  List<SessionTrack> tracks = List.of();

  Viewer() {
    client = new RtspClient(clock, new Random(1), pool);
  }

  Ended play(String url) {
    RtspSession session = client.open(new RtspTarget("door", RtspUrl.parse(url)), options, stop);
    try (session) {
      tracks = session.tracks();
      return session.play(this, stop);
    } finally {
      session.close();
      counters = session.counters();
      tornDown = session.tornDown();
    }
  }

  @Override
  public void frame(Frame frame) {
    CRC32 crc = new CRC32();
    crc.update(frame.bytes());
    frames.add(
        (frame.sync() ? "I" : "P") + frame.length() + ":" + Long.toHexString(crc.getValue()));
    onFrame.run();
    arrived.release();
  }

  @Override
  public boolean live() {
    return live;
  }

  /// For a camera's script: waits until so many more frames were handed on.
  void await(int count) {
    arrived.acquireUninterruptibly(count);
  }

  /// What an undisturbed session makes of the same packets.
  static List<String> expected(List<byte[]> packets) throws java.io.IOException {
    try (FakeCamera camera = new FakeCamera(peer -> peer.untilPlaying().frames(0, packets));
        Viewer viewer = new Viewer()) {
      viewer.play(camera.url());
      return viewer.frames;
    }
  }

  @Override
  public void close() {
    client.close();
    if (pool.lentSlabs() != 0) {
      throw new AssertionError(pool.lentSlabs() + " slabs not given back");
    }
  }
}
