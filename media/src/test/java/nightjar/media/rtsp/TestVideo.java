package nightjar.media.rtsp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.h264.H264Packetizer;

/// An H.264 stream as RTP packets: hand-made slices of random bytes, 25 a second, every tenth a key frame.
final class TestVideo {
  static final int SSRC = 0x5eed;

  private static final CodecConfig.Avc CONFIG =
      new CodecConfig.Avc(
          List.of(Bytes.fromHex("6742c00dd90141fb011000000300100000030320f142a480")),
          List.of(Bytes.fromHex("68cb83cb20")),
          320,
          240);

  private final Random random = new Random(1);
  private final H264Packetizer packetizer;
  private final int maxPayload;
  private int sequence = 100;
  private int frame;

  TestVideo() {
    this(1_400);
  }

  TestVideo(int maxPayload) {
    this.maxPayload = maxPayload;
    packetizer = new H264Packetizer(CONFIG, maxPayload);
  }

  static String sdp() {
    return """
    v=0
    o=- 1 1 IN IP4 127.0.0.1
    s=test
    t=0 0
    a=control:*
    m=video 0 RTP/AVP 96
    a=rtpmap:96 H264/90000
    a=fmtp:96 %s
    a=control:trackID=0
    """
        .formatted(H264Packetizer.formatParameters(CONFIG))
        .replace("\n", "\r\n");
  }

  /// Video and G.711 sound.
  static String sdpWithSound() {
    return sdp() + "m=audio 0 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na=control:trackID=1\r\n";
  }

  /// The packets of the next `count` frames of up to `bytes` bytes.
  List<byte[]> packets(int count, int bytes) {
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      packets.addAll(nextFrame(bytes));
    }
    return packets;
  }

  List<byte[]> packets(int count) {
    return packets(count, 4_000);
  }

  /// A hole in the sequence of packets, as when the camera drops some.
  void skipPackets(int count) {
    sequence += count;
  }

  void sequence(int next) {
    sequence = next;
  }

  private List<byte[]> nextFrame(int most) {
    boolean sync = frame % 10 == 0;
    byte[] slice = new byte[5 + random.nextInt(most) + 1];
    for (int i = 0; i < slice.length; i++) {
      slice[i] = (byte) (1 + random.nextInt(255));
    }
    Bytes head = Bytes.fromHex(sync ? "6588847777" : "419a667788");
    head.buffer().get(slice, 0, 5);
    ByteBuffer sample = ByteBuffer.allocate(4 + slice.length).putInt(slice.length).put(slice);
    packetizer.begin(sample, 0, sample.capacity(), sync);
    List<byte[]> packets = new ArrayList<>();
    ByteBuffer out = ByteBuffer.allocate(12 + maxPayload);
    while (packetizer.next(out.clear().position(12))) {
      int length = out.position();
      out.put(0, (byte) 0x80).put(1, (byte) (packetizer.marker() ? 0xe0 : 0x60));
      out.putShort(2, (short) sequence++).putInt(4, frame * 3_600).putInt(8, SSRC);
      byte[] packet = new byte[length];
      out.get(0, packet);
      packets.add(packet);
    }
    frame++;
    return packets;
  }

  /// As an interleaved frame.
  static byte[] framed(int channel, byte[] packet) {
    return ByteBuffer.allocate(4 + packet.length)
        .put((byte) '$')
        .put((byte) channel)
        .putShort((short) packet.length)
        .put(packet)
        .array();
  }
}
