package nightjar.cameras.simulator.program;

import java.util.ArrayDeque;
import java.util.List;
import java.util.random.RandomGenerator;
import nightjar.media.frame.Frame;
import nightjar.media.frame.SlabPool;
import org.jspecify.annotations.Nullable;

/// The timeline of one source, packetised once for every camera that shows it and every viewer of those.
///
/// Cameras may run up to `spread` behind each other on it: units live that long. Time stands still while nobody watches.
/// Owned by the simulator's thread.
public final class Program implements AutoCloseable {
  private final Source source;
  private final List<TrackWriter> tracks;
  private final UnitWriter writer;
  private final boolean checksums;
  private final long spreadNanos;
  private final FrameChecksum checksum = new FrameChecksum();
  private final ArrayDeque<Unit> recent = new ArrayDeque<>();
  private long nextIndex;
  private int watchers;
  private long epochNanos;

  /// With `checksums`, every unit carries the CRC-32C of its frame.
  public Program(
      Source source, SlabPool pool, long spreadNanos, boolean checksums, RandomGenerator random) {
    this.source = source;
    this.spreadNanos = spreadNanos;
    this.checksums = checksums;
    this.writer = new UnitWriter(pool);
    this.tracks = TrackWriter.all(source.tracks(), random);
  }

  public List<TrackWriter> tracks() {
    return tracks;
  }

  /// A camera begins to show this program; the first one starts time again, at a frame a viewer can start from.
  public void enter(long nowNanos) {
    if (watchers++ == 0) {
      forget();
      source.restart();
      epochNanos = nowNanos - source.nextNanos();
    }
  }

  /// The picture's size shall change at the next key frame, if the source can.
  public void changeSize() {
    source.changeSize();
  }

  public void leave() {
    watchers--;
  }

  /// The moment that is 0 in [UnitInfo#dueNanos].
  public long epochNanos() {
    return epochNanos;
  }

  /// The first unit that is due after `sinceEpochNanos`.
  public long indexAfter(long sinceEpochNanos) {
    long index = nextIndex - recent.size();
    for (Unit unit : recent) {
      if (unit.info().dueNanos() > sinceEpochNanos) {
        return index;
      }
      index++;
    }
    return nextIndex;
  }

  /// When unit `index` is due since the epoch, or [Source#ENDED].
  public long dueNanos(long index) {
    @Nullable Unit unit = existing(index);
    return unit == null ? source.nextNanos() : unit.info().dueNanos();
  }

  /// Unit `index`, made now if it is the next one, which then is captured at `wallMicros`.
  public Unit unit(long index, long wallMicros) {
    @Nullable Unit unit = existing(index);
    return unit == null ? make(wallMicros) : unit;
  }

  private @Nullable Unit existing(long index) {
    long behind = nextIndex - index;
    if (behind == 1) {
      return recent.getLast();
    }
    long skip = recent.size() - behind;
    for (Unit unit : recent) {
      if (skip-- == 0) {
        return unit;
      }
    }
    return null;
  }

  private Unit make(long wallMicros) {
    long due = source.nextNanos();
    Frame frame = source.next(wallMicros);
    TrackWriter track = tracks.get(frame.track());
    Unit unit = track.packetize(frame, due, checksums ? checksum.of(frame) : 0, writer);
    unit.retain();
    recent.addLast(unit);
    nextIndex++;
    while (recent.getFirst().info().dueNanos() < due - spreadNanos) {
      recent.removeFirst().release();
    }
    return unit;
  }

  private void forget() {
    recent.forEach(Unit::release);
    recent.clear();
  }

  @Override
  public void close() {
    forget();
    writer.close();
    source.close();
  }
}
