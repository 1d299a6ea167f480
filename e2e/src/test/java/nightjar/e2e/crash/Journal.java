package nightjar.e2e.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightjar.cameras.simulator.SentFrame;
import nightjar.cameras.simulator.SentListener;

/// Every frame the simulated cameras sent, in order. Safe for any thread because of its lock.
final class Journal implements SentListener {
  /// One track of one camera's main stream.
  private record Track(int camera, int track) {}

  private final Map<Track, List<SentFrame>> tracks = new HashMap<>();

  @Override
  public synchronized void sent(SentFrame frame) {
    Track track = new Track(frame.camera(), frame.info().track());
    tracks.computeIfAbsent(track, _ -> new ArrayList<>()).add(frame);
  }

  /// What went out so far; track 0 has the pictures.
  synchronized List<SentFrame> of(int camera, int track) {
    return List.copyOf(tracks.getOrDefault(new Track(camera, track), List.of()));
  }

  synchronized int count(int camera, int track) {
    return tracks.getOrDefault(new Track(camera, track), List.of()).size();
  }

  /// How many pictures a camera sent behind its newest key frame.
  synchronized int sinceKeyFrame(int camera) {
    List<SentFrame> sent = of(camera, 0);
    int count = 0;
    while (count < sent.size() && !sent.get(sent.size() - 1 - count).info().sync()) {
      count++;
    }
    return count;
  }
}
