package nightjar.recorder.api;

import static nightjar.recorder.api.MetricsText.Kind.COUNTER;
import static nightjar.recorder.api.MetricsText.Kind.GAUGE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nightjar.accounts.rights.SiteAct;
import nightjar.base.http.Exchange;
import nightjar.base.http.Site;
import nightjar.cameras.session.SessionStatus;
import nightjar.media.rtp.RtpCounters;
import nightjar.recorder.ingest.StreamStatus;
import nightjar.store.write.WriteMetrics;

/// `/metrics` for Prometheus, for who may see the system: mostly a token made for it. This machine's own programs need one too, for a
/// proxy on it would be one of them. Safe for any thread because it has no state.
final class MetricsSite implements Site {
  private static final long HOUR = 3_600_000_000L;
  private static final double MILLION = 1e6;
  private static final double BILLION = 1e9;

  private final Wiring nightjar;

  MetricsSite(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  @Override
  public boolean serve(Exchange exchange) throws IOException {
    if (!exchange.path().equals("/metrics") || !exchange.method().equals("GET")) {
      return false;
    }
    nightjar.gate().require(nightjar.gate().caller(exchange).caller(), SiteAct.SEE_SYSTEM);
    exchange
        .status(200)
        .set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        .set("Cache-Control", "no-store")
        .bytes(ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8)));
    return true;
  }

  private String text() {
    var text = new MetricsText();
    Runtime runtime = Runtime.getRuntime();
    text.add(GAUGE, "nightjar_info", "The running version.", 1, "version", SystemRoutes.version());
    text.add(
        GAUGE,
        "nightjar_heap_used_bytes",
        "Java heap in use.",
        runtime.totalMemory() - runtime.freeMemory());
    text.add(GAUGE, "nightjar_heap_max_bytes", "Largest Java heap.", runtime.maxMemory());
    ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .ifPresent(time ->
            text.add(
                COUNTER,
                "nightjar_cpu_seconds_total",
                "Processor time of the program.",
                time.toMillis() / 1e3));
    text.add(
        GAUGE, "nightjar_live_viewers", "Live pictures being watched.", nightjar.live().viewers());
    disk(text);
    nightjar.recorder().streams().forEach(each -> stream(text, each));
    return text.toString();
  }

  private void disk(MetricsText text) {
    var space = nightjar.recorder().space();
    WriteMetrics written = nightjar.recorder().metrics();
    text.add(GAUGE, "nightjar_disk_size_bytes", "Size of the disk.", space.totalBytes());
    text.add(GAUGE, "nightjar_disk_free_bytes", "Room on the disk.", space.freeBytes());
    text.add(GAUGE, "nightjar_disk_lost", "1 while the disk is gone.", written.isLost() ? 1 : 0);
    text.add(
        COUNTER, "nightjar_disk_written_bytes_total", "Footage written.", written.writtenBytes());
    text.add(
        COUNTER,
        "nightjar_disk_dropped_frames_total",
        "Frames that came and were not recorded.",
        written.droppedFrames());
    text.add(COUNTER, "nightjar_disk_passes_total", "Sync passes.", written.passes());
    text.add(
        GAUGE,
        "nightjar_disk_last_pass_seconds",
        "Duration of the last sync pass.",
        written.lastPassNanos() / BILLION);
    text.add(
        GAUGE,
        "nightjar_disk_exposure_seconds",
        "Footage a power cut before the last pass would have taken.",
        written.lastExposureNanos() / BILLION);
    text.add(
        GAUGE,
        "nightjar_disk_worst_exposure_seconds",
        "The most of it since the start.",
        written.worstExposureNanos() / BILLION);
    text.add(
        COUNTER,
        "nightjar_disk_late_passes_total",
        "Sync passes after which it had been more than the interval.",
        written.latePasses());
  }

  private void stream(MetricsText text, StreamStatus status) {
    String[] of = {
      "camera", status.stream().camera().name(), "stream", status.stream().stream().name()
    };
    boolean playing = status.session() instanceof SessionStatus.Playing;
    text.add(GAUGE, "nightjar_stream_playing", "1 while frames come.", playing ? 1 : 0, of);
    nightjar
        .recorder()
        .feeds()
        .state(status.stream())
        .ifPresent(state ->
            text.add(
                GAUGE,
                "nightjar_stream_last_frame_timestamp_seconds",
                "When the newest frame was taken.",
                state.lastWallMicros() / MILLION,
                of));
    long now = nightjar.nowMicros();
    var hour = nightjar.recorder().store().coverage(status.stream(), now - HOUR, now);
    text.add(
        GAUGE,
        "nightjar_stream_missing_last_hour_seconds",
        "Of the last hour, what should have been recorded and was not.",
        Math.max(0, hour.expectedMicros() - hour.recordedMicros()) / MILLION,
        of);
    if (status.session() instanceof SessionStatus.Playing(_, _, var counters)) {
      text.add(
          COUNTER,
          "nightjar_stream_received_bytes_total",
          "Bytes of the session that plays.",
          counters.bytes(),
          of);
      text.add(
          COUNTER,
          "nightjar_stream_received_packets_total",
          "RTP packets of the session that plays.",
          counters.tracks().stream().mapToLong(RtpCounters::packets).sum(),
          of);
      text.add(
          COUNTER,
          "nightjar_stream_lost_packets_total",
          "RTP packets of the session that plays which never came.",
          counters.tracks().stream().mapToLong(RtpCounters::lost).sum(),
          of);
      text.add(
          COUNTER,
          "nightjar_stream_dropped_frames_total",
          "Frames of the session that plays which were begun and thrown away.",
          counters.framesDropped(),
          of);
    }
  }
}
