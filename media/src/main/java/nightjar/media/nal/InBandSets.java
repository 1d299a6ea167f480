package nightjar.media.nal;

import java.util.ArrayList;
import java.util.List;
import nightjar.base.Bytes;

/// Parameter sets that came with the present access unit, each once, the newest of them. Bounded, because a camera may send
/// sets without end and never a picture. Owned by one [NalSyntax].
public final class InBandSets {
  /// More than any camera sends before a picture: a VPS, an SPS and a few PPS.
  public static final int MOST = 64;

  private final List<Bytes> sets = new ArrayList<>();

  public void add(Bytes set) {
    if (sets.contains(set)) {
      return;
    }
    if (sets.size() == MOST) {
      sets.removeFirst();
    }
    sets.add(set);
  }

  public List<Bytes> sets() {
    return sets;
  }

  public void clear() {
    sets.clear();
  }
}
