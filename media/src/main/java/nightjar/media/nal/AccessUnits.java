package nightjar.media.nal;

import java.nio.ByteBuffer;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.bits.AnnexB;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.FrameSink;
import nightjar.media.rtp.RtpPacket;
import nightjar.media.time.DecodeTimes;

/// Gathers NAL units into access units and hands each over as a frame.
///
/// An access unit ends at the marker bit, once it has a slice and markers are believed, and at the first NAL unit that can
/// only belong to the next one. Which NAL units those are is in the NAL units; timestamps are not asked, because some
/// cameras change them in the middle and others not at all. A loss spoils the access unit it may have touched, and no other.
/// Owned by one track's depacketizer.
public final class AccessUnits implements AutoCloseable {
  private static final int LENGTH_BYTES = 4;
  private static final long NONE = Long.MIN_VALUE;

  private final int track;
  private final NalSyntax syntax;
  private final FrameBuilder out;
  private final FrameSink sink;
  private final Markers markers = new Markers();
  private final DecodeTimes times = new DecodeTimes(90_000);

  /// The position of the open NAL unit's length in the frame, or -1.
  private int open = -1;

  private NalRole role = NalRole.IGNORED;
  private boolean hasSlices;
  private boolean sync;
  private boolean secondField;

  /// A packet was lost or damaged: everything up to the next access unit is thrown away.
  private boolean spoiled;

  private long packetTimestamp;
  private long packetWallMicros;
  private long timestamp;
  private long wallMicros;
  private long endedTimestamp = NONE;
  private long spoiledTimestamp = NONE;
  private boolean started;
  private long dropped;

  public AccessUnits(int track, NalSyntax syntax, FrameBuilder out, FrameSink sink) {
    this.track = track;
    this.syntax = syntax;
    this.out = out;
    this.sink = sink;
  }

  /// Access units begun and thrown away.
  public long dropped() {
    return dropped;
  }

  /// A packet arrived; its NAL units follow.
  public void beginPacket(RtpPacket packet) {
    if (packet.lostBefore() > 0) {
      if (markers.pending() && packet.timestamp() != timestamp) {
        endNal();
        endAccessUnit();
      }
      lost();
    }
    packetTimestamp = packet.timestamp();
    packetWallMicros = packet.wallMicros();
  }

  /// The packet that [#beginPacket] told of is used up.
  ///
  /// @return whether a NAL unit under way ended with it
  public boolean endPacket(boolean marker) {
    if (!marker || markers.lie()) {
      return false;
    }
    boolean nalEnds = !hasSlices || markers.believed();
    if (nalEnds) {
      endNal();
    }
    if (spoiled) {
      reset();
    } else if (hasSlices && (secondField || !syntax.field()) && markers.ends()) {
      endAccessUnit();
    }
    return nalEnds;
  }

  /// Packets are missing or unusable here: the access unit under way is lost, and what follows up to the next one.
  public void lost() {
    if (!spoiled && (hasSlices || out.length() > 0)) {
      spoil();
    }
    discard();
    spoiled = true;
    endedTimestamp = NONE;
  }

  /// A fragment whose beginning was never received.
  public void orphanFragment() {
    orphan(true);
  }

  /// Adds a whole NAL unit.
  public void nal(ByteBuffer source, int offset, int length) {
    int from = AnnexB.skipStartCode(source, offset, offset + length);
    int left = length - (from - offset);
    int headerBytes = syntax.headerBytes();
    if (left <= headerBytes) {
      return;
    }
    int header = headerBytes == 1 ? source.get(from) & 0xff : source.getShort(from) & 0xffff;
    beginNal(header, source, from + headerBytes, left - headerBytes);
    endNal();
  }

  /// Begins a NAL unit with its header and the `length` bytes that follow the header in the first fragment.
  public void beginNal(int header, ByteBuffer source, int offset, int length) {
    endNal();
    role = syntax.role(header);
    if (role == NalRole.IGNORED) {
      return;
    }
    boolean slice = role == NalRole.SLICE || role == NalRole.SYNC_SLICE;
    boolean first = slice && length > 0 && source.get(offset) < 0;
    boolean startsPicture = slice ? first : role != NalRole.SUFFIX && !repeatedSet();
    if (startsPicture) {
      startPicture(first, source, offset, length);
    } else if (slice) {
      markers.goesOn();
    }
    if (spoiled || (!startsPicture && !hasSlices)) {
      orphan(slice);
      return;
    }
    try {
      if (first && !hasSlices) {
        firstSlice(header, source, offset, length);
      }
      hasSlices |= slice;
      openNal(header, source, offset, length);
    } catch (Fault fault) {
      tooLarge(fault);
    }
  }

  /// Adds more of the NAL unit begun.
  public void append(ByteBuffer source, int offset, int length) {
    if (open < 0) {
      return;
    }
    markers.goesOn();
    try {
      out.append(source, offset, length);
    } catch (Fault fault) {
      tooLarge(fault);
    }
  }

  /// Ends the NAL unit begun, if any.
  public void endNal() {
    if (open < 0) {
      return;
    }
    int nal = open + LENGTH_BYTES;
    ByteBuffer memory = out.memory();
    int from = out.origin() + nal;
    int to = AnnexB.withoutTrailingZeros(memory, from, out.origin() + out.length());
    out.truncate(to - out.origin());
    int next = AnnexB.find(memory, from, to);
    if (next < to) {
      split(next - out.origin());
      return;
    }
    out.putInt(open, to - from);
    int start = open;
    open = -1;
    if (to - from <= syntax.headerBytes()) {
      out.truncate(start);
      return;
    }
    switch (role) {
      case PARAMETER_SET -> {
        syntax.parameterSet(memory, from, to - from);
        out.truncate(start);
      }
      case DELIMITER, IGNORED -> out.truncate(start);
      case PREFIX -> syntax.prefix(memory, from, to - from);
      case SLICE, SYNC_SLICE, SUFFIX -> {}
    }
  }

  /// No more packets: hands over the last access unit if it is whole, as far as a camera without markers lets us know.
  public void flush() {
    if (markers.pending()) {
      endNal();
    }
    boolean whole =
        hasSlices && !spoiled && open < 0 && (markers.pending() || markers.meanNothing());
    if (whole) {
      endAccessUnit();
    } else {
      reset();
    }
  }

  @Override
  public void close() {
    out.close();
  }

  private void startPicture(boolean slice, ByteBuffer source, int offset, int length) {
    if (spoiled) {
      reset();
      return;
    }
    if (!hasSlices) {
      return;
    }
    if (slice && !secondField && syntax.secondField(source, offset, length)) {
      secondField = true;
      return;
    }
    markers.nextBegins(sync);
    endAccessUnit();
  }

  /// tolerate: parameter sets before every slice of a key frame (GStreamer's rtph264pay with config-interval=-1)
  private boolean repeatedSet() {
    return role == NalRole.PARAMETER_SET && hasSlices && packetTimestamp == timestamp;
  }

  private void firstSlice(int header, ByteBuffer source, int offset, int length) {
    timestamp = packetTimestamp;
    wallMicros = packetWallMicros;
    syntax.firstSlice(header, source, offset, length);
    sync = role == NalRole.SYNC_SLICE || syntax.recoveryPoint();
    if (sync) {
      syntax.activate();
    }
    List<Bytes> inBand = syntax.inBand();
    for (int i = 0; i < inBand.size(); i++) {
      out.appendInt(inBand.get(i).size());
      out.append(inBand.get(i));
    }
  }

  /// A slice or suffix whose access unit has gone or never began.
  private void orphan(boolean slice) {
    if (!slice || (spoiled && packetTimestamp == spoiledTimestamp)) {
      return;
    }
    // tolerate: markers that were true at first; the frame handed over was only a part, the next
    // ones will be whole.
    if (packetTimestamp == endedTimestamp) {
      markers.lied();
    }
    spoil();
  }

  private void spoil() {
    spoiled = true;
    spoiledTimestamp = packetTimestamp;
    dropped++;
  }

  private void openNal(int header, ByteBuffer source, int offset, int length) {
    open = out.length();
    out.appendInt(0);
    if (syntax.headerBytes() == 2) {
      out.append((byte) (header >> 8));
    }
    out.append((byte) header);
    out.append(source, offset, length);
  }

  private void tooLarge(Fault fault) {
    lost();
    if (fault.kind() != Fault.Kind.PROTOCOL) {
      throw fault;
    }
  }

  /// tolerate: several NAL units with start codes between them sent as one (V380, CostarHD, Revotech).
  private void split(int secondStartCode) {
    int first = open + LENGTH_BYTES;
    byte[] copy = new byte[out.length() - first];
    out.memory().get(out.origin() + first, copy);
    out.truncate(secondStartCode);
    endNal();
    ByteBuffer rest = ByteBuffer.wrap(copy);
    int from = secondStartCode - first + AnnexB.START_CODE;
    while (from < copy.length) {
      int to = AnnexB.find(rest, from, copy.length);
      nal(rest, from, to - from);
      from = to + AnnexB.START_CODE;
    }
  }

  private void endAccessUnit() {
    CodecConfig.Video config = syntax.config();
    endedTimestamp = timestamp;
    if (config == null || (!started && !sync)) {
      reset();
      return;
    }
    if (!started && syntax.frameTicks() != VuiTiming.UNKNOWN) {
      times.usualInterval(syntax.frameTicks());
    }
    started = true;
    if (syntax.reorderDepth() == NalSyntax.UNKNOWN_DEPTH) {
      times.unknownReorderDepth();
    } else {
      times.reorderDepth(syntax.reorderDepth());
    }
    times.next(timestamp, wallMicros, syntax.bidirectional());
    Frame frame = out.finish(track, config, times.dts(), times.pts(), wallMicros, sync);
    reset();
    sink.frame(frame);
  }

  private void discard() {
    out.drop();
    open = -1;
    hasSlices = false;
    sync = false;
    secondField = false;
    markers.forget();
  }

  private void reset() {
    discard();
    spoiled = false;
    spoiledTimestamp = NONE;
    syntax.endAccessUnit();
  }
}
