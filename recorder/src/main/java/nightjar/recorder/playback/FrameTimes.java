package nightjar.recorder.playback;

import java.util.ArrayList;
import java.util.List;
import nightjar.media.mp4.Piece;
import nightjar.media.mp4.SampleTable;
import nightjar.store.read.Span;

/// When each picture of a span was taken, in the order they are shown, and which of them a decoder can start with.
public record FrameTimes(List<Long> times, List<Integer> keys) {
  private record Shown(long micros, boolean key) {}

  public static FrameTimes of(Span span, long fromMicros, long toMicros) {
    List<Shown> shown = new ArrayList<>();
    for (Piece piece : span.pieces()) {
      int video = Clip.video(piece.configs());
      if (video >= 0) {
        SampleTable table = piece.index().track(video);
        for (int i = 0; i < table.count(); i++) {
          long micros = piece.index().wallMicros(video, table.pts(i));
          if (micros >= fromMicros && micros < toMicros) {
            shown.add(new Shown(micros, table.sync(i)));
          }
        }
      }
    }
    shown.sort((a, b) -> Long.compare(a.micros(), b.micros()));
    List<Integer> keys = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      if (shown.get(i).key()) {
        keys.add(i);
      }
    }
    return new FrameTimes(shown.stream().map(Shown::micros).toList(), keys);
  }
}
