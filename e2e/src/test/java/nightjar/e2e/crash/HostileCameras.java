package nightjar.e2e.crash;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import nightjar.e2e.badinput.HostileServer;
import nightjar.e2e.badinput.HostileServer.Peer;
import nightjar.e2e.badinput.HostileServer.Script;

/// Cameras that want a recorder's memory, each in its own way. Owned by one test.
final class HostileCameras implements AutoCloseable {
  /// What one connection may send, so that a test does not fill a disk.
  private static final long MOST_BYTES = 96L << 20;

  private static final String VIDEO =
      """
      v=0
      o=- 0 0 IN IP4 127.0.0.1
      s=-
      t=0 0
      m=video 0 RTP/AVP 96
      a=rtpmap:96 H264/90000
      a=control:track1
      """;

  private static final byte[] SPS = hex("6742c00dd90141fb011000000300100000030320f142a480");
  private static final byte[] PPS = hex("68cb83cb20");
  private static final byte[] KEY = hex("6588847777");

  private final Map<String, HostileServer> servers = new LinkedHashMap<>();

  HostileCameras() throws IOException {
    add("four-gigabytes", HostileCameras::fourGigabytes);
    add("garbage", HostileCameras::garbage);
    add("endless-header", HostileCameras::endlessHeader);
    add("many-tracks", HostileCameras::manyTracks);
    add("giant-picture", peer -> new Sender(peer).giantPicture());
    add("endless-sets", peer -> new Sender(peer).endlessSets());
    add("endless-frame", peer -> new Sender(peer).endlessFrame());
    add("flood", peer -> new Sender(peer).flood(60_000));
    add("flood-of-crumbs", peer -> new Sender(peer).flood(KEY.length));
    add("changing-sets", peer -> new Sender(peer).changingSets());
    add("report-flood", peer -> new Sender(peer).reports());
    add("questions", HostileCameras::questions);
  }

  private void add(String name, Script script) throws IOException {
    servers.put(name, new HostileServer(script));
  }

  /// Their part of the recorder's configuration file.
  String config() {
    StringBuilder toml = new StringBuilder();
    servers.forEach((name, server) ->
        toml.append(
            """
            [[camera]]
            id = "%s"
            url = "%s"
            transport = "tcp"
            keep_bytes = "64MB"
            """
                .formatted(name, server.url())));
    return toml.toString();
  }

  /// Whether the recorder has asked each of them something.
  boolean allMet() {
    return servers.values().stream().allMatch(server -> !server.requests().isEmpty());
  }

  @Override
  public void close() throws IOException {
    for (HostileServer server : servers.values()) {
      server.close();
    }
  }

  private static void fourGigabytes(Peer peer) throws IOException {
    peer.hear().say("RTSP/1.0 200 OK\r\nCSeq: CSEQ\r\nContent-Length: 4294967295\r\n\r\nv=0\r\n");
    for (long sent = 0; sent < MOST_BYTES; sent += 65_536) {
      peer.say(new byte[65_536]);
    }
  }

  private static void garbage(Peer peer) throws IOException {
    byte[] garbage = new byte[100_000];
    new SplittableRandom(7).nextBytes(garbage);
    peer.hear().say(garbage);
  }

  private static void endlessHeader(Peer peer) throws IOException {
    peer.hear().say("RTSP/1.0 200 OK\r\nCSeq: CSEQ\r\nX-Noise: ");
    String noise = "x".repeat(65_536);
    for (long sent = 0; sent < MOST_BYTES; sent += noise.length()) {
      peer.say(noise);
    }
  }

  private static void manyTracks(Peer peer) throws IOException {
    peer.play(VIDEO + "m=video 0 RTP/AVP 97\na=rtpmap:97 H264/90000\n".repeat(4_000)).listen();
  }

  private static void questions(Peer peer) throws IOException {
    peer.play(VIDEO);
    String many = "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n".repeat(1_000);
    for (long sent = 0; sent < MOST_BYTES / 8; sent += many.length()) {
      peer.say(many);
    }
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /// Sends RTP over one connection that plays. Owned by the connection's thread.
  private static final class Sender {
    private final Peer peer;
    private final SplittableRandom random = new SplittableRandom(11);
    private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
    private int sequence;
    private int timestamp;
    private long sent;

    Sender(Peer peer) throws IOException {
      this.peer = peer.play(VIDEO);
    }

    /// An SPS that claims 65536 x 65536, and pictures that use it.
    void giantPicture() throws IOException {
      byte[] sps = hex("6742000dda0004000003020019");
      while (more()) {
        packet(sps, false).packet(PPS, false).packet(KEY, true).nextFrame();
      }
    }

    /// Never a picture, and each set another one.
    void endlessSets() throws IOException {
      while (more()) {
        packet(filled(PPS, 1_000), true).nextFrame();
      }
    }

    /// Fragments of a key frame, none of them the last.
    void endlessFrame() throws IOException {
      packet(SPS, false).packet(PPS, false);
      byte[] fragment = filled(hex("7c05"), 60_000);
      byte[] first = filled(hex("7c8588847777"), 60_000);
      packet(first, false);
      while (more()) {
        packet(fragment, false);
      }
    }

    /// Key frames as fast as they go.
    void flood(int bytes) throws IOException {
      packet(SPS, false).packet(PPS, false);
      while (more()) {
        packet(filled(KEY, bytes), true).nextFrame();
      }
    }

    /// Each key frame with parameters of its own: a new file each, if one lets it.
    void changingSets() throws IOException {
      for (int i = 0; more(); i++) {
        byte[] other = SPS.clone();
        other[1] = (byte) (i % 2 == 0 ? 66 : 77);
        packet(other, false).packet(PPS, false).packet(KEY, true).nextFrame();
      }
    }

    /// Reports of ever new sources, with a description of 50 kB each.
    void reports() throws IOException {
      while (more()) {
        ByteBuffer report = ByteBuffer.allocate(28 + 50_000);
        report.putInt(0x80c80006).putInt(random.nextInt());
        while (report.position() < 28) {
          report.putInt(random.nextInt());
        }
        report.putInt(0x81ca0000 | (report.remaining() / 4 - 1));
        frame(1, report.array());
      }
    }

    private byte[] filled(byte[] beginning, int length) {
      byte[] all = new byte[Math.max(length, beginning.length)];
      random.nextBytes(all);
      for (int i = 0; i < all.length; i++) {
        all[i] |= 1; // no start code
      }
      System.arraycopy(beginning, 0, all, 0, beginning.length);
      return all;
    }

    private boolean more() {
      return sent < MOST_BYTES;
    }

    private void nextFrame() {
      timestamp += 3_600;
    }

    private Sender packet(byte[] payload, boolean marker) throws IOException {
      ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
      packet.put((byte) 0x80).put((byte) (marker ? 0xe0 : 0x60)).putShort((short) sequence++);
      packet.putInt(timestamp).putInt(0x4e4a).put(payload);
      frame(0, packet.array());
      return this;
    }

    private void frame(int channel, byte[] bytes) throws IOException {
      batch.write('$');
      batch.write(channel);
      batch.write(bytes.length >> 8);
      batch.write(bytes.length);
      batch.writeBytes(bytes);
      if (batch.size() > 32_768) {
        peer.say(batch.toByteArray());
        sent += batch.size();
        batch.reset();
      }
    }
  }
}
