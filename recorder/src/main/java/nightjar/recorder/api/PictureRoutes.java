package nightjar.recorder.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.Caller;
import nightjar.accounts.rights.Act;
import nightjar.base.http.Call;
import nightjar.base.http.Nothing;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Served;
import nightjar.base.http.Work;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.mp4.Piece;
import nightjar.media.mp4.SampleTable;
import nightjar.recorder.feed.Feed;
import nightjar.recorder.feed.Subscription;
import nightjar.recorder.mask.Blackout;
import nightjar.recorder.mask.Mask;
import nightjar.recorder.playback.Still;
import nightjar.store.read.Span;
import nightjar.store.recording.StreamKey;

/// One picture of a camera, now or at an instant.
final class PictureRoutes {
  /// Decoding takes a process each; a page of cameras asks for as many pictures as there are cameras.
  private static final Work PICTURES = new Work("pictures", 4, Duration.ofSeconds(5));

  private static final int USUAL_WIDTH = 640;
  private static final int WIDEST = 3_840;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// A key frame this much older than the instant still stands for it; beyond, nothing was recorded there.
  private static final long NEAR_MICROS = 30_000_000;

  record PictureParams(
      String camera, Optional<Long> at, Optional<String> stream, Optional<Integer> width) {}

  private final Wiring nightjar;

  PictureRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/cameras/{camera}/picture", Need.ANY_ACT, "One picture, now or at an instant")
        .takes(PictureParams.class)
        .as(PICTURES)
        .serves(List.of("image/jpeg", "video/mp4"), this::picture);
  }

  private Served picture(Call<Visitor, PictureParams, Nothing> call) {
    PictureParams params = call.params();
    Caller caller = call.caller().caller();
    StreamKey key = StreamKey.of(params.camera(), params.stream().orElse("main"));
    int width = Math.clamp(params.width().orElse(USUAL_WIDTH), 16, WIDEST);
    Still still;
    boolean past = params.at().isPresent();
    if (past) {
      long at = params.at().get();
      if (nightjar.gate().oldestMicros(caller, Act.PLAYBACK, params.camera()) > at) {
        throw Refusal.notFound("Footage of that time");
      }
      still = at(key, at);
    } else {
      nightjar.gate().require(caller, Act.LIVE, params.camera());
      still = now(key);
    }
    Mask mask = nightjar.masks().of(params.camera());
    return answer(mask.coversNothing() ? still : still.masked(Blackout.filter(mask)), width, past);
  }

  /// A browser may keep a picture of the past, but asks each time whether it still may show it: a mask drawn since then holds for
  /// what it has kept, too. A masked picture is made anew each time.
  private static Served answer(Still still, int width, boolean past) {
    return exchange -> {
      boolean kept = past && !still.isMasked();
      exchange
          .set("Nightjar-Time", Long.toString(still.wallMicros()))
          .set("Cache-Control", kept ? "private, no-cache" : "no-store");
      String tag = '"' + Long.toString(still.wallMicros()) + '-' + width + '"';
      if (kept) {
        exchange.set("ETag", tag);
        if (exchange.header("If-None-Match").filter(tag::equals).isPresent()) {
          exchange.empty(304);
          return;
        }
      }
      Optional<byte[]> jpeg = still.jpeg(width);
      if (jpeg.isEmpty() && still.isMasked()) {
        throw Refusal.of(
            MaskRoutes.MASKED,
            "This camera has a privacy mask, and FFmpeg, which puts it on, gave no picture.",
            "Install the package ffmpeg on the recorder.");
      }
      exchange
          .status(200)
          .set("Nightjar-Picture", jpeg.isPresent() ? "decoded" : "key-frame")
          .set("Content-Type", jpeg.isPresent() ? "image/jpeg" : still.mime())
          .bytes(jpeg.map(ByteBuffer::wrap).orElseGet(() -> still.mp4().buffer()));
    };
  }

  private Still now(StreamKey key) {
    Feed feed =
        nightjar.recorder().feeds().whole(key).orElseThrow(() -> Refusal.notFound("This stream"));
    try (Subscription subscription = feed.subscribe()) {
      for (int i = 0; i < 500; i++) {
        switch (subscription.next(PATIENCE)) {
          case Subscription.Taken taken -> {
            try {
              Frame frame = taken.frame();
              if (frame.sync() && frame.config() instanceof CodecConfig.Video video) {
                return Still.of(video, frame.bytes(), frame.wallMicros());
              }
            } finally {
              taken.frame().release();
            }
          }
          case Subscription.Off _, Subscription.Quiet _ ->
              throw Refusal.notFound("A picture of now: the camera does not play, one that");
        }
      }
    }
    throw Refusal.notFound("A key frame");
  }

  private Still at(StreamKey key, long at) {
    try (Span span = nightjar.whole(key, at - NEAR_MICROS, at + 1)) {
      for (Piece piece : span.pieces().reversed()) {
        Optional<Still> found = last(span, piece, at);
        if (found.isPresent()) {
          return found.get();
        }
      }
      throw Refusal.notFound("Footage of that time");
    }
  }

  /// The last key frame of a file that is not after `at`.
  private static Optional<Still> last(Span span, Piece piece, long at) {
    for (int t = 0; t < piece.configs().size(); t++) {
      if (piece.configs().get(t) instanceof CodecConfig.Video video) {
        SampleTable table = piece.index().track(t);
        for (int i = table.count() - 1; i >= 0; i--) {
          long micros = piece.index().wallMicros(t, table.pts(i));
          if (table.sync(i) && micros <= at) {
            ByteBuffer bytes = ByteBuffer.allocate(table.size(i));
            span.read(piece.key(), table.offset(i), bytes);
            return Optional.of(Still.of(video, bytes.flip(), micros));
          }
        }
      }
    }
    return Optional.empty();
  }
}
