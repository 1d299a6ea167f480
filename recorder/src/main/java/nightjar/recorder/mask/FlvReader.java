package nightjar.recorder.mask;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import org.jspecify.annotations.Nullable;

/// Reads the H.264 that FFmpeg writes as FLV: the one container that says each picture's time, ends each picture where it ends, and is
/// read in a page. FFmpeg has eaten what a camera sent, so nothing it says is believed. Owned by the thread that reads.
final class FlvReader {
  /// Larger than any picture x264 makes of 8 megapixels.
  static final int LARGEST_TAG = 8 << 20;

  private static final int VIDEO = 9;
  private static final int AVC = 7;

  /// Called for each picture, with the coding in force.
  interface Sink {
    void picture(CodecConfig.Avc config, long millis, boolean key, ByteBuffer bytes);
  }

  private final DataInputStream in;
  private final int width;
  private final int height;
  private CodecConfig.@Nullable Avc config;

  FlvReader(InputStream in, int width, int height) {
    this.in = new DataInputStream(in);
    this.width = width;
    this.height = height;
  }

  /// Until the end; a CORRUPT fault for what is no FLV.
  void read(Sink sink) throws IOException {
    byte[] head = new byte[9];
    in.readFully(head);
    if (head[0] != 'F' || head[1] != 'L' || head[2] != 'V') {
      throw corrupt("no FLV");
    }
    in.skipNBytes(Math.clamp(ByteBuffer.wrap(head).getInt(5) - 9L, 0, 1_024) + 4);
    while (true) {
      int type = in.read();
      if (type < 0) {
        return;
      }
      int size = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      long millis = u24() | (long) in.readUnsignedByte() << 24;
      in.skipNBytes(3);
      if (size > LARGEST_TAG) {
        throw corrupt("a tag of " + size + " bytes");
      }
      byte[] body = in.readNBytes(size);
      if (body.length < size) {
        throw new EOFException();
      }
      in.skipNBytes(4);
      if (type == VIDEO) {
        video(body, millis, sink);
      }
    }
  }

  private int u24() throws IOException {
    return in.readUnsignedByte() << 16 | in.readUnsignedShort();
  }

  private void video(byte[] body, long millis, Sink sink) {
    if (body.length < 5 || (body[0] & 15) != AVC) {
      throw corrupt("video that is not H.264");
    }
    if (body[1] == 0) {
      config = config(ByteBuffer.wrap(body, 5, body.length - 5));
    } else if (body[1] == 1) {
      CodecConfig.Avc current = config;
      if (current == null) {
        throw corrupt("a picture before its parameters");
      }
      boolean key = (body[0] & 0xf0) == 0x10;
      sink.picture(current, millis, key, ByteBuffer.wrap(body, 5, body.length - 5));
    }
  }

  /// AVCDecoderConfigurationRecord, ISO/IEC 14496-15, 5.3.3.1.
  private CodecConfig.Avc config(ByteBuffer record) {
    if (record.remaining() < 7 || (record.get(record.position() + 4) & 3) != 3) {
      throw corrupt("a decoder configuration that is none");
    }
    record.position(record.position() + 5);
    List<Bytes> sps = sets(record, 31);
    List<Bytes> pps = sets(record, 255);
    if (sps.isEmpty() || pps.isEmpty()) {
      throw corrupt("no parameter sets");
    }
    return new CodecConfig.Avc(sps, pps, width, height);
  }

  private static List<Bytes> sets(ByteBuffer record, int countMask) {
    List<Bytes> sets = new ArrayList<>();
    int count = record.hasRemaining() ? record.get() & countMask : 0;
    for (int i = 0; i < count; i++) {
      int length = record.remaining() < 2 ? 0 : record.getShort() & 0xffff;
      if (length < 4 || length > record.remaining()) {
        throw corrupt("a parameter set of " + length + " bytes");
      }
      byte[] set = new byte[length];
      record.get(set);
      sets.add(Bytes.of(set));
    }
    return sets;
  }

  private static Fault corrupt(String what) {
    return Fault.of(
        Fault.Kind.CORRUPT, "the masking program wrote " + what, "Look at the version of FFmpeg.");
  }
}
