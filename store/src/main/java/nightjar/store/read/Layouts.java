package nightjar.store.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import nightjar.media.mp4.Gaps;
import nightjar.media.mp4.VirtualMp4;
import nightjar.store.catalog.FileRow;
import nightjar.store.recording.Interval;

/// Spans laid out lately: a player asks for a hundred byte ranges of one, each in a request of its own.
///
/// A layout is found again only while every file of the span is what it was, so nothing ever needs to be thrown away for being
/// old. Safe for any thread because of its lock.
public final class Layouts {
  private static final long MAX_BYTES = 64L << 20;

  private record Asked(List<FileRow> files, Interval interval, Gaps gaps) {}

  private final Map<Asked, VirtualMp4> known = new LinkedHashMap<>(16, 0.75f, true);
  private long held;

  VirtualMp4 get(List<FileRow> files, Interval interval, Gaps gaps, Supplier<VirtualMp4> layOut) {
    Asked asked = new Asked(files, interval, gaps);
    synchronized (this) {
      VirtualMp4 found = known.get(asked);
      if (found != null) {
        return found;
      }
    }
    VirtualMp4 made = layOut.get();
    keep(asked, made);
    return made;
  }

  private synchronized void keep(Asked asked, VirtualMp4 made) {
    if (made.heldBytes() > MAX_BYTES / 2 || known.putIfAbsent(asked, made) != null) {
      return;
    }
    held += made.heldBytes();
    var oldest = known.entrySet().iterator();
    while (held > MAX_BYTES) {
      held -= oldest.next().getValue().heldBytes();
      oldest.remove();
    }
  }
}
