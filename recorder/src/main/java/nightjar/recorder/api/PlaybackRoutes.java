package nightjar.recorder.api;

import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.accounts.Caller;
import nightjar.accounts.rights.Act;
import nightjar.base.http.Call;
import nightjar.base.http.Exchange;
import nightjar.base.http.FileAnswer;
import nightjar.base.http.Nothing;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Served;
import nightjar.base.http.Work;
import nightjar.media.mp4.Gaps;
import nightjar.recorder.evidence.SealedMp4;
import nightjar.recorder.evidence.Signer;
import nightjar.recorder.evidence.Statement;
import nightjar.recorder.mask.Mask;
import nightjar.recorder.mask.Retouch;
import nightjar.recorder.playback.Clip;
import nightjar.recorder.playback.FrameTimes;
import nightjar.recorder.settings.SiteEntry;
import nightjar.store.read.Span;
import nightjar.store.read.SpanMp4;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// Footage for a player, and as a file.
final class PlaybackRoutes {
  private static final Work READS = new Work("media reads", 16);
  private static final long SECOND = 1_000_000;
  private static final long LONGEST_CLIP = 60 * SECOND;
  private static final long LONGEST_KEYS = 3_600 * SECOND;
  private static final long LONGEST_FRAMES = 600 * SECOND;
  private static final long LONGEST_FILE = 7L * 86_400 * SECOND;

  /// A player fetches a clip every few seconds: one line in the audit log says what ten minutes of it say.
  private static final long AUDIT_EVERY_NANOS = 600_000_000_000L;

  private static final int MOST_REMEMBERED = 10_000;

  record ClipParams(
      String camera,
      long from,
      long to,
      Optional<String> stream,
      Optional<Long> zero,
      Optional<LiveRoutes.Frames> frames) {}

  record FramesParams(String camera, long from, long to, Optional<String> stream) {}

  record FileParams(
      String camera,
      long from,
      long to,
      Optional<String> stream,
      Optional<Gaps> gaps,
      Optional<Boolean> download) {}

  record FramesView(
      long from, long to, List<Long> times, List<Integer> keys, Optional<Long> next) {}

  private final Wiring nightjar;
  private final Map<String, Long> audited = new ConcurrentHashMap<>();

  PlaybackRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/cameras/{camera}/clip", Need.PLAYBACK, "Whole GOPs as fragmented MP4 for a player")
        .takes(ClipParams.class)
        .as(READS)
        .serves(List.of("video/mp4"), this::clip);
    routes
        .get("/cameras/{camera}/frames", Need.PLAYBACK, "When each picture was taken")
        .takes(FramesParams.class)
        .as(READS)
        .gives(FramesView.class, this::frames);
    routes
        .get("/cameras/{camera}/video.mp4", Need.PLAYBACK, "A span as one MP4 file, with ranges")
        .takes(FileParams.class)
        .as(READS)
        .serves(List.of("video/mp4"), this::file);
  }

  private Served clip(Call<Visitor, ClipParams, Nothing> call) {
    ClipParams params = call.params();
    boolean keys = params.frames().orElse(LiveRoutes.Frames.ALL) == LiveRoutes.Frames.KEYS;
    Wiring.span(params.from(), params.to(), keys ? LONGEST_KEYS : LONGEST_CLIP);
    StreamKey key = StreamKey.of(params.camera(), params.stream().orElse("main"));
    long from = visible(call.caller().caller(), Act.PLAYBACK, key, params.from(), params.to());
    audit(call.caller().caller(), key, params.from());
    return exchange -> {
      try (Span span = nightjar.whole(key, from, params.to())) {
        Optional<Clip> clip = Clip.of(span, from, params.to(), params.zero(), keys);
        if (clip.isPresent()) {
          Mask mask = nightjar.masks().of(params.camera());
          if (!mask.coversNothing()) {
            clip.get().retouch(Retouch.masking(mask), nightjar.masks().footage());
          }
          send(exchange, key, clip.get());
        } else {
          next(exchange, nightjar.recorder().store().reader().footageFrom(key, params.to()));
          exchange.empty(204);
        }
      }
    };
  }

  private void send(Exchange exchange, StreamKey key, Clip clip) throws java.io.IOException {
    next(exchange, nightjar.recorder().store().reader().footageFrom(key, clip.endMicros()));
    exchange
        .status(200)
        .set("Content-Type", clip.mime())
        .set("Nightjar-From", Long.toString(clip.startMicros()))
        .set("Nightjar-To", Long.toString(clip.endMicros()))
        .set("Nightjar-Zero", Long.toString(clip.zeroMicros()));
    if (exchange.method().equals("HEAD")) {
      exchange.empty(200);
      return;
    }
    try (WritableByteChannel out = exchange.stream()) {
      clip.send(out);
    }
  }

  private static void next(Exchange exchange, @Nullable Long micros) {
    if (micros != null) {
      exchange.set("Nightjar-Next", Long.toString(micros));
    }
  }

  private FramesView frames(Call<Visitor, FramesParams, Nothing> call) {
    FramesParams params = call.params();
    Wiring.span(params.from(), params.to(), LONGEST_FRAMES);
    StreamKey key = StreamKey.of(params.camera(), params.stream().orElse("main"));
    long from = visible(call.caller().caller(), Act.PLAYBACK, key, params.from(), params.to());
    try (Span span = nightjar.whole(key, from, params.to())) {
      FrameTimes times = FrameTimes.of(span, from, params.to());
      return new FramesView(
          from,
          params.to(),
          times.times(),
          times.keys(),
          Optional.ofNullable(nightjar.recorder().store().reader().footageFrom(key, params.to())));
    }
  }

  private Served file(Call<Visitor, FileParams, Nothing> call) {
    FileParams params = call.params();
    Wiring.span(params.from(), params.to(), LONGEST_FILE);
    StreamKey key = StreamKey.of(params.camera(), params.stream().orElse("main"));
    boolean download = params.download().orElse(false);
    Caller caller = call.caller().caller();
    long from =
        visible(caller, download ? Act.EXPORT : Act.PLAYBACK, key, params.from(), params.to());
    if (download) {
      nightjar.audit(caller, "footage.download", key.toString(), from + " to " + params.to());
    } else {
      audit(caller, key, params.from());
    }
    return exchange -> {
      try (Span span = nightjar.span(key, from, params.to())) {
        SpanMp4 mp4 = span.mp4(params.gaps().orElse(Gaps.KEEP));
        (download ? download(mp4, caller, params, from) : shown(mp4, Optional.empty()))
            .serve(exchange);
      }
    };
  }

  static FileAnswer shown(SpanMp4 mp4, Optional<String> name) {
    return new FileAnswer(
        "video/mp4",
        mp4.length(),
        mp4.etag(),
        name,
        "private, no-cache",
        (first, end, out) -> mp4.send(first, end, out, SpanMp4.Progress.SILENT));
  }

  private FileAnswer download(SpanMp4 mp4, Caller caller, FileParams params, long from) {
    StreamKey key = StreamKey.of(params.camera(), params.stream().orElse("main"));
    return sealed(
        mp4, key, from, params.to(), params.gaps().orElse(Gaps.KEEP), caller.subject().name());
  }

  /// With its seal. A statement says when it was made, so that each download is a file of its own and no two are mixed.
  FileAnswer sealed(SpanMp4 mp4, StreamKey key, long from, long to, Gaps gaps, String by) {
    String camera = key.camera().name();
    Optional<String> name = Optional.of(camera + "-" + mp4.startMicros() / SECOND + ".mp4");
    if (nightjar.signer().isEmpty()) {
      return shown(mp4, name);
    }
    Signer signer = nightjar.signer().get();
    SiteEntry site = nightjar.settings().site();
    long now = nightjar.nowMicros();
    Statement statement =
        new Statement(
            signer.recorder(),
            site.site(),
            site.zone(),
            camera,
            nightjar.cameras().find(camera).map(CameraBook.Page::name).orElse(camera),
            key.stream().name(),
            from,
            to,
            Optional.of(mp4.startMicros()),
            Signer.gaps(nightjar.recorder().store().coverage(key, from, to).gaps()),
            gaps == Gaps.COLLAPSE,
            false,
            Optional.empty(),
            "",
            List.of(camera),
            now,
            by,
            "",
            "",
            0,
            "");
    var sealed = new SealedMp4(mp4, statement, signer.key());
    return new FileAnswer(
        "video/mp4",
        sealed.length(),
        mp4.etag() + "-" + now,
        name,
        "private, no-cache",
        sealed::send);
  }

  /// Where the span begins for somebody who may look back only so far.
  private long visible(Caller caller, Act act, StreamKey key, long from, long to) {
    long oldest = nightjar.gate().oldestMicros(caller, act, key.camera().name());
    if (oldest >= to) {
      throw Refusal.notFound("Footage of that time");
    }
    return Math.max(from, oldest);
  }

  private void audit(Caller caller, StreamKey key, long from) {
    long now = nightjar.clock().nanos();
    String what = caller.id() + " " + key;
    Long before = audited.get(what);
    if (before == null || now - before > AUDIT_EVERY_NANOS) {
      if (audited.size() > MOST_REMEMBERED) {
        audited.clear();
      }
      audited.put(what, now);
      nightjar.audit(caller, "footage.view", key.toString(), "from " + from);
    }
  }
}
