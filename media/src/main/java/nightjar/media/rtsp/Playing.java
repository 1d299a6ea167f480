package nightjar.media.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.FrameSink;
import nightjar.media.frame.SlabPool;
import nightjar.media.rtp.Arrival;
import nightjar.media.rtp.CameraClock;
import nightjar.media.rtp.Depacketizer;
import nightjar.media.rtp.RtpCounters;
import nightjar.media.rtp.RtpReceiver;
import nightjar.media.rtp.RtpTrack;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.RtspResponse;

/// From PLAY to the end: reads, hands on, and now and then says that we are there. Owned by the session's thread.
final class Playing implements AutoCloseable {
  private static final Bytes CNAME = Bytes.of("nightjar".getBytes(StandardCharsets.US_ASCII));

  /// Some cameras want a receiver report every 5 s (gortsplib client.go).
  private static final long REPORT_NANOS = 4_500_000_000L;

  private static final long TICK_NANOS = 1_000_000_000L;

  /// Longer than any group of pictures, smart codecs included (quirk 53).
  private static final long PICTURE_NANOS = 60_000_000_000L;

  /// How long a stop may wait for the next packet before the read is ended.
  private static final Duration STOP_TIME = Duration.ofMillis(300);

  /// A camera that says nothing is looked after so often: its keep-alive may be due.
  private static final int SILENCE_MILLIS = 1_000;

  private static final long SELECT_MILLIS = 100;

  /// A read of more than this is no time to let bytes gather: the camera would have to hold back the rest. A camera of
  /// 5 Mbit/s stays below it; Linux by then lets more than 1 MB wait.
  private static final int BUSY_BYTES = 192 * 1024;

  private final Line line;
  private final RtspOptions options;
  private final Handshake handshake;
  private final int ssrc;
  private final Arrival arrival;
  private final Channels channels;
  private final CameraClock cameraClock = new CameraClock();
  private final RtpReceiver[] receivers;
  private final Depacketizer[] depacketizers;
  private final PictureWatch sink;
  private final ByteBuffer report = ByteBuffer.allocateDirect(128);
  private final KeepAlive keepAlive;
  private Consumer<SessionCounters> published = _ -> {};
  private long nextTick;
  private long nextReport;
  private long videoPackets;
  private long lastVideo;
  private long pictures;
  private long lastPicture;
  private long reads;

  Playing(
      Line line,
      RtspOptions options,
      Handshake handshake,
      int ssrc,
      SlabPool frames,
      FrameSink sink) {
    this.line = line;
    this.options = options;
    this.handshake = handshake;
    this.ssrc = ssrc;
    this.sink = new PictureWatch(sink);
    Clock clock = line.clock();
    arrival = new Arrival(clock);
    channels = new Channels(arrival);
    List<Prepared> prepared = handshake.prepared();
    receivers = new RtpReceiver[prepared.size()];
    depacketizers = new Depacketizer[prepared.size()];
    for (int i = 0; i < receivers.length; i++) {
      Prepared one = prepared.get(i);
      FrameBuilder builder = new FrameBuilder(frames, options.maxFrameBytes());
      depacketizers[i] = Depacketizers.create(i, one.track().encoding(), builder, this.sink);
      RtpTrack track =
          new RtpTrack(
              i,
              one.track().encoding(),
              one.udp() == null,
              one.ssrc(),
              line.dialogue().strangers());
      receivers[i] = new RtpReceiver(track, depacketizers[i], cameraClock, arrival);
      if (one.udp() == null) {
        channels.assign(one.reportChannel(), receivers[i]);
      }
    }
    for (int i = 0; i < receivers.length; i++) {
      if (prepared.get(i).udp() == null) {
        channels.assign(prepared.get(i).channel(), receivers[i]);
      }
    }
    long now = clock.nanos();
    keepAlive = new KeepAlive(line.dialogue(), handshake.baseUrl(), handshake.timeout(), now);
    nextTick = now + TICK_NANOS;
    nextReport = now + REPORT_NANOS;
  }

  void publishTo(Consumer<SessionCounters> listener) {
    published = listener;
  }

  Ended run(Stop stop) {
    line.dialogue().media(channels);
    // Parrot wants Range; what comes before the answer is media already.
    RtspResponse response =
        line.dialogue()
            .ask(
                "PLAY",
                handshake.baseUrl(),
                Headers.of("Range", "npt=0.000-"),
                options.answerTimeout());
    if (!response.ok()) {
      throw line.where().refused("PLAY", response);
    }
    lastVideo = line.clock().nanos();
    lastPicture = lastVideo;
    line.guard().deadline(lastVideo + options.stallTimeout().toNanos());
    try {
      return handshake.udp() ? overUdp(stop) : overTcp(stop);
    } catch (ClosedChannelException _) {
      return ended(stop, "the connection was closed");
    } catch (IOException e) {
      return ended(stop, String.valueOf(e.getMessage()));
    }
  }

  private Ended overTcp(Stop stop) throws IOException {
    try (Registration _ = Registration.of(stop, () -> line.guard().hurry(STOP_TIME))) {
      while (!stop.requested()) {
        int read = line.dialogue().pump(SILENCE_MILLIS);
        if (read < 0) {
          return ended(stop, "the camera closed the connection");
        }
        reads++;
        long now = read > 0 ? arrival.monotonicMicros() * 1_000 : line.clock().nanos();
        if (sawVideo(now)) {
          line.guard().deadline(now + options.stallTimeout().toNanos());
        }
        if (now - nextTick >= 0) {
          tick(now);
          arrival.prompt(true);
        } else {
          gather(read, stop);
        }
      }
    }
    return new Ended.Stopped();
  }

  /// Lets bytes gather in the socket when nobody waits for them. Once a second, after the tick, the next read waits for the
  /// camera instead of the camera for us: its time is that of the bytes' arrival, from which wall time is learnt.
  private void gather(int read, Stop stop) {
    boolean waits =
        options.gather().isPositive() && read < BUSY_BYTES && line.wire().drains() && !sink.live();
    arrival.prompt(!waits);
    if (waits) {
      line.clock().sleep(options.gather(), stop);
    }
  }

  private Ended overUdp(Stop stop) throws IOException {
    ByteBuffer datagram = ByteBuffer.allocateDirect(65_536);
    line.guard().deadline(Long.MAX_VALUE);
    try (Selector selector = Selector.open();
        Registration _ = Registration.of(stop, selector::wakeup)) {
      line.wire().channel().configureBlocking(false);
      SelectionKey control = line.wire().channel().register(selector, SelectionKey.OP_READ);
      for (Prepared one : handshake.prepared()) {
        udp(one).register(selector);
      }
      while (!stop.requested()) {
        selector.select(_ -> {}, SELECT_MILLIS);
        arrival.update();
        reads++;
        for (int i = 0; i < receivers.length; i++) {
          udp(handshake.prepared().get(i)).drain(datagram, receivers[i]);
          receivers[i].idle();
        }
        // tolerate: firmware that goes on by UDP is not waited for: media ends with its connection
        // (Hikvision)
        if (control.isReadable() && line.dialogue().pump(0) < 0) {
          return ended(stop, "the camera closed the connection");
        }
        long now = arrival.monotonicMicros() * 1_000;
        if (!sawVideo(now) && now - lastVideo > options.stallTimeout().toNanos()) {
          return stalled();
        }
        if (now - nextTick >= 0) {
          tick(now);
        }
      }
      return new Ended.Stopped();
    } finally {
      blockAgain();
    }
  }

  /// TEARDOWN is asked blocking, like everything else. The selector is closed by now.
  private void blockAgain() throws IOException {
    if (line.wire().channel().isOpen()) {
      line.wire().channel().configureBlocking(true);
    }
  }

  private static UdpTrack udp(Prepared one) {
    if (one.udp() == null) {
      throw new IllegalStateException("a TCP track in a UDP session");
    }
    return one.udp();
  }

  private boolean sawVideo(long now) {
    long packets = receivers[0].packets();
    if (packets == videoPackets) {
      return false;
    }
    videoPackets = packets;
    lastVideo = now;
    return true;
  }

  /// A camera that sends video out of which no picture comes would else play for ever, and nobody be told.
  private void sawPicture(long now) {
    if (sink.pictures() != pictures) {
      pictures = sink.pictures();
      lastPicture = now;
    } else if (now - lastPicture > PICTURE_NANOS) {
      throw line.where()
          .fault(
              Fault.Kind.PROTOCOL,
              videoPackets
                  + " packets of video, and no whole picture of them for "
                  + PICTURE_NANOS / 1_000_000_000
                  + " s",
              "The camera sends no key frames, or parameters no player takes; restart or update it.");
    }
  }

  private Ended ended(Stop stop, String how) {
    if (stop.requested()) {
      return new Ended.Stopped();
    }
    return line.guard().expired() ? stalled() : new Ended.PeerClosed(line.where().text(how));
  }

  private Ended stalled() {
    return new Ended.Stalled(options.stallTimeout(), videoPackets > 0);
  }

  private void tick(long now) throws IOException {
    nextTick = now + TICK_NANOS;
    sawPicture(now);
    keepAlive.tick(now);
    if (now - nextReport >= 0) {
      nextReport = now + REPORT_NANOS;
      for (int i = 0; i < receivers.length; i++) {
        report(handshake.prepared().get(i), receivers[i]);
      }
    }
    publish();
  }

  private void report(Prepared one, RtpReceiver receiver) throws IOException {
    report.clear().position(4);
    receiver.writeReceiverReport(report, ssrc, CNAME);
    report.flip();
    if (one.udp() == null) {
      line.dialogue().sendFrame(one.reportChannel(), report);
    } else {
      one.udp().report(report.position(4));
    }
  }

  private void publish() {
    RtpCounters[] tracks = new RtpCounters[receivers.length];
    long dropped = 0;
    for (int i = 0; i < receivers.length; i++) {
      tracks[i] = receivers[i].counters();
      dropped += depacketizers[i].dropped();
    }
    published.accept(
        new SessionCounters(
            handshake.udp(),
            line.where().at(),
            reads,
            line.inbound().garbageEver(),
            channels.unknown(),
            List.of(tracks),
            dropped,
            cameraClock.known(),
            cameraClock.trusted(),
            cameraClock.offsetMicros()));
  }

  /// Hands on the last frames and gives the frame memory back.
  @Override
  public void close() {
    for (RtpReceiver receiver : receivers) {
      receiver.finish();
    }
    publish();
  }
}
