package nightjar.recorder.playback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.media.mp4.Piece;
import nightjar.media.mp4.PlayerFragment;
import nightjar.media.mp4.PlayerMp4;
import nightjar.media.mp4.SampleTable;
import nightjar.recorder.mask.CodedPictures;
import nightjar.recorder.mask.FootageCoder;
import nightjar.recorder.mask.Retouch;
import nightjar.store.read.Span;
import org.jspecify.annotations.Nullable;

/// A stretch of footage as fragments for a player, one GOP each: from the key frame at or before its start to the end of the GOP of
/// its last frame. It ends early where the camera changed its coding. Owned by one request.
public final class Clip {
  /// A GOP of this many bytes is damaged or hostile.
  private static final int LARGEST_READ = 64 << 20;

  /// The time of a picture coded anew may be so much earlier, in 1/90000 s, than what went in.
  private static final long ROUNDED = 90;

  /// Some consecutive pictures of a recording file, the first of which a decoder can start with.
  private record Gop(Piece piece, int video, int first, int end) {
    SampleTable table() {
      return piece.index().track(video);
    }

    long startMicros() {
      return wall(table().dts(first));
    }

    long shownMicros() {
      return wall(table().pts(first));
    }

    long endMicros() {
      return wall(table().dts(end - 1) + table().duration(end - 1));
    }

    long originTicks(long zeroMicros) {
      return PlayerFragment.ticks(
          piece.index().zeroWallMicros() - zeroMicros, piece.index().timescale(video));
    }

    private long wall(long ticks) {
      return piece.index().wallMicros(video, ticks);
    }
  }

  private final Span span;
  private final List<Gop> gops;
  private final List<CodecConfig> configs;
  private final long zeroMicros;
  private final boolean keysOnly;
  private @Nullable CodedPictures coded;

  private Clip(Span span, List<Gop> gops, long zeroMicros, boolean keysOnly) {
    this.span = span;
    this.gops = gops;
    this.zeroMicros = zeroMicros;
    this.keysOnly = keysOnly;
    Gop first = gops.getFirst();
    this.configs =
        new ArrayList<>(
            keysOnly
                ? List.of(first.piece().configs().get(first.video()))
                : playable(first.piece().configs()));
  }

  /// Does something to all pictures; of a camera that has a mask nothing may be sent before.
  public void retouch(Retouch retouch, FootageCoder coder) {
    var config = (CodecConfig.Video) gops.getFirst().piece().configs().get(gops.getFirst().video());
    CodedPictures made =
        coder.pictures(retouch, gops.getFirst().shownMicros(), config, this::pictures);
    configs.set(configs.indexOf(config), made.config());
    coded = made;
  }

  /// Its tracks' codings.
  public List<CodecConfig> configs() {
    return List.copyOf(configs);
  }

  private void pictures(CodedPictures.Taker taker) {
    long zero = shown(gops.getFirst(), gops.getFirst().first());
    for (Gop gop : gops) {
      for (int i = gop.first(); i < (keysOnly ? gop.first() + 1 : gop.end()); i++) {
        SampleTable table = gop.table();
        ByteBuffer bytes = bytes(gop.piece(), table.offset(i), table.size(i));
        long decoded = Math.max(0, decoded(gop, i) - zero);
        taker.picture(decoded, (int) (shown(gop, i) - zero - decoded), table.sync(i), bytes);
      }
    }
  }

  /// On the player's clock, as `describe` has it.
  private long decoded(Gop gop, int i) {
    return gop.originTicks(zeroMicros) + gop.table().dts(i);
  }

  private long shown(Gop gop, int i) {
    return gop.originTicks(zeroMicros) + gop.table().pts(i);
  }

  /// What of `span` lies between the two; empty when there is no picture.
  public static Optional<Clip> of(
      Span span, long fromMicros, long toMicros, Optional<Long> zeroMicros, boolean keysOnly) {
    List<Gop> gops = new ArrayList<>();
    for (Piece piece : span.pieces()) {
      int video = video(piece.configs());
      boolean same =
          gops.isEmpty()
              || playable(gops.getFirst().piece().configs()).equals(playable(piece.configs()));
      if (!same) {
        break;
      }
      if (video >= 0) {
        add(gops, piece, video, fromMicros, toMicros);
      }
    }
    if (gops.isEmpty()) {
      return Optional.empty();
    }
    long zero = zeroMicros.orElse(gops.getFirst().startMicros());
    if (zero > gops.getFirst().startMicros()) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "zero is later than the first picture, at " + gops.getFirst().startMicros(),
          "Use the beginning of the day, or leave it out.");
    }
    return Optional.of(new Clip(span, gops, zero, keysOnly));
  }

  /// The GOPs of a file that are shown between the two; the one that is going on at `from` comes first.
  private static void add(List<Gop> gops, Piece piece, int video, long from, long to) {
    SampleTable table = piece.index().track(video);
    int begin = 0;
    for (int i = 1; i <= table.count(); i++) {
      if (i == table.count() || table.sync(i)) {
        Gop gop = new Gop(piece, video, begin, i);
        if (gop.endMicros() > from && gop.startMicros() < to) {
          gops.add(gop);
        }
        begin = i;
      }
    }
  }

  /// The exact type for `MediaSource`.
  public String mime() {
    return PlayerMp4.mime(configs);
  }

  public long startMicros() {
    return gops.getFirst().startMicros();
  }

  public long endMicros() {
    return gops.getLast().endMicros();
  }

  /// Instant of media time 0.
  public long zeroMicros() {
    return zeroMicros;
  }

  public void send(WritableByteChannel out) throws IOException {
    write(out, PlayerMp4.init(configs));
    fragments(out, 1);
  }

  /// What follows the beginning; returns the number of the next fragment.
  public int fragments(WritableByteChannel out, int sequence) throws IOException {
    int next = sequence;
    for (int g = 0; g < gops.size(); g++) {
      send(g, new PlayerFragment(next++), out);
    }
    return next;
  }

  private void send(int g, PlayerFragment fragment, WritableByteChannel out) throws IOException {
    Gop gop = gops.get(g);
    List<CodedPictures.Picture> anew = anew(g);
    List<int[]> runs = new ArrayList<>();
    int index = 0;
    for (int t = 0; t < gop.piece().configs().size(); t++) {
      CodecConfig config = gop.piece().configs().get(t);
      boolean wanted = t == gop.video() || (!keysOnly && PlayerMp4.isPlayable(config));
      if (!wanted) {
        continue;
      }
      int[] range = range(gop, t);
      if (t == gop.video() && coded != null) {
        describe(fragment, index, gop, anew);
        runs.add(new int[] {t, 0, 0});
      } else if (range[0] < range[1]) {
        describe(fragment, index, gop, t, range);
        runs.add(new int[] {t, range[0], range[1]});
      }
      index++;
    }
    write(out, fragment.head());
    for (int[] run : runs) {
      if (run[0] == gop.video() && coded != null) {
        for (CodedPictures.Picture each : anew) {
          write(out, each.bytes().duplicate());
        }
      } else {
        media(gop.piece(), run[0], run[1], run[2], out);
      }
    }
  }

  /// The pictures of a GOP that were coded anew: those shown from its first one to before the next GOP's. Their times are rounded to milliseconds.
  private List<CodedPictures.Picture> anew(int g) {
    CodedPictures made = coded;
    if (made == null) {
      return List.of();
    }
    long zero = shown(gops.getFirst(), gops.getFirst().first()) + ROUNDED;
    long from = g == 0 ? Long.MIN_VALUE : shown(gops.get(g), gops.get(g).first()) - zero;
    long end =
        g == gops.size() - 1
            ? Long.MAX_VALUE
            : shown(gops.get(g + 1), gops.get(g + 1).first()) - zero;
    return made.pictures().stream()
        .filter(each -> each.ticks() >= from && each.ticks() < end)
        .toList();
  }

  private void describe(
      PlayerFragment fragment, int index, Gop gop, List<CodedPictures.Picture> pictures) {
    if (pictures.isEmpty()) {
      return;
    }
    long zero = shown(gops.getFirst(), gops.getFirst().first());
    fragment.track(index, Math.max(0, zero + pictures.getFirst().ticks()));
    for (int i = 0; i < pictures.size(); i++) {
      CodedPictures.Picture each = pictures.get(i);
      long duration =
          i + 1 < pictures.size()
              ? pictures.get(i + 1).ticks() - each.ticks()
              : keysOnly ? gopTicks(gop) : gop.table().duration(gop.end() - 1);
      fragment.sample(
          (int) Math.min(Integer.MAX_VALUE, duration), each.bytes().remaining(), 0, each.key());
    }
  }

  /// First and one anew the last sample of track `t` that go with the GOP.
  private int[] range(Gop gop, int t) {
    if (t == gop.video()) {
      return new int[] {gop.first(), keysOnly ? gop.first() + 1 : gop.end()};
    }
    SampleTable table = gop.piece().index().track(t);
    // A file's first GOP takes the sound before it along, its last one the sound anew it.
    long from = gop.first() == 0 ? Long.MIN_VALUE : gop.startMicros();
    long to = gop.end() == gop.table().count() ? Long.MAX_VALUE : gop.endMicros();
    int first = 0;
    while (first < table.count() && wall(gop, t, table.dts(first)) < from) {
      first++;
    }
    int end = first;
    while (end < table.count() && wall(gop, t, table.dts(end)) < to) {
      end++;
    }
    return new int[] {first, end};
  }

  private void describe(PlayerFragment fragment, int index, Gop gop, int t, int[] range) {
    SampleTable table = gop.piece().index().track(t);
    int timescale = gop.piece().index().timescale(t);
    long base = PlayerFragment.ticks(gop.piece().index().zeroWallMicros() - zeroMicros, timescale);
    fragment.track(index, Math.max(0, base + table.dts(range[0])));
    for (int i = range[0]; i < range[1]; i++) {
      int duration = table.duration(i);
      if (keysOnly) {
        duration = (int) Math.min(Integer.MAX_VALUE, gopTicks(gop));
      }
      fragment.sample(
          duration,
          table.size(i),
          (int) (table.pts(i) - table.dts(i)),
          t != gop.video() || table.sync(i));
    }
  }

  private static long gopTicks(Gop gop) {
    SampleTable table = gop.table();
    return table.dts(gop.end() - 1) + table.duration(gop.end() - 1) - table.dts(gop.first());
  }

  /// Samples that lie side by side are read together.
  private void media(Piece piece, int t, int first, int end, WritableByteChannel out)
      throws IOException {
    SampleTable table = piece.index().track(t);
    for (int i = first; i < end; ) {
      long offset = table.offset(i);
      long next = offset + table.size(i);
      int j = i + 1;
      while (j < end && table.offset(j) == next && next - offset < LARGEST_READ / 2) {
        next += table.size(j++);
      }
      if (next - offset > LARGEST_READ) {
        throw Fault.of(
            Fault.Kind.CORRUPT, "a frame of " + (next - offset) + " bytes", "Run 'store check'.");
      }
      write(out, bytes(piece, offset, (int) (next - offset)));
      i = j;
    }
  }

  private ByteBuffer bytes(Piece piece, long offset, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    span.read(piece.key(), offset, bytes);
    return bytes.flip();
  }

  static void write(WritableByteChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static long wall(Gop gop, int t, long ticks) {
    return gop.piece().index().wallMicros(t, ticks);
  }

  static List<CodecConfig> playable(List<CodecConfig> configs) {
    return configs.stream().filter(PlayerMp4::isPlayable).toList();
  }

  static int video(List<CodecConfig> configs) {
    for (int t = 0; t < configs.size(); t++) {
      if (configs.get(t) instanceof CodecConfig.Video) {
        return t;
      }
    }
    return -1;
  }
}
